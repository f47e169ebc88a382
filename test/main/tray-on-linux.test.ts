import { beforeEach, describe, expect, it } from 'vitest';
import type { Facts } from '../support/electron-stand-in/commands.ts';
import { clickLine, startedAs, untilShown, windowOf } from '../support/main-steps.ts';
import { setUpEachMain, eventually, type RunningMain } from '../support/running-main.ts';

describe('the tray icon on Linux', () => {
  const setup = setUpEachMain();
  let main: RunningMain;
  beforeEach(async () => {
    main = await startedAs(setup, 'linux', { args: ['--hidden'] });
  });

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

describe('the tray menu on Linux', () => {
  const setup = setUpEachMain();
  let main: RunningMain;
  let roleId: string;
  beforeEach(async () => {
    main = await startedAs(setup, 'linux', { args: ['--hidden'] });
    roleId = await setup.addRole(main, 'client-s3');
    await main.call('session', 'assume', { roleId, keep: true, takeOver: false });
    await eventually(labels, (all) => all.some((label) => label.includes('until')));
    await main.do.passTime(1000);
  });

  const labels = async (): Promise<readonly string[]> =>
    (await main.do.menu()).map(({ label }) => label);
  const tray = async (): Promise<Facts['trays'][number] | undefined> =>
    (await main.do.facts()).trays[0];
  /** Returns the IDs of the submenu for all roles, and of the submenu for this role in it. */
  const submenus = async () => {
    const outer = (await main.do.menu()).find(({ items }) => items.length > 0);
    return { outer: outer?.id ?? '', inner: outer?.items[0]?.id ?? '' };
  };
  /** Changes the menu's lines, the tooltip and the icon. */
  const release = (): Promise<unknown> => main.call('session', 'release', { roleId });

  it.each(['outer', 'inner'] as const)(
    'stays as it is while its %s submenu is open',
    async (at) => {
      await main.do.openMenu((await submenus())[at]);
      const before = await tray();
      await release();
      // The icon follows the state, so main has seen the change.
      await eventually(tray, (now) => now?.image !== before?.image);
      await main.do.passTime(29_000);
      expect((await tray())?.menuExportCount).toBe(before?.menuExportCount);
    },
  );

  it('stays as it is for 30 s after the last submenu opened', async () => {
    const { outer, inner } = await submenus();
    await main.do.openMenu(outer);
    await main.do.passTime(20_000);
    await main.do.openMenu(inner);
    const before = await tray();
    await release();
    await eventually(tray, (now) => now?.image !== before?.image);
    await main.do.passTime(29_000);
    expect((await tray())?.menuExportCount).toBe(before?.menuExportCount);
  });

  it('changes with the state if no submenu is open, because the desktop does not report an open menu', async () => {
    await main.do.openMenu();
    await release();
    await eventually(labels, (all) => all.every((label) => !label.includes('until')));
  });

  it('shows the state 30 s after a submenu opened, because the desktop does not report when it closes', async () => {
    await main.do.openMenu((await submenus()).outer);
    const before = await tray();
    await release();
    await eventually(tray, (now) => now?.image !== before?.image);
    await main.do.closeMenu();
    await main.do.passTime(30_000);
    await eventually(labels, (all) => all.every((label) => !label.includes('until')));
  });

  it('shows the state after a click, because a click closes the menu', async () => {
    await main.do.openMenu((await submenus()).outer);
    await clickLine(main, roleId);
    await eventually(labels, (all) => all.every((label) => !label.includes('until')));
  });

  it('is exported once for a change of its lines, and not again for the same tooltip', async () => {
    const before = await tray();
    await setup.addRole(main, 'another');
    const after = await eventually(
      tray,
      (now) => now?.menuSetCount === (before?.menuSetCount ?? 0) + 1,
    );
    expect(after?.toolTip).toBe(before?.toolTip);
    expect(after?.menuExportCount).toBe((before?.menuExportCount ?? 0) + 1);
  });
});
