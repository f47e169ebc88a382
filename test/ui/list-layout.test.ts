import { expect, it } from 'vitest';
import { panelSamples } from '../../demo/panel/panel-samples.ts';
import { describePanel } from './panel-page.ts';

const LONG_NAME = 'production-data-lake-administrators-of-the-northern-region';
const SIZES = [
  { locale: 'en-GB', viewport: { width: 420, height: 620 } },
  { locale: 'de-DE', viewport: { width: 360, height: 620 } },
];

describePanel('the layout of the list', (panel) => {
  it.each(SIZES)('keeps the state in one line of the header: $locale', async (options) => {
    const setup = await panel.start({
      roles: [{ name: LONG_NAME, roleArn: `arn:aws:iam::123456789012:role/${LONG_NAME}` }],
    });
    const page = await panel.open(setup, options);
    const line = page.locator('header').getByRole('status');
    const before = await line.boundingBox();
    await page.getByRole('switch').click();
    await expect.poll(() => line.innerText()).toMatch(/^1 (role needs you|Rolle braucht dich)$/);
    expect((await line.boundingBox())?.height).toBe(before?.height);
    // The line has the width of the window, not only that beside the buttons.
    expect(before?.width).toBeGreaterThan(options.viewport.width * 0.7);
  });

  it.each(SIZES)('has buttons of equal width below the list: $locale', async (options) => {
    const { accounts, roles } = panelSamples(3600);
    const page = await panel.open(await panel.start({ accounts, roles }), options);
    const widths = await page.evaluate<readonly number[]>(
      "[...document.querySelectorAll('#go-import, #go-discover')].map((e) => e.offsetWidth)",
    );
    expect(widths).toHaveLength(2);
    expect(widths[0]).toBe(widths[1]);
  });

  it.each(SIZES)('has name, ring, menu and switch on one line: $locale', async (options) => {
    const page = await panel.open(await panel.start(), options);
    await page.getByRole('switch').waitFor();
    const middles = await page.evaluate<readonly number[]>(`
      [...document.querySelectorAll('.card-head :is(.ring, .name, [aria-haspopup=menu], .switch)')]
        .map((part) => part.getBoundingClientRect())
        .map(({ top, height }) => top + height / 2)`);
    expect(middles.length).toBeGreaterThanOrEqual(4);
    expect(Math.max(...middles) - Math.min(...middles)).toBeLessThan(1.5);
  });
});
