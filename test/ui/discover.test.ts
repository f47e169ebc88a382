import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { sampleOrganization } from '../../demo/identity-center/assignments.ts';
import type { PanelSetup } from '../../demo/panel/panel-setup.ts';
import { cardOf, clientArn, describePanel, keyIn, waitForText, switchOf } from './panel-page.ts';
import { tabTo } from './focus.ts';
import { violations } from './axe-violations.ts';

const PAGE = 'Add from Identity Center';

/** Gives the user this number of accounts, with four permission sets in each. */
function assign(setup: PanelSetup, accounts: number): void {
  const organization = sampleOrganization(accounts);
  setup.center.assign(organization.roles, organization.accounts);
}

async function openPage(page: Page): Promise<void> {
  await page.getByRole('button', { name: PAGE }).click();
  await page.getByRole('heading', { level: 1, name: PAGE }).waitFor();
}

/** Signs the user in to the `sso-session` of the config file, and lists the accounts. */
async function listAccounts(page: Page, setup: PanelSetup): Promise<void> {
  await openPage(page);
  await page.getByRole('button', { name: 'List my accounts' }).click();
  await expect.poll(() => setup.center.waiting()).toHaveLength(1);
  setup.center.answer(setup.center.waiting()[0] ?? '', true);
  await searchOf(page).waitFor();
}

/** Lists the accounts again. The user is still signed in. */
async function listAgain(page: Page): Promise<void> {
  await openPage(page);
  await button(page, 'List again').click();
  await searchOf(page).waitFor();
}

/** Holds back the answer to the first call of a method until `release` is called. */
async function holdAnswer(page: Page, method: string): Promise<{ readonly release: () => void }> {
  const released = Promise.withResolvers<undefined>();
  await page.routeWebSocket(/.*/, (socket) => {
    const server = socket.connectToServer();
    let heldId: number | null = null;
    socket.onMessage((message) => {
      const { name, id } = JSON.parse(String(message)) as { name?: string; id?: number };
      if (name === method) heldId ??= id ?? null;
      server.send(message);
    });
    server.onMessage((message) => {
      const { kind, id } = JSON.parse(String(message)) as { kind: string; id?: number };
      if (kind !== 'answer' || id !== heldId) socket.send(message);
      else void released.promise.then(() => socket.send(message));
    });
  });
  return { release: () => released.resolve(undefined) };
}

const searchOf = (page: Page) => page.getByRole('searchbox');
const set = (page: Page, name: string) => page.getByRole('checkbox', { name, exact: true });
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });

function namesOf(setup: PanelSetup): readonly string[] {
  return setup.app.state().roles.map(({ role }) => role.name);
}

