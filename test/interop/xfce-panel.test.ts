import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MenuLine } from '../support/electron-stand-in/commands.ts';
import { addRoleSwitchedOn, startedAs, untilShown } from '../support/main-steps.ts';
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
 * Shows the menu of our main process in a real Xfce panel. `tray-item.py` takes the place of
 * Electron, so these tests do not prove how Electron exports the menu.
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
    roleId = await addRoleSwitchedOn(setup, main);
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
  const exports = async (): Promise<number> =>
    (await main.do.facts()).trays[0]?.menuExportCount ?? 0;
  /** Exports the menu again if our code set the menu or the tooltip, as Chromium does. */
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
  /** The arrow keys of GTK skip separators and disabled lines. */
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
    // The main process changes the icon when it gets the new state.
    await eventually(image, (now) => now !== before);
    await main.do.passTime(1000);
  };

  it('opens the panel on a left click', async () => {
    await desktop.click(1);
    expect(await untilShown(main)).toMatchObject({ focused: true });
    expect(await desktop.menus()).toBe(0);
  });

  it('releases the role if the release line in its submenu is chosen', async () => {
    const { items } = await openSubmenus();
    // GTK has already selected the first line of the submenu.
    const [, ...down] = downTo(items, ({ id }) => id.endsWith(':release'));
    await desktop.keys(...down, 'Return');
    await eventually(
      () => Promise.resolve(setup.credentials()),
      (text) => !text.includes('[client-s3]'),
    );
    await untilMenus(0);
  });

  it('does not close an open submenu when a role is released', async () => {
    await openSubmenus();
    await release();
    await exportMenu();
    expect(await desktop.menus()).toBe(3);
    expect(item.calls.filter(({ what }) => what === 'menu-set')).toHaveLength(1);
    // The menu shows the change after 30 s.
    await main.do.passTime(30_000);
    await eventually(labels, (all) => all.every((label) => !label.includes('until')));
  });

  it('closes an open submenu if the menu is exported again, which our code must avoid', async () => {
    await openSubmenus();
    await item.show(await menu());
    await untilMenus(1);
  });

  it('changes the lines of an open menu without closing it, if no submenu is open', async () => {
    await desktop.click(3);
    await untilMenus(1);
    await release();
    await eventually(labels, (all) => all.every((label) => !label.includes('until')));
    await exportMenu();
    expect(await desktop.menus()).toBe(1);
    expect(willShow()).toEqual([]);
  });
});
