import { expect, it } from 'vitest';
import { DEMO_SERIAL, PANEL_USER } from '../../demo/panel/panel-samples.ts';
import { cardOf, describePanel, everyone, waitForText, switchOf } from './panel-page.ts';

const audit = 'arn:aws:iam::222233334444:role/Audit';
const billing = 'arn:aws:iam::222233334444:role/Billing';
const behindMfa = {
  user: {
    ...PANEL_USER,
    mfaDevices: [
      { kind: 'codes', serialNumber: DEMO_SERIAL, codes: ['123456', '654321'] } as const,
    ],
  },
  accounts: [audit, billing].map((roleArn) => ({ roleArn, trusts: everyone, requireMfa: true })),
  roles: [
    { name: 'audit', roleArn: audit, mfaSerial: DEMO_SERIAL },
    { name: 'billing', roleArn: billing, mfaSerial: DEMO_SERIAL },
  ],
};

describePanel('an MFA code', (panel) => {
  it('is requested when a role is switched on, sent after the sixth digit, and used for all roles of its device', async () => {
    const setup = await panel.start(behindMfa);
    const page = await panel.open(setup);
    await switchOf(page, 'audit').click();
    await page.getByRole('dialog', { name: 'MFA code' }).waitFor();
    await page.keyboard.press('Escape');
    await switchOf(page, 'billing').click();
    await waitForText(page.getByRole('dialog'), 'One code for the roles audit and billing.');
    // The embedded STS is not AWS.
    const { host } = new URL(setup.sts.url);
    await waitForText(page.getByRole('dialog'), `The code goes to ${host}, which is not AWS.`);
    // Some authenticator apps copy the code with a space.
    await page.getByLabel('Six-digit code').fill('123 456');
    await waitForText(cardOf(page, 'audit'), /^Until/);
    await waitForText(cardOf(page, 'billing'), /^Until/);
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
    expect(setup.sts.calls().filter(({ action }) => action === 'GetSessionToken')).toHaveLength(1);
  });

  it('that AWS refuses makes the dialog say why, and wait until AWS can accept the next code', async () => {
    const setup = await panel.start(behindMfa);
    const page = await panel.open(setup);
    await switchOf(page, 'audit').click();
    await page.getByLabel('Six-digit code').fill('000000');
    await waitForText(page.getByRole('dialog'), 'AWS refused the MFA code.');
    await waitForText(page.getByRole('dialog'), /was used before, or came too late/);
    await waitForText(page.getByRole('dialog'), /The next code can be sent in \d+ s/);
    await expect.poll(() => page.getByLabel('Six-digit code').inputValue()).toBe('');
    await page.getByLabel('Six-digit code').fill('123456');
    await expect.poll(() => page.getByRole('button', { name: 'Send' }).isDisabled()).toBe(true);
    expect(setup.sts.calls().filter(({ action }) => action === 'GetSessionToken')).toHaveLength(1);
  });

  it('is no longer requested after it was entered elsewhere', async () => {
    const setup = await panel.start(behindMfa);
    const page = await panel.open(setup);
    await switchOf(page, 'audit').click();
    await page.getByRole('dialog', { name: 'MFA code' }).waitFor();
    const [request] = setup.app.state().mfaRequests;
    await setup.app.api.mfa.submit({ mfaRequestId: request?.id ?? '', code: '654321' });
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await waitForText(cardOf(page, 'audit'), /^Until/);
  });

  it('can be postponed for an hour', async () => {
    const setup = await panel.start(behindMfa);
    const page = await panel.open(setup);
    await switchOf(page, 'audit').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remind me in an hour' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    const [request] = setup.app.state().mfaRequests;
    expect((request?.snoozedUntil ?? 0) - Date.now()).toBeGreaterThan(3_500_000);
  });

  it('would be needed again after a release, so the panel asks before it releases the role', async () => {
    const setup = await panel.start(behindMfa);
    const page = await panel.open(setup);
    await switchOf(page, 'audit').click();
    await page.getByLabel('Six-digit code').fill('123456');
    await waitForText(cardOf(page, 'audit'), /^Until/);
    await switchOf(page, 'audit').click();
    await page
      .getByRole('dialog', { name: 'Release audit?' })
      .getByRole('button', { name: 'Cancel' })
      .click();
    await waitForText(cardOf(page, 'audit'), /^Until/);
    await switchOf(page, 'audit').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Release' }).click();
    await waitForText(cardOf(page, 'audit'), 'Off');
  });
});
