import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { panelChannels } from '../../src/core/contract/panel-channels.ts';
import { hasUnsaved, pageMemory } from '../../src/core/contract/page-memory.ts';
import { isPossibleIconPosition, trayCorner } from '../../src/main/popover-bounds.ts';
import { trayGuid } from '../../src/main/tray-icon.ts';
import { startedAs, type System, untilShown, windowOf } from '../support/main-steps.ts';
import { setUpEachMain, eventually, type RunningMain } from '../support/running-main.ts';

const SYSTEMS: readonly System[] = ['darwin', 'win32', 'linux'];
const A_MINUTE = 60_000;

const setup = setUpEachMain();

const startShown = async (system: System): Promise<RunningMain> => {
  const main = await startedAs(setup, system);
  await untilShown(main);
  return main;
};
const quit = async (main: RunningMain): Promise<void> => {
  await main.do.quit().catch(() => undefined);
  await main.ended;
};

describe('a hidden panel', () => {
  it.each(SYSTEMS)('frees the memory of its page after a minute (%s)', async (system) => {
    const main = await startShown(system);
    await main.do.send(panelChannels.hide, []);
    await main.do.passTime(A_MINUTE - 1000);
    expect(await windowOf(main)).toMatchObject({ loads: 1 });
    await main.do.passTime(1000);
    // Windows reports the end of the session only to a window, so one window stays there. It has no
    // page, and so no renderer process.
    const left = system === 'win32' ? [{ visible: false, loads: 0 }] : [];
    expect((await main.do.facts()).windows).toMatchObject(left);
    await main.do.emit('app', 'second-instance');
    expect(await windowOf(main)).toMatchObject({ visible: true, loads: 1, url: 'app://panel/' });
  });

  it('keeps its page while a form is open or has unsaved input', async () => {
    const main = await startShown('linux');
    const hideFor = async (ms: number) => {
      await main.do.send(panelChannels.hide, []);
      await main.do.passTime(ms);
    };
    await main.do.send(panelChannels.shown, [{ kind: 'new-role' }]);
    await hideFor(A_MINUTE);
    expect(await windowOf(main)).toMatchObject({ loads: 1 });
    await main.do.click('open');
    await main.do.send(panelChannels.shown, [{ kind: 'roles' }]);
    const page = { name: '' };
    pageMemory(page).setItem('rolekeeper-drafts', '{"new":{"name":"x"}}');
    await main.do.setWindowName(page.name);
    await hideFor(A_MINUTE);
    expect(await windowOf(main)).toMatchObject({ loads: 1 });
  });

  it('keeps its page if it is shown again within the minute', async () => {
    const main = await startShown('linux');
    await main.do.send(panelChannels.hide, []);
    await main.do.passTime(A_MINUTE / 2);
    await main.do.click('open');
    await main.do.passTime(A_MINUTE);
    expect(await windowOf(main)).toMatchObject({ visible: true, loads: 1 });
  });

  it('has no unsaved input if its stored drafts are empty', () => {
    const page = { name: '' };
    expect(hasUnsaved(page)).toBe(false);
    pageMemory(page).setItem('rolekeeper-drafts', '{}');
    pageMemory(page).setItem('rolekeeper-demands', '[]');
    expect(hasUnsaved(page)).toBe(false);
  });

  it('has no page before it is shown for the first time', async () => {
    const main = await startedAs(setup, 'win32', { args: ['--hidden'] });
    expect(await windowOf(main)).toMatchObject({ visible: false, loads: 0 });
  });
});

