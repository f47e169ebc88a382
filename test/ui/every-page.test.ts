import { expect, it } from 'vitest';
import { EVERY_PAGE, everyPageOptions, fillEveryPage, WITH_SHOW_PAGE } from './every-page.ts';
import { hiddenOnFocus, layoutFaults } from './page-faults.ts';
import type { PageOptions } from './browser-pages.ts';
import { describePanel } from './panel-page.ts';

const LOOKS: readonly (readonly [string, PageOptions, string])[] = [
  ['in English', { locale: 'en-GB' }, ''],
  ['in German, 360 px wide', { locale: 'de-DE', viewport: { width: 360, height: 620 } }, ''],
  [
    'in German, 360 px wide, with text at 200 %',
    { locale: 'de-DE', viewport: { width: 360, height: 620 } },
    '200%',
  ],
];

describePanel('every page', (panel) => {
  it('fits its window, cuts off no text, has controls of at least 24 px, and shows the focused control', async () => {
    const setup = await panel.start(everyPageOptions());
    await fillEveryPage(setup);
    for (const [look, options, size] of LOOKS) {
      const page = await panel.open(setup, {
        ...options,
        init: WITH_SHOW_PAGE,
        reducedMotion: 'reduce',
      });
      // 175 % is twice the panel's usual text size of 87.5 %.
      if (size !== '') await page.evaluate(`document.documentElement.style.fontSize = '175%'`);
      for (const { name, open } of EVERY_PAGE) {
        await open(page, setup);
        const faults = { layout: await layoutFaults(page), hidden: await hiddenOnFocus(page) };
        expect.soft(faults, `${name} ${look}`).toEqual({ layout: [], hidden: [] });
        await page.keyboard.press('Escape');
      }
      await page.close();
    }
  });
});
