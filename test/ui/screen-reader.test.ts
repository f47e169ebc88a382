import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { DEMO_SERIAL, PANEL_USER } from '../../demo/panel/panel-samples.ts';
import { cardOf, describePanel, everyone, waitForText } from './panel-page.ts';
import { screenReaderOf } from './screen-reader.ts';

const document = readFileSync(resolve(import.meta.dirname, '../../docs/screen-readers.md'), 'utf8');

const audit = 'arn:aws:iam::222233334444:role/Audit';
const lost = 'arn:aws:iam::222233334444:role/Lost';
const mfaDevice = { kind: 'codes', serialNumber: DEMO_SERIAL, codes: ['123456'] } as const;
const setupOptions = {
  user: { ...PANEL_USER, mfaDevices: [mfaDevice] },
  accounts: [
    { roleArn: audit, trusts: everyone, requireMfa: true },
    { roleArn: lost, trusts: [] },
  ],
  roles: [
    { name: 'audit', roleArn: audit, mfaSerial: DEMO_SERIAL },
    { name: 'lost', roleArn: lost },
    // The list has a search field only if it has more than 8 roles.
    ...Array.from({ length: 9 }, (_, n) => ({ name: `other-${String(n)}`, roleArn: lost })),
  ],
};

/** Replaces what differs from run to run. */
const constant = (text: string): string =>
  text
    .replace(/\d\d:\d\d/g, 'HH:MM')
    .replace(/(assumed-role\/Audit)\/\S+/, '$1/NAME')
    .replace(/\s+/g, ' ');

describePanel('a screen reader gets', (panel) => {
  it('the focus and the announcements that docs/screen-readers.md lists for each step', async () => {
    const page = await panel.open(await panel.start(setupOptions));
    const speak = await screenReaderOf(page);
    const rows: string[] = [];
    let before: readonly string[] = [];
    const step = async (what: string, wanted: string): Promise<void> => {
      // A live region shows its text a moment after the event that causes it.
      await expect
        .poll(async () => JSON.stringify(await speak()), { message: what })
        .toContain(wanted);
      const { focus, live } = await speak();
      const fresh = live.filter((text) => !before.includes(text)).map(constant);
      before = live;
      const cells = [what, constant(focus), fresh.join('; ')].map((cell) => cell || 'none');
      rows.push(`| ${cells.join(' | ')} |`);
    };
    const focus = (name: RegExp) => page.getByRole('switch', { name }).focus();

    await step('Open the panel', 'No role is switched on');
    await focus(/audit/);
    await step('Tab to a role’s switch', 'Keep audit fresh');
    await page.keyboard.press('Space');
    await step('Space switches it on; it needs an MFA code', 'Six-digit code');
    await page.keyboard.type('123456');
    await waitForText(cardOf(page, 'audit'), /^Until/);
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await waitForText(page.locator('.toasts'), 'AWS says you are');
    await step('Type the code', 'All good');
    await page.locator('.toast .bare').click();
    await focus(/lost/);
    await page.keyboard.press('Space');
    await step('Switch on a role that AWS denies', 'access denied');
    await page.getByRole('searchbox').focus();
    await page.keyboard.type('audit');
    await step('Search', '1 role found');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Add a role' }).press('Enter');
    await step('Add a role', 'Paste the role');
    await page.keyboard.insertText(`aws sts assume-role --role-arn ${audit} --external-id abc`);
    await step('Paste what you were sent', 'Found an assume-role command');
    await page.getByLabel('Role ARN').fill('x');
    await page.getByRole('button', { name: 'Add role' }).press('Enter');
    await step('Save with a field that is wrong', 'must be the ARN');
    await page.getByLabel('Role ARN').fill('arn:aws:iam::222233334444:role/New');
    await page.getByRole('button', { name: 'Add role' }).press('Enter');
    await cardOf(page, 'audit-2').locator('[aria-expanded=true]:focus').waitFor();
    await step('Save', 'Saved audit-2.');

    const written = document
      .split('\n')
      .filter((line) => line.startsWith('| '))
      .map((line) => line.replace(/ +/g, ' '));
    expect(written.slice(2)).toEqual(rows);
  });
});