describePanel('the page “Add from Identity Center”', (panel) => {
  it('signs in, lets the user change a name that is taken, and adds roles that can be assumed', async () => {
    const setup = await panel.start({
      roles: [{ name: 'Team-0002-ReadOnly', roleArn: clientArn }],
    });
    assign(setup, 12);
    const page = await panel.open(setup);
    await openPage(page);
    await waitForText(
      page.getByRole('group', { name: 'Sign-in' }),
      'https://demo.awsapps.com/start',
    );
    await button(page, 'List my accounts').click();
    const dialog = page.getByRole('dialog', { name: 'Sign in to AWS' });
    await waitForText(dialog, 'Sign in there for demo and allow the request.');
    await waitForText(dialog, /^[A-Z]{4}-[A-Z]{4}$/);
    setup.center.answer(setup.center.waiting()[0] ?? '', true);
    await waitForText(page.getByRole('status'), '12 accounts, 48 permission sets');

    await searchOf(page).fill('0002 read');
    await set(page, 'ReadOnly in Team 0002').check();
    await searchOf(page).fill('team-0011@example.com');
    await set(page, 'All of Team 0011').check();
    await set(page, 'Billing in Team 0011').uncheck();
    await waitForText(page.getByRole('listitem'), '3 of 4 selected');
    await waitForText(page.getByRole('main'), 'Team-0011-PowerUser');
    await waitForText(
      page.getByRole('status'),
      '1 role is not added, because its name cannot be used.',
    );
    await button(page, 'Add 3 roles').waitFor();

    await button(page, 'Show names to change').click();
    const name = page.getByRole('textbox', { name: 'Name of the role for ReadOnly' });
    await waitForText(page.getByRole('main'), 'The role Team-0002-ReadOnly has this name.');
    await name.fill('Team-0011-PowerUser');
    await waitForText(
      page.getByRole('main'),
      'PowerUser in Team 0011 gets the same name or profile.',
    );
    await name.fill('readers of 2');
    await waitForText(page.getByRole('main'), 'Becomes readers-of-2.');
    await button(page, 'Add 4 roles').click();
    await waitForText(page.locator('.toasts'), 'Added 4 roles.');
    await switchOf(page, 'readers-of-2').click();
    await waitForText(cardOf(page, 'readers-of-2'), /^Until/);
    await switchOf(page, 'Team-0011-PowerUser').click();
    await expect.poll(() => keyIn(setup, 'Team-0011-PowerUser')).not.toBeNull();
    expect(await keyIn(setup, 'readers-of-2')).not.toBeNull();
    const added = setup.app.state().roles.find(({ role }) => role.name === 'readers-of-2')?.role;
    expect(added).toMatchObject({
      kind: 'identity-center',
      ssoSession: 'demo',
      accountId: '100000000002',
      permissionSet: 'ReadOnly',
      group: 'Team 0002',
    });

    // The next listing needs no sign-in, and shows which permission sets already have a role.
    await listAgain(page);
    await searchOf(page).fill('0002');
    await waitForText(page.getByRole('main'), 'Already the role readers-of-2');
    await expect.poll(() => set(page, 'ReadOnly in Team 0002').count()).toBe(0);
  });

  it('shows the names that a template gives, and refuses an unknown placeholder', async () => {
    const setup = await panel.start({ roles: [] });
    assign(setup, 2);
    const page = await panel.open(setup);
    await listAccounts(page, setup);
    await page.getByText(/^Names, such as Team-0001/).click();
    await set(page, 'Select all 8').check();
    await page.getByLabel('Role name').fill('{accountId}.{role}');
    await page.getByLabel('Group').fill('Firm');
    await waitForText(page.getByRole('main'), '100000000002.PowerUser');
    await page.getByLabel('Role name').fill('{nothing}');
    await waitForText(
      page.getByRole('main'),
      /^Role name cannot have \{nothing\}, because the placehold/,
    );
    await expect.poll(() => button(page, 'Add the selected roles').isDisabled()).toBe(true);
    await page.getByLabel('Role name').fill('x');
    await waitForText(page.getByRole('status'), /^8 roles are not added/);
    await page.getByLabel('Role name').fill('{role}-{accountId}');
    await button(page, 'Add 8 roles').click();
    await waitForText(page.locator('.toasts'), 'Added 8 roles.');
    expect(namesOf(setup)).toContain('Billing-100000000001');
    expect(new Set(setup.app.state().roles.map(({ role }) => role.group))).toEqual(
      new Set(['Firm']),
    );
  });

  it('adds only the roles with usable names, and still lists the role whose name must change', async () => {
    const setup = await panel.start({ roles: [] });
    assign(setup, 1);
    const page = await panel.open(setup);
    await listAccounts(page, setup);
    await set(page, 'Billing in Team 0001').check();
    await set(page, 'ReadOnly in Team 0001').check();
    await button(page, 'Rename Team-0001-Billing').click();
    const typed = page.getByRole('textbox', { name: 'Name of the role for Billing' });
    await typed.waitFor();
    await page.keyboard.type('DEFAULT');
    await waitForText(page.getByRole('main'), 'AWS tools cannot use this name.');
    await button(page, 'Add 1 role').click();
    await waitForText(page.locator('.toasts'), 'Added 1 role.');
    await waitForText(page.getByRole('main'), 'Already the role Team-0001-ReadOnly');
    await waitForText(page.getByRole('radiogroup'), 'Names to change (1)');
  });

  it('finds permission sets among 2,000, and shows more accounts while the user scrolls', async () => {
    const setup = await panel.start({ roles: [] });
    assign(setup, 500);
    const page = await panel.open(setup);
    await listAccounts(page, setup);
    await waitForText(page.getByRole('status'), '500 accounts, 2000 permission sets');
    const accounts = page.locator('.account');
    await expect.poll(() => accounts.count()).toBeLessThan(100);
    // The panel draws the list while it handles the input event, so the list is complete before the
    // next key.
    const took = await page.evaluate(`(async () => {
      const input = document.querySelector('input[type=search]');
      const times = [];
      for (const wanted of ['0', '03', '032', '0321', '0321 b', '0321 bi', '', '*/Power*']) {
        const before = performance.now();
        input.value = wanted;
        input.dispatchEvent(new InputEvent('input', { bubbles: true }));
        await new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)));
        times.push(performance.now() - before);
      }
      return times;
    })()`);
    const inOrder = (took as number[]).toSorted((a, b) => a - b);
    expect(inOrder[4]).toBeLessThan(1000);
    await expect.poll(() => page.getByRole('checkbox', { name: /^PowerUser/ }).count()).toBe(30);
    await button(page, 'Show 470 more accounts').scrollIntoViewIfNeeded();
    await expect.poll(() => accounts.count()).toBeGreaterThan(30);
    await set(page, 'Select all 500').check();
    await button(page, 'Add 500 roles').click();
    await waitForText(page.locator('.toasts'), 'Added 500 roles.');
    expect(namesOf(setup)).toHaveLength(500);
  });

  it('shows the progress, says that AWS limits the requests, and cancels a listing', async () => {
    const setup = await panel.start({ roles: [] });
    assign(setup, 40);
    setup.center.signIn();
    setup.center.limit({ perSecond: 5, burst: 5 });
    const page = await panel.open(setup);
    await openPage(page);
    await button(page, 'List my accounts').click();
    await expect.poll(() => setup.center.waiting()).toHaveLength(1);
    setup.center.answer(setup.center.waiting()[0] ?? '', true);
    await page.getByRole('progressbar', { name: 'Listing demo' }).waitFor();
    await waitForText(page.getByRole('main'), /^\d+ of 40 accounts, \d+ permission sets?$/);
    await waitForText(page.getByRole('main'), 'AWS limits the requests, so this takes longer.');
    await button(page, 'Cancel').click();
    await button(page, 'List my accounts').waitFor();
    expect(setup.app.state().discoveries).toEqual([]);
    setup.center.limit(null);
    await button(page, 'List my accounts').click();
    await waitForText(page.getByRole('status'), '40 accounts, 160 permission sets');
    // Leaving the page also cancels a listing.
    await button(page, 'Another sign-in').click();
    // Makes the portal so slow that the listing would outlast the test.
    setup.center.limit({ perSecond: 0.1, burst: 3 });
    await button(page, 'List my accounts').click();
    await page.getByRole('progressbar').waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => setup.app.state().discoveries).toEqual([]);
  });

  it('signs in again if the session has ended, and offers the listing again if the user declines the sign-in', async () => {
    const setup = await panel.start({ roles: [] });
    assign(setup, 2);
    const page = await panel.open(setup);
    await listAccounts(page, setup);
    setup.center.endSessions();
    await button(page, 'Another sign-in').click();
    await button(page, 'List my accounts').click();
    await expect.poll(() => setup.center.waiting()).toHaveLength(1);
    setup.center.answer(setup.center.waiting()[0] ?? '', false);
    await waitForText(page.locator('.toasts'), 'Sign-in for the profile demo was declined');
    await button(page, 'List my accounts').click();
    await expect.poll(() => setup.center.waiting()).toHaveLength(1);
    await waitForText(page.getByRole('dialog'), setup.center.waiting()[0] ?? '-');
    await page.keyboard.press('Escape');
    await waitForText(page.getByRole('status'), 'Waiting until you are signed in.');
    await button(page, 'Show the code').click();
    await waitForText(page.getByRole('dialog'), setup.center.waiting()[0] ?? '-');
    await button(page, 'Cancel sign-in').click();
    await button(page, 'List my accounts').waitFor();
    expect(setup.app.state().signIns).toEqual([]);
  });

  it('accepts a start URL and a region, and says at each field what is missing', async () => {
    const setup = await panel.start({ roles: [] });
    assign(setup, 1);
    await writeFile(join(dirname(setup.home.credentialsFile), 'config'), '');
    const page = await panel.open(setup);
    await openPage(page);
    await button(page, 'List my accounts').click();
    await waitForText(page.getByRole('main'), 'Start URL is required.');
    await page.getByLabel('Start URL').fill('https://demo.awsapps.com/start');
    await button(page, 'List my accounts').click();
    await waitForText(page.getByRole('main'), 'Region of the sign-in is required.');
    await expect
      .poll(() => page.getByLabel('Start URL').inputValue())
      .toBe('https://demo.awsapps.com/start');
    await page.getByLabel('Region of the sign-in').fill('eu-central-1');
    await button(page, 'List my accounts').click();
    await expect.poll(() => setup.center.waiting()).toHaveLength(1);
    setup.center.answer(setup.center.waiting()[0] ?? '', true);
    await waitForText(page.getByRole('status'), '1 account, 4 permission sets');
  });

  it('shows the roles that AWS no longer lists, and asks before it removes them and their keys', async () => {
    const setup = await panel.start({ roles: [] });
    assign(setup, 2);
    const page = await panel.open(setup);
    await listAccounts(page, setup);
    await set(page, 'All of Team 0002').check();
    await button(page, 'Add 4 roles').click();
    await switchOf(page, 'Team-0002-Billing').click();
    await expect.poll(() => keyIn(setup, 'Team-0002-Billing')).not.toBeNull();
    assign(setup, 1);
    await listAgain(page);
    await page.getByText('No longer listed: 4 roles').click();
    const gone = page.getByRole('list', { name: 'no longer listed' });
    await waitForText(gone, 'Role Team-0002-Billing');
    await button(page, 'Remove Team-0002-Billing').click();
    await page.getByRole('dialog', { name: 'Remove the role?' }).waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    expect(namesOf(setup)).toHaveLength(4);
    await button(page, 'Remove Team-0002-Billing').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await waitForText(page.locator('.toasts'), 'Removed 1 role.');
    expect(await keyIn(setup, 'Team-0002-Billing')).toBeNull();
    await button(page, 'Remove 3 roles…').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await waitForText(page.locator('.toasts'), 'Removed 3 roles.');
    await gone.waitFor({ state: 'detached' });
    expect(namesOf(setup)).toEqual([]);
  });

  it('asks AWS again before it removes roles, and keeps them if AWS lists them again', async () => {
    const setup = await panel.start({ roles: [] });
    assign(setup, 2);
    const page = await panel.open(setup);
    await listAccounts(page, setup);
    await set(page, 'All of Team 0002').check();
    await button(page, 'Add 4 roles').click();
    await switchOf(page, 'Team-0002-Billing').waitFor();
    assign(setup, 1);
    await listAgain(page);
    await page.getByText('No longer listed: 4 roles').click();
    assign(setup, 2);
    await button(page, 'Remove 4 roles…').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await waitForText(
      page.getByRole('main'),
      'AWS lists 4 permission sets again. Their roles stay.',
    );
    await waitForText(page.getByRole('main'), '2 accounts, 8 permission sets');
    expect(namesOf(setup)).toHaveLength(4);
    await expect.poll(() => page.getByText('No longer listed').count()).toBe(0);
  });

  it('keeps the listing and the selection while another page is shown', async () => {
    const setup = await panel.start({ roles: [] });
    assign(setup, 2);
    const page = await panel.open(setup);
    await listAccounts(page, setup);
    await set(page, 'Billing in Team 0001').check();
    await searchOf(page).fill('team');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await button(page, 'Settings').click();
    await page.keyboard.press('Escape');
    await openPage(page);
    await waitForText(page.getByRole('main'), /^Listed at /);
    await expect.poll(() => set(page, 'Billing in Team 0001').isChecked()).toBe(true);
    await button(page, 'Add 1 role').click();
    await cardOf(page, 'Team-0001-Billing').waitFor();
    await openPage(page);
    await waitForText(page.getByRole('main'), 'Already the role Team-0001-Billing');
  });

  it('keeps the listing of a second sign-in if a role of the first sign-in is saved meanwhile', async () => {
    const setup = await panel.start({ roles: [] });
    assign(setup, 2);
    const config = join(dirname(setup.home.credentialsFile), 'config');
    const text = await readFile(config, 'utf8');
    const session = /^\[sso-session demo\]\n[^[]*/m.exec(text)?.[0] ?? '';
    await writeFile(config, `${text}\n${session.replace('demo]', 'other]')}`);
    const page = await panel.open(setup);
    const added = await holdAnswer(page, 'add');
    await page.reload();
    await listAccounts(page, setup);
    await set(page, 'Billing in Team 0001').check();
    await button(page, 'Add 1 role').click();
    await expect.poll(() => namesOf(setup)).toEqual(['Team-0001-Billing']);

    assign(setup, 3);
    await button(page, 'Another sign-in').click();
    await page.getByRole('radio', { name: /^other/ }).check();
    await button(page, 'List my accounts').click();
    await expect.poll(() => setup.center.waiting()).toHaveLength(1);
    setup.center.answer(setup.center.waiting()[0] ?? '', true);
    await waitForText(page.getByRole('status'), '3 accounts, 12 permission sets');
    await set(page, 'ReadOnly in Team 0003').check();
    added.release();
    await waitForText(page.locator('.toasts'), 'Added 1 role.');
    await waitForText(page.getByRole('status'), '3 accounts, 12 permission sets');
    await button(page, 'Add 1 role').waitFor();
  });

  it('names the accounts whose permission sets AWS did not list', async () => {
    const setup = await panel.start({ roles: [] });
    assign(setup, 3);
    setup.center.refuseAccount('100000000002', 'ForbiddenException');
    const page = await panel.open(setup);
    await listAccounts(page, setup);
    await page.getByText('AWS did not list the permission sets of 1 account').click();
    await waitForText(page.getByRole('main'), /^Team 0002 \(100000000002\):/);
    await waitForText(page.getByRole('status'), '2 accounts, 8 permission sets');
  });

  it('adds a role under a typed name with the keyboard alone', async () => {
    const setup = await panel.start({ roles: [] });
    assign(setup, 8);
    setup.center.signIn();
    const page = await panel.open(setup);
    await tabTo(page, PAGE);
    await page.keyboard.press('Enter');
    await page.getByRole('radio', { name: /^demo/ }).waitFor();
    await tabTo(page, 'List my accounts');
    await page.keyboard.press('Enter');
    await expect.poll(() => setup.center.waiting()).toHaveLength(1);
    setup.center.answer(setup.center.waiting()[0] ?? '', true);
    await page.locator('input[type=search]:focus').waitFor();
    // The first Escape only empties the search field, and does not leave the page.
    await page.keyboard.type('nothing');
    await waitForText(page.getByRole('main'), 'No permission set matches.');
    await page.keyboard.press('Escape');
    await expect.poll(() => searchOf(page).inputValue()).toBe('');
    await tabTo(page, 'Team 0003');
    await page.keyboard.press('Enter');
    await tabTo(page, 'ReadOnly in Team 0003');
    await page.keyboard.press('Space');
    await tabTo(page, 'Rename Team-0003-ReadOnly');
    await page.keyboard.press('Enter');
    await page.getByRole('textbox', { name: 'Name of the role for ReadOnly' }).waitFor();
    await page.keyboard.type('mine');
    await tabTo(page, 'Add 1 role');
    await page.keyboard.press('Enter');
    await waitForText(page.locator('.toasts'), 'Added 1 role.');
    expect(namesOf(setup)).toEqual(['mine']);
  });

  for (const [colorScheme, locale] of [
    ['light', 'en-GB'],
    ['dark', 'de-DE'],
  ] as const) {
    it(`has no axe fault, and fits 360 px, and 400 px with text at twice the size, ${colorScheme}, ${locale}`, async () => {
      const setup = await panel.start({
        roles: [{ name: 'Team-0002-ReadOnly', roleArn: clientArn }],
      });
      assign(setup, 8);
      const page = await panel.open(setup, {
        colorScheme,
        locale,
        viewport: { width: 360, height: 640 },
        reducedMotion: 'reduce',
      });
      const expectNoFault = async (): Promise<void> => {
        expect(await violations(page)).toEqual([]);
        for (const [width, size] of [
          [400, '32px'],
          [360, ''],
        ] as const) {
          await page.setViewportSize({ width, height: 640 });
          await page.evaluate(`document.documentElement.style.fontSize = '${size}'`);
          const wide = await page.evaluate('document.documentElement.scrollWidth');
          expect(wide).toBeLessThanOrEqual(width);
        }
      };
      const submit = page.locator('button[type=submit]');
      await page.locator('#go-discover').click();
      await submit.waitFor();
      await expectNoFault();
      await page.getByRole('radio').last().check();
      await submit.click();
      await page.locator('.error-text').waitFor();
      await expectNoFault();
      await page.getByRole('radio').first().check();
      await submit.click();
      await expect.poll(() => setup.center.waiting()).toHaveLength(1);
      setup.center.limit({ perSecond: 2, burst: 2 });
      setup.center.answer(setup.center.waiting()[0] ?? '', true);
      await page.getByRole('progressbar').waitFor();
      await expectNoFault();
      setup.center.limit(null);
      await searchOf(page).waitFor();
      await expectNoFault();
      await page.locator('.name-templates summary').click();
      await page.getByRole('checkbox', { name: /Team 0002$/ }).check();
      await page.getByRole('checkbox', { name: /Team 0003$/ }).check();
      await page.getByRole('radio').nth(1).check();
      await page.locator('.permission-set .error-text').waitFor();
      await page.locator('.planned-name button').first().click();
      await expectNoFault();
      await page.locator('.form-end .primary').click();
      await page.locator('.toast').waitFor();
      assign(setup, 2);
      setup.center.refuseAccount('100000000001', 'ForbiddenException');
      await page.locator('.listed-head button').last().click();
      await submit.click();
      await page.locator('.unlisted').first().waitFor();
      for (const one of await page.locator('.unlisted summary').all()) await one.click();
      await expectNoFault();
    });
  }
});
