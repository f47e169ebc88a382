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
import { allowedPage } from '../../src/node/sign-in/allowed-page.ts';
import { popoverBounds } from '../../src/main/popover-bounds.ts';
import { proxiesInList } from '../../src/core/aws-config/proxy-list.ts';
import { createSystemProxies } from '../../src/main/system-proxy.ts';
import { pictureName, trayIconFile } from '../../src/main/tray-icon.ts';
import { VirtualClock } from '../support/virtual-clock.ts';
import { programOnPath, skippedWithout } from '../support/external-programs.ts';
import { skippedExceptOn } from '../support/systems.ts';
import { anyCharacter } from '../support/any-character.ts';

describe('the popover', () => {
  const size = { width: 420, height: 620 };
  const screen = { x: 0, y: 0, width: 1440, height: 900 };

  it.each([
    ['below a menu bar', { x: 700, y: 0, width: 24, height: 24 }, { x: 502, y: 28 }],
    ['above a taskbar', { x: 700, y: 870, width: 24, height: 24 }, { x: 502, y: 246 }],
    [
      'within the screen on the right',
      { x: 1430, y: 0, width: 24, height: 24 },
      { x: 1020, y: 28 },
    ],
    ['within the screen on the left', { x: 0, y: 870, width: 24, height: 24 }, { x: 0, y: 246 }],
  ])('opens %s', (_where, icon, place) => {
    expect(popoverBounds(icon, size, screen)).toEqual({ ...place, ...size });
  });

  it('opens on the screen of its icon', () => {
    const left = { x: -1920, y: 100, width: 1920, height: 1080 };
    expect(popoverBounds({ x: -100, y: 100, width: 24, height: 24 }, size, left)).toMatchObject({
      x: -420,
      y: 128,
    });
  });
});

describe('the system proxy', () => {
  const origin = 'https://sts.eu-central-1.amazonaws.com';
  const a = 'http://a.example:1';

  it.each([
    ['DIRECT', [null]],
    ['PROXY a.example:1; DIRECT', [a, null]],
    ['proxy a.example:1;PROXY [2001:db8::1]:2 ; ', [a, 'http://[2001:db8::1]:2']],
    ['HTTPS a.example:443', ['https://a.example:443']],
    ['SOCKS5 a.example:1080; PROXY a.example:1', ['socks5://a.example:1080', a]],
    ['SOCKS a.example:1080', ['socks4://a.example:1080']],
    ['', [null]],
    ['nonsense; PROXY; PROXY me:pw@a.example:1; PROXY a.example/x; PROXY :1', [null]],
    ['PROXY a.example:99999; PROXY a.example:1', [a]],
    ['<html>sign in</html>', [null]],
  ])('reads "%s" as browsers do', (list, urls) => {
    expect(proxiesInList(list)).toEqual(urls);
  });

  it('is resolved for each server, again after 30 s and after a network change', async () => {
    const clock = new VirtualClock();
    const origins: string[] = [];
    const answers = ['PROXY a.example:1', 'DIRECT', 'PROXY b.example:2', 'PROXY c.example:3'];
    const session = {
      resolveProxy: (url: string) => {
        origins.push(url);
        return Promise.resolve(answers.shift() ?? '');
      },
    };
    const system = createSystemProxies(session, clock);
    expect(await system.proxiesFor(origin)).toEqual([a]);
    await clock.advance(29_999);
    expect(await system.proxiesFor(origin)).toEqual([a]);
    expect(await system.proxiesFor('http://other.example:8080')).toEqual([null]);
    await clock.advance(1);
    expect(await system.proxiesFor(origin)).toEqual(['http://b.example:2']);
    system.forget();
    expect(await system.proxiesFor(origin)).toEqual(['http://c.example:3']);
    const sts = `${origin}/`;
    expect(origins).toEqual([sts, 'http://other.example:8080/', sts, sts]);
  });

  it('keeps the last answer if the system refuses the next, and asks again at once', async () => {
    const clock = new VirtualClock();
    let refuses = true;
    const session = {
      resolveProxy: () =>
        refuses ? Promise.reject(new Error('no')) : Promise.resolve('PROXY a.example:1'),
    };
    const system = createSystemProxies(session, clock);
    expect(await system.proxiesFor(origin)).toEqual([null]);
    refuses = false;
    expect(await system.proxiesFor(origin)).toEqual([a]);
    refuses = true;
    await clock.advance(30_000);
    expect(await system.proxiesFor(origin)).toEqual([a]);
    system.forget();
    expect(await system.proxiesFor(origin)).toEqual([null]);
  });

  it('waits 2 s for an answer, and uses a late answer unless the network changed meanwhile', async () => {
    const clock = new VirtualClock();
    const waiting: ((list: string) => void)[] = [];
    const session = {
      resolveProxy: () => new Promise<string>((answer) => void waiting.push(answer)),
    };
    const system = createSystemProxies(session, clock);
    const first = system.proxiesFor(origin);
    await clock.advance(2000);
    expect(await first).toEqual([null]);
    waiting[0]?.('PROXY a.example:1');
    expect(await system.proxiesFor(origin)).toEqual([a]);
    expect(waiting).toHaveLength(1);
    await clock.advance(30_000);
    const second = system.proxiesFor(origin);
    system.forget();
    waiting[1]?.('PROXY b.example:2');
    await second;
    const third = system.proxiesFor(origin);
    await clock.advance(2000);
    expect(await third).toEqual([null]);
  });
});

