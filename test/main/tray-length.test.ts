import { expect, it } from 'vitest';
import { setUpEachMain, eventually } from '../support/running-main.ts';

const setup = setUpEachMain();

it('the tray menu fits on the display with the least height, and adapts if the displays change', async () => {
  const main = await setup.start({ args: ['--hidden'], desktop: { workAreas: [1400] } });
  for (let place = 0; place < 7; place += 1)
    await setup.addRole(main, `pinned-${String(place)}`, { pinned: true });
  for (let place = 0; place < 5; place += 1)
    await setup.addRole(main, `grouped-${String(place)}`, { group: `Group ${String(place)}` });
  const lines = async () => (await main.do.menu()).length;
  // Two lines above, 7 roles, 5 groups, two lines below, and the separators between them.
  await eventually(lines, (count) => count === 19);
  // A second display is connected, on which a menu of 13 lines fits.
  await main.do.setDesktop({ workAreas: [1400, 480] });
  await main.do.emit('screen', 'display-added');
  const low = await eventually(
    () => main.do.menu(),
    (menu) => menu.length <= 13,
  );
  expect(low.map(({ label }) => label)).toEqual(
    expect.arrayContaining(['Pinned roles (7)', 'Groups (5)']),
  );
  // If no display is known, for example with a closed lid, the menu has the length for a laptop.
  await main.do.setDesktop({ workAreas: [] });
  await main.do.emit('screen', 'display-removed');
  await eventually(lines, (count) => count === 19);
  await main.do.setDesktop({ workAreas: [520] });
  await main.do.emit('screen', 'display-metrics-changed');
  await eventually(lines, (count) => count <= 14);
  // On a display of little height, the menu has 8 lines and the others are in a submenu.
  await main.do.setDesktop({ workAreas: [300] });
  await main.do.emit('screen', 'display-metrics-changed');
  const lowest = await eventually(
    () => main.do.menu(),
    (menu) => menu.length <= 8,
  );
  expect(lowest.map(({ label }) => label)).toContain('Quit Rolekeeper');
});
