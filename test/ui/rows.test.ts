import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { violations } from './axe-violations.ts';
import { cardOf, clientArn, clientRole, describePanel, waitForText } from './panel-page.ts';

const many = [
  clientRole,
  ...Array.from({ length: 1000 }, (_, place) => ({
    name: `role-${String(place).padStart(3, '0')}`,
    roleArn: `arn:aws:iam::123456789012:role/R${String(place)}`,
    region: 'eu-central-1',
  })),
];
const size = { width: 420, height: 620 };
const isWide = (page: Page) => page.evaluate('document.documentElement.scrollWidth > innerWidth');

describePanel('many roles', (panel) => {
  it('are shown as rows, at least twelve of which fit the window, and a click opens a row', async () => {
    const page = await panel.open(await panel.start({ roles: many }), { viewport: size });
    await waitForText(cardOf(page, 'client-s3'), '999988887777');
    const visible = await page.evaluate<number>(
      "[...document.querySelectorAll('.row')].filter((row) => row.getBoundingClientRect().bottom <= innerHeight).length",
    );
    expect(visible).toBeGreaterThanOrEqual(12);
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: /^role-000 / }).click();
    await waitForText(cardOf(page, 'role-000'), 'arn:aws:iam::123456789012:role/R0');
    await page.getByRole('button', { name: 'Copy Region: eu-central-1' }).waitFor();
  });

  it.each([360, 420])(
    'show account, profile and region each completely or not at all, %i px wide',
    async (width) => {
      const names = ['a', 'a-longer-name', 'the-longest-name-of-a-role-in-the-list'];
      const roles = names.map((name) => ({ name, roleArn: clientArn, region: 'ap-southeast-2' }));
      const setup = await panel.start({ roles: [...many.slice(0, 20), ...roles] });
      const page = await panel.open(setup, { viewport: { width, height: 620 } });
      await cardOf(page, 'a').waitFor();
      const cut = await page.evaluate<readonly string[]>(
        `[...document.querySelectorAll('.row-identity')].flatMap((all) => {
        const box = all.getBoundingClientRect();
        return [...all.children].filter((part) => {
          const { top, right } = part.getBoundingClientRect();
          return top < box.bottom - 2 && right > box.right + 1;
        }).map((part) => part.textContent);
      })`,
      );
      expect(cut).toEqual([]);
    },
  );

  it('show the remedy of a role that failed', async () => {
    const lost = { name: 'lost', roleArn: clientArn, sourceProfile: 'nowhere' };
    const setup = await panel.start({ roles: [...many.slice(0, 20), lost] });
    const page = await panel.open(setup, { viewport: size, locale: 'de-DE' });
    await page.getByRole('switch', { name: 'lost frisch halten' }).click();
    await page.getByRole('button', { name: 'Rolle bearbeiten' }).click();
    await waitForText(page.getByRole('heading', { level: 1 }), 'lost bearbeiten');
  });

  it.each([
    [360, 1],
    [420, 2],
  ])('are not wider than a window of %i px with text at %i00 %', async (width, zoom) => {
    const page = await panel.open(await panel.start({ roles: many.slice(0, 20) }), {
      viewport: { width, height: 620 },
      locale: 'de-DE',
    });
    await page.evaluate(`document.documentElement.style.fontSize = '${String(87.5 * zoom)}%'`);
    expect(await isWide(page)).toBe(false);
    await page.getByRole('button', { name: /^client-s3 / }).click();
    await page.keyboard.type('R1');
    await page.locator('.marked').waitFor();
    expect(await isWide(page)).toBe(false);
    expect(await violations(page)).toEqual([]);
  });

  it('are shown as cards after the user chooses “Cards” in the settings', async () => {
    const setup = await panel.start({ roles: many.slice(0, 20) });
    const page = await panel.open(setup, { viewport: size });
    await page.locator('.row').first().waitFor();
    await page.getByRole('button', { name: 'Settings', exact: true }).click();
    await page.getByRole('radio', { name: 'Cards' }).check();
    await page.getByRole('button', { name: 'Back' }).click();
    await page.locator('.cards').first().waitFor();
    await expect.poll(() => page.locator('.row').count()).toBe(0);
  });
});
