import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MenuLine } from '../support/electron-stand-in/commands.ts';
import { assumed, startedAs, untilShown } from '../support/main-steps.ts';
import {
  createMainSetup,
  eventually,
  type MainSetup,
  type RunningMain,
} from '../support/running-main.ts';
import {
  startXfceDesktop,
  type TrayItem,
  type XfceDesktop,
  xfcePrograms,
} from '../support/xfce-desktop.ts';
import { externalSuite } from './external-suite.ts';

const { title, skip } = externalSuite('the tray icon in the panel of Xfce', xfcePrograms());

/**
 * Shows the menu of our main process in a real panel. Our code gets what the panel calls on the
 * icon, and the panel shows each menu that our code sets. `tray-item.py` exports the menu by
 * Chromium's rules. These tests do not prove that Electron exports it in this way, or that KDE and
 * GNOME behave like Xfce.
 */
describe.skipIf(skip)(title, () => {
  let setup: MainSetup;
  let main: RunningMain;
  let desktop: XfceDesktop;
  let item: TrayItem;
  let roleId: string;
  let exported: number;

  beforeEach(async () => {
    setup = await createMainSetup();
    desktop = await startXfceDesktop();
    main = await startedAs(setup, 'linux', { args: ['--hidden'] });
    roleId = await assumed(setup, main);
    await eventually(labels, (all) => all.some((label) => label.includes('until')));
    await main.do.passTime(1000);
    item = await desktop.addItem();
    item.onCall(({ what, id = '', kind }) => {
      if (what === 'activate') void main.do.emit('tray', 'click');
      if (what === 'menu-will-show') void main.do.openMenu(id);
      if (what === 'event' && kind === 'clicked') void main.do.click(id);
    });
    exported = -1;
    await exportMenu();
  });
  afterEach(async () => {
    await desktop.stop();
    await setup.dispose();
  });

  const menu = () => main.do.menu();
  const labels = async (): Promise<readonly string[]> => (await menu()).map(({ label }) => label);
  const exports = async (): Promise<number> => (await main.do.facts()).trays[0]?.exports ?? 0;
  /** Like Chromium, exports the menu again if our code set the menu or the tooltip. */
  const exportMenu = async (): Promise<void> => {
    const now = await exports();
    if (now !== exported) await item.show(await menu());
    exported = now;
  };
  const untilMenus = (wanted: number) =>
    eventually(
      () => desktop.menus(),
      (count) => count === wanted,
    );
  /** GTK skips separators and lines that are off. */
  const downTo = (lines: readonly MenuLine[], found: (line: MenuLine) => boolean) => {
    const reachable = lines.filter(({ type, enabled }) => type !== 'separator' && enabled);
    return Array.from({ length: reachable.findIndex(found) + 1 }, () => 'Down');
  };
  const willShow = () =>
    item.calls.flatMap(({ what, id }) => (what === 'menu-will-show' ? [id] : []));
  /** Opens the submenu with the roles, then the submenu of the first role. */
  const openSubmenus = async (): Promise<MenuLine> => {
    const lines = await menu();
    const submenu = lines.find(({ items }) => items.length > 0);
    const inner = submenu?.items[0];
    if (submenu === undefined || inner === undefined) throw new Error('the menu has no submenu');
    await desktop.click(3);
    await untilMenus(1);
    await desktop.keys(...downTo(lines, ({ id }) => id === submenu.id), 'Right');
    await untilMenus(2);
    await desktop.keys('Right');
    await untilMenus(3);
    await eventually(
      () => Promise.resolve(willShow()),
      (ids) => ids.includes(submenu.id) && ids.includes(inner.id),
    );
    return inner;
  };
  const release = async (): Promise<void> => {
    const image = async () => (await main.do.facts()).trays[0]?.image;
    const before = await image();
    await main.call('session', 'release', { roleId });
    // The icon follows the state, so main has seen the change.
    await eventually(image, (now) => now !== before);
    await main.do.passTime(1000);
  };

  it('opens the panel on a left click', async () => {
    await desktop.click(1);
    expect(await untilShown(main)).toMatchObject({ focused: true });
    expect(await desktop.menus()).toBe(0);
  });

  it('does the action of a line in a submenu', async () => {
    const { items } = await openSubmenus();
    // The first line is selected already.
    const [, ...down] = downTo(items, ({ id }) => id.endsWith(':release'));
    await desktop.keys(...down, 'Return');
    await eventually(
      () => Promise.resolve(setup.credentials()),
      (text) => !text.includes('[client-s3]'),
    );
    await untilMenus(0);
  });

  it('keeps an open submenu while a role changes', async () => {
    await openSubmenus();
    await release();
    await exportMenu();
    expect(await desktop.menus()).toBe(3);
    expect(item.calls.filter(({ what }) => what === 'menu-set')).toHaveLength(1);
    // 30 s later the menu shows the change.
    await main.do.passTime(30_000);
    await eventually(labels, (all) => all.every((label) => !label.includes('until')));
  });

  it('would close an open submenu if the menu were exported again', async () => {
    await openSubmenus();
    await item.show(await menu());
    await untilMenus(1);
  });

  it('keeps the open menu and changes its lines, if no submenu is open', async () => {
    await desktop.click(3);
    await untilMenus(1);
    await release();
    await eventually(labels, (all) => all.every((label) => !label.includes('until')));
    await exportMenu();
    expect(await desktop.menus()).toBe(1);
    expect(willShow()).toEqual([]);
  });
});
