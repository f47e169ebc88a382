import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { panelChannels } from '../../src/core/contract/panel-channels.ts';
import {
  copyEnvironment,
  systemRequestsOf,
  startedAs,
  type System,
} from '../support/main-steps.ts';
import {
  setUpEachMain,
  eventually,
  type RunningMain,
  untilItHasAWindow,
} from '../support/running-main.ts';

/** Longer than the time in which the panel ignores a blur after the click that showed it. */
const LATER_MS = 1000;

describe('the application on each simulated system', () => {
  const setup = setUpEachMain();

  const start = (system: System, ...args: readonly string[]): Promise<RunningMain> =>
    startedAs(setup, system, { args });
  const isVisible = async (main: RunningMain): Promise<boolean> =>
    (await main.do.facts()).windows[0]?.visible === true;
  const untilVisible = (main: RunningMain): Promise<boolean> =>
    eventually(() => isVisible(main), Boolean);

  describe.each(['darwin', 'win32'] as const)('the popover (%s)', (system) => {
    it('opens at the icon, without a frame, and not in the taskbar', async () => {
      const main = await start(system);
      await untilVisible(main);
      const [window] = (await main.do.facts()).windows;
      expect(window?.options).toMatchObject({ frame: false, skipTaskbar: true });
      expect(window?.options.type).toBe(system === 'darwin' ? 'panel' : undefined);
      expect(window?.bounds).toMatchObject({ x: 802, y: 28 });
    });

    it('hides when it loses focus, even if a click on its icon took the focus', async () => {
      const main = await start(system);
      await untilVisible(main);
      await main.do.passTime(LATER_MS);
      await main.do.emits([
        ['window', 'blur'],
        ['tray', 'click'],
      ]);
      expect(await isVisible(main)).toBe(false);
    });

    it('stays open if it loses the focus in the same moment in which it is shown', async () => {
      const main = await start(system);
      await untilVisible(main);
      await main.do.emits([
        ['app', 'second-instance'],
        ['window', 'blur'],
      ]);
      expect(await isVisible(main)).toBe(true);
    });

    it('stays open while a form is open', async () => {
      const main = await start(system);
      await untilVisible(main);
      await main.do.passTime(LATER_MS);
      await main.do.send(panelChannels.shown, [{ kind: 'settings' }]);
      await main.do.emit('window', 'blur');
      expect(await isVisible(main)).toBe(true);
      await main.do.send(panelChannels.shown, [{ kind: 'roles' }]);
      await main.do.emit('window', 'blur');
      expect(await isVisible(main)).toBe(false);
    });

    it('stays open while one of its dialogs is open', async () => {
      const main = await start(system);
      await untilVisible(main);
      await main.do.holdDialogs();
      const set = main.call('preferences', 'set', {
        changes: { credentialsFile: join(setup.home, 'other') },
      });
      await eventually(
        () => systemRequestsOf(main, 'dialog'),
        (dialogs) => dialogs.length === 1,
      );
      await main.do.passTime(LATER_MS);
      await main.do.emit('window', 'blur');
      expect(await isVisible(main)).toBe(true);
      await main.do.answer(1);
      await set;
      await main.do.emit('window', 'blur');
      expect(await isVisible(main)).toBe(false);
    });
  });

  it('shows the panel in an ordinary window on Linux, which stays open without focus', async () => {
    const main = await start('linux');
    await untilVisible(main);
    expect((await main.do.facts()).windows[0]?.options).toMatchObject({
      frame: true,
      skipTaskbar: false,
    });
    await main.do.passTime(LATER_MS);
    await main.do.emit('window', 'blur');
    expect(await isVisible(main)).toBe(true);
  });

  it('toggles the panel on a click on its icon on Windows, and opens only the menu on macOS', async () => {
    const windows = await start('win32', '--hidden');
    expect(await isVisible(windows)).toBe(false);
    await windows.do.emit('tray', 'click');
    expect(await isVisible(windows)).toBe(true);
    await windows.kill();
    rmSync(join(setup.rolekeeperHome, 'stand-in.lock'));
    const mac = await start('darwin', '--hidden');
    await mac.do.emit('tray', 'click');
    expect((await mac.do.facts()).windows).toEqual([]);
    await mac.do.emit('app', 'activate');
    expect(await isVisible(mac)).toBe(true);
  });

  it('is an accessory application with an edit menu on macOS, and has no menu elsewhere', async () => {
    const roles = { darwin: ['appMenu', 'editMenu'], win32: null, linux: null };
    for (const system of ['darwin', 'win32', 'linux'] as const) {
      const main = await start(system);
      expect(await systemRequestsOf(main, 'application-menu')).toEqual([roles[system]]);
      expect(await systemRequestsOf(main, 'activation-policy')).toEqual(
        system === 'darwin' ? ['accessory'] : [],
      );
      await main.kill();
      rmSync(join(setup.rolekeeperHome, 'stand-in.lock'));
    }
  });

  it('uses a template as tray icon on macOS; on Windows the icon follows the colour of the taskbar', async () => {
    const icon = async (main: RunningMain): Promise<string> =>
      (await main.do.facts()).trays[0]?.image.replace(/^.*[\\/]tray[\\/]/, '') ?? '';
    const windows = await start('win32');
    expect(await icon(windows)).toMatch(/^idle(?:-light)?\.ico$/);
    await windows.do.darkTaskbar(true);
    expect(await icon(windows)).toBe('idle-dark.ico');
    await windows.kill();
    rmSync(join(setup.rolekeeperHome, 'stand-in.lock'));
    const mac = await start('darwin');
    expect(await icon(mac)).toBe('idleTemplate.png');
  });

  it('copies lines for PowerShell on Windows', async () => {
    const main = await start('win32');
    const roleId = await setup.addRole(main, 'client-s3');
    await main.call('session', 'assume', { roleId, keep: true, takeOver: false });
    const text = await copyEnvironment(main);
    expect(text).toContain('Remove-Item Env:AWS_PROFILE');
  });

  describe('start at login', () => {
    const items = (main: RunningMain) => systemRequestsOf(main, 'login-item');
    const set = (main: RunningMain, startAtLogin: boolean) =>
      main.call('preferences', 'set', { changes: { startAtLogin } });

    it.each([
      ['darwin', {}],
      ['win32', { path: `"${process.execPath}"`, args: ['--hidden'] }],
    ] as const)('uses the login item of %s', async (system, args) => {
      const main = await start(system, '--stand-in-packaged');
      expect(await items(main)).toEqual([]);
      await set(main, true);
      await eventually(
        () => items(main),
        (all) => all.length === 1,
      );
      await set(main, false);
      await eventually(
        () => items(main),
        (all) => all.length === 2,
      );
      expect(await items(main)).toEqual([
        { openAtLogin: true, ...args },
        { openAtLogin: false, ...args },
      ]);
    });

    it.each([
      ['darwin', true, 'enabled', []],
      ['darwin', true, 'requires-approval', []],
      ['darwin', true, 'not-registered', [true]],
      ['darwin', false, 'enabled', [false]],
      ['darwin', false, 'requires-approval', [false]],
      ['darwin', false, 'not-registered', []],
      ['win32', true, 'enabled', []],
      ['win32', true, 'not-registered', [true]],
      ['win32', false, 'enabled', [false]],
      ['win32', false, 'not-registered', []],
    ] as const)(
      'is switched on or off at a start of the application if it differs from the setting (%s, setting %s, login item %s)',
      async (system, on, status, made) => {
        const preferences = { startAtLogin: on };
        mkdirSync(setup.rolekeeperHome, { mode: 0o700 });
        writeFileSync(
          join(setup.rolekeeperHome, 'settings.json'),
          JSON.stringify({ version: 1, roles: [], preferences }),
          { mode: 0o600 },
        );
        const args = ['--stand-in-packaged', `--stand-in-login-item=${status}`];
        const main = await start(system, ...args);
        // Main looks at the login item after each change of the state.
        await main.call('preferences', 'set', { changes: { theme: 'dark' } });
        await eventually(
          () => systemRequestsOf(main, 'theme'),
          (themes) => themes.length > 0,
        );
        const all = (await items(main)) as readonly { readonly openAtLogin: boolean }[];
        expect(all.map(({ openAtLogin }) => openAtLogin)).toEqual(made);
      },
    );

    it('is registered again when a person switches it on, even if macOS needs an approval', async () => {
      const args = ['--stand-in-packaged', '--stand-in-login-item=requires-approval'];
      const main = await start('darwin', ...args);
      await set(main, true);
      await eventually(
        () => items(main),
        (all) => all.some((item) => JSON.stringify(item).includes('true')),
      );
    });

    const loginItemOf = async (main: RunningMain) => (await main.state()).loginItem;
    const systems = [
      ['darwin', 'requires-approval', 'needs-approval'],
      ['darwin', 'not-registered', 'switched-off'],
      ['win32', 'switched-off', 'switched-off'],
      ['win32', 'not-registered', 'switched-off'],
    ] as const;

    it.each(systems)(
      'shows a change of the login item by the system once the panel gets the focus: %s, %s',
      async (system, changed, expected) => {
        const main = await start(system, '--stand-in-packaged');
        await set(main, true);
        await eventually(
          () => items(main),
          (all) => all.length === 1,
        );
        await main.do.emit('window', 'focus');
        expect(await loginItemOf(main)).toBe('as-set');
        await main.do.setLoginItem(changed);
        await main.do.emit('window', 'focus');
        await eventually(
          () => loginItemOf(main),
          (loginItem) => loginItem === expected,
        );
        await main.do.setLoginItem('enabled');
        await main.do.emit('window', 'focus');
        await eventually(
          () => loginItemOf(main),
          (loginItem) => loginItem === 'as-set',
        );
      },
    );

    it.each([
      ['darwin', 'requires-approval', 'needs-approval'],
      ['win32', 'switched-off', 'as-set'],
    ] as const)(
      'shows whether the system allows it after the user switched it off and on: %s, %s',
      async (system, before, expected) => {
        const main = await start(system, '--stand-in-packaged');
        const applied = (times: number) =>
          eventually(
            () => items(main),
            (all) => all.length === times,
          );
        await set(main, true);
        await applied(1);
        await main.do.setLoginItem(before);
        await main.do.emit('window', 'focus');
        await eventually(
          () => loginItemOf(main),
          (loginItem) => loginItem !== 'as-set',
        );
        await set(main, false);
        await eventually(
          () => loginItemOf(main),
          (loginItem) => loginItem === 'as-set',
        );
        await applied(2);
        // macOS does not register a program again that the user switched off, but Windows does.
        await main.do.setLoginItem(before);
        await set(main, true);
        await applied(3);
        await eventually(
          () => loginItemOf(main),
          (loginItem) => loginItem === expected,
        );
      },
    );

    it('registers a Windows program whose path has a space, and recognises this login item', async () => {
      const program = 'C:\\Users\\Jane Doe\\AppData\\Local\\Programs\\Rolekeeper\\Rolekeeper.exe';
      const main = await start('win32', '--stand-in-packaged', `--stand-in-program=${program}`);
      await set(main, true);
      await eventually(
        () => items(main),
        (all) => all.length === 1,
      );
      expect(await items(main)).toMatchObject([{ openAtLogin: true, path: `"${program}"` }]);
      await main.do.emit('window', 'focus');
      await set(main, false);
      await eventually(
        () => items(main),
        (all) => all.length === 2,
      );
      await set(main, true);
      await eventually(
        () => items(main),
        (all) => all.length === 3,
      );
      await main.do.emit('window', 'focus');
      expect(await loginItemOf(main)).toBe('as-set');
    });

    it('on macOS shows no panel', async () => {
      const silent = await start('darwin', '--stand-in-opened-at-login');
      expect((await silent.do.facts()).windows).toEqual([]);
    });
  });
});

