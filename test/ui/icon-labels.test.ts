import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { violations } from './axe-violations.ts';
import { clientRole, describePanel } from './panel-page.ts';

const header = {
  'en-GB': ['Activity', 'Doctor', 'Settings', 'Add a role'],
  'de-DE': ['Verlauf', 'Prüfung', 'Einstellungen', 'Rolle anlegen'],
} as const;

/** Returns the visible label and whether it is inside the window; null if no label is visible. */
function shownLabel(page: Page): Promise<{ text: string; isInside: boolean } | null> {
  return page.evaluate(`(() => {
    const label = document.querySelector('.label:popover-open');
    if (label === null) return null;
    const { left, right, top, bottom, width, height } = label.getBoundingClientRect();
    const isInside = left >= 0 && right <= innerWidth && top >= 0 && bottom <= innerHeight;
    return { text: label.textContent, isInside: isInside && width > 10 && height > 10 };
  })()`);
}

describePanel('the labels of icons', (panel) => {
  it.each([
    { locale: 'en-GB', width: 420, zoom: 1 },
    { locale: 'en-GB', width: 420, zoom: 2 },
    { locale: 'de-DE', width: 360, zoom: 1 },
    { locale: 'de-DE', width: 420, zoom: 2 },
  ] as const)(
    'appear inside the window on hover and on keyboard focus, $locale, $width px, text size × $zoom',
    async ({ locale, width, zoom }) => {
      const page = await panel.open(await panel.start(), {
        locale,
        viewport: { width, height: 620 },
      });
      await page.evaluate(`document.documentElement.style.fontSize = '${String(87.5 * zoom)}%'`);
      for (const name of header[locale]) {
        const button = page.locator('header').getByRole('button', { name, exact: true });
        await button.hover();
        expect(await shownLabel(page)).toEqual({ text: name, isInside: true });
        await page.getByRole('heading', { level: 1 }).hover();
        expect(await shownLabel(page)).toBeNull();
      }
      for (const name of header[locale]) {
        await page.keyboard.press('Tab');
        expect(await shownLabel(page)).toEqual({ text: name, isInside: true });
      }
      expect(await violations(page)).toEqual([]);
      await page.keyboard.press('Escape');
      expect(await shownLabel(page)).toBeNull();
    },
  );

  it('are the accessible names of all buttons that show only an icon', async () => {
    const others = Array.from({ length: 20 }, (_, place) => ({
      ...clientRole,
      name: `role-${String(place)}`,
    }));
    const page = await panel.open(await panel.start({ roles: [clientRole, ...others] }));
    const bare = page.locator('button.bare');
    expect(await bare.count()).toBeGreaterThan(20);
    const differing = await page.evaluate<readonly string[]>(
      `[...document.querySelectorAll('button.bare')]
        .filter((button) => button.dataset.label?.replace(' (?)', '') !== button.ariaLabel)
        .map((button) => button.outerHTML)`,
    );
    expect(differing).toEqual([]);
    // A row cuts off text that is longer than its line, but it must not cut off the label.
    await page.getByRole('button', { name: 'More actions for role-7', exact: true }).hover();
    expect(await shownLabel(page)).toEqual({ text: 'More actions for role-7', isInside: true });
    await page.getByRole('button', { name: 'More actions for role-7', exact: true }).click();
    expect(await shownLabel(page)).toBeNull();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Settings', exact: true }).click();
    await page.getByRole('button', { name: 'Back' }).hover();
    expect(await shownLabel(page)).toEqual({ text: 'Back', isInside: true });
  });
});
