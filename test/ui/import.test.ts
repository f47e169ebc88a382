import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import type { PanelSetup } from '../../demo/panel/panel-setup.ts';
import { clientArn, describePanel, waitForText } from './panel-page.ts';
import { ScriptedConsent } from '../support/scripted-consent.ts';

const other = 'arn:aws:iam::999988887777:role/Other';

function writeConfig(setup: PanelSetup, text: string): Promise<void> {
  return writeFile(join(dirname(setup.home.credentialsFile), 'config'), text);
}

const two = `[profile hub]\nrole_arn = ${clientArn}\nsource_profile = default\nexternal_id = demo-7f3a\n[profile client]\nrole_arn = ${other}\nsource_profile = hub\n`;

describePanel('the import page', (panel) => {
  it('opens from the first page, and adds the chosen roles', async () => {
    const setup = await panel.start({ roles: [] });
    await writeConfig(
      setup,
      `${two}[profile machine]\nrole_arn = ${other}\ncredential_source = Environment\n`,
    );
    const page = await panel.open(setup);
    await page.getByRole('button', { name: 'Import from ~/.aws/config' }).click();
    await waitForText(page.getByRole('main'), clientArn);
    await waitForText(
      page.getByRole('region', { name: 'Not possible' }),
      /gets its keys from this computer/,
    );
    await expect
      .poll(() => page.getByRole('button', { name: 'Add the selected roles' }).isDisabled())
      .toBe(true);
    await page.getByRole('checkbox', { name: 'Import hub' }).check();
    await page.getByRole('checkbox', { name: 'Import client' }).check();
    await page.getByRole('button', { name: 'Add 2 roles' }).click();
    await waitForText(page.getByRole('main'), '2 roles added.');
    expect(
      setup.app
        .state()
        .roles.map(({ role }) => [role.name, role.sourceProfile, role.targetProfile]),
    ).toEqual([
      ['client', 'hub-rk', 'client-rk'],
      ['hub', 'default', 'hub-rk'],
    ]);
    await page.getByRole('button', { name: 'Import from ~/.aws/config' }).click();
    await waitForText(page.getByRole('region', { name: 'Already added' }), clientArn);
    await expect.poll(() => page.getByRole('checkbox').count()).toBe(0);
    await page.keyboard.press('Escape');
    await page.getByRole('switch').first().waitFor();
  });

  it('asks before it adds a role with a server that the file names', async () => {
    const consent = new ScriptedConsent();
    const setup = await panel.start({ consent });
    await writeConfig(setup, `${two}endpoint_url = https://sts.example.com\n`);
    const page = await panel.open(setup);
    await page.getByRole('button', { name: 'Import from ~/.aws/config' }).click();
    await page.getByRole('checkbox', { name: 'All' }).check();
    await page.getByRole('button', { name: 'Add 2 roles' }).click();
    await waitForText(page.getByRole('main'), '2 roles added.');
    expect(consent.questions).toEqual([
      { kind: 'endpoint', endpoint: 'https://sts.example.com', roleNames: ['client'] },
    ]);
    expect(setup.app.state().roles.find(({ role }) => role.name === 'client')?.role.endpoint).toBe(
      'https://sts.example.com',
    );
  });

  it('filters hundreds of profiles and selects those that match', async () => {
    const setup = await panel.start({ roles: [] });
    const many = Array.from(
      { length: 200 },
      (_, at) => `[profile p${at}]\nrole_arn = ${clientArn}${at}\nsource_profile = default\n`,
    );
    await writeConfig(setup, many.join(''));
    const page = await panel.open(setup);
    await page.getByRole('button', { name: 'Import from ~/.aws/config' }).click();
    await page.getByRole('searchbox').fill('p11');
    await page.getByRole('checkbox', { name: 'All' }).check();
    await page.getByRole('button', { name: 'Add 11 roles' }).click();
    await waitForText(page.getByRole('main'), '11 roles added.');
    expect(setup.app.state().roles).toHaveLength(11);
  });

  it('offers other ways to add a role if there is nothing to import, and names a profile that no longer exists', async () => {
    const setup = await panel.start({ roles: [] });
    await writeConfig(setup, '');
    const page = await panel.open(setup);
    await page.getByRole('button', { name: 'Import from ~/.aws/config' }).click();
    await waitForText(
      page.getByRole('main'),
      /^No profile in .* has a role_arn or a permission set\.$/,
    );
    const others = page.getByRole('region', { name: 'Other ways to add a role' });
    await others.getByRole('button', { name: 'Paste a role' }).click();
    await page.getByLabel('Paste the role').waitFor();
    await page.getByRole('button', { name: 'Back' }).click();
    await page.getByRole('button', { name: 'Import from ~/.aws/config' }).click();
    await others.getByRole('button', { name: 'Add from Identity Center' }).click();
    await page.getByLabel('Start URL').waitFor();
    await page.getByRole('button', { name: 'Back' }).click();
    await writeConfig(setup, two);
    await page.getByRole('button', { name: 'Import from ~/.aws/config' }).click();
    await page.getByRole('checkbox', { name: 'Import hub' }).check();
    await writeConfig(setup, '');
    await page.getByRole('button', { name: 'Add 1 role' }).click();
    await waitForText(page.getByRole('alert'), 'There is no profile hub.');
  });

  it('offers the MFA device of the source profile if the role has none', async () => {
    const setup = await panel.start({ roles: [] });
    const device = 'arn:aws:iam::111122223333:mfa/user';
    const admin = `[profile admin]\nrole_arn = ${other}\nsource_profile = default\n`;
    await writeConfig(setup, `[default]\nmfa_serial = ${device}\n${admin}`);
    const page = await panel.open(setup);
    await page.getByRole('button', { name: 'Import from ~/.aws/config' }).click();
    await waitForText(page.getByRole('main'), `The profile default has the MFA device ${device}.`);
    await page.getByRole('checkbox', { name: 'Import admin' }).check();
    await page.getByRole('checkbox', { name: `Use the MFA device ${device}` }).check();
    await page.getByRole('button', { name: 'Add 1 role' }).click();
    await waitForText(page.getByRole('main'), '1 role added.');
    expect(setup.app.state().roles.map(({ role }) => role.mfaSerial)).toEqual([device]);
  });

  it('lets the user select a long ARN without line breaks', async () => {
    const setup = await panel.start({ roles: [] });
    const long = `arn:aws:iam::999988887777:role/${'department/'.repeat(8)}Reader`;
    await writeConfig(setup, `[profile a]\nrole_arn = ${long}\nsource_profile = default\n`);
    const page = await panel.open(setup);
    await page.getByRole('button', { name: 'Import from ~/.aws/config' }).click();
    await waitForText(page.getByRole('main'), long);
    const selected = await page.evaluate(`(() => {
      getSelection().selectAllChildren(document.querySelector('.check .mono'));
      return getSelection().toString();
    })()`);
    expect(selected).toBe(long);
  });
});