describe('events of the system', () => {
  const setup = setUpEachMain();
  let main: RunningMain;
  let roleId: string;
  beforeEach(async () => {
    main = await setup.start();
    await untilItHasAWindow(main);
    roleId = await setup.addRole(main, 'client-s3');
  });

  it.each(['resume', 'unlock-screen'])(
    'make the application retry failed roles (%s)',
    async (event) => {
      const stopFailing = setup.sts.fail({ kind: 'error', code: 'RegionDisabledException' });
      await main.call('session', 'assume', { roleId, keep: true, takeOver: false });
      // Without the event, main would try the role again after an hour.
      await eventually(
        () => main.state(),
        ({ roles }) => roles[0]?.failure?.kind === 'region-disabled',
      );
      stopFailing();
      await main.do.emit('power', event);
      await eventually(
        () => main.state(),
        ({ roles }) => roles[0]?.session.state === 'active',
        20_000,
      );
    },
  );

  it('end the application at once when the Windows session ends', async () => {
    await main.kill();
    rmSync(join(setup.rolekeeperHome, 'stand-in.lock'));
    const ending = await setup.start({ args: ['--stand-in-system=win32'] });
    await untilItHasAWindow(ending);
    await ending.call('session', 'assume', { roleId, keep: true, takeOver: false });
    await ending.call('preferences', 'set', { changes: { onQuit: 'release' } });
    expect(await ending.do.quits([])).toBe(false);
    await ending.ended;
    const again = await setup.start({ args: ['--stand-in-system=win32'] });
    await untilItHasAWindow(again);
    expect(await again.do.quits([['window', 'session-end']])).toBe(true);
    expect(await again.ended).toBe(0);
  });

  it('include clicks in the menu: main sets the menu again after each, because a click toggles a checkmark', async () => {
    const timesMenuSet = async (): Promise<number> =>
      (await main.do.facts()).trays[0]?.menuSetCount ?? 0;
    await eventually(
      () => main.do.menu(),
      (lines) => lines.some(({ label }) => label.startsWith('client-s3')),
    );
    // There is no session and no MFA request, so only clicks can change the menu.
    const before = await timesMenuSet();
    await main.do.click('open');
    await eventually(timesMenuSet, (count) => count === before + 1, 20_000);
    await main.do.click('open');
    await eventually(timesMenuSet, (count) => count === before + 2, 20_000);
  });
});
