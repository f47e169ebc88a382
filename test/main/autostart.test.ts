import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  autostartEntry,
  autostartFile,
  ownExecutable,
  setAutostart,
} from '../../src/main/autostart.ts';
import { programOnPath, skippedWithout } from '../support/external-programs.ts';
import { skippedExceptOn } from '../support/systems.ts';

const hostilePath = fc
  .string({
    unit: fc.constantFrom(...Array.from('"`$\\%;#&|<>\'()[]{}*?~! éaFuUsnt')),
    minLength: 1,
    maxLength: 14,
  })
  .map((name) => `/opt/r${name}`);

/** Returns the system's Python if it has GLib's bindings, otherwise null. */
function giPython(): string | null {
  const python = '/usr/bin/python3';
  return spawnSync(python, ['-c', 'from gi.repository import Gio']).status === 0 ? python : null;
}

describe('start at login on Linux', () => {
  it('uses the path of the autostart specification', () => {
    expect(autostartFile({ HOME: '/home/a' })).toBe(
      '/home/a/.config/autostart/app.rolekeeper.Rolekeeper.desktop',
    );
    expect(autostartFile({ HOME: '/home/a', XDG_CONFIG_HOME: 'relative' })).toMatch(
      /^\/home\/a\/\.config\//,
    );
    expect(autostartFile({ HOME: '/home/a', XDG_CONFIG_HOME: '/c' })).toMatch(/^\/c\/autostart\//);
  });

  it('quotes a path as the desktop entry specification says', () => {
    expect(autostartEntry('/opt/my "apps"/100%/$x`y\\z')).toContain(
      'Exec="/opt/my \\\\"apps\\\\"/100%%/\\\\$x\\\\`y\\\\\\\\z" --hidden\n',
    );
  });

  it('names the AppImage of the environment only if the executable runs from it, otherwise the executable', () => {
    const mounted = { APPIMAGE: '/home/a/Rolekeeper.AppImage', APPDIR: '/tmp/.mount_Rolek1' };
    expect(ownExecutable(mounted, '/tmp/.mount_Rolek1/rolekeeper-tray')).toBe(
      '/home/a/Rolekeeper.AppImage',
    );
    expect(ownExecutable(mounted, '/opt/Rolekeeper/rolekeeper-tray')).toBe(
      '/opt/Rolekeeper/rolekeeper-tray',
    );
    expect(ownExecutable({ APPIMAGE: '/x.AppImage' }, '/opt/r')).toBe('/opt/r');
    const relative = { APPIMAGE: 'relative.AppImage', APPDIR: '/tmp/.mount' };
    expect(ownExecutable(relative, '/tmp/.mount/r')).toBe('/tmp/.mount/r');
  });

  it('uses the new path of a moved executable, and stays off if the desktop switched it off', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'rk-autostart-')), 'autostart', 'r.desktop');
    await setAutostart(file, '/old', true, false);
    await setAutostart(file, '/new', true, false);
    expect(readFileSync(file, 'utf8')).toBe(autostartEntry('/new'));
    for (const off of ['Hidden=true', 'X-GNOME-Autostart-enabled=false']) {
      const switchedOff = `${(autostartEntry('/new') ?? '').replace(/^X-GNOME.*\n/m, '')}${off}\n`;
      writeFileSync(file, switchedOff);
      await setAutostart(file, '/new', true, false);
      expect(readFileSync(file, 'utf8')).toBe(switchedOff);
      await setAutostart(file, '/new', true, true);
      expect(readFileSync(file, 'utf8')).toBe(autostartEntry('/new'));
    }
    await setAutostart(file, '/new', false, false);
    await setAutostart(file, '/new', false, false);
    expect(existsSync(file)).toBe(false);
  });

  it('is refused for a path that no entry can contain, and nothing is written', async () => {
    for (const path of [
      '/opt/a\nExec=/bin/evil',
      '/opt/a\rb',
      '/opt/a\u0085b',
      '/opt/a\tb',
      '/opt/a=b/r',
    ]) {
      expect(autostartEntry(path)).toBeNull();
      const file = join(mkdtempSync(join(tmpdir(), 'rk-autostart-')), 'autostart', 'r.desktop');
      await expect(setAutostart(file, path, true, true)).rejects.toMatchObject({ code: 'EILSEQ' });
      expect(existsSync(file)).toBe(false);
    }
  });

  it.skipIf(skippedWithout('desktop-file-validate', programOnPath('desktop-file-validate')))(
    'writes an entry that passes desktop-file-validate for any path',
    () => {
      for (const path of [
        '/opt/Rolekeeper/rolekeeper-tray',
        ...fc.sample(hostilePath, { numRuns: 20, seed: 7 }),
      ]) {
        const file = join(
          mkdtempSync(join(tmpdir(), 'rk-desktop-')),
          'app.rolekeeper.Rolekeeper.desktop',
        );
        writeFileSync(file, autostartEntry(path) ?? '');
        expect(execFileSync('desktop-file-validate', [file], { encoding: 'utf8' })).toBe('');
      }
    },
  );

  it.skipIf(skippedExceptOn('Linux') || skippedWithout('python3-gi', giPython()))(
    'writes an entry with which GLib starts exactly the program at that path',
    () => {
      const folder = mkdtempSync(join(tmpdir(), 'rk-glib-'));
      const paths = fc.sample(hostilePath, { numRuns: 40, seed: 11 }).map((path, index) => {
        // GLib looks for the program before it interprets `%%`, so it does not find one with `%` in
        // its path.
        const own = join(folder, String(index), path.replace(/[/%]/g, ''));
        mkdirSync(join(folder, String(index)));
        writeFileSync(
          own,
          `#!/bin/sh\nprintf '%s %s' "$0" "$*" > ${folder}/${String(index)}.said\n`,
          { mode: 0o755 },
        );
        writeFileSync(join(folder, `${String(index)}.desktop`), autostartEntry(own) ?? '');
        return own;
      });
      const script = [
        'import gi, sys, time, os',
        'from gi.repository import Gio',
        'entries = [f for f in os.listdir(sys.argv[1]) if f.endswith(".desktop")]',
        'for f in entries: Gio.DesktopAppInfo.new_from_filename(os.path.join(sys.argv[1], f)).launch([], None)',
        'said = lambda: [f for f in os.listdir(sys.argv[1]) if f.endswith(".said")]',
        'until = time.time() + 20',
        'full = lambda f: os.path.getsize(os.path.join(sys.argv[1], f)) > 0',
        'while time.time() < until and (len(said()) < len(entries) or not all(map(full, said()))): time.sleep(0.02)',
      ].join('\n');
      execFileSync(giPython() ?? '', ['-c', script, folder], {
        env: { ...process.env, HOME: folder },
      });
      const printed = paths.map((_, index) =>
        readFileSync(join(folder, `${String(index)}.said`), 'utf8'),
      );
      expect(printed).toEqual(paths.map((path) => `${path} --hidden`));
    },
  );
});
