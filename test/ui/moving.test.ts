import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { describePanel } from './panel-page.ts';

interface Region {
  readonly name: string;
  readonly region: string;
}

/** Returns for the header, and for each control in it, whether dragging it moves the window. */
function regionsOf(page: Page): Promise<readonly Region[]> {
  return page.evaluate<readonly Region[]>(
    `[...document.querySelectorAll('header, header :is(button, a, input, select, textarea)')].map((e) => ({
      name: e.localName === 'header' ? 'header' : 'header ' + e.localName,
      region: getComputedStyle(e).getPropertyValue('app-region'),
    }))`,
  );
}

describePanel('a panel without a title bar', (panel) => {
  it('can be moved by its header, but not by the controls in the header', async () => {
    const page = await panel.open(await panel.start());
    const pages = ['Settings', 'Doctor', 'Activity'];
    for (const name of pages) {
      await page.getByRole('button', { name }).first().click();
      await page.getByRole('button', { name: 'Back' }).waitFor();
      const regions = await regionsOf(page);
      const header = regions.filter((one) => one.name === 'header');
      expect(header).toEqual([{ name: 'header', region: 'drag' }]);
      const inHeader = regions.filter((one) => one.name.startsWith('header '));
      expect(inHeader.length).toBeGreaterThan(0);
      for (const { region } of inHeader) expect(region).toBe('no-drag');
      await page.getByRole('button', { name: 'Back' }).click();
    }
  });
});
