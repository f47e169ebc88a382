import { expect, it } from 'vitest';
import { DEMO_SERIAL, PANEL_USER, panelSamples } from '../../demo/panel/panel-samples.ts';
import {
  clientArn,
  credentialsOf,
  describePanel,
  waitForText,
  switchOf,
  cardOf,
} from './panel-page.ts';

describePanel('the test of a role', (panel) => {
  const begin = async (roles: readonly string[] = []) => {
    const { accounts, roles: samples } = panelSamples(3600);
    const setup = await panel.start({
      user: {
        ...PANEL_USER,
        mfaDevices: [{ kind: 'codes', serialNumber: DEMO_SERIAL, codes: ['123456'] }],
      },
      accounts,
      roles: samples.filter(({ name }) => roles.includes(name)),
    });
    const page = await panel.open(setup);
    return { setup, page, calls: () => setup.sts.calls().map(({ action }) => action) };
  };

  it('reports each step for the values in the form, and changes neither roles nor files', async () => {
    const { setup, page, calls } = await begin(['partner']);
    const before = await credentialsOf(setup);
    await page.getByRole('button', { name: 'Add a role' }).click();
    await page.getByRole('button', { name: 'Test' }).click();
    // The test does not start while a field is invalid. The first invalid field has the focus.
    await page.locator(':focus[aria-invalid=true]').waitFor();
    expect(calls()).toEqual([]);
    await page.getByLabel('Paste the role').fill(clientArn);
    await page.getByLabel('External ID').fill('demo-7f3a');
    await page.getByRole('button', { name: 'Test' }).click();
    const box = page.getByRole('region', { name: 'Test' });
    await waitForText(box, 'Everything works.');
    await expect
      .poll(() => box.getByRole('listitem').allInnerTexts())
      .toEqual([
        'The source profile default has credentials: access keys',
        expect.stringMatching(/^AWS knows the caller\s+arn:aws:iam::111122223333:user/),
        expect.stringMatching(/^The role can be assumed. A session that starts now lasts until/),
      ]);
    expect(calls()).toEqual(['GetCallerIdentity', 'AssumeRole']);
    await expect.poll(() => credentialsOf(setup)).toBe(before);
    expect(setup.app.state().roles).toHaveLength(1);
    // The page removes the result when a value changes.
    await page.getByLabel('External ID').fill('other');
    await box.waitFor({ state: 'detached' });
  });

  it('shows which step failed and which policies to attach', async () => {
    const { page } = await begin();
    await page.getByRole('button', { name: 'Paste a role' }).click();
    await page.getByLabel('Paste the role').fill(clientArn);
    await page.getByLabel('Source profile').fill('nowhere');
    await page.getByRole('button', { name: 'Test' }).click();
    const box = page.getByRole('region', { name: 'Test' });
    await waitForText(box, 'It does not work yet.');
    await box.getByRole('button', { name: 'Go to Source profile' }).click();
    await page.getByLabel('Source profile').and(page.locator(':focus')).waitFor();
    await page.getByLabel('Source profile').fill('default');
    await page.getByLabel('External ID').fill('wrong-word');
    await page.getByRole('button', { name: 'Test' }).click();
    await waitForText(box, /AWS denied access/);
    await waitForText(box, '"sts:ExternalId": "wrong-word"');
    await expect.poll(() => box.getByRole('img', { name: 'Done' }).count()).toBe(2);
    await expect.poll(() => box.getByRole('img', { name: 'Failed' }).count()).toBe(1);
  });

  it('asks for an MFA code, and after a refusal waits until AWS can accept the next code', async () => {
    const { setup, page, calls } = await begin(['audit']);
    await page.getByRole('button', { name: /^audit / }).click();
    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByRole('button', { name: 'Test' }).click();
    const box = page.getByRole('region', { name: 'Test' });
    await waitForText(box, /AWS needs the code on your device “phone”/);
    expect(setup.app.state().mfaRequests).toEqual([]);
    const goesTo = `The code goes to ${new URL(setup.sts.url).host}, which is not AWS.`;
    await waitForText(box, goesTo);
    await box.getByLabel('Six-digit code').fill('000000');
    await waitForText(box, 'AWS refused the MFA code');
    await waitForText(box, goesTo);
    await waitForText(box, /The next code can be sent in \d+ s/);
    await box.getByLabel('Six-digit code').fill('123456');
    expect(calls().filter((call) => call === 'GetSessionToken')).toHaveLength(1);
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
  });

  it('continues after a correct MFA code, and the role then needs no second code', async () => {
    const { page, calls } = await begin(['audit']);
    await page.getByRole('button', { name: /^audit / }).click();
    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByRole('button', { name: 'Test' }).click();
    const box = page.getByRole('region', { name: 'Test' });
    await box.getByLabel('Six-digit code').fill('123456');
    await waitForText(box, 'Confirmed with the MFA device “phone”');
    await waitForText(box, 'Everything works.');
    await page.keyboard.press('Escape');
    await switchOf(page, 'audit').click();
    await waitForText(cardOf(page, 'audit'), /^Until/);
    expect(calls().filter((call) => call === 'GetSessionToken')).toHaveLength(1);
  });
});
