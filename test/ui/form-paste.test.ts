import { expect, it } from 'vitest';
import { ScriptedConsent } from '../support/scripted-consent.ts';
import type { PageOptions } from './browser-pages.ts';
import { clientArn, describePanel, reload, waitForText } from './panel-page.ts';

const COMMAND = `aws sts assume-role \\
  --role-arn ${clientArn} \\
  --role-session-name "FirstSession" --external-id=demo-7f3a \\
  --duration-seconds 7200 --profile work --token-code 123456`;
const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';

describePanel('a paste into the role form', (panel) => {
  const begin = async (consent = new ScriptedConsent(), options: PageOptions = {}) => {
    const setup = await panel.start({ roles: [], consent });
    const page = await panel.open(setup, options);
    await page.getByRole('button', { name: 'Paste a role' }).click();
    const value = (label: string) => page.getByLabel(label, { exact: true }).inputValue();
    return { setup, page, pasted: page.getByLabel('Paste the role'), value };
  };

  it('fills the fields from a command, and is followed by the name of an unused option', async () => {
    const { page, pasted, value } = await begin();
    await pasted.fill(COMMAND);
    await expect.poll(() => value('Role ARN')).toBe(clientArn);
    await expect.poll(() => value('External ID')).toBe('demo-7f3a');
    await expect.poll(() => value('Source profile')).toBe('work');
    await page.getByText('More fields').click();
    await expect.poll(() => value('Session name')).toBe('FirstSession');
    await expect.poll(() => value('Session duration')).toBe('7200');
    await waitForText(
      page.getByRole('main'),
      'Found an assume-role command: the ARN and 4 other values.',
    );
    await waitForText(page.getByRole('main'), 'Not used: --token-code.');
  });

  it('offers the roles of config sections, and uses the name of the role that was chosen last', async () => {
    const { page, pasted, value } = await begin();
    const section = (name: string, more: string) =>
      `[profile ${name}]\nrole_arn = ${clientArn}\n${more}\n`;
    await pasted.fill(
      section('one', 'source_profile = work') + section('two', 'mfa_serial = arn:aws:iam::1:mfa/a'),
    );
    await page.getByLabel(/^one:/).check();
    await expect.poll(() => value('Name')).toBe('one');
    await expect.poll(() => value('Source profile')).toBe('work');
    await page.getByLabel(/^two:/).check();
    await expect.poll(() => value('Name')).toBe('two');
    await pasted.fill('[profile x]\nregion = eu-west-1');
    await waitForText(page.getByRole('main'), 'None of these profiles has a role_arn.');
  });

  it('fills in a permission set, whose values are removed when the kind is changed', async () => {
    const { page, pasted, value } = await begin();
    const main = page.getByRole('main');
    await page.getByLabel('Kind').selectOption('mfa-session');
    await pasted.fill(`[profile dev]
sso_start_url = https://d-1234567890.awsapps.com/start
sso_account_id = 111122223333
sso_role_name = Developer
ca_bundle = /ca.pem`);
    await waitForText(main, 'Found a permission set or a sign-in of IAM Identity Center.');
    await waitForText(main, 'Not in the text: Region of the sign-in.');
    await waitForText(main, 'Not used: ca_bundle.');
    const filled = page.getByRole('list', { name: 'Filled from the text' });
    await expect
      .poll(() => filled.getByRole('button').allInnerTexts())
      .toEqual(['Name', 'Start URL', 'Account', 'Permission set']);
    await expect.poll(() => value('Kind')).toBe('identity-center');
    await expect.poll(() => value('Account')).toBe('111122223333');
    await page.getByLabel('Region of the sign-in').fill('eu-central-1');
    await waitForText(main, 'Found a permission set');
    await expect.poll(() => main.getByText(/^Not in the text/).count()).toBe(0);
    await page.getByLabel('Kind').selectOption('mfa-session');
    await expect.poll(() => value('Name')).toBe('');
    await expect.poll(() => pasted.inputValue()).toBe('');
  });

  it('fills in the device of an MFA session, and offers the permission sets of config sections', async () => {
    const { page, pasted, value } = await begin();
    const serial = 'arn:aws:iam::111122223333:mfa/alice';
    await pasted.fill(`aws sts get-session-token --serial-number ${serial} --profile work`);
    await waitForText(page.getByRole('main'), 'Found an MFA device.');
    await expect.poll(() => value('MFA device')).toBe(serial);
    await expect.poll(() => value('Source profile')).toBe('work');
    const set = (name: string) =>
      `[profile ${name}]\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = ${name}\n`;
    await pasted.fill(set('Reader') + set('Writer'));
    await page.getByLabel(/^Writer:/).check();
    await expect.poll(() => value('Permission set')).toBe('Writer');
    await page.getByLabel(/^Reader:/).check();
    await expect.poll(() => value('Permission set')).toBe('Reader');
    await expect.poll(() => value('Sign-in session')).toBe('corp');
  });

  it('is discarded if it contains a secret', async () => {
    const { page, pasted, value } = await begin();
    await pasted.fill(
      `[x]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = ${SECRET}\nrole_arn = ${clientArn}`,
    );
    await waitForText(page.getByRole('main'), /This text has a secret key or a token/);
    await expect.poll(() => pasted.inputValue()).toBe('');
    await expect.poll(() => value('Role ARN')).toBe('');
    await expect
      .poll(() => page.evaluate('document.documentElement.innerHTML + window.name'))
      .not.toContain(SECRET);
  });

  it('that names a server is not saved as a role if the user refuses the server', async () => {
    const consent = new ScriptedConsent();
    consent.answer = () => false;
    const { setup, page, pasted, value } = await begin(consent);
    const command = `aws sts assume-role --role-arn ${clientArn} --external-id demo-7f3a --endpoint-url https://sts.example.com`;
    await pasted.fill(command);
    await waitForText(
      page.getByRole('main'),
      'Requests of this role go to https://sts.example.com',
    );
    await page.getByText('More fields').click();
    await expect.poll(() => value('STS endpoint')).toBe('https://sts.example.com');
    await page.getByRole('button', { name: 'Add role' }).click();
    await waitForText(page.getByRole('main'), 'The server was not confirmed');
    expect(consent.questions).toMatchObject([{ endpoint: 'https://sts.example.com' }]);
    expect(setup.app.state().roles).toEqual([]);
  });

  it('with two roles fills in only the values of the chosen role', async () => {
    const { page, pasted, value } = await begin();
    const [dev, prod] = [
      'arn:aws:iam::111111111111:role/Deploy',
      'arn:aws:iam::222222222222:role/Deploy',
    ];
    await pasted.fill(`dev: ${dev}\nprod: ${prod} (external id client-42)`);
    await expect.poll(() => value('Role ARN')).toBe('');
    await page.getByLabel(prod).check();
    await expect.poll(() => value('Role ARN')).toBe(prod);
    await expect.poll(() => value('External ID')).toBe('client-42');
    await page.getByLabel(dev).check();
    await expect.poll(() => value('Role ARN')).toBe(dev);
    await expect.poll(() => value('External ID')).toBe('');
  });

  it('of a policy makes the form say which conditions are not met, also after a reload', async () => {
    const { page, pasted, value } = await begin();
    const Condition = {
      Bool: { 'aws:MultiFactorAuthPresent': 'true' },
      StringEquals: { 'sts:ExternalId': 'client-42', 'sts:RoleSessionName': '${aws:username}' },
      IpAddress: { 'aws:SourceIp': '192.0.2.0/24' },
    };
    await pasted.fill(
      JSON.stringify({
        Statement: { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: clientArn, Condition },
      }),
    );
    await expect.poll(() => value('External ID')).toBe('client-42');
    const main = page.getByRole('main');
    await waitForText(main, 'MFA is required. Enter the MFA device.');
    await waitForText(main, 'The policy requires the session name ${aws:username}.');
    await waitForText(
      main,
      'The policy has another condition: IpAddress aws:SourceIp: 192.0.2.0/24.',
    );
    await reload(page);
    await page.getByRole('button', { name: 'Paste a role' }).click();
    await waitForText(main, 'MFA is required. Enter the MFA device.');
    await waitForText(main, 'The policy requires the session name ${aws:username}.');
    await page.getByText('More fields').click();
    await page.getByLabel('MFA device').fill('arn:aws:iam::111122223333:mfa/alice');
    await page.getByLabel('Session name').fill('alice');
    await expect.poll(() => page.getByText(/The policy requires/).count()).toBe(0);
  });

  it('replaces the values of an earlier paste, also after a reload, and keeps typed values', async () => {
    const { page, pasted, value } = await begin();
    await pasted.fill(`${COMMAND} --serial-number arn:aws:iam::111122223333:mfa/alice`);
    await page.getByText('More fields').click();
    await page.getByLabel('Region').fill('eu-west-1');
    await page.getByLabel('Source profile').fill('mine');
    await reload(page);
    await page.getByRole('button', { name: 'Paste a role' }).click();
    await expect.poll(() => value('External ID')).toBe('demo-7f3a');
    const other = 'arn:aws:iam::222222222222:role/Other';
    await pasted.fill(`Role ARN: ${other}.`);
    await expect.poll(() => value('Role ARN')).toBe(other);
    await expect.poll(() => value('Name')).toBe('other');
    for (const label of ['External ID', 'Session name', 'MFA device'])
      await expect.poll(() => value(label), { message: label }).toBe('');
    await expect.poll(() => value('Session duration')).toBe('3600');
    await expect.poll(() => value('Region')).toBe('eu-west-1');
    await expect.poll(() => value('Source profile')).toBe('mine');
  });

  it('is followed by a list of the values that were recognised but not used', async () => {
    const { page, pasted, value } = await begin();
    await pasted.fill(
      `Role: ${clientArn}\nExternal ID: will be sent separately\nor arn:aws:iam::1111:user/bob`,
    );
    await expect.poll(() => value('Role ARN')).toBe(clientArn);
    await waitForText(page.getByRole('main'), 'Not used: External ID: will be sent separately.');
    await waitForText(
      page.getByRole('main'),
      'Not used: arn:aws:iam::1111:user/bob. It is not the ARN of an IAM role.',
    );
    await pasted.fill('https://signin.aws.amazon.com/switchrole?account=acme&roleName=Reader');
    await waitForText(page.getByRole('main'), /names the account by its alias, acme/);
  });

  it('can come from the clipboard, which a browser reads only after a click', async () => {
    const { page, value } = await begin(new ScriptedConsent(), {
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    const copy = (text: string) =>
      page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`);
    await copy('hello');
    await page.getByRole('button', { name: 'Paste from the clipboard' }).click();
    await waitForText(page.getByRole('main'), 'The clipboard has no role.');
    await copy(COMMAND);
    await expect.poll(() => value('Role ARN')).toBe('');
    await page.getByRole('button', { name: 'Paste from the clipboard' }).click();
    await expect.poll(() => value('Role ARN')).toBe(clientArn);
    await copy('arn:aws:iam::111122223333:mfa/alice');
    await page.getByRole('button', { name: 'Paste from the clipboard' }).click();
    await expect.poll(() => value('MFA device')).toBe('arn:aws:iam::111122223333:mfa/alice');
  });
});

describePanel('the form of an unsaved role', (panel) => {
  it('warns while the target profile, typed or taken from the name, is already in use', async () => {
    const setup = await panel.start();
    const page = await panel.open(setup);
    await page.getByRole('button', { name: 'Add a role' }).click();
    await page.getByLabel('Role ARN').fill(clientArn);
    await page.getByLabel('Name', { exact: true }).fill('corp');
    await waitForText(page.getByRole('main'), 'Before you save');
    await waitForText(page.getByRole('status'), /corp/);
    await page.getByText('More fields').click();
    await page.getByLabel('Target profile').fill('client-s3');
    await waitForText(page.getByRole('status'), /client-s3/);
    await page.getByLabel('Target profile').fill('corp-rk');
    await expect.poll(() => page.locator('.form-warnings > *').count()).toBe(0);
    expect(setup.app.state().roles).toHaveLength(1);
  });

  it('suggests source profiles from the user’s files and from roles, and says what each contains', async () => {
    const page = await panel.open(await panel.start());
    await page.getByRole('button', { name: 'Add a role' }).click();
    await expect.poll(() => page.locator('datalist option').allInnerTexts()).toHaveLength(3);
    expect(
      await page.evaluate(
        "[...document.querySelector('datalist').options].map((one) => `${one.value}: ${one.text}`)",
      ),
    ).toEqual([
      'default: access keys',
      'client-s3: a role of Rolekeeper',
      'corp: an IAM Identity Center sign-in',
    ]);
    await waitForText(
      page.getByRole('main'),
      'The profile whose credentials assume the role. default has access keys.',
    );
  });
});
