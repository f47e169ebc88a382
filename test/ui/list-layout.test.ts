import { expect, it } from 'vitest';
import { panelSamples } from '../../demo/panel/panel-samples.ts';
import { layoutFaults } from './page-faults.ts';
import { describePanel, replacingInBridge } from './panel-page.ts';

const LONG_NAME = 'production-data-lake-administrators-of-the-northern-region';
const SIZES = [
  { locale: 'en-GB', viewport: { width: 420, height: 620 } },
  { locale: 'de-DE', viewport: { width: 360, height: 620 } },
];

describePanel('the layout of the list', (panel) => {
  it.each(SIZES)('shows the state on one line of the header, $locale', async (options) => {
    const setup = await panel.start({
      roles: [{ name: LONG_NAME, roleArn: `arn:aws:iam::123456789012:role/${LONG_NAME}` }],
    });
    const page = await panel.open(setup, options);
    const line = page.locator('header').getByRole('status');
    const before = await line.boundingBox();
    await page.getByRole('switch').click();
    await expect.poll(() => line.innerText()).toMatch(/^1 (role needs you|Rolle braucht dich)$/);
    expect((await line.boundingBox())?.height).toBe(before?.height);
    // The line is as wide as the window, not only as the space beside the buttons.
    expect(before?.width).toBeGreaterThan(options.viewport.width * 0.7);
  });

  it.each(SIZES)(
    'has no fault on the first page, also with text at 200 %, $locale',
    async (options) => {
      const page = await panel.open(await panel.start({ roles: [] }), options);
      await page.locator('.ways').waitFor();
      for (const size of ['', '175%']) {
        await page.evaluate(`document.documentElement.style.fontSize = '${size}'`);
        expect(await layoutFaults(page), size).toEqual([]);
      }
    },
  );

  it('shows the number of roles to the right of a group name that ends in Hebrew', async () => {
    const { roles } = panelSamples(3600);
    const inGroup = roles.map((role) => ({ ...role, group: 'admin שלום' }));
    const page = await panel.open(await panel.start({ roles: inGroup }));
    const isAfter = await page.evaluate(`(() => {
      const count = document.querySelector('.group-title .count');
      const name = document.createRange();
      name.selectNode(count.previousSibling);
      return count.getBoundingClientRect().left >= name.getBoundingClientRect().right - 1;
    })()`);
    expect(isAfter).toBe(true);
  });

  it.each(SIZES)('shows the four buttons of a card on one line, $locale', async (options) => {
    const setup = await panel.start();
    for (const { role } of setup.app.state().roles)
      await setup.app.api.session.assume({ roleId: role.id, keep: true, takeOver: false });
    const page = await panel.open(setup, {
      ...options,
      init: replacingInBridge("{ surface: 'application' }"),
    });
    await page.locator('.quick').first().waitFor();
    const tops = await page.evaluate<readonly number[]>(
      "[...document.querySelectorAll('.quick')].map((e) => e.getBoundingClientRect().top)",
    );
    expect(tops).toHaveLength(4);
    expect(new Set(tops).size).toBe(1);
  });

  it.each(SIZES)('has two buttons of equal width below the list, $locale', async (options) => {
    const { accounts, roles } = panelSamples(3600);
    const page = await panel.open(await panel.start({ accounts, roles }), options);
    const widths = await page.evaluate<readonly number[]>(
      "[...document.querySelectorAll('#go-import, #go-discover')].map((e) => e.offsetWidth)",
    );
    expect(widths).toHaveLength(2);
    expect(widths[0]).toBe(widths[1]);
  });

  it.each(SIZES)(
    'shows the name, the time ring, the menu and the switch of a card on one line, $locale',
    async (options) => {
      const page = await panel.open(await panel.start(), options);
      await page.getByRole('switch').waitFor();
      const middles = await page.evaluate<readonly number[]>(`
      [...document.querySelectorAll('.card-head :is(.ring, .name, [aria-haspopup=menu], .switch)')]
        .map((part) => part.getBoundingClientRect())
        .map(({ top, height }) => top + height / 2)`);
      expect(middles.length).toBeGreaterThanOrEqual(4);
      expect(Math.max(...middles) - Math.min(...middles)).toBeLessThan(1.5);
    },
  );
});
