import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { boundsOnScreens, canPlaceWindows } from '../../src/main/window-bounds.ts';
import { panelChannels } from '../../src/core/contract/panel-channels.ts';
import {
  setUpEachMain,
  eventually,
  type RunningMain,
  untilItHasAWindow,
} from '../support/running-main.ts';
import { expectMode, skippedExceptOn } from '../support/systems.ts';

const minimum = { width: 360, height: 420 };
const left = { x: 0, y: 24, width: 1440, height: 876 };
const right = { x: 1440, y: 0, width: 1920, height: 1080 };

describe('the remembered bounds of the window', () => {
  it('are used while a screen shows the title bar', () => {
    const place = { width: 500, height: 700, at: { x: 1500, y: 100 } };
    expect(boundsOnScreens(place, minimum, [left, right])).toEqual(place);
  });

  it.each([
    ['the screen has gone', { x: 1500, y: 100 }],
    ['they are above all screens', { x: 100, y: -30 }],
    ['they are below all screens', { x: 100, y: 890 }],
    ['only a small part of them is on a screen', { x: -450, y: 100 }],
  ])('lose the position, so that the window manager chooses one, if %s', (_where, at) => {
    expect(boundsOnScreens({ width: 500, height: 700, at }, minimum, [left])).toEqual({
      width: 500,
      height: 700,
      at: null,
    });
  });

  it('are no larger than the screen and no smaller than allowed', () => {
    expect(
      boundsOnScreens({ width: 9000, height: 1, at: { x: 1500, y: 0 } }, minimum, [left, right]),
    ).toEqual({
      width: 1920,
      height: 420,
      at: { x: 1500, y: 0 },
    });
  });
});

describe('the place of a window', () => {
  it.each([
    [{ WAYLAND_DISPLAY: 'wayland-0', DISPLAY: ':0' }, '', false],
    [{ XDG_SESSION_TYPE: 'wayland', DISPLAY: ':0' }, '', false],
    [{ WAYLAND_DISPLAY: 'wayland-0', DISPLAY: ':0' }, 'x11', true],
    [{ DISPLAY: ':0', XDG_SESSION_TYPE: 'x11' }, '', true],
    [{ DISPLAY: ':0' }, 'wayland', false],
  ])(
    'can be set in the environment %j with the ozone platform "%s": %s',
    (env, ozonePlatform, places) => {
      expect(canPlaceWindows(env, ozonePlatform)).toBe(places);
    },
  );
});

describe.skipIf(skippedExceptOn('Linux'))("the panel's window (Linux)", () => {
  const setup = setUpEachMain();

  const file = (): string => join(setup.rolekeeperHome, 'window.json');
  const openPanel = async (env: Readonly<Record<string, string>> = {}): Promise<RunningMain> => {
    const main = await setup.start({ env: { XDG_SESSION_TYPE: 'x11', ...env } });
    await untilItHasAWindow(main);
    return main;
  };
  const bounds = async (main: RunningMain) => (await main.do.facts()).windows[0]?.bounds;
  const drag = async (
    main: RunningMain,
    to: { x: number; y: number; width: number; height: number },
  ) => {
    // Main ignores a move just after the window is shown, because window managers make such moves.
    await delay(600);
    await main.do.dragWindow(to);
    return eventually(
      () => Promise.resolve(readFile(file())),
      (text) => text?.includes(String(to.width)) === true,
    );
  };
  const restarted = async (
    main: RunningMain,
    env: Readonly<Record<string, string>> = {},
  ): Promise<RunningMain> => {
    await main.do.quit().catch(() => undefined);
    await main.ended;
    return openPanel(env);
  };

  it('has its old place and size on X11 after a restart and after it was hidden', async () => {
    const main = await openPanel();
    expect(await bounds(main)).toMatchObject({ width: 420, height: 620 });
    const place = { x: 700, y: 120, width: 512, height: 640 };
    await drag(main, place);
    expectMode(file(), 0o600);
    const again = await restarted(main);
    expect(await bounds(again)).toEqual(place);

    await again.do.send(panelChannels.hide, []);
    await again.do.moveHiddenWindow({ x: 0, y: 24 });
    await again.do.click('open');
    expect(await bounds(again)).toEqual(place);
  });

  it('remembers only its size on Wayland', async () => {
    const wayland = { WAYLAND_DISPLAY: 'wayland-0' };
    const main = await openPanel(wayland);
    expect(await drag(main, { x: 0, y: 0, width: 512, height: 640 })).toBe(
      '{"width":512,"height":640,"at":null}\n',
    );
    const options = (await (await restarted(main, wayland)).do.facts()).windows[0]?.options;
    expect(options).toMatchObject({ width: 512, height: 640 });
    expect(options).not.toHaveProperty('x');
  });

  it('does not remember a move that the window manager makes just after the window is shown', async () => {
    const main = await openPanel();
    await main.do.dragWindow({ x: 10, y: 40, width: 420, height: 620 });
    await delay(1100);
    expect(readFile(file())).toBeNull();
  });

  it('opens in its usual size if the file with its bounds is invalid', async () => {
    const main = await openPanel();
    writeFileSync(file(), '{"width":');
    expect(await bounds(await restarted(main))).toMatchObject({ width: 420, height: 620 });
  });
});

function readFile(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
