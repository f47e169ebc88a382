import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Arch, build, Platform, type Configuration } from 'electron-builder';
import { installedRuntime } from '../demo/application/installed-runtime.ts';
import { withHelp } from '../demo/with-help.ts';
import { homepage } from './application/homepage.ts';
import { placeKeyring } from './application/keyring.ts';
import { metainfo } from './application/metainfo.ts';
import { makeStandInRuntime, pinnedVersion } from './application/runtime.ts';
import { prepareSystemTools } from './application/system-tools.ts';

const root = resolve(import.meta.dirname, '..');
const HELP = [
  'Usage: npm run pack -- [options]',
  '',
  'Makes the packages of the tray application for this system. If the runtime of Electron is not',
  'installed, packs a stand-in for it; such packages cannot start, so the exit code is 1.',
  '',
  '  --stand-in    always packs the stand-in, with exit code 0',
  '  --out FOLDER  the output folder (default: release)',
  '  --built       packs the earlier build that is in out/',
  '  --both        packs for x64 and arm64',
  '  --unsigned    adds -unsigned to the names of the dmg and exe files',
  '  --unpacked    makes only the folder of the application',
];
const { values: options } = withHelp(HELP, () =>
  parseArgs({
    options: {
      'stand-in': { type: 'boolean' },
      out: { type: 'string' },
      built: { type: 'boolean' },
      both: { type: 'boolean' },
      unsigned: { type: 'boolean' },
      unpacked: { type: 'boolean' },
    },
  }),
);
if (options.built !== true)
  await run(['node_modules/electron-vite/bin/electron-vite.js', 'build', '--logLevel', 'warn']);

const runtime = options['stand-in'] === true ? null : await installedRuntime(root);
const work = await mkdtemp(join(tmpdir(), 'rolekeeper-pack-'));
try {
  if (runtime === null) await packStandIn();
  else await packReal();
} finally {
  await rm(work, { recursive: true, force: true });
}
if (runtime === null && options['stand-in'] !== true) {
  console.error('Electron’s runtime is not installed. `npx install-electron` downloads it.');
  // electron-builder resets `process.exitCode`.
  process.exit(1);
}

async function packReal(): Promise<void> {
  const address = await homepage(root);
  const config = await configuration(address);
  const both = options.both === true;
  const archs = both ? { x64: true, arm64: true } : {};
  for (const arch of both ? ['x64', 'arm64'] : [process.arch])
    await placeKeyring(root, join(work, 'keyring', arch), { system: process.platform, arch });
  const linux = process.platform === 'linux' && address === null ? { linux: ['AppImage'] } : {};
  await build({ projectDir: root, publish: 'never', ...archs, ...linux, config });
  if ('linux' in linux)
    console.log(
      'No deb or rpm was made, because each must name the project’s address. Set "homepage" in package.json.',
    );
}

/**
 * On Linux, makes every package whose tools are installed. On other systems, makes only the folder
 * of a package for Linux.
 */
async function packStandIn(): Promise<void> {
  const electronDist = join(work, 'runtime');
  await makeStandInRuntime(electronDist, await pinnedVersion(root));
  // Packs the keychain's library of this system and not of Linux x64, because the package cannot
  // start anyway.
  const { platform: system, arch } = process;
  await placeKeyring(root, join(work, 'keyring', 'x64'), { system, arch });
  const tools = options.unpacked === true ? null : await prepareSystemTools(join(work, 'tools'));
  const targets = tools?.targets ?? [];
  Object.assign(process.env, tools?.env);
  await build({
    projectDir: root,
    publish: 'never',
    targets: Platform.LINUX.createTarget(targets.length === 0 ? 'dir' : [...targets], Arch.x64),
    config: { ...(await configuration(await homepage(root))), electronDist },
  });
  for (const missing of tools?.missing ?? []) console.log(`No ${missing}`);
  console.log('Packed with a stand-in for Electron’s runtime. The package cannot start.');
}

async function configuration(address: string | null): Promise<Configuration> {
  const file = join(work, 'metainfo.xml');
  await writeFile(file, metainfo(await readFile(join(root, 'CHANGELOG.md'), 'utf8'), address));
  const fpm = [`${file}=/usr/share/metainfo/app.rolekeeper.Rolekeeper.metainfo.xml`];
  const unsigned = options.unsigned === true ? '-unsigned' : '';
  const name = '${productName}-${version}-${arch}';
  return {
    extends: 'electron-builder.yml',
    ...(address === null ? {} : { extraMetadata: { homepage: address } }),
    ...(options.out === undefined
      ? {}
      : { directories: { output: resolve(options.out), buildResources: 'assets' } }),
    extraResources: [{ from: join(work, 'keyring', '${arch}'), to: '.' }],
    deb: { fpm },
    rpm: { fpm },
    mac: { artifactName: `${name}${unsigned}.\${ext}` },
    nsis: { artifactName: `${name}-setup${unsigned}.\${ext}` },
  };
}

function run(args: readonly string[]): Promise<void> {
  return new Promise((done, fail) => {
    spawn(process.execPath, args, { cwd: root, stdio: 'inherit' }).on('close', (code) => {
      if (code === 0) done();
      else fail(new Error(`${args.join(' ')} ended with ${String(code)}`));
    });
  });
}
