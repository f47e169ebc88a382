import { expect, it } from 'vitest';
import { DEMO_SERIAL, PANEL_USER } from '../../demo/panel/panel-samples.ts';
import {
  cardOf,
  clientArn,
  clientRole,
  credentialsOf,
  describePanel,
  keyIn,
  reload,
  waitForText,
  switchOf,
} from './panel-page.ts';

const policy = {
  Version: '2012-10-17',
  Statement: {
    Effect: 'Allow',
    Action: 'sts:AssumeRole',
    Resource: clientArn,
    Condition: { StringEquals: { 'sts:ExternalId': 'demo-7f3a' } },
  },
};

describePanel('the form of a role', (panel) => {
  it('adds the first role from the policy document of a client', async () => {
    const setup = await panel.start({ roles: [] });
    const page = await panel.open(setup);
    await page.getByRole('button', { name: 'Paste a role' }).click();
    await page.getByLabel('Paste the role').fill(JSON.stringify(policy, null, 2));
    await expect.poll(() => page.getByLabel('Role ARN').inputValue()).toBe(clientArn);
    await expect.poll(() => page.getByLabel('External ID').inputValue()).toBe('demo-7f3a');
    await expect
      .poll(() => page.getByLabel('Name', { exact: true }).inputValue())
      .toBe('my-s3-access');
    await page.getByRole('button', { name: 'Add role' }).click();
    await waitForText(page.getByRole('main'), 'Saved my-s3-access.');
    await switchOf(page, 'my-s3-access').click();
    await waitForText(cardOf(page, 'my-s3-access'), /^Until/);
    await expect.poll(() => keyIn(setup, 'my-s3-access')).not.toBeNull();
  });

  it('adds a permission set and an MFA session after the user chooses their kind', async () => {
    const page = await panel.open(await panel.start({ roles: [clientRole] }));
    await page.getByRole('button', { name: 'Add a role' }).first().click();
    await page.getByLabel('Kind').selectOption({ label: 'Permission set' });
    await expect.poll(() => page.getByLabel('Role ARN').count()).toBe(0);
    await page.getByLabel('Name', { exact: true }).fill('dev');
    await page.getByLabel('Sign-in session').fill('corp');
    await page.getByLabel('Account', { exact: true }).fill('12345');
    await page.getByLabel('Permission set').fill('ReadOnly');
    await page.getByRole('button', { name: 'Add role' }).click();
    await waitForText(page.getByRole('main'), /Account must have 12 digits/);
    await page.getByLabel('Account', { exact: true }).fill('123456789012');
    await page.getByRole('button', { name: 'Add role' }).click();
    await waitForText(page.getByRole('main'), 'Saved dev.');
    await waitForText(cardOf(page, 'dev'), /Permission set\s*123456789012 ReadOnly/);
    await waitForText(cardOf(page, 'dev'), /Signed in to\s*corp/);
    await page.getByRole('button', { name: 'Add a role' }).first().click();
    await page.getByLabel('Kind').selectOption({ label: 'MFA session' });
    await page.getByLabel('Name', { exact: true }).fill('me');
    await page.getByLabel('MFA device').fill(DEMO_SERIAL);
    await page.getByRole('button', { name: 'Add role' }).click();
    await waitForText(page.getByRole('main'), 'Saved me.');
    await waitForText(cardOf(page, 'me'), new RegExp(`MFA device\\s*${DEMO_SERIAL}`));
  });

  it('lets the user choose a role if a policy allows several', async () => {
    const page = await panel.open(await panel.start({ roles: [] }));
    await page.getByRole('button', { name: 'Paste a role' }).click();
    const other = 'arn:aws:iam::123456789012:role/Second';
    const document = { Statement: { ...policy.Statement, Resource: [clientArn, other] } };
    await page.getByLabel('Paste the role').fill(JSON.stringify(document));
    await page.getByLabel(other).check();
    await expect.poll(() => page.getByLabel('Role ARN').inputValue()).toBe(other);
    await expect.poll(() => page.getByLabel('Name', { exact: true }).inputValue()).toBe('second');
    await page.getByLabel(clientArn).check();
    await expect
      .poll(() => page.getByLabel('Name', { exact: true }).inputValue())
      .toBe('my-s3-access');
  });

  it('explains why a paste cannot be used', async () => {
    const page = await panel.open(await panel.start({ roles: [] }));
    await page.getByRole('button', { name: 'Paste a role' }).click();
    const pasted = page.getByLabel('Paste the role');
    await pasted.fill(JSON.stringify(policy).replace('999988887777', '<ACCOUNT_ID>'));
    await waitForText(page.getByRole('main'), /ACCOUNT_ID is a placeholder/);
    await pasted.fill('hello');
    await waitForText(page.getByRole('main'), /This text names no role/);
    await pasted.fill(
      'aws sts assume-role --role-arn arn:aws:iam::123456789012:role/X --external-id word-1',
    );
    await expect.poll(() => page.getByLabel('External ID').inputValue()).toBe('word-1');
  });

  it('checks each field while the user types, and saves nothing until all fields are valid', async () => {
    const setup = await panel.start();
    const page = await panel.open(setup);
    await page.getByRole('button', { name: 'Add a role' }).click();
    await page.getByLabel('Name', { exact: true }).fill('client-s3');
    await page.getByLabel('Role ARN').fill('arn:aws:iam::12:role/x');
    await page.getByLabel('External ID').fill('a b');
    await page.getByLabel('Source profile').focus();
    await waitForText(page.getByRole('main'), 'Name is taken by the role client-s3.');
    await waitForText(page.getByRole('main'), /^Role ARN must be the ARN of an IAM role/);
    await waitForText(page.getByRole('main'), /^External ID may have only these characters/);
    await page.getByRole('button', { name: 'Add role' }).click();
    // The first invalid field of the form has the focus.
    await page.locator(':focus[aria-invalid=true]').and(page.getByLabel('Role ARN')).waitFor();
    expect(setup.app.state().roles).toHaveLength(1);
    await page.getByLabel('Role ARN').fill('arn:aws:iam::123456789012:role/x');
    await page.getByLabel('Name', { exact: true }).fill('other');
    await page.getByLabel('External ID').fill('');
    await expect.poll(() => page.locator('.error-text').count()).toBe(0);
    await page.getByRole('button', { name: 'Add role' }).click();
    await expect
      .poll(() => setup.app.state().roles.map(({ role }) => role.name))
      .toEqual(['client-s3', 'other']);
  });

  it('warns if the target profile has other keys, and saves the role anyway', async () => {
    const setup = await panel.start({ roles: [] });
    const page = await panel.open(setup);
    await page.getByRole('button', { name: 'Paste a role' }).click();
    await page.getByLabel('Paste the role').fill(clientArn);
    await page.getByText('More fields').click();
    await page.getByLabel('Source profile').fill('work');
    await page.getByLabel('Target profile').fill('default');
    await page.getByRole('button', { name: 'Add role' }).click();
    await waitForText(
      page.getByRole('main'),
      /The profile default has access keys that are not Rolekeeper's/,
    );
    await waitForText(page.getByRole('main'), /The source profile work does not exist yet/);
    await expect.poll(() => setup.app.state().roles.length).toBe(1);
  });

  it('saves a changed role, and moves its keys to the new target profile', async () => {
    const setup = await panel.start();
    const page = await panel.open(setup);
    await switchOf(page, 'client-s3').click();
    await waitForText(cardOf(page, 'client-s3'), /^Until/);
    await page.getByRole('button', { name: /^client-s3 / }).click();
    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByLabel('Name', { exact: true }).fill('client');
    await page.getByText('More fields').click();
    await page.getByLabel('Target profile').fill('s3');
    await page.getByRole('button', { name: 'Save' }).click();
    await waitForText(cardOf(page, 'client'), /^Until/);
    await expect.poll(() => keyIn(setup, 'client-s3')).toBeNull();
    await expect.poll(() => keyIn(setup, 's3')).not.toBeNull();
  });

  it('saves session tags and policies, and shows them when it opens again', async () => {
    const setup = await panel.start();
    const page = await panel.open(setup);
    await page.getByRole('button', { name: /^client-s3 / }).click();
    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByText('Session tags and policies').click();
    await page.getByLabel('Session tags').fill('Project=Alpha\nTeam');
    await page.getByLabel('Source identity').fill('alice');
    await waitForText(page.getByRole('main'), /^Session tags must be KEY=VALUE/);
    await page.getByLabel('Session tags').fill('Project=Alpha\nTeam=Blue');
    await page.getByLabel('Transitive tag keys').fill('Project');
    await page
      .getByLabel('Session policy', { exact: true })
      .fill('{"Version": "2012-10-17", "Statement": []}');
    await page.getByLabel('Session policy ARNs').fill('arn:aws:iam::aws:policy/ReadOnlyAccess');
    await page.getByRole('button', { name: 'Save' }).click();
    await waitForText(page.getByRole('main'), 'Saved client-s3.');
    expect(setup.app.state().roles[0]?.role).toMatchObject({
      tags: [
        { key: 'Project', value: 'Alpha' },
        { key: 'Team', value: 'Blue' },
      ],
      transitiveTagKeys: ['Project'],
      sourceIdentity: 'alice',
      policy: '{"Version":"2012-10-17","Statement":[]}',
      policyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess'],
    });
    // The card of the saved role is still expanded, so its buttons are visible.
    await page.getByRole('button', { name: 'Edit' }).click();
    // The section is expanded, because one of its fields has a value.
    await expect
      .poll(() => page.getByLabel('Session tags').inputValue())
      .toBe('Project=Alpha\nTeam=Blue');
    await expect
      .poll(() => page.getByLabel('Session policy', { exact: true }).inputValue())
      .toContain('\n  "Version"');
  });

  it('refuses a security key as MFA device, and says that MFA shortens a long session', async () => {
    const setup = await panel.start();
    const page = await panel.open(setup);
    await page.getByRole('button', { name: /^client-s3 / }).click();
    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByText('More fields').click();
    await expect.poll(() => page.getByLabel('MFA code').count()).toBe(0);
    await page.getByLabel('MFA device').fill('arn:aws:iam::111122223333:u2f/user/alice/key-1');
    await page.getByLabel('Region').focus();
    await waitForText(page.getByRole('main'), /^MFA device cannot be a FIDO security key/);
    await page.getByLabel('MFA device').fill('arn:aws:iam::111122223333:mfa/alice');
    await page.getByLabel('Session duration').selectOption('43200');
    await waitForText(page.getByRole('main'), /sessions last one hour instead of 43200 s/);
    await page.getByLabel('MFA code').selectOption('each-time');
    await waitForText(
      page.getByRole('main'),
      /nothing is refreshed automatically\. Rolekeeper asks before a session ends/,
    );
    await page.getByRole('button', { name: 'Save' }).click();
    await waitForText(page.getByRole('main'), 'Saved client-s3.');
    expect(setup.app.state().roles[0]?.role).toMatchObject({
      mfa: 'each-time',
      durationSeconds: 43_200,
    });
  });

  it('removes a role and its keys at once, and “Undo” restores both', async () => {
    const setup = await panel.start();
    const page = await panel.open(setup);
    const before = await credentialsOf(setup);
    await switchOf(page, 'client-s3').click();
    await waitForText(cardOf(page, 'client-s3'), /^Until/);
    const [was] = setup.app.state().roles;
    await page.getByRole('button', { name: /^client-s3 / }).click();
    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByRole('button', { name: 'Remove role' }).click();
    await waitForText(page.getByRole('main'), 'Removed client-s3.');
    await waitForText(page.getByRole('main'), 'Keep your AWS roles fresh');
    await expect.poll(() => credentialsOf(setup)).toBe(before);
    // The focus is at the start of the page, and the next Tab reaches "Undo".
    await page.locator('h1:focus').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await waitForText(page.getByRole('main'), 'Restored client-s3.');
    await waitForText(cardOf(page, 'client-s3'), /^Until/);
    expect(setup.app.state().roles.map(({ role, kept }) => ({ role, kept }))).toEqual([
      { role: was?.role, kept: true },
    ]);
    await expect.poll(() => keyIn(setup, 'client-s3')).not.toBeNull();
    await expect.poll(() => page.getByRole('button', { name: 'Undo' }).count()).toBe(0);
  });

  it('asks before it removes a role, but only if the role would need another MFA code', async () => {
    const user = {
      ...PANEL_USER,
      mfaDevices: [{ kind: 'codes', serialNumber: DEMO_SERIAL, codes: ['123456'] } as const],
    };
    const setup = await panel.start({ user, roles: [{ ...clientRole, mfaSerial: DEMO_SERIAL }] });
    const page = await panel.open(setup);
    await switchOf(page, 'client-s3').click();
    await page.getByLabel('Six-digit code').fill('123456');
    await waitForText(cardOf(page, 'client-s3'), /^Until/);
    await page.getByRole('button', { name: /^client-s3 / }).click();
    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByRole('button', { name: 'Remove role' }).click();
    await waitForText(page.getByRole('dialog'), /needs an MFA code/);
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    expect(setup.app.state().roles).toHaveLength(1);
    await page.keyboard.press('Escape');
    await switchOf(page, 'client-s3').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Release' }).click();
    await waitForText(cardOf(page, 'client-s3'), 'Off');
    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByRole('button', { name: 'Remove role' }).click();
    await waitForText(page.getByRole('main'), 'Removed client-s3.');
  });

  it('duplicates a role without its name and target profile, and asks before it replaces a draft', async () => {
    const setup = await panel.start({
      roles: [{ ...clientRole, targetProfile: 's3', region: 'eu-west-1' }],
    });
    const page = await panel.open(setup);
    const edit = async (): Promise<void> => {
      if ((await page.getByRole('button', { name: 'Edit' }).count()) === 0)
        await page.getByRole('button', { name: /^client-s3 / }).click();
      await page.getByRole('button', { name: 'Edit' }).click();
    };
    await edit();
    await page.getByRole('button', { name: 'Duplicate' }).click();
    await page.getByRole('heading', { name: 'Add a role' }).waitFor();
    await expect.poll(() => page.getByLabel('Name', { exact: true }).inputValue()).toBe('');
    await expect.poll(() => page.getByLabel('Target profile').inputValue()).toBe('');
    await expect.poll(() => page.getByLabel('Role ARN').inputValue()).toBe(clientArn);
    await expect.poll(() => page.getByLabel('External ID').inputValue()).toBe('demo-7f3a');
    await expect.poll(() => page.getByLabel('Region').inputValue()).toBe('eu-west-1');
    await page.getByLabel('Name', { exact: true }).fill('second');
    await page.keyboard.press('Escape');
    await edit();
    await page.getByRole('button', { name: 'Duplicate' }).click();
    await page
      .getByRole('dialog', { name: 'Replace your draft?' })
      .getByRole('button', { name: 'Cancel' })
      .click();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Add a role' }).click();
    await expect.poll(() => page.getByLabel('Name', { exact: true }).inputValue()).toBe('second');
    await page.getByRole('button', { name: 'Add role' }).click();
    // The list expands the new role, which has the focus.
    await waitForText(cardOf(page, 'second'), 'Assumed from');
    await page.locator('button:focus', { hasText: 'second' }).waitFor();
  });

  it('keeps typed values after Escape, but not after “Cancel”', async () => {
    const page = await panel.open(await panel.start());
    await page.getByRole('button', { name: 'Add a role' }).click();
    await page.getByLabel('Name', { exact: true }).fill('half-typed');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Add a role' }).click();
    await expect
      .poll(() => page.getByLabel('Name', { exact: true }).inputValue())
      .toBe('half-typed');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Add a role' }).click();
    await expect.poll(() => page.getByLabel('Name', { exact: true }).inputValue()).toBe('');
  });
});

describePanel('a role draft', (panel) => {
  it('is restored after a reload, without a value that looks like a secret', async () => {
    const page = await panel.open(await panel.start());
    await page.getByRole('button', { name: 'Add a role' }).click();
    await page.getByLabel('Name', { exact: true }).fill('half-typed');
    await page.getByLabel('External ID').fill('wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY');
    await expect.poll(() => page.evaluate('window.name')).not.toContain('wJalrXUtnFEMI');
    await reload(page);
    await page.getByRole('button', { name: 'Add a role' }).click();
    await expect
      .poll(() => page.getByLabel('Name', { exact: true }).inputValue())
      .toBe('half-typed');
    await expect.poll(() => page.getByLabel('External ID').inputValue()).toBe('');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await reload(page);
    await page.getByRole('button', { name: 'Add a role' }).click();
    await expect.poll(() => page.getByLabel('Name', { exact: true }).inputValue()).toBe('');
  });
});
