import { execFile, execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { metainfo } from '../../scripts/application/metainfo.ts';
import { externalSuite } from '../interop/external-suite.ts';
import { programOnPath, skippedWithout } from '../support/external-programs.ts';
import { type PackedApplication, packApplication } from '../support/packed-application.ts';
import { skippedExceptOn } from '../support/systems.ts';

const root = join(import.meta.dirname, '../..');
const opened = mkdtempSync(join(tmpdir(), 'rk-packages-'));
const executable = 'opt/Rolekeeper/rolekeeper-tray';
const run = promisify(execFile);

/** How the tests open a kind of package, and what its script gets as arguments. */
interface PackageKind {
  readonly name: 'deb' | 'rpm';
  readonly needs: readonly string[];
  readonly open: (file: string, folder: string) => void;
  /** The script that runs after a removal, and its arguments for a removal and for an upgrade. */
  readonly afterRemove: (file: string) => string;
  readonly removed: string;
  readonly upgraded: string;
}

const kinds: readonly PackageKind[] = [
  {
    name: 'deb',
    needs: ['dpkg-deb'],
    open: (file, folder) => execFileSync('dpkg-deb', ['-x', file, folder]),
    afterRemove: (file) => execFileSync('dpkg-deb', ['-I', file, 'postrm'], { encoding: 'utf8' }),
    removed: 'remove',
    upgraded: 'upgrade',
  },
  {
    name: 'rpm',
    needs: ['rpmbuild', 'rpm2cpio', 'cpio'],
    open: (file, folder) => {
      const input = execFileSync('rpm2cpio', [file], { maxBuffer: 500_000_000 });
      execFileSync('cpio', ['-idm', '--quiet'], { cwd: folder, input });
    },
    afterRemove: (file) =>
      execFileSync('rpm', ['-qp', '--qf', '%{POSTUN}', file], { encoding: 'utf8' }),
    removed: '0',
    upgraded: '1',
  },
];
const toolsOf = (kind: PackageKind): readonly [string, string | null][] =>
  kind.needs.map((program) => [program, programOnPath(program)]);
const packageOf = (end: string): string => {
  const name = readdirSync(packed.folder).find((each) => each.endsWith(end));
  if (name === undefined) throw new Error(`npm run pack made no ${end}`);
  return join(packed.folder, name);
};

let packed: PackedApplication;
beforeAll(async () => {
  if (skippedExceptOn('Linux')) return;
  packed = await packApplication();
});
afterAll(() => rmSync(opened, { recursive: true, force: true }));

describe.skipIf(skippedExceptOn('Linux'))('npm run pack, without Electron’s runtime', () => {
  it('says that the packages cannot start, and which of deb and rpm it cannot make', () => {
    expect(packed.output).toContain('The package cannot start.');
    for (const kind of kinds) {
      const lacking = programOnPath(kind.needs[0] ?? '') === null;
      expect(packed.output.includes(`No ${kind.name}: `)).toBe(lacking);
    }
  });

  const electron = existsSync(join(root, 'node_modules/electron/path.txt'));
  it.skipIf(electron)(
    'ends with exit code 1 and the reason, if no argument requests a stand-in for the runtime',
    async () => {
      const args = ['scripts/pack.ts', '--built', '--unpacked', '--out', join(opened, 'plain')];
      const failed: unknown = await run(process.execPath, args, { cwd: root }).catch(
        (error: unknown) => error,
      );
      expect(failed).toMatchObject({ code: 1 });
      expect((failed as { readonly stderr: string }).stderr).toContain('runtime is not installed');
    },
  );
});

describe.each(kinds)('the $name', (kind) => {
  const { title, skip } = externalSuite('as it is installed', Object.fromEntries(toolsOf(kind)));
  describe.skipIf(skip || skippedExceptOn('Linux'))(title, () => {
    const folder = join(opened, kind.name);
    const read = (name: string): string => readFileSync(join(folder, name), 'utf8');

    beforeAll(() => {
      mkdirSync(folder);
      kind.open(packageOf(`.${kind.name}`), folder);
    });

    it('has the application, its licences, desktop entry, metadata and icons, and nothing else', () => {
      const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((name) => !statSync(join(folder, name)).isDirectory())
        .filter((name) => !/^opt\/Rolekeeper\/(locales|resources)\//.test(name))
        .filter((name) => !name.startsWith('usr/share/doc/'));
      const sizes = [1024, 128, 16, 24, 256, 32, 48, 512, 64].map((size) => `${size}x${size}`);
      expect(files.toSorted()).toEqual([
        'opt/Rolekeeper/LICENSE.electron.txt',
        'opt/Rolekeeper/LICENSES.chromium.html',
        'opt/Rolekeeper/chrome-sandbox',
        executable,
        'opt/Rolekeeper/version',
        'usr/share/applications/app.rolekeeper.Rolekeeper.desktop',
        ...sizes.map((size) => `usr/share/icons/hicolor/${size}/apps/rolekeeper-tray.png`),
        'usr/share/metainfo/app.rolekeeper.Rolekeeper.metainfo.xml',
      ]);
      expect(readdirSync(join(folder, 'opt/Rolekeeper/resources'))).toEqual(
        expect.arrayContaining(['LICENSE.txt', 'THIRD-PARTY-LICENSES.txt', 'app.asar']),
      );
    });

    it('can be read by everyone and changed by its owner alone', () => {
      const open = readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .map((name) => [name, statSync(join(folder, name)).mode & 0o7777] as const)
        .filter(([, mode]) => (mode & 0o022) !== 0 || (mode & 0o444) !== 0o444);
      expect(open).toEqual([]);
      expect(statSync(join(folder, executable)).mode & 0o111).toBe(0o111);
    });

    it('has icons of the size that the name of their folder says', () => {
      const icons = join(folder, 'usr/share/icons/hicolor');
      for (const size of readdirSync(icons)) {
        const png = readFileSync(join(icons, size, 'apps/rolekeeper-tray.png'));
        expect(`${png.readUInt32BE(16)}x${png.readUInt32BE(20)}`).toBe(size);
      }
    });

    it('has a desktop entry that starts the program in the package', () => {
      const entry = read('usr/share/applications/app.rolekeeper.Rolekeeper.desktop');
      const [, program = ''] = /^Exec=(\S+)/m.exec(entry) ?? [];
      expect(existsSync(join(folder, program))).toBe(true);
      expect(entry).toMatch(/^Icon=rolekeeper-tray$/m);
    });

    it('removes its link and its AppArmor profile when it is removed, and keeps both in an upgrade', () => {
      const place = join(opened, `${kind.name}-root`);
      const link = join(place, 'usr/bin/rolekeeper-tray');
      cpSync(folder, place, { recursive: true, verbatimSymlinks: true });
      mkdirSync(join(place, 'usr/bin'), { recursive: true });
      const profile = join(place, 'etc/apparmor.d/rolekeeper-tray');
      mkdirSync(join(place, 'etc/apparmor.d'), { recursive: true });
      symlinkSync('/opt/Rolekeeper/rolekeeper-tray', link);
      writeFileSync(profile, '');
      const script = kind
        .afterRemove(packageOf(`.${kind.name}`))
        .replace(/(?<=')\/(usr|opt|etc)\//g, `${place}/$1/`);
      // The script finds no program but `rm` and works below `place`, so it does not change this
      // machine.
      const after = (how: string) => {
        const env = { PATH: join(place, 'programs') };
        return spawnSync('/bin/bash', ['-c', script, 'script', how], { env, encoding: 'utf8' });
      };
      mkdirSync(join(place, 'programs'));
      symlinkSync(programOnPath('rm') ?? '', join(place, 'programs/rm'));

      expect(after(kind.upgraded)).toMatchObject({ status: 0 });
      expect(readlinkSync(link)).toBe('/opt/Rolekeeper/rolekeeper-tray');
      expect(existsSync(profile)).toBe(true);

      for (const name of readdirSync(folder)) rmSync(join(place, name), { recursive: true });
      mkdirSync(join(place, 'usr/bin'), { recursive: true });
      symlinkSync('/opt/Rolekeeper/rolekeeper-tray', link);
      expect(after(kind.removed)).toMatchObject({ status: 0 });
      expect(lstatSync(link, { throwIfNoEntry: false })).toBeUndefined();
      expect(existsSync(profile)).toBe(false);
    });
  });
});

describe('the AppImage', () => {
  const { title, skip } = externalSuite(
    'has the application, a valid desktop entry and an executable AppRun',
    Object.fromEntries(
      ['mksquashfs', 'unsquashfs', 'desktop-file-validate'].map((name) => [
        name,
        programOnPath(name),
      ]),
    ),
  );
  it.skipIf(skip || skippedExceptOn('Linux'))(title, () => {
    const folder = join(opened, 'appimage');
    // The file system begins after the stand-in for AppImage's runtime, which is 4096 bytes.
    execFileSync('unsquashfs', ['-q', '-n', '-o', '4096', '-d', folder, packageOf('.AppImage')], {
      stdio: 'ignore',
    });
    expect(statSync(packageOf('.AppImage')).mode & 0o111).toBe(0o111);
    expect(readdirSync(folder)).toEqual(
      expect.arrayContaining([
        'AppRun',
        'app.rolekeeper.Rolekeeper.desktop',
        'resources',
        'rolekeeper-tray',
      ]),
    );
    const entry = join(folder, 'app.rolekeeper.Rolekeeper.desktop');
    expect(execFileSync('desktop-file-validate', [entry], { encoding: 'utf8' })).toBe('');
    expect(statSync(join(folder, 'AppRun')).mode & 0o111).toBe(0o111);
  });
});

describe('the metadata of software centres', () => {
  const changelog = readFileSync(join(root, 'CHANGELOG.md'), 'utf8');
  const text = metainfo(changelog, 'https://example.com/?a=1&b=2#readme');

  it('names every dated version of the changelog in its order, and the web page', () => {
    const dated = [...changelog.matchAll(/^## \[(\d[^\]]*)\] - (.*)$/gm)];
    expect(
      [...text.matchAll(/<release version="([^"]+)" date="([^"]+)"/g)].map((m) => m[1]),
    ).toEqual(dated.map((m) => m[1]));
    expect(dated.length).toBeGreaterThan(0);
    expect(text).toContain('https://example.com/?a=1&amp;b=2<');
  });

  const tool = programOnPath('appstreamcli');
  it.skipIf(skippedWithout('appstreamcli', tool))(
    'is valid AppStream metadata [needs appstreamcli]',
    () => {
      const file = join(opened, 'app.rolekeeper.Rolekeeper.metainfo.xml');
      writeFileSync(file, text);
      const { status, stdout } = spawnSync(
        tool ?? '',
        ['validate', '--no-net', '--no-color', file],
        { encoding: 'utf8' },
      );
      expect({ status, said: stdout.includes('E: ') || stdout.includes('W: ') }).toEqual({
        status: 0,
        said: false,
      });
    },
  );
});
