import { expect, it } from 'vitest';
import { violations } from './axe-violations.ts';
import { cardOf, describePanel, everyone, waitForText, switchOf } from './panel-page.ts';

const sandbox = 'arn:aws:iam::333344445555:role/Sandbox';
const signedOut = {
  accounts: [{ roleArn: sandbox, trusts: everyone }],
  roles: [{ name: 'sandbox', roleArn: sandbox, sourceProfile: 'corp' }],
};

describePanel('a sign-in', (panel) => {
  it('starts at the role’s card, opens the page of AWS with the code that the dialog shows, and then the role is assumed', async () => {
    const setup = await panel.start(signedOut);
    const page = await panel.open(setup);
    await switchOf(page, 'sandbox').click();
    await waitForText(cardOf(page, 'sandbox'), 'corp needs you to sign in');
    await page.getByRole('button', { name: 'Sign in' }).click();
    const dialog = page.getByRole('dialog', { name: 'Sign in to AWS' });
    await waitForText(dialog, /^[A-Z]{4}-[A-Z]{4}$/);
    const code = await dialog.locator('.user-code').textContent();
    expect(setup.center.waiting()).toEqual([code]);
    const popup = page.context().waitForEvent('page');
    await dialog.getByRole('button', { name: 'Open the page' }).click();
    const aws = await popup;
    await expect.poll(() => aws.locator('.code').textContent()).toBe(code);
    await aws.getByRole('button', { name: 'Allow' }).click();
    await dialog.waitFor({ state: 'detached' });
    await waitForText(page.locator('.toasts'), 'Signed in for corp');
    await waitForText(cardOf(page, 'sandbox'), /^Until/);
  });

  it('that is declined is reported, and the role still shows its remedy', async () => {
    const setup = await panel.start(signedOut);
    const page = await panel.open(setup);
    await switchOf(page, 'sandbox').click();
    await page.getByRole('button', { name: 'Sign in' }).click();
    await waitForText(page.getByRole('dialog'), /^[A-Z]{4}-[A-Z]{4}$/);
    setup.center.answer(setup.center.waiting()[0] ?? '', false);
    await waitForText(page.locator('.toasts'), 'Sign-in for the profile corp was declined');
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
  });

  it('stays on the role’s card with its code when its dialog is hidden, and can be cancelled there', async () => {
    const setup = await panel.start(signedOut);
    const page = await panel.open(setup, { permissions: ['clipboard-read', 'clipboard-write'] });
    await switchOf(page, 'sandbox').click();
    await page.getByRole('button', { name: 'Sign in' }).click();
    await waitForText(page.getByRole('dialog'), /^[A-Z]{4}-[A-Z]{4}$/);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    const [code] = setup.center.waiting();
    expect(setup.app.state().signIns).toHaveLength(1);
    const card = cardOf(page, 'sandbox');
    await waitForText(card.getByRole('status'), 'Waiting for the sign-in');
    await waitForText(card, code ?? '');
    await card.getByRole('button', { name: 'Copy: Code' }).press('Enter');
    await waitForText(card, 'Copied');
    await expect.poll(() => page.evaluate<string>('navigator.clipboard.readText()')).toBe(code);
    expect(await violations(page)).toEqual([]);
    await page.reload();
    await page.getByRole('dialog').getByRole('button', { name: 'Hide' }).click();
    await waitForText(card, code ?? '');
    await card.getByRole('button', { name: 'Cancel sign-in' }).press('Enter');
    await card.getByRole('button', { name: 'Sign in' }).waitFor();
    expect(setup.app.state().signIns).toEqual([]);
  });
});
