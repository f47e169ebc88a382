import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { expect, it } from 'vitest';
import { CHECK_LEVELS, type CheckLevel } from '../../src/core/contract/check.ts';
import { checkText } from '../../src/views/check-text.ts';
import { en } from '../../src/views/words/en.ts';
import type { FactFormat } from '../../src/views/words/fact-format.ts';
import { violations } from './axe-violations.ts';
import { DEMO_SERIAL, PANEL_USER } from '../../demo/panel/panel-samples.ts';
import {
  cardOf,
  clientArn,
  clientRole,
  credentialsOf,
  describePanel,
  waitForText,
  switchOf,
} from './panel-page.ts';

describePanel('the doctor page', (panel) => {
  it('lists failed checks first, and checks again on request', async () => {
    const setup = await panel.start({
      roles: [{ name: 'lost', roleArn: clientArn, sourceProfile: 'nowhere' }],
    });
    const page = await panel.open(setup);
    await page.getByRole('button', { name: 'Doctor' }).click();
    await waitForText(page.getByRole('listitem').first(), 'lost: nowhere has no credentials');
    await page.getByRole('button', { name: 'Check again' }).click();
    await waitForText(page.getByRole('listitem').first(), 'lost: nowhere has no credentials');
  });

  it('shows all checks grouped by level, and a button that opens the field to correct', async () => {
    const setup = await panel.start({
      roles: [{ name: 'lost', roleArn: clientArn, sourceProfile: 'nowhere' }],
    });
    const page = await panel.open(setup);
    const result = await setup.app.api.doctor.run({});
    const checks = result.ok ? result.value : [];
    await page.getByRole('button', { name: 'Doctor' }).click();
    await waitForText(page.getByRole('listitem').first(), 'lost: nowhere has no credentials');
    await expect.poll(() => page.getByRole('listitem').count()).toBe(checks.length);
    const format: FactFormat = {
      roleName: null,
      field: (name) => name,
      time: String,
      moment: String,
    };
    for (const level of CHECK_LEVELS) {
      const wanted = checks.filter((check) => check.level === level);
      const group = page.getByRole('region', { name: en.panel.doctorPage.levels[level] });
      await expect
        .poll(() => group.getByRole('listitem').count(), { message: level })
        .toBe(wanted.length);
      for (const check of wanted) {
        const { title, detail, remedy } = checkText(en, check, format);
        const item = group.getByRole('listitem').filter({ hasText: title });
        for (const text of [...detail.split('\n'), remedy?.label ?? ''])
          if (text !== '') await waitForText(item.filter({ hasText: text }).first(), text);
      }
    }
    await page.getByRole('button', { name: 'Edit role' }).first().click();
    await page.getByLabel('Source profile').and(page.locator(':focus')).waitFor();
  });

  it('names the identity of a role that is on, and says that it did not ask AWS about one that is off', async () => {
    const setup = await panel.start({
      roles: [
        { name: 'on', roleArn: clientArn, externalId: 'demo-7f3a' },
        { name: 'off', roleArn: clientArn },
      ],
    });
    const page = await panel.open(setup);
    await switchOf(page, 'on').click();
    await waitForText(cardOf(page, 'on'), /^Until/);
    await page.getByRole('button', { name: 'Doctor' }).click();
    const group = (level: CheckLevel) =>
      page.getByRole('region', { name: en.panel.doctorPage.levels[level] });
    await waitForText(group('good'), /on: account \d{12}, arn:aws:sts::/);
    await waitForText(group('skipped'), 'off: not asked: the role is off');
  });

  it('shows one row for a cause that two roles have in common, with a button for each role', async () => {
    const lost = ['one', 'two'].map((name) => ({
      name,
      roleArn: clientArn,
      sourceProfile: 'nowhere',
    }));
    const page = await panel.open(await panel.start({ roles: lost }));
    await page.getByRole('button', { name: 'Doctor' }).click();
    const row = page.getByRole('listitem').filter({ hasText: 'Source profile' });
    await waitForText(row.first(), 'nowhere has no credentials');
    await expect.poll(() => page.getByText('nowhere has no credentials').count()).toBe(1);
    const roles = page.getByRole('list', { name: 'Roles' });
    await expect
      .poll(() => roles.first().getByRole('listitem').allInnerTexts())
      .toEqual(['one', 'two']);
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Edit role: two' }).press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Edit two' }).waitFor();
    await page.getByLabel('Source profile').and(page.locator(':focus')).waitFor();
  });

  it('does not say that all is well while a role needs an MFA code, and has a button to enter the code', async () => {
    const setup = await panel.start({
      roles: [{ ...clientRole, mfaSerial: DEMO_SERIAL }],
      user: PANEL_USER,
    });
    const page = await panel.open(setup);
    await page.getByRole('button', { name: 'Doctor' }).click();
    await waitForText(page.getByRole('main'), en.panel.doctorPage.noProblem);
    const [role] = setup.app.state().roles;
    await setup.app.api.session.assume({
      roleId: role?.role.id ?? '',
      keep: false,
      takeOver: false,
    });
    const group = page.getByRole('region', { name: en.panel.doctorPage.levels.warning });
    await waitForText(group, 'client-s3 needs you');
    await expect.poll(() => page.getByText(en.panel.doctorPage.noProblem).count()).toBe(0);
    expect(await violations(page)).toEqual([]);
    await group.getByRole('button', { name: 'Enter code' }).press('Enter');
    await page.getByRole('dialog', { name: 'MFA code' }).waitFor();
  });

  it('checks again after a remedy, and keeps the focus on “Check again” after a click on it', async () => {
    const setup = await panel.start();
    const page = await panel.open(setup);
    await switchOf(page, 'client-s3').click();
    await waitForText(cardOf(page, 'client-s3'), /^Until/);
    const text = await credentialsOf(setup);
    await writeFile(setup.home.credentialsFile, text.slice(0, text.indexOf('[client-s3]')));
    await page.getByRole('button', { name: 'Doctor' }).click();
    const bad = page.getByRole('region', { name: en.panel.doctorPage.levels.bad });
    await bad.getByRole('button', { name: /^(?:Get a session|Try again)$/ }).press('Enter');
    const good = page.getByRole('region', { name: en.panel.doctorPage.levels.good });
    await waitForText(good, /client-s3: account \d{12}/);
    const again = page.getByRole('button', { name: 'Check again' });
    await again.press('Enter');
    await waitForText(page.getByRole('status'), en.panel.doctorPage.noProblem);
    await again.and(page.locator(':focus')).waitFor();
  });

  it('shows a command without placeholders, and a button that copies the command', async () => {
    const setup = await panel.start();
    await chmod(setup.home.credentialsFile, 0o644);
    const page = await panel.open(setup, { permissions: ['clipboard-write', 'clipboard-read'] });
    await page.getByRole('button', { name: 'Doctor' }).click();
    const row = page.getByRole('listitem').filter({ hasText: 'Permissions of the AWS files' });
    const command = `chmod 600 ${setup.home.credentialsFile}`;
    await expect.poll(() => row.getByRole('region').innerText()).toBe(command);
    await row.getByRole('button', { name: /^Copy/ }).press('Enter');
    await expect.poll(() => page.evaluate('navigator.clipboard.readText()')).toBe(command);
  });

  it('has a button that opens the setting whose file is damaged', async () => {
    const setup = await panel.start();
    const file = join(setup.home.folder, 'ca.pem');
    await writeFile(file, rootCertificates[0] ?? '');
    await setup.app.api.preferences.set({ changes: { caBundle: file } });
    await writeFile(file, 'no certificate');
    const page = await panel.open(setup);
    await page.getByRole('button', { name: 'Doctor' }).click();
    await page
      .getByRole('listitem')
      .filter({ hasText: 'Certificates' })
      .getByRole('button', { name: 'Open settings' })
      .click();
    await page.getByLabel('Additional CA certificates').and(page.locator(':focus')).waitFor();
  });
});
