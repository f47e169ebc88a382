import { describe, expect, it } from 'vitest';
import { panelChannels } from '../../src/core/contract/panel-channels.ts';
import {
  addRoleSwitchedOn,
  clickLine,
  firstMessageBox,
  systemRequestsOf,
  startedAs,
  type System,
  untilShown,
  windowOf,
} from '../support/main-steps.ts';
import {
  setUpEachMain,
  eventually,
  type RunningMain,
  type StartOptions,
} from '../support/running-main.ts';

const WAYLAND = { WAYLAND_DISPLAY: 'wayland-0' };

const setup = setUpEachMain();

const start = (system: System, options: StartOptions = {}): Promise<RunningMain> =>
  startedAs(setup, system, options);

describe('the application on macOS', () => {
  it('asks about start at login only once the panel has the focus, in a sheet of the panel', async () => {
    const args = ['--hidden', '--stand-in-packaged'];
    const main = await start('darwin', { args });
    await main.do.holdDialogs();
    await addRoleSwitchedOn(setup, main);
    await eventually(
      () => main.do.menu(),
      (menu) => menu.some(({ label }) => label.includes('until')),
    );
    expect(await systemRequestsOf(main, 'dialog')).toEqual([]);
    await main.do.emit('app', 'activate');
    const question = await firstMessageBox(main);
    expect(question).toMatchObject({ isAttached: true });
    // The sheet is open, and main continues.
    expect((await main.state()).roles).toHaveLength(1);
    await main.do.answer(0);
    await eventually(
      () => main.state(),
      ({ preferences }) => preferences.startAtLogin === true,
    );
  });

  it('shows the failure of a click in the tray menu as a sheet of the panel', async () => {
    const main = await start('darwin', { args: ['--hidden'] });
    await addRoleSwitchedOn(setup, main);
    await main.do.setDesktop({ clipboard: 'ignored' });
    await clickLine(main, ':copy-environment');
    const firstMessage = await firstMessageBox(main);
    expect(firstMessage).toMatchObject({ isAttached: true });
  });
});

describe('the panel on Wayland', () => {
  it.each(['minimised', 'behind other windows'] as const)(
    'gets the focus on a click in the tray menu if it is %s',
    async (how) => {
      const main = await start('linux', { env: WAYLAND, desktop: { focus: 'new-windows' } });
      await untilShown(main);
      if (how === 'minimised') await main.do.minimizeWindow();
      else await main.do.emit('window', 'blur');
      await main.do.click('open');
      expect(await windowOf(main)).toMatchObject({ onScreen: true, focused: true });
    },
  );

  it('has no button to minimise it', async () => {
    const main = await start('linux', { env: WAYLAND });
    expect((await untilShown(main))?.options).toMatchObject({ minimizable: false });
  });
});

describe('a copy of credentials', () => {
  it.each([
    ['made without the focus', { focus: 'refused' }],
    ['that the system ignores', { clipboard: 'ignored' }],
  ] as const)('%s is reported as failed on Wayland', async (_how, behaviour) => {
    const main = await start('linux', { env: WAYLAND, desktop: behaviour });
    await addRoleSwitchedOn(setup, main);
    await clickLine(main, ':copy-environment');
    const firstMessage = await firstMessageBox(main);
    expect(firstMessage.message).toMatch(/clipboard/i);
    expect(await main.do.clipboard()).toBe('');
  });

  it.each([
    ['no later text', null, ''],
    ['a later ARN', 'arn:aws:iam::123456789012:role/x', 'arn:aws:iam::123456789012:role/x'],
  ])('is removed when the application quits, but text copied later stays (%s)', async (...row) => {
    const [, later, left] = row;
    const main = await start('linux');
    await addRoleSwitchedOn(setup, main);
    await clickLine(main, ':copy-environment');
    await eventually(
      () => main.do.clipboard(),
      (text) => text !== '',
    );
    if (later !== null)
      await main.do.invoke(panelChannels.perform, [{ kind: 'copy', text: later }]);
    await main.do.quit().catch(() => undefined);
    await main.ended;
    expect(main.stateAtEnd()?.clipboardAtEnd).toBe(left);
  });

  it.each([
    [
      'win32',
      {
        ExcludeClipboardContentFromMonitorProcessing: '\0\0\0\0',
        CanIncludeInClipboardHistory: '\0\0\0\0',
        CanUploadToCloudClipboard: '\0\0\0\0',
      },
    ],
    ['darwin', { 'org.nspasteboard.ConcealedType': '' }],
    ['linux', { 'x-kde-passwordManagerHint': 'secret' }],
  ] as const)('has the clipboard formats that mark a secret on %s', async (system, marks) => {
    const main = await start(system);
    await addRoleSwitchedOn(setup, main);
    await clickLine(main, ':copy-environment');
    await eventually(
      () => main.do.clipboard(),
      (text) => text.includes('AWS_SESSION_TOKEN'),
    );
    const written = Object.entries(marks).map(([name, content]) => [
      `electron application/osclipboard;format="${name}"`,
      content,
    ]);
    expect(await main.do.otherClipboardFormats()).toEqual(Object.fromEntries(written));
  });
});

describe("the panel's popover after the start", () => {
  it.each(['darwin', 'win32'] as const)(
    'opens at the tray icon as soon as the system knows where the icon is (%s)',
    async (system) => {
      const main = await start(system, { desktop: { trayBoundsMs: 500 } });
      expect((await untilShown(main))?.bounds).toMatchObject({ x: 802, y: 28 });
    },
  );

  it.each([
    ['darwin', { x: 1020, y: 24 }],
    ['win32', { x: 1020, y: 232 }],
  ] as const)(
    'opens in the corner of the tray if the system never knows where the icon is (%s)',
    async (system, at) => {
      const main = await start(system, { desktop: { trayBoundsMs: 1e9 } });
      expect((await untilShown(main))?.bounds).toMatchObject(at);
    },
  );
});

describe('the panel with the code of a sign-in', () => {
  const show = (main: RunningMain) =>
    main.do.invoke(panelChannels.perform, [
      { kind: 'show', route: { kind: 'sign-in', signInId: 'sign-in-1' } },
    ]);

  it('stays in front of the browser on Windows, even before the page shows the code', async () => {
    const main = await start('win32');
    await untilShown(main);
    await show(main);
    await main.do.passTime(1000);
    await main.do.emit('window', 'blur');
    expect(await windowOf(main)).toMatchObject({ visible: true, alwaysOnTop: true });
    await main.do.send(panelChannels.shown, [{ kind: 'sign-in', signInId: 'sign-in-1' }]);
    expect(await windowOf(main)).toMatchObject({ visible: true, alwaysOnTop: true });
    await main.do.send(panelChannels.shown, [{ kind: 'roles' }]);
    expect(await windowOf(main)).toMatchObject({ alwaysOnTop: false });
  });

  it('is an ordinary window on Linux', async () => {
    const main = await start('linux');
    await untilShown(main);
    await show(main);
    expect(await windowOf(main)).toMatchObject({ alwaysOnTop: false });
  });
});
