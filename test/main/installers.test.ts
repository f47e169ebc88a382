import { build } from 'electron-builder';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { homepage, webPageOf } from '../../scripts/application/homepage.ts';
import { makeStandInRuntime, pinnedVersion } from '../../scripts/application/runtime.ts';
import { skippedExceptOn } from '../support/systems.ts';

const root = join(import.meta.dirname, '../..');

/** Runs electron-builder without the tools that it would download. */
describe.skipIf(skippedExceptOn('Linux'))('the deb and the AppImage', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rk-installers-'));
  /** The arguments of electron-builder's call of fpm. */
  let deb: readonly string[] = [];
  let debEntry = '';
  let appImageEntry = '';

  beforeAll(async () => {
    // Other tests check the content of the packages.
    for (const file of ['out/main/index.js', 'out/THIRD-PARTY-LICENSES.txt', 'LICENSE']) {
      mkdirSync(join(folder, 'project', file, '..'), { recursive: true });
      writeFileSync(join(folder, 'project', file), '// \n');
    }
    for (const file of ['package.json', 'scripts/application/linux/after-remove.tpl']) {
      mkdirSync(join(folder, 'project', file, '..'), { recursive: true });
      writeFileSync(join(folder, 'project', file), readFileSync(join(root, file)));
    }
    const electronDist = join(folder, 'runtime');
    await makeStandInRuntime(electronDist, await pinnedVersion(root));
    await build({
      projectDir: join(folder, 'project'),
      publish: 'never',
      linux: ['deb', 'AppImage'],
      x64: true,
      config: {
        extends: join(root, 'electron-builder.yml'),
        electronDist,
        linux: { icon: join(root, 'assets/icons') },
        extraMetadata: { homepage: 'https://example.com/rolekeeper' },
        directories: { output: join(folder, 'made'), buildResources: join(root, 'assets') },
      },
      effectiveOptionComputed: (computed: unknown) => {
        if (Array.isArray(computed)) {
          const [args, entry] = computed as [readonly string[], string];
          deb = args;
          debEntry = readFileSync(entry, 'utf8');
        } else appImageEntry = (computed as { readonly desktop: string }).desktop;
        return Promise.resolve(true);
      },
    });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('install the application under /opt, and a desktop entry and icons in the folders of the system (deb)', () => {
    const placed = deb
      .filter((arg) => arg.includes('=/'))
      .map((arg) => arg.slice(arg.indexOf('=/') + 1));
    expect(placed).toContain('/opt/Rolekeeper');
    expect(placed).toContain('/usr/share/applications/app.rolekeeper.Rolekeeper.desktop');
    expect(placed).toContain('/usr/share/icons/hicolor/16x16/apps/rolekeeper-tray.png');
    expect(placed).toContain('/usr/share/icons/hicolor/512x512/apps/rolekeeper-tray.png');
  });

  it('name the product, its licence and its web page (deb)', () => {
    const after = (name: string): string | undefined => deb[deb.indexOf(name) + 1];
    expect(after('--name')).toBe('rolekeeper');
    expect(after('--license')).toBe('MIT');
    expect(after('--url')).toBe('https://example.com/rolekeeper');
    // The terminal command is a separate package.
    expect(after('--description')).not.toMatch(/terminal|command/);
  });

  it('give the application another program name than the command line has (deb)', () => {
    const script = readFileSync(
      join(root, 'node_modules/app-builder-lib/templates/linux/after-install.tpl'),
      'utf8',
    );
    expect(script).toContain("'/usr/bin/${executable}'");
    expect(debEntry).toContain('Exec=/opt/Rolekeeper/rolekeeper-tray ');
    const build = readFileSync(join(root, 'scripts/build.ts'), 'utf8');
    expect(build).toContain("bin: { rolekeeper: 'rolekeeper.cjs' }");
    expect(build).not.toContain('rolekeeper-tray');
  });

  it.each(['deb', 'AppImage'])(
    'have a desktop entry with the class of the window and without --no-sandbox (%s)',
    (which) => {
      const entry = which === 'deb' ? debEntry : appImageEntry;
      const { desktopName } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
        desktopName: string;
      };
      expect(entry).toContain(`StartupWMClass=${desktopName.replace('.desktop', '')}\n`);
      expect(entry).toMatch(/^Name=Rolekeeper$/m);
      expect(entry).toMatch(/^Categories=Utility;$/m);
      expect(entry).not.toContain('--no-sandbox');
    },
  );

  it.skipIf(!existsSync('/usr/bin/desktop-file-validate'))(
    'have valid desktop entries [needs desktop-file-validate]',
    () => {
      for (const [name, text] of [
        ['deb', debEntry],
        ['appimage', appImageEntry],
      ] as const) {
        const file = join(folder, `${name}.desktop`);
        writeFileSync(file, text);
        expect(execFileSync('desktop-file-validate', [file], { encoding: 'utf8' })).toBe('');
      }
    },
  );
});

describe('the web page of the project', () => {
  it.each([
    ['https://github.com/someone/rolekeeper.git', 'https://github.com/someone/rolekeeper'],
    [
      'https://name:secret@git.example.com/a/b/rolekeeper',
      'https://git.example.com/a/b/rolekeeper',
    ],
    ['git@github.com:someone/rolekeeper.git', 'https://github.com/someone/rolekeeper'],
    [
      'ssh://git@git.example.com:2222/someone/rolekeeper.git/',
      'https://git.example.com/someone/rolekeeper',
    ],
    ['/srv/git/rolekeeper', null],
    ['file:///srv/git/rolekeeper', null],
    ['', null],
  ])('is derived from the Git remote: "%s" gives %s', (remote, page) => {
    expect(webPageOf(remote)).toBe(page);
  });

  it('is the homepage in package.json, or null if there is none', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'rk-homepage-'));
    writeFileSync(join(folder, 'package.json'), '{}');
    expect(await homepage(folder)).toBeNull();
    writeFileSync(join(folder, 'package.json'), '{ "homepage": "https://example.com/x" }');
    expect(await homepage(folder)).toBe('https://example.com/x');
    rmSync(folder, { recursive: true });
  });
});