const hostilePath = fc
  .string({
    unit: fc.constantFrom(...Array.from('"`$\\%;#&|<>\'()[]{}*?~! éaFuUsnt')),
    minLength: 1,
    maxLength: 14,
  })
  .map((name) => `/opt/r${name}`);

/** The system's Python with GLib's bindings; null if it has none. */
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

  it('names the AppImage that runs, not one that another AppImage left in the environment', () => {
    const mounted = { APPIMAGE: '/home/a/Rolekeeper.AppImage', APPDIR: '/tmp/.mount_Rolek1' };
    expect(ownExecutable(mounted, '/tmp/.mount_Rolek1/rolekeeper-tray')).toBe(
      '/home/a/Rolekeeper.AppImage',
    );
    expect(ownExecutable(mounted, '/opt/Rolekeeper/rolekeeper-tray')).toBe(
      '/opt/Rolekeeper/rolekeeper-tray',
    );
    expect(ownExecutable({ APPIMAGE: '/x.AppImage' }, '/opt/r')).toBe('/opt/r');
  });

  it('follows a moved executable, and stays off if the desktop switched it off', async () => {
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

  it('is refused for a path that no entry can contain, and writes nothing', async () => {
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
    expect(
      ownExecutable({ APPIMAGE: 'relative.AppImage', APPDIR: '/tmp/.mount' }, '/tmp/.mount/r'),
    ).toBe('/tmp/.mount/r');
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
    'writes an entry from which GLib, as desktops use it, starts exactly that path',
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

describe('the application', () => {
  it("opens AWS's pages and no page that only looks like them", () => {
    expect(allowedPage('https://signin.aws.amazon.com/federation?Action=login')).not.toBeNull();
    expect(allowedPage('https://console.amazonaws.cn/iam/home')).not.toBeNull();
    for (const url of [
      'https://device.sso.eu-central-1.amazonaws.com/?user_code=BCDF-GHJK',
      'https://device.sso.cn-north-1.amazonaws.com.cn/',
      'https://d-9067642ac7.awsapps.com/start/#/device',
      'https://start.us-gov-home.awsapps.com/directory/firm',
      'https://ssoins-72237e8e4c1d2f3a.portal.eu-central-1.app.aws/',
    ]) {
      expect(allowedPage(url)).toBe(url);
    }
    for (const url of [
      'https://device.sso.s3.eu-central-1.amazonaws.com/',
      'https://awsapps.com.evil.example/',
      'https://evil-awsapps.com/start',
      'https://mine.portal.eu-central-1.app.aws.evil.example/',
      'http://d-9067642ac7.awsapps.com/start',
      'https://notconsole.aws.amazon.com.evil.example/',
      'https://xconsole.aws.amazon.com/',
      'https://console.aws.amazon.com:8443/',
      'https://me@console.aws.amazon.com/',
      'https://:word@console.aws.amazon.com/',
      'javascript:alert(1)//console.aws.amazon.com',
      'file://console.aws.amazon.com/etc/passwd',
      'nonsense',
    ]) {
      expect(allowedPage(url)).toBeNull();
    }
  });

  it('opens the parsed address, not the text, which another program may read differently', () => {
    const parsed = 'https://console.aws.amazon.com/x';
    for (const text of [
      ' https://console.aws.amazon.com/x\n',
      'ht\ntps://console.aws.amazon.com/\tx',
      'https:\\\\console.aws.amazon.com\\x',
      'HTTPS://CONSOLE.aws.amazon.com:443/x',
    ]) {
      expect(allowedPage(text)).toBe(parsed);
    }
    // Other parsers read the host after the last @.
    expect(allowedPage('https://console.aws.amazon.com\\@evil.example/')).toBe(
      'https://console.aws.amazon.com/@evil.example/',
    );
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter }), (text) => {
        const page = allowedPage(`https://console.aws.amazon.com${text}`);
        expect(page ?? 'https://console.aws.amazon.com/').toMatch(
          /^https:\/\/(?:[\w.-]+\.)?console\.aws\.amazon\.com\/[\x21-\x7e]*$/,
        );
      }),
    );
  });

  it('chooses the icon that each system shows', () => {
    expect(trayIconFile('error', 'darwin', false, 'white')).toBe('tray/errorTemplate.png');
    expect(trayIconFile('error', 'win32', true, 'white')).toBe('tray/error-dark.ico');
    expect(trayIconFile('error', 'linux', false, 'coloured')).toBe('tray/error.png');
    expect(trayIconFile('error', 'linux', false, 'white')).toBe('tray/error-white.png');
    const pictures = ([1, 2, 3, 4] as const).map((fill) => pictureName({ icon: 'active', fill }));
    expect(pictures).toEqual(['active-1', 'active-2', 'active-3', 'active']);
    expect(pictureName({ icon: 'idle', fill: 1 })).toBe('idle');
  });
});
