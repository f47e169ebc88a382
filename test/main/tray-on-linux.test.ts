import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startedAs, untilShown, windowOf } from '../support/main-steps.ts';
import { createMainWorld, type MainWorld, type RunningMain } from '../support/running-main.ts';

describe('the tray icon on Linux', () => {
  let world: MainWorld;
  let main: RunningMain;
  beforeEach(async () => {
    world = await createMainWorld();
    main = await startedAs(world, 'linux', { args: ['--hidden'] });
  });
  afterEach(() => world.dispose());

  it('opens the panel on a left click, and hides it on the next', async () => {
    await main.do.emit('tray', 'click');
    expect(await untilShown(main)).toMatchObject({ focused: true });
    await main.do.emit('tray', 'click');
    expect(await windowOf(main)).toMatchObject({ onScreen: false });
  });

  it('brings a panel behind other windows to the front on a left click', async () => {
    await main.do.emit('tray', 'click');
    await untilShown(main);
    await main.do.emit('window', 'blur');
    await main.do.emit('tray', 'click');
    expect(await windowOf(main)).toMatchObject({ onScreen: true, focused: true });
  });
});
