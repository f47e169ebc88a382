import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { panelSamples } from '../../demo/panel/panel-samples.ts';
import { violations } from './axe-violations.ts';
import { clientRole, describePanel, waitForText } from './panel-page.ts';

const LONG_ARN = `arn:aws:iam::999988887777:role/${'department/'.repeat(12)}MyS3Access`;
const SIZES = [
  { width: 420, height: 620 },
  { width: 360, height: 620 },
  // At 200 % text size, a window of 420 × 620 px has room for half as much in each direction.
  { width: 210, height: 310 },
];

async function isInView(locator: Locator): Promise<boolean> {
  const box = await locator.boundingBox();
  const { height = 0 } = locator.page().viewportSize() ?? {};
  return box !== null && box.y >= 0 && box.y + box.height <= height;
}

/** Returns true if nothing covers the middle of the focused control. */
async function isFocusVisible(page: Page): Promise<boolean> {
  return page.evaluate(`(() => {
    const focused = document.activeElement;
    const { left, width, top, height } = focused.getBoundingClientRect();
    const at = document.elementFromPoint(left + Math.min(width, 40) / 2, top + Math.min(height, 24) / 2);
    return at !== null && (focused.contains(at) || at.contains(focused));
  })()`);
}

async function chooseKind(page: Page, label: string): Promise<void> {
  await page.getByLabel('Kind').selectOption({ label });
}

const KINDS = ['Assumed role', 'Permission set', 'MFA session'];

describePanel('the layout of the role form', (panel) => {
  it.each(SIZES)(
    'shows its top and its buttons when it opens, $width × $height px',
    async (viewport) => {
      const { roles } = panelSamples(3600);
      const page = await panel.open(await panel.start({ roles }), { viewport });
      const expectButtonsInView = async (): Promise<void> => {
        for (const name of ['Add role', 'Test', 'Cancel'])
          expect(await isInView(page.getByRole('button', { name, exact: true })), name).toBe(true);
      };
      await page.evaluate('scrollTo(0, document.body.scrollHeight)');
      expect(await page.evaluate('scrollY')).toBeGreaterThan(0);
      // Uses an event, because a click of Playwright would first scroll to the button.
      await page.getByRole('button', { name: 'Add a role' }).first().dispatchEvent('click');
      await page.getByRole('heading', { level: 1, name: 'Add a role' }).waitFor();
      expect(await page.evaluate('scrollY')).toBe(0);
      await expectButtonsInView();
      for (const kind of KINDS) {
        await chooseKind(page, kind);
        await expectButtonsInView();
        await page.evaluate('scrollTo(0, document.body.scrollHeight)');
        await expectButtonsInView();
      }
    },
  );

  it.each(SIZES)('does not cover the focused control, $width × $height px', async (viewport) => {
    const page = await panel.open(await panel.start({ roles: [clientRole] }), { viewport });
    await page.getByRole('button', { name: 'Add a role' }).first().click();
    await page.getByText('More fields').click();
    await page.getByText('Session tags and policies').click();
    await page.getByLabel('Paste the role').focus();
    for (let step = 0; step < 40; step += 1) {
      const what = `Tab ${step}: ${String(await page.evaluate('document.activeElement.id'))}`;
      expect(await isFocusVisible(page), what).toBe(true);
      if (await page.evaluate("document.activeElement.textContent === 'Cancel'")) return;
      await page.keyboard.press('Tab');
    }
    expect.unreachable('Tab does not reach the last button');
  });

  it('shows a long ARN completely, and saves when Enter is pressed in this field', async () => {
    const page = await panel.open(await panel.start({ roles: [] }), {
      viewport: { width: 360, height: 620 },
    });
    await page.getByRole('button', { name: 'Paste a role' }).click();
    const arn = page.getByLabel('Role ARN');
    await page.getByLabel('Name', { exact: true }).fill('my-s3-access');
    await arn.fill(`${LONG_ARN}\n`);
    expect(await arn.inputValue()).toBe(LONG_ARN);
    const hidden = 'activeElement.scrollHeight - document.activeElement.clientHeight';
    expect(await page.evaluate(`document.${hidden}`)).toBe(0);
    await arn.press('Enter');
    await waitForText(page.getByRole('main'), 'Saved my-s3-access.');
  });

  it('shows the target profile without “More fields”, for each kind of role', async () => {
    const page = await panel.open(await panel.start({ roles: [clientRole] }));
    await page.getByRole('button', { name: 'Add a role' }).first().click();
    for (const kind of KINDS) {
      await chooseKind(page, kind);
      expect(await page.getByLabel('Target profile').isVisible(), kind).toBe(true);
    }
  });

  it('says which fields a paste filled and which typed value it kept, without an axe fault', async () => {
    const page = await panel.open(await panel.start({ roles: [clientRole] }));
    await page.getByRole('button', { name: 'Add a role' }).first().click();
    await page.getByLabel('External ID').fill('typed-one');
    const pasted = page.getByLabel('Paste the role');
    await pasted.fill(`aws sts assume-role --role-arn ${LONG_ARN} --external-id demo-7f3a`);
    const filled = page.getByRole('list', { name: 'Filled from the text' });
    await waitForText(filled, 'Role ARN');
    await expect
      .poll(() => filled.getByRole('button').allInnerTexts())
      .toEqual(['Role ARN', 'Name']);
    const main = page.getByRole('main');
    await waitForText(
      main,
      'External ID keeps typed-one, as you typed it. The text has demo-7f3a.',
    );
    expect(await page.getByLabel('External ID').inputValue()).toBe('typed-one');
    expect(await violations(page)).toEqual([]);
    await filled.getByRole('button', { name: 'Role ARN' }).press('Enter');
    await expect
      .poll(() => page.getByLabel('Role ARN').evaluate('document.activeElement.id'))
      .toMatch(/role-arn$/);
    await page.getByRole('button', { name: 'Use External ID from the text' }).press('Enter');
    await expect.poll(() => page.getByLabel('External ID').inputValue()).toBe('demo-7f3a');
    await chooseKind(page, 'Permission set');
    await expect.poll(() => pasted.inputValue()).toBe('');
    await expect.poll(() => filled.count()).toBe(0);
    await chooseKind(page, 'Assumed role');
    for (const label of ['Role ARN', 'External ID'])
      expect(await page.getByLabel(label).inputValue(), label).toBe('');
  });

  it.each([
    { colorScheme: 'light', locale: 'en-GB', add: 'Add a role' },
    { colorScheme: 'dark', locale: 'en-GB', add: 'Add a role' },
    { colorScheme: 'light', locale: 'de-DE', add: 'Rolle anlegen' },
  ] as const)('has no axe fault, $colorScheme, $locale', async ({ add, ...options }) => {
    const page = await panel.open(await panel.start({ roles: [clientRole] }), options);
    await page.getByRole('button', { name: add }).first().click();
    await page.locator('.paste textarea').fill(`Role ARN: ${LONG_ARN}`);
    await page.locator('.pasted-fields').waitFor();
    expect(await violations(page)).toEqual([]);
  });
});
