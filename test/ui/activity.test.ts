import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { violations } from './axe-violations.ts';
import {
  cardOf,
  chooseMore,
  clientAccount,
  clientArn,
  clientRole,
  describePanel,
  everyone,
  waitForText,
  switchOf,
} from './panel-page.ts';

const buildArn = 'arn:aws:iam::444455556666:role/Build';
const both = {
  roles: [clientRole, { name: 'build', roleArn: buildArn }],
  accounts: [clientAccount, { roleArn: buildArn, trusts: everyone }],
};
const openActivity = (page: Page) => page.getByRole('button', { name: 'Activity' }).first().click();
const rows = (page: Page) => page.locator('.activity-event').allInnerTexts();

describePanel('the activity page', (panel) => {
  it('lists the newest event first, updates while it is open, and copies a request ID', async () => {
    const setup = await panel.start(both);
    const page = await panel.open(setup, { permissions: ['clipboard-read', 'clipboard-write'] });
    await openActivity(page);
    await waitForText(page.getByRole('main'), /^No activity yet/);
    const [client] = setup.app.state().roles;
    const roleId = client?.role.id ?? '';
    await setup.app.api.session.assume({ roleId, keep: true, takeOver: false });
    await waitForText(page.getByRole('region', { name: 'Today' }), /^Assumed, until \d\d:\d\d$/);
    await setup.app.api.session.release({ roleId });
    await expect.poll(() => rows(page)).toEqual(['Released', expect.stringMatching(/^Assumed/)]);
    const listed = await setup.app.api.activity.list({ limit: 10 });
    const requestId = (listed.ok ? listed.value.at(-1)?.requestId : null) ?? '';
    await page.getByRole('button', { name: `Copy request ID ${requestId}` }).click();
    await waitForText(page.getByRole('main'), 'Copied');
    await expect
      .poll(() => page.evaluate<string>('navigator.clipboard.readText()'))
      .toBe(requestId);
  });

  it('says that a role has no activity, also if another role has some', async () => {
    const setup = await panel.start(both);
    const page = await panel.open(setup);
    const open = async (): Promise<void> => {
      await page
        .getByRole('button', { name: /^build / })
        .first()
        .click();
      await cardOf(page, 'build').getByRole('button', { name: 'More' }).click();
      await page.getByRole('menuitem', { name: 'Activity' }).click();
      await waitForText(page.getByRole('main'), 'build has no activity in the last 90 days.');
    };
    await open();
    await page.keyboard.press('Escape');
    await switchOf(page, 'client-s3').click();
    await waitForText(cardOf(page, 'client-s3'), /^Until/);
    await open();
    await waitForText(page.getByRole('status'), 'build has no activity in the last 90 days.');
    expect(await page.getByLabel('Role', { exact: true }).inputValue()).not.toBe('');
    expect(await violations(page)).toEqual([]);
  });

  it('says why a role failed, and filters the entries by role and by words', async () => {
    const setup = await panel.start({
      ...both,
      accounts: [
        { roleArn: clientArn, trusts: [] },
        { roleArn: buildArn, trusts: everyone },
      ],
    });
    const page = await panel.open(setup);
    await switchOf(page, 'client-s3').click();
    await waitForText(cardOf(page, 'client-s3'), /AWS denied access/);
    await switchOf(page, 'build').click();
    await waitForText(cardOf(page, 'build'), /^Until/);
    await chooseMore(page, 'client-s3', 'Activity');
    await expect.poll(() => rows(page)).toEqual(['Failed: access denied']);
    await page.getByLabel('Role', { exact: true }).selectOption({ label: 'All roles' });
    await expect.poll(async () => (await rows(page)).length).toBe(2);
    await page.getByRole('searchbox').fill('assumed');
    await expect.poll(() => rows(page)).toEqual([expect.stringMatching(/^Assumed, until/)]);
    await waitForText(page.getByRole('status'), '1 of 2 entries');
    await page.getByRole('searchbox').fill('nowhere');
    await waitForText(page.getByRole('status'), 'No entry matches.');
    // Without a matching entry there is nothing to export, so the button is absent.
    expect(await page.getByRole('button', { name: 'Export CSV' }).count()).toBe(0);
  });

  it('exports only the entries of the chosen role, as CSV and as JSON', async () => {
    const setup = await panel.start(both);
    const page = await panel.open(setup);
    for (const { role } of setup.app.state().roles)
      await setup.app.api.session.assume({ roleId: role.id, keep: false, takeOver: false });
    await openActivity(page);
    await page.getByLabel('Role', { exact: true }).selectOption({ label: 'build' });
    const save = async (format: string): Promise<string> => {
      const coming = page.waitForEvent('download');
      await page.getByRole('button', { name: `Export ${format}` }).click();
      const download = await coming;
      expect(download.suggestedFilename()).toMatch(
        /^rolekeeper-activity-\d{4}-\d\d-\d\d\.(csv|json)$/,
      );
      return readFile(await download.path(), 'utf8');
    };
    const csv = await save('CSV');
    expect(csv).toMatch(
      /^time,event,role,roleId,expiration,failure,requestId\r\n[^\r]*,assumed,build,[^\r]*\r\n$/,
    );
    await waitForText(page.getByRole('main'), '1 entry exported.');
    const read = JSON.parse(await save('JSON')) as { activity: { role: string }[] };
    expect(read.activity.map(({ role }) => role)).toEqual(['build']);
  });

  it('shows the newest 100 of 130 entries, and the older entries on request', async () => {
    const setup = await panel.start(both);
    const [client] = setup.app.state().roles;
    const roleId = client?.role.id ?? '';
    for (let count = 0; count < 130; count += 1)
      await setup.app.api.session.assume({ roleId, keep: false, takeOver: false });
    const page = await panel.open(setup);
    await openActivity(page);
    await waitForText(page.getByRole('status'), '130 entries');
    await expect.poll(() => rows(page)).toHaveLength(100);
    await page.getByRole('button', { name: 'Show older entries' }).click();
    await expect.poll(async () => (await rows(page)).length).toBe(130);
    await expect
      .poll(() => page.getByRole('button', { name: 'Show older entries' }).count())
      .toBe(0);
  });
});
