import { describe, expect, it } from 'vitest';
import { panelChannels } from '../../src/core/contract/panel-channels.ts';
import { systemRequestsOf, startedAs, untilShown, windowOf } from '../support/main-steps.ts';
import {
  setUpEachMain,
  eventually,
  type RunningMain,
  type StartOptions,
  untilItHasAWindow,
} from '../support/running-main.ts';

const setup = setUpEachMain();

const KEYS = 'Ctrl+Alt+R';
const set = (main: RunningMain, shortcut: string | null) =>
  main.call('preferences', 'set', { changes: { shortcut } });
const untilShortcutsAre = (main: RunningMain, wanted: readonly string[]) =>
  eventually(
    () => main.do.shortcuts(),
    (present) => present.join() === wanted.join(),
  );
const problemsOf = async (main: RunningMain) =>
  (await main.state()).problems.filter(({ kind }) => kind === 'shortcut-refused');
const untilRefused = (main: RunningMain, count: number) =>
  eventually(
    () => problemsOf(main),
    ({ length }) => length === count,
  );

describe('the global shortcut', () => {
  const startHidden = async (options: StartOptions = {}): Promise<RunningMain> =>
    startedAs(setup, 'linux', { args: ['--hidden'], ...options });
  const startWithPanel = async (options: StartOptions = {}): Promise<RunningMain> => {
    const main = await startedAs(setup, 'linux', options);
    await untilItHasAWindow(main);
    return main;
  };

  it('is registered only after a person sets it, and each change of the setting is effective at once', async () => {
    const main = await startHidden();
    expect(await main.do.shortcuts()).toEqual([]);
    expect(await set(main, KEYS)).toMatchObject({ ok: true });
    await untilShortcutsAre(main, [KEYS]);
    await set(main, 'Ctrl+Shift+F9');
    await untilShortcutsAre(main, ['Ctrl+Shift+F9']);
    await set(main, null);
    await untilShortcutsAre(main, []);
  });

  it('opens the panel with the focus in the search, and hides a panel that has the focus', async () => {
    const main = await startHidden();
    await set(main, KEYS);
    await untilShortcutsAre(main, [KEYS]);
    await main.do.pressShortcut(KEYS);
    const window = await untilShown(main);
    await main.do.send(panelChannels.listening, ['show']);
    const { sent } = (await windowOf(main)) ?? window ?? { sent: [] };
    expect(sent.filter(({ channel }) => channel === panelChannels.show)).toMatchObject([
      { values: [{ kind: 'roles', search: true }] },
    ]);
    await main.do.pressShortcut(KEYS);
    expect(await windowOf(main)).toMatchObject({ visible: false });
  });

  it('is registered again after a restart', async () => {
    const main = await startHidden();
    await set(main, KEYS);
    await main.do.quit().catch(() => undefined);
    await main.ended;
    await untilShortcutsAre(await startHidden(), [KEYS]);
  });

  it.each([
    ['the system refuses it', 'taken'],
    ['Electron does not know its key', 'unknown-key'],
  ] as const)(
    'is reported as a problem if %s, until a change of the setting succeeds',
    async (_title, shortcut) => {
      const main = await startWithPanel({ desktop: { shortcut } });
      await set(main, KEYS);
      await untilRefused(main, 1);
      expect(await problemsOf(main)).toEqual([
        { kind: 'shortcut-refused', shortcut: KEYS, why: 'taken' },
      ]);
      await main.do.setDesktop({ shortcut: 'free' });
      await set(main, 'Ctrl+Alt+T');
      await untilRefused(main, 0);
      await untilShortcutsAre(main, ['Ctrl+Alt+T']);
    },
  );

  it.each([
    ['', [], 'enable-features=GlobalShortcutsPortal'],
    [
      ', and keeps a feature that the command line enables',
      ['--enable-features=Other'],
      'enable-features=Other,GlobalShortcutsPortal',
    ],
  ])(
    'makes Chromium use the desktop portal on Linux, as Wayland requires%s',
    async (_title, args, wanted) => {
      const main = await startedAs(setup, 'linux', { args });
      expect(await systemRequestsOf(main, 'switch')).toEqual([wanted]);
    },
  );

  it('is reported as refused by Wayland if it is refused in a Wayland session', async () => {
    const main = await startWithPanel({
      desktop: { shortcut: 'taken' },
      env: { WAYLAND_DISPLAY: 'wayland-0' },
    });
    await set(main, KEYS);
    await untilRefused(main, 1);
    expect(await problemsOf(main)).toMatchObject([{ why: 'wayland' }]);
  });

  it('is refused with the rule that it breaks if it is invalid, and the previous shortcut stays', async () => {
    const main = await startWithPanel();
    await set(main, KEYS);
    await untilShortcutsAre(main, [KEYS]);
    expect(await set(main, 'Ctrl+R')).toMatchObject({
      ok: false,
      failure: { kind: 'field-invalid', field: 'shortcut', rule: { kind: 'shortcut' } },
    });
    expect(await main.do.shortcuts()).toEqual([KEYS]);
    expect((await main.state()).preferences.shortcut).toBe(KEYS);
  });
});