describe('the window', () => {
  it('has the colour of its page before the page is drawn, also after a change of the theme', async () => {
    const ground = /--ground: light-dark\((#\w+), (#\w+)\)/.exec(
      readFileSync('src/renderer/styles/tokens.css', 'utf8'),
    );
    const main = await startShown('linux');
    expect((await windowOf(main))?.options.backgroundColor).toBe(ground?.[1]);
    await main.call('preferences', 'set', { changes: { theme: 'dark' } });
    await eventually(
      () => windowOf(main),
      (window) => window?.background === ground?.[2],
    );
  });

  it('has an icon on Linux, because its desktops do not read the icon of the program', async () => {
    const linux = await startShown('linux');
    const icon = (await windowOf(linux))?.options.icon;
    expect(icon).toMatch(/assets[\\/]icons[\\/]256x256\.png$/);
    expect(existsSync(join('assets', 'icons', '256x256.png'))).toBe(true);
    await quit(linux);
    const windows = await startShown('win32');
    expect((await windowOf(windows))?.options).not.toHaveProperty('icon');
  });

  it.each(['darwin', 'win32'] as const)('keeps its size over a restart (%s)', async (system) => {
    const main = await startShown(system);
    // Main ignores a move just after the window is shown, because window managers make such moves.
    await main.do.passTime(1000);
    await main.do.dragWindow({ x: 802, y: 28, width: 512, height: 700 });
    const file = join(setup.rolekeeperHome, 'window.json');
    await main.do.passTime(1000);
    await eventually(() => Promise.resolve(existsSync(file)), Boolean);
    await quit(main);
    const again = await startShown(system);
    expect((await windowOf(again))?.bounds).toMatchObject({ width: 512, height: 700, y: 28 });
    await again.do.send(panelChannels.hide, []);
    await again.do.emit('app', 'second-instance');
    expect((await windowOf(again))?.bounds).toMatchObject({ width: 512, height: 700 });
    await delay(0);
  });
});

describe('the tray icon', () => {
  const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

  it('has a GUID on macOS and Windows, so that it keeps its place', async () => {
    for (const system of SYSTEMS) {
      const main = await startedAs(setup, system);
      const guid = (await main.do.facts()).trays[0]?.guid;
      if (system === 'linux') expect(guid).toBeNull();
      else expect(guid).toMatch(UUID);
      await quit(main);
    }
  });

  it('has another GUID on Windows if the program’s path changes, as Windows requires', () => {
    const paths = ['C:\\a\\Rolekeeper.exe', 'D:\\Rolekeeper.exe', 'C:\\a\\Rolekeeper.exe'];
    const [one, other, again] = paths.map((path) => trayGuid('win32', path));
    expect(one).toMatch(UUID);
    expect(other).not.toBe(one);
    expect(again).toBe(one);
    expect(trayGuid('darwin', '/a')).toBe(trayGuid('darwin', '/b'));
  });

  it('is white or black on Linux if the user wants that', async () => {
    const main = await startShown('linux');
    for (const [trayIcon, file] of [
      ['white', 'idle-white.png'],
      ['black', 'idle-black.png'],
      ['coloured', 'idle.png'],
    ] as const) {
      await main.call('preferences', 'set', { changes: { trayIcon } });
      const facts = await eventually(
        () => main.do.facts(),
        ({ trays }) => trays[0]?.image.endsWith(file) === true,
      );
      expect(existsSync(join('assets', 'tray', file))).toBe(true);
      expect(facts.trays).toHaveLength(1);
    }
  });
});

describe('the corner of the tray', () => {
  const size = { width: 420, height: 620 };
  const bounds = { x: 0, y: 0, width: 1440, height: 900 };

  it.each([
    ['darwin', 'below the menu bar', { y: 24, height: 876 }, { x: 1020, y: 24 }],
    ['win32', 'above the taskbar', { height: 852 }, { x: 1020, y: 232 }],
    ['win32', 'below a taskbar on top', { y: 48, height: 852 }, { x: 1020, y: 48 }],
    ['win32', 'beside a taskbar on the left', { x: 60, width: 1380 }, { x: 60, y: 280 }],
    ['win32', 'beside a taskbar on the right', { width: 1380 }, { x: 960, y: 280 }],
  ] as const)('on %s is %s', (system, _where, part, at) => {
    const workArea = { ...bounds, ...part };
    expect(trayCorner(system, size, { bounds, workArea })).toEqual({ ...at, ...size });
  });

  it.each([
    ['win32', { x: 0, y: 0, width: 0, height: 0 }, false],
    ['win32', { x: -32000, y: -32000, width: 24, height: 24 }, false],
    ['win32', { x: 1300, y: 860, width: 24, height: 40 }, true],
    ['darwin', { x: 1400, y: 0, width: 24, height: 24 }, true],
    ['darwin', { x: 0, y: 876, width: 24, height: 24 }, false],
    ['darwin', { x: 0, y: 900, width: 24, height: 24 }, false],
  ] as const)(
    'is used if the reported place of the icon is not plausible (%s, %j, plausible: %s)',
    (system, icon, isThere) => {
      expect(isPossibleIconPosition(system, icon, [bounds])).toBe(isThere);
    },
  );
});
