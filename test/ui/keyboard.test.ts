import { expect, it } from 'vitest';
import { DEMO_SERIAL, PANEL_USER } from '../../demo/panel/panel-samples.ts';
import { nameOfFocus, tabTo } from './focus.ts';
import { cardOf, clientArn, describePanel, everyone, waitForText } from './panel-page.ts';

describePanel('the panel, used only with the keyboard,', (panel) => {
  it('adds a role, switches it on, shows its required policies and releases it', async () => {
    const setup = await panel.start({ roles: [] });
    const page = await panel.open(setup);
    await tabTo(page, 'Paste a role');
    await page.keyboard.press('Enter');
    await expect.poll(() => nameOfFocus(page)).toBe('Paste the role');
    await page.keyboard.insertText(clientArn);
    await tabTo(page, 'External ID');
    await page.keyboard.type('demo-7f3a');
    await page.keyboard.press('Enter');
    await waitForText(page.getByRole('main'), 'Saved my-s3-access.');
    await expect.poll(() => nameOfFocus(page)).toMatch(/^my-s3-access/);
    await tabTo(page, 'Keep my-s3-access fresh');
    await page.keyboard.press('Space');
    await waitForText(cardOf(page, 'my-s3-access'), /^Until/);
    await expect.poll(() => nameOfFocus(page)).toBe('Keep my-s3-access fresh');
    await page.keyboard.press('Shift+Tab');
    await expect.poll(() => nameOfFocus(page)).toBe('More actions for my-s3-access');
    await page.keyboard.press('Enter');
    await expect.poll(() => nameOfFocus(page)).toBe('Copy account ID');
    await page.keyboard.press('s');
    await expect.poll(() => nameOfFocus(page)).toBe('Show required policies');
    await page.keyboard.press('Enter');
    await waitForText(page.getByRole('heading', { level: 1 }), 'Access to my-s3-access');
    await expect.poll(() => nameOfFocus(page)).toBe('Access to my-s3-access');
    await page.keyboard.press('Escape');
    await expect.poll(() => nameOfFocus(page)).toBe('More actions for my-s3-access');
    await tabTo(page, 'Keep my-s3-access fresh');
    await page.keyboard.press('Space');
    await waitForText(cardOf(page, 'my-s3-access'), 'Off');
  });

  it('keeps the focus inside a dialog, which Escape closes, and then returns the focus to the switch', async () => {
    const audit = 'arn:aws:iam::222233334444:role/Audit';
    const setup = await panel.start({
      user: {
        ...PANEL_USER,
        mfaDevices: [{ kind: 'codes', serialNumber: DEMO_SERIAL, codes: ['123456'] }],
      },
      accounts: [{ roleArn: audit, trusts: everyone, requireMfa: true }],
      roles: [{ name: 'audit', roleArn: audit, mfaSerial: DEMO_SERIAL }],
    });
    const page = await panel.open(setup);
    await tabTo(page, 'Keep audit fresh');
    await page.keyboard.press('Space');
    await expect.poll(() => nameOfFocus(page)).toBe('Six-digit code');
    for (let presses = 0; presses < 6; presses += 1) {
      await page.keyboard.press('Tab');
      const isInside = await page.evaluate(
        "document.activeElement === document.body || document.activeElement.closest('dialog') !== null",
      );
      expect(isInside).toBe(true);
    }
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await expect.poll(() => nameOfFocus(page)).toBe('Keep audit fresh');
    await tabTo(page, 'Enter code');
    await page.keyboard.press('Enter');
    await page.keyboard.type('123456');
    await waitForText(cardOf(page, 'audit'), /^Until/);
  });

  it('outlines the focused control', async () => {
    const page = await panel.open(await panel.start());
    for (const name of ['Doctor', 'Settings', 'Add a role', 'Keep client-s3 fresh']) {
      await tabTo(page, name);
      const outline = await page.evaluate('getComputedStyle(document.activeElement).outlineStyle');
      expect(`${name}: ${String(outline)}`).toBe(`${name}: solid`);
    }
  });
});
