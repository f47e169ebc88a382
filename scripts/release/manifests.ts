// `node scripts/release/manifests.ts TAG SHA256SUMS FOLDER`: writes the manifests of Homebrew,
// winget and Scoop from the checksums of a release. It uses no package, so that it runs without
// `npm ci`.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { sumsIn } from './sums.ts';

const home = 'https://github.com/rolekeeper/rolekeeper';
const summary = 'Keeps temporary AWS role credentials fresh';
const wingetSchema = '1.6.0';

interface File {
  readonly name: string;
  readonly url: string;
  readonly sum: string;
}

/** Returns the files to write, by path. Throws if the sums lack a file that a manifest names. */
export function manifestsFor(tag: string, sumsText: string): Readonly<Record<string, string>> {
  const version = /^v(\d+\.\d+\.\d+(?:-[\w.]+)?)$/.exec(tag)?.[1];
  if (version === undefined) throw new Error(`Not the tag of a version: ${tag}`);
  const sums = sumsIn(sumsText);
  /** Returns the signed file, otherwise the unsigned one. */
  const file = (stem: string, extension: string): File => {
    for (const name of [`${stem}.${extension}`, `${stem}-unsigned.${extension}`]) {
      const sum = sums.get(name);
      if (sum !== undefined) return { name, sum, url: `${home}/releases/download/${tag}/${name}` };
    }
    throw new Error(`SHA256SUMS lacks ${stem}.${extension}`);
  };
  const setup = file(`Rolekeeper-${version}-x64-setup`, 'exe');
  const winget = `winget/rolekeeper.Rolekeeper`;
  return {
    'homebrew/Casks/rolekeeper.rb': cask(
      version,
      file(`Rolekeeper-${version}-arm64`, 'dmg'),
      file(`Rolekeeper-${version}-x64`, 'dmg'),
    ),
    'homebrew/Formula/rolekeeper-cli.rb': formula(file(`rolekeeper-${version}`, 'tgz')),
    [`${winget}.yaml`]: wingetVersion(version),
    [`${winget}.installer.yaml`]: wingetInstaller(version, setup),
    [`${winget}.locale.en-US.yaml`]: wingetLocale(version, tag),
    'scoop/rolekeeper.json': scoop(version, setup),
  };
}

function cask(version: string, arm: File, intel: File): string {
  return `cask "rolekeeper" do
  version "${version}"

  on_arm do
    sha256 "${arm.sum}"
    url "${arm.url}"
  end
  on_intel do
    sha256 "${intel.sum}"
    url "${intel.url}"
  end

  name "Rolekeeper"
  desc "${summary}"
  homepage "${home}"

  depends_on macos: ">= :ventura"

  app "Rolekeeper.app"

  uninstall quit: "app.rolekeeper.Rolekeeper"
end
`;
}

function formula(tarball: File): string {
  return `class RolekeeperCli < Formula
  desc "${summary}"
  homepage "${home}"
  url "${tarball.url}"
  sha256 "${tarball.sum}"
  license "MIT"

  depends_on "node"

  def install
    system "npm", "install", *std_npm_args
    bin.install_symlink libexec.glob("bin/*")
  end

  test do
    assert_match version.to_s, shell_output("#{bin}/rolekeeper --version")
  end
end
`;
}

function yaml(type: string, version: string, lines: readonly string[]): string {
  const schema = `https://aka.ms/winget-manifest.${type.toLowerCase()}.${wingetSchema}.schema.json`;
  return `# yaml-language-server: $schema=${schema}
PackageIdentifier: rolekeeper.Rolekeeper
PackageVersion: ${version}
${lines.join('\n')}
ManifestType: ${type}
ManifestVersion: ${wingetSchema}
`;
}

function wingetVersion(version: string): string {
  return yaml('version', version, ['DefaultLocale: en-US']);
}

function wingetInstaller(version: string, setup: File): string {
  return yaml('installer', version, [
    'MinimumOSVersion: 10.0.17763.0',
    'InstallerType: nullsoft',
    'Scope: user',
    'UpgradeBehavior: install',
    'Installers:',
    '  - Architecture: x64',
    `    InstallerUrl: ${setup.url}`,
    `    InstallerSha256: ${setup.sum.toUpperCase()}`,
  ]);
}

function wingetLocale(version: string, tag: string): string {
  return yaml('defaultLocale', version, [
    'PackageLocale: en-US',
    'Publisher: The Rolekeeper authors',
    'PackageName: Rolekeeper',
    `PackageUrl: ${home}`,
    'License: MIT',
    `LicenseUrl: ${home}/blob/${tag}/LICENSE`,
    `ShortDescription: ${summary}`,
    `ReleaseNotesUrl: ${home}/releases/tag/${tag}`,
    'Tags:',
    '  - aws',
    '  - sts',
  ]);
}

function scoop(version: string, setup: File): string {
  const manifest = {
    version,
    description: summary,
    homepage: home,
    license: 'MIT',
    architecture: {
      '64bit': {
        // The installer is an archive. Scoop extracts the application from it.
        url: `${setup.url}#/dl.7z`,
        hash: setup.sum,
        pre_install: [
          'Expand-7zipArchive "$dir\\`$PLUGINSDIR\\app-64.7z" "$dir"',
          'Remove-Item "$dir\\`$*", "$dir\\Uninstall*" -Recurse -Force',
        ],
      },
    },
    shortcuts: [['Rolekeeper.exe', 'Rolekeeper']],
    checkver: 'github',
  };
  return `${JSON.stringify(manifest, null, 4)}\n`;
}

if (process.argv[1] === import.meta.filename) {
  const [tag = '', sumsFile = '', folder = ''] = process.argv.slice(2);
  for (const [name, text] of Object.entries(manifestsFor(tag, readFileSync(sumsFile, 'utf8')))) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
    console.log(name);
  }
}
