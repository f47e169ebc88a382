import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import {
  cardOf,
  clientAccount,
  clientArn,
  clientRole,
  describePanel,
  keyIn,
  waitForText,
  switchOf,
} from './panel-page.ts';

const works = 'client-s3 works';

describePanel('the first steps', (panel) => {
  /** Fails unless `steps` end in less than a minute. */
  async function withinAMinute(steps: () => Promise<void>): Promise<void> {
    const began = performance.now();
    await steps();
    expect(performance.now() - began).toBeLessThan(60_000);
  }

  it('offer three ways to add a role, with equal buttons', async () => {
    const page = await panel.open(await panel.start({ roles: [] }));
    await waitForText(page.getByRole('main'), 'Add from Identity Center');
    const shown = await page.evaluate(
      "[...document.querySelectorAll('.first-run button')].map(({ id, className }) => id + className)",
    );
    expect(shown).toEqual(['go-discover', 'go-import', 'go-paste']);
  });

  it('take a person with a pasted command from an empty window to a role that works', async () => {
    const setup = await panel.start({ roles: [] });
    const page = await panel.open(setup);
    const main = page.getByRole('main');
    await withinAMinute(async () => {
      await page.getByRole('button', { name: 'Paste a role' }).click();
      await page.getByRole('list', { name: 'Step 2 of 3' }).waitFor();
      await waitForText(main, 'To AWS, default is an IAM user:');
      await waitForText(main, 'arn:aws:iam::111122223333:user/demo');
      await page
        .getByLabel('Paste the role')
        .fill(`aws sts assume-role --role-arn ${clientArn} --external-id demo-7f3a`);
      await page.getByRole('button', { name: 'Add role' }).click();
      await waitForText(main, /^Last step: assume the role/);
      await page.getByRole('button', { name: 'Assume it now' }).click();
      const block = page.getByRole('region', { name: 'my-s3-access works' });
      await waitForText(block, 'aws s3 ls --profile my-s3-access');
      await waitForText(block, /^arn:aws:sts::999988887777:assumed-role\/MyS3Access\/.+/);
    });
    await expect.poll(() => keyIn(setup, 'my-s3-access')).not.toBeNull();
    // The identity check did not assume the role.
    expect(setup.sts.calls().filter(({ action }) => action === 'AssumeRole')).toHaveLength(1);
  });

  it('take a person with Identity Center from an empty window to a role that works', async () => {
    const setup = await panel.start({ roles: [] });
    const page = await panel.open(setup);
    await withinAMinute(async () => {
      await page.getByRole('button', { name: 'Add from Identity Center' }).click();
      await page.getByRole('button', { name: 'List my accounts' }).click();
      const popup = page.context().waitForEvent('page');
      await page.getByRole('button', { name: 'Open the page' }).click();
      await (await popup).getByRole('button', { name: 'Allow' }).click();
      await page.getByRole('checkbox', { name: 'Developer in 111122223333' }).check();
      await page.getByRole('button', { name: 'Add 1 role' }).click();
      await page.getByRole('button', { name: 'Assume 111122223333-Developer' }).click();
      const block = page.getByRole('region', { name: '111122223333-Developer works' });
      await waitForText(block, /^AWS says you are/);
      await waitForText(
        block,
        /^arn:aws:sts::111122223333:assumed-role\/AWSReservedSSO_Developer_/,
      );
    });
    await expect.poll(() => keyIn(setup, '111122223333-Developer')).not.toBeNull();
  });

  it('take a person with a config file from an empty window to a role that works', async () => {
    const setup = await panel.start({ roles: [] });
    await writeFile(
      join(dirname(setup.home.credentialsFile), 'config'),
      `[profile client]\nrole_arn = ${clientArn}\nsource_profile = default\nexternal_id = demo-7f3a\n`,
    );
    const page = await panel.open(setup);
    await withinAMinute(async () => {
      await page.getByRole('button', { name: 'Import from ~/.aws/config' }).click();
      await page.getByRole('checkbox', { name: 'Import client' }).check();
      await page.getByRole('button', { name: 'Add 1 role' }).click();
      await page.getByRole('button', { name: 'Assume client' }).click();
      const block = page.getByRole('region', { name: 'client works' });
      await waitForText(block, /^AWS says you are/);
      await waitForText(block, /^arn:aws:sts::999988887777:assumed-role\/MyS3Access\/.+/);
    });
    await expect.poll(() => keyIn(setup, 'client-rk')).not.toBeNull();
  });

  it('say after the first session of a role that it works, and do not repeat this after later sessions', async () => {
    const setup = await panel.start();
    const page = await panel.open(setup);
    const block = page.getByRole('region', { name: works });
    await switchOf(page, 'client-s3').click();
    await block.getByRole('button', { name: 'Dismiss' }).click();
    await block.waitFor({ state: 'detached' });
    await switchOf(page, 'client-s3').click();
    await waitForText(cardOf(page, 'client-s3'), 'Off');
    await switchOf(page, 'client-s3').click();
    await waitForText(cardOf(page, 'client-s3'), /^Until/);
    // After this page, the panel knows from the activity log that the role was assumed before.
    await page.getByRole('button', { name: 'Activity', exact: true }).first().click();
    await expect.poll(() => page.locator('.activity').count()).toBe(3);
    await page.keyboard.press('Escape');
    await waitForText(cardOf(page, 'client-s3'), /^Until/);
    await expect.poll(() => block.count()).toBe(0);
  });

  it('show the required policies if AWS denies access to a role, and later confirm that it works', async () => {
    const setup = await panel.start({
      accounts: [{ roleArn: clientArn, trusts: [] }],
      roles: [clientRole],
    });
    const page = await panel.open(setup);
    await switchOf(page, 'client-s3').click();
    await page.getByRole('button', { name: 'Show required policies' }).click();
    await waitForText(page.getByRole('main'), 'Commands that attach it');
    setup.sts.setRole(clientAccount);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('button', { name: 'Back' }).click();
    await waitForText(page.getByRole('region', { name: works }), 'aws s3 ls --profile client-s3');
  });

  it('say that the source profile has no credentials, and ask AWS again on request', async () => {
    const setup = await panel.start({ roles: [] });
    const whole = await readFile(setup.home.credentialsFile, 'utf8');
    await writeFile(setup.home.credentialsFile, whole.replace('[default]', '[other]'));
    const page = await panel.open(setup);
    const main = page.getByRole('main');
    await page.getByRole('button', { name: 'Paste a role' }).click();
    await waitForText(main, 'The source profile default has no credentials');
    await writeFile(setup.home.credentialsFile, whole);
    await page.getByRole('button', { name: 'Ask again' }).click();
    await waitForText(main, 'arn:aws:iam::111122223333:user/demo');
    await page.getByLabel('Source profile').fill('corp');
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
  });

  it('count the roles of the config file that can be added', async () => {
    const setup = await panel.start({ roles: [] });
    const config = join(dirname(setup.home.credentialsFile), 'config');
    await writeFile(
      config,
      `[profile a]\nrole_arn = ${clientArn}\nsource_profile = default\n[profile b]\nrole_arn = x\nsource_profile = a\n`,
    );
    const page = await panel.open(setup);
    await waitForText(page.getByRole('main'), '1 role found. The file does not change.');
    await page.getByRole('button', { name: 'Import from ~/.aws/config' }).click();
    await waitForText(page.getByRole('main'), 'Can be added');
  });
});
