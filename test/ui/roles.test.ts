import { readFile, writeFile } from 'node:fs/promises';
import { expect } from 'vitest';
import { startPanelServer } from '../../demo/panel/panel-server.ts';
import { createApp } from '../../src/node/app.ts';
import {
  cardOf,
  chooseMore,
  clientAccount,
  clientArn,
  clientRole,
  credentialsOf,
  describePanel,
  everyone,
  keyIn,
  waitForText,
  switchOf,
} from './panel-page.ts';
import { inject, it } from 'vitest';
import { ScriptedConsent } from '../support/scripted-consent.ts';

describePanel('a role in the panel', (panel) => {
  it('is assumed by its switch, has keys in the file, and shows when its session ends', async () => {
    const setup = await panel.start();
    const page = await panel.open(setup);
    const before = await credentialsOf(setup);
    await switchOf(page, 'client-s3').click();
    await waitForText(cardOf(page, 'client-s3'), /^Until \d\d:\d\d$/);
    await waitForText(cardOf(page, 'client-s3'), /^refreshes \d\d:\d\d$/);
    await expect.poll(() => switchOf(page, 'client-s3').getAttribute('aria-checked')).toBe('true');
    await expect.poll(() => credentialsOf(setup)).toContain(before.trimEnd());
    expect(setup.sts.identityFor((await keyIn(setup, 'client-s3')) ?? '')?.arn).toContain(
      'assumed-role/MyS3Access',
    );
  });

  it('is refreshed without a click, and shows the refresh', async () => {
    const setup = await panel.start({ accounts: [{ ...clientAccount, sessionSeconds: 6 }] });
    const page = await panel.open(setup);
    await switchOf(page, 'client-s3').click();
    await waitForText(cardOf(page, 'client-s3'), /^Until/);
    const first = await keyIn(setup, 'client-s3');
    setup.sts.fail({ kind: 'slow', ms: 700 }, { action: 'AssumeRole' });
    await waitForText(cardOf(page, 'client-s3'), 'refreshing…');
    await waitForText(cardOf(page, 'client-s3'), /^refreshes/);
    await expect.poll(() => keyIn(setup, 'client-s3')).not.toBe(first);
  });

  it('is refreshed at once after a click on “Refresh now”', async () => {
    const setup = await panel.start();
    const page = await panel.open(setup);
    await switchOf(page, 'client-s3').click();
    await waitForText(cardOf(page, 'client-s3'), /^Until/);
    const first = await keyIn(setup, 'client-s3');
    await page.getByRole('button', { name: /^client-s3 / }).click();
    await page.getByRole('button', { name: 'Refresh now' }).click();
    await expect.poll(() => keyIn(setup, 'client-s3')).not.toBe(first);
  });

  it('can be assumed without being switched on, and then be released', async () => {
    const setup = await panel.start();
    const page = await panel.open(setup);
    await page.getByRole('button', { name: /^client-s3 / }).click();
    await page.getByRole('button', { name: 'Assume once' }).click();
    await waitForText(cardOf(page, 'client-s3'), 'not refreshed');
    await expect.poll(() => switchOf(page, 'client-s3').getAttribute('aria-checked')).toBe('false');
    await chooseMore(page, 'client-s3', 'Release');
    await waitForText(cardOf(page, 'client-s3'), 'Off');
    await expect.poll(() => keyIn(setup, 'client-s3')).toBeNull();
  });

  it('is switched on and released, and then the credentials file is the same as before', async () => {
    const setup = await panel.start();
    const page = await panel.open(setup);
    const before = await credentialsOf(setup);
    await switchOf(page, 'client-s3').click();
    await waitForText(cardOf(page, 'client-s3'), /^Until/);
    await switchOf(page, 'client-s3').click();
    await waitForText(cardOf(page, 'client-s3'), 'Off');
    await expect.poll(() => credentialsOf(setup)).toBe(before);
  });

  it('shows that AWS denies access and which policy is required, and is assumed after AWS allows it', async () => {
    const setup = await panel.start({
      accounts: [{ ...clientAccount, trusts: ['arn:aws:iam::888899990000:root'] }],
    });
    const page = await panel.open(setup);
    await switchOf(page, 'client-s3').click();
    await waitForText(cardOf(page, 'client-s3'), 'AWS denied access to client-s3');
    await page.getByRole('button', { name: 'Show required policies' }).click();
    await waitForText(page.getByRole('main'), 'arn:aws:iam::111122223333:user/demo');
    const policy = await page.getByRole('region', { name: 'The caller’s policy' }).textContent();
    expect(JSON.parse(policy ?? '')).toMatchObject({
      Statement: [{ Action: 'sts:AssumeRole', Resource: clientArn }],
    });
    await page.getByLabel('IAM group').fill('S3Clients');
    await waitForText(
      page.getByRole('region', { name: 'Commands that attach it' }),
      /create-group --group-name S3Clients/,
    );
    setup.sts.setRole(clientAccount);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('button', { name: 'Back' }).click();
    await waitForText(cardOf(page, 'client-s3'), /^Until/);
  });

  it('keeps valid credentials while a refresh fails, and shows the time of the next attempt', async () => {
    const setup = await panel.start();
    const page = await panel.open(setup);
    await switchOf(page, 'client-s3').click();
    await waitForText(cardOf(page, 'client-s3'), /^Until/);
    const first = await keyIn(setup, 'client-s3');
    setup.sts.fail({ kind: 'error', code: 'ServiceUnavailable' });
    await page.getByRole('button', { name: /^client-s3 / }).click();
    await page.getByRole('button', { name: 'Refresh now' }).click();
    await waitForText(cardOf(page, 'client-s3'), /^tries again/);
    await waitForText(cardOf(page, 'client-s3'), /^Until/);
    await expect.poll(() => keyIn(setup, 'client-s3')).toBe(first);
    setup.sts.clearFaults();
    await waitForText(cardOf(page, 'client-s3'), /^refreshes/);
  });

  it('replaces other keys in its profile only after the user allows that outside the page, and keeps a copy of them', async () => {
    const consent = new ScriptedConsent();
    consent.answer = () => false;
    const setup = await panel.start({ consent });
    const foreign = `${await credentialsOf(setup)}\n[client-s3]\naws_access_key_id = AKIAFOREIGN000000001\naws_secret_access_key = someone-elses\n`;
    await writeFile(setup.home.credentialsFile, foreign);
    const page = await panel.open(setup);
    await switchOf(page, 'client-s3').click();
    await page.getByRole('button', { name: 'Take over the profile…' }).click();
    await waitForText(page.getByRole('main'), 'Taking over the profile was not confirmed');
    expect(consent.questions).toMatchObject([
      { kind: 'take-over', profile: 'client-s3', holds: 'keys' },
    ]);
    await expect.poll(() => credentialsOf(setup)).toBe(foreign);
    consent.answer = () => true;
    await page.getByRole('button', { name: 'Take over the profile…' }).click();
    await waitForText(cardOf(page, 'client-s3'), /^Until/);
    const backups = await setup.app.api.backups.list({});
    expect(backups.ok && backups.value.map(({ kind, profile }) => [kind, profile])).toContainEqual([
      'section',
      'client-s3',
    ]);
  });

  it('shows on each of two pages what the user does on the other', async () => {
    const setup = await panel.start();
    const [one, other] = [await panel.open(setup), await panel.open(setup)];
    await switchOf(one, 'client-s3').click();
    await waitForText(cardOf(other, 'client-s3'), /^Until/);
    await switchOf(other, 'client-s3').click();
    await waitForText(cardOf(one, 'client-s3'), 'Off');
  });

  it('shows that another process has switched it on', async () => {
    const setup = await panel.start();
    const page = await panel.open(setup);
    const env = setup.home.environment(process.env, setup.sts.url);
    const second = await createApp({ env, refresh: 'nothing' });
    if (!second.ok) throw new Error(second.failure.kind);
    const [view] = second.value.state().roles;
    await second.value.api.session.assume({
      roleId: view?.role.id ?? '',
      keep: true,
      takeOver: false,
    });
    await second.value.stop();
    await waitForText(cardOf(page, 'client-s3'), /^refreshes/);
    await expect.poll(() => switchOf(page, 'client-s3').getAttribute('aria-checked')).toBe('true');
  });

  it('names the other process that refreshes it, until that process ends', async () => {
    const setup = await panel.start();
    const page = await panel.open(setup);
    const env = setup.home.environment(process.env, setup.sts.url);
    const keep = await createApp({ env, refresh: 'on-request' });
    if (!keep.ok) throw new Error(keep.failure.kind);
    const roleId = keep.value.state().roles[0]?.role.id ?? '';
    await keep.value.api.session.keepHere({ roleId });
    await waitForText(cardOf(page, 'client-s3'), /^refreshes/);
    await page.getByRole('button', { name: /^client-s3 / }).click();
    await waitForText(
      cardOf(page, 'client-s3'),
      `rolekeeper keep (process ${String(process.pid)})`,
    );
    await keep.value.stop();
    await waitForText(cardOf(page, 'client-s3'), 'not refreshed');
    await expect.poll(() => cardOf(page, 'client-s3').getByText('Kept fresh by').count()).toBe(0);
  });

  it('is still on after a restart, without another call to STS', async () => {
    const setup = await panel.start();
    const page = await panel.open(setup);
    await switchOf(page, 'client-s3').click();
    await waitForText(cardOf(page, 'client-s3'), /^Until/);
    await setup.server.close();
    await waitForText(page.locator('body'), 'The panel’s server has ended.');
    await setup.app.stop();
    setup.sts.forgetCalls();
    const again = await createApp({
      env: setup.home.environment(process.env, setup.sts.url),
      refresh: 'switched-on',
    });
    if (!again.ok) throw new Error(again.failure.kind);
    const server = await startPanelServer(again.value, inject('panel'));
    const next = await panel.open({ server });
    await waitForText(cardOf(next, 'client-s3'), /^refreshes/);
    expect(setup.sts.calls()).toEqual([]);
    await server.close();
    await again.value.stop();
  });

  it('is found among 31 roles by a part of its ARN', async () => {
    const many = Array.from({ length: 30 }, (_, place) => ({
      name: `role-${place}`,
      roleArn: `arn:aws:iam::123456789012:role/R${place}`,
    }));
    const setup = await panel.start({
      roles: [clientRole, ...many],
      accounts: [{ roleArn: clientArn, trusts: everyone }],
    });
    const page = await panel.open(setup);
    await page.getByLabel('Find a role').fill('mys3');
    await expect.poll(() => page.getByRole('switch').count()).toBe(1);
    await page.getByLabel('Find a role').fill('nowhere');
    await waitForText(page.getByRole('main'), /No role has “nowhere”/);
    await expect.poll(() => readFile(setup.home.credentialsFile, 'utf8')).not.toContain('role-1');
  });
});
