import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { DEMO_SERIAL, PANEL_USER, panelSamples } from '../../demo/panel/panel-samples.ts';
import { violations } from './axe-violations.ts';
import { cardOf, clientArn, describePanel, waitForText, switchOf } from './panel-page.ts';

/** Exported settings with a new role, a role whose name exists already, and a setting. */
const settingsFile = {
  name: 'settings.json',
  mimeType: 'application/json',
  buffer: Buffer.from(
    JSON.stringify({
      format: 'rolekeeper-settings',
      version: 1,
      roles: ['new-one', 'client-s3'].map((name, place) => ({
        id: `aaaaaaaaaaa${String(place)}`,
        name,
        roleArn: 'arn:aws:iam::123456789012:role/Else',
        sourceProfile: 'default',
        targetProfile: name,
        roleSessionName: 'me',
        durationSeconds: 3600,
      })),
      preferences: { notices: 'none' },
    }),
  ),
};

describePanel('axe', (panel) => {
  for (const colorScheme of ['light', 'dark'] as const) {
    it(`finds no fault in the pages and dialogs of the panel, ${colorScheme}`, async () => {
      const { accounts, roles } = panelSamples(3600);
      const setup = await panel.start({ user: PANEL_USER, accounts, roles });
      const page = await panel.open(setup, {
        colorScheme,
        viewport: { width: 1000, height: 700 },
        reducedMotion: 'reduce',
      });
      const back = () => page.keyboard.press('Escape');
      await switchOf(page, 'client-s3').click();
      await waitForText(cardOf(page, 'client-s3'), /^Until/);
      await switchOf(page, 'partner').click();
      await waitForText(cardOf(page, 'partner'), /AWS denied access/);
      await page.getByText('Details').click();
      await switchOf(page, 'audit').click();
      await page.getByRole('dialog', { name: 'MFA code' }).waitFor();
      expect(await violations(page)).toEqual([]);
      await back();
      await switchOf(page, 'sandbox').click();
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Open the page' }).waitFor();
      expect(await violations(page)).toEqual([]);
      await page.getByRole('dialog').getByRole('button', { name: 'Cancel sign-in' }).click();
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await page
        .getByRole('button', { name: /^client-s3 / })
        .first()
        .click();
      expect(await violations(page)).toEqual([]);
      await page.keyboard.press('?');
      await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
      expect(await violations(page)).toEqual([]);
      await back();
      await page.keyboard.type('build');
      await waitForText(page.getByRole('search'), /^2 roles found/);
      expect(await violations(page)).toEqual([]);
      await page.keyboard.type('x');
      await waitForText(page.getByRole('search'), '0 roles found');
      expect(await violations(page)).toEqual([]);
      await back();

      await page.getByRole('button', { name: 'Add a role' }).click();
      await page.getByText('More fields').click();
      await page.getByRole('button', { name: 'Add role' }).click();
      expect(await violations(page)).toEqual([]);
      await page
        .getByLabel('Paste the role')
        .fill(
          `aws sts assume-role --role-arn ${clientArn} --token-code 1 --endpoint-url https://sts.example.com`,
        );
      await page.getByLabel('Name', { exact: true }).fill('corp');
      await waitForText(page.getByRole('main'), 'Before you save');
      await page.getByRole('button', { name: 'Test', exact: true }).click();
      await waitForText(page.getByRole('main'), 'It does not work yet.');
      expect(await violations(page)).toEqual([]);
      await page.getByLabel('MFA device').fill(DEMO_SERIAL);
      await page.getByRole('button', { name: 'Test', exact: true }).click();
      await page.getByLabel('Six-digit code').waitFor();
      expect(await violations(page)).toEqual([]);
      await back();

      await page.getByRole('button', { name: 'Show required policies' }).click();
      await waitForText(page.getByRole('main'), 'Commands that attach it');
      expect(await violations(page)).toEqual([]);
      await back();

      await writeFile(
        join(dirname(setup.home.credentialsFile), 'config'),
        `[profile a]\nrole_arn = ${clientArn}\nsource_profile = b\n[profile b]\nrole_arn = ${clientArn}\nsource_profile = default\n[profile c]\nrole_arn = x\n`,
      );
      await page.getByRole('button', { name: 'Import from ~/.aws/config' }).click();
      await waitForText(page.getByRole('main'), 'Can be added');
      expect(await violations(page)).toEqual([]);
      await back();

      await page.getByRole('button', { name: 'Doctor' }).click();
      await waitForText(page.getByRole('main'), 'Clock');
      expect(await violations(page)).toEqual([]);
      await back();

      await page.getByRole('button', { name: 'Activity', exact: true }).first().click();
      await waitForText(page.getByRole('main'), 'Failed: access denied');
      expect(await violations(page)).toEqual([]);
      await back();

      await page.getByRole('button', { name: 'Settings', exact: true }).click();
      expect(await violations(page)).toEqual([]);
      await page.getByLabel('File of exported settings').setInputFiles(settingsFile);
      await waitForText(page.getByRole('dialog'), 'New roles');
      expect(await violations(page)).toEqual([]);
      await back();
      await back();

      await page
        .getByRole('button', { name: /^client-s3 / })
        .first()
        .click();
      if ((await page.getByRole('button', { name: 'Edit' }).count()) === 0)
        throw new Error('the card is not expanded');
      await page.getByRole('button', { name: 'Edit' }).click();
      await page.getByRole('button', { name: 'Remove role' }).click();
      await page.getByRole('button', { name: 'Undo' }).waitFor();
      expect(await violations(page)).toEqual([]);
    });

    it(`finds no fault before the first role is added, ${colorScheme}`, async () => {
      const page = await panel.open(await panel.start({ roles: [] }), { colorScheme });
      await waitForText(page.getByRole('main'), 'Paste a role');
      expect(await violations(page)).toEqual([]);
      await page.getByRole('button', { name: 'Paste a role' }).click();
      await waitForText(page.getByRole('main'), /^To AWS, default is/);
      expect(await violations(page)).toEqual([]);
    });
  }

  it('finds no fault in the pages and dialogs in German, which have no English text', async () => {
    const { accounts, roles } = panelSamples(3600);
    const setup = await panel.start({ user: PANEL_USER, accounts, roles });
    const page = await panel.open(setup, { locale: 'de-DE', reducedMotion: 'reduce' });
    const english =
      /\b(?:the|is|are|needs|until|roles?|settings|cannot|with|nothing|profile of|AWS did)\b/i;
    const checkPage = async (): Promise<void> => {
      expect(await violations(page)).toEqual([]);
      const texts = await page.locator('main, dialog[open]').allInnerTexts();
      const ours = texts.join('\n').split('\n');
      // Messages of AWS, documents, names and paths are not translated.
      const untranslated = ours.filter((line) => !/meldet:|[{}":=/]|^\S+$/.test(line));
      expect(untranslated.filter((line) => english.test(line))).toEqual([]);
    };
    const toggle = (name: string) => page.getByRole('switch', { name: `${name} frisch halten` });
    await toggle('client-s3').click();
    await page.getByText(/^Bis/).first().waitFor();
    await toggle('partner').click();
    await page
      .getByText(/AWS hat den Zugriff auf/)
      .first()
      .waitFor();
    await page.getByText('Einzelheiten').click();
    await toggle('audit').click();
    await page.getByRole('dialog', { name: 'MFA-Code' }).waitFor();
    await checkPage();
    await page.keyboard.press('Escape');
    await toggle('sandbox').click();
    await page.getByRole('button', { name: 'Anmelden' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Seite öffnen' }).waitFor();
    await checkPage();
    await page.keyboard.press('Escape');
    await checkPage();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Tasten' }).waitFor();
    await checkPage();
    await page.keyboard.press('Escape');
    await page.keyboard.type('build');
    await checkPage();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Rolle anlegen', exact: true }).first().click();
    await page
      .getByLabel('Rolle einfügen')
      .fill(
        `aws sts assume-role --role-arn ${clientArn} --token-code 1 --endpoint-url https://sts.example.com`,
      );
    await page.getByLabel('Name', { exact: true }).fill('corp');
    await page.getByText('Vor dem Speichern').waitFor();
    await page.getByRole('button', { name: 'Testen', exact: true }).click();
    await page.getByText('Es funktioniert noch nicht.').waitFor();
    await checkPage();
    await page.getByRole('button', { name: 'Abbrechen', exact: true }).click();
    for (const [open, shown] of [
      ['Rolle anlegen', 'Rolle einfügen'],
      ['Aus Identity Center anlegen', 'Meine Konten auflisten'],
      ['Nötige Richtlinien zeigen', 'Befehle, die sie anhängen'],
      ['Verlauf', 'Fehlgeschlagen: Zugriff verweigert'],
      ['Prüfung', 'Uhr'],
      ['Einstellungen', 'Dauer der MFA-Sitzung'],
    ] as const) {
      await page.getByRole('button', { name: open, exact: true }).first().click();
      await page.getByText(shown).first().waitFor();
      await checkPage();
      await page.keyboard.press('Escape');
    }
    await page.getByRole('button', { name: 'Einstellungen', exact: true }).click();
    await page.getByLabel('Datei mit exportierten Einstellungen').setInputFiles(settingsFile);
    await page.getByText('Neue Rollen').waitFor();
    await checkPage();
  });

  it('finds no fault in German before the first role is added', async () => {
    const page = await panel.open(await panel.start({ roles: [] }), { locale: 'de-DE' });
    await page.getByRole('button', { name: 'Rolle einfügen' }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Rolle einfügen' }).click();
    await page.getByText(/^Für AWS ist default/).waitFor();
    expect(await violations(page)).toEqual([]);
  });
});

describePanel('a narrow panel with text at twice the size', (panel) => {
  it('is not wider than its window, and cuts off no card, search field or dialog', async () => {
    const { accounts, roles } = panelSamples(3600);
    const setup = await panel.start({ user: PANEL_USER, accounts, roles });
    const page = await panel.open(setup, { viewport: { width: 400, height: 640 } });
    await page.evaluate("document.documentElement.style.fontSize = '32px'");
    await switchOf(page, 'partner').click();
    await waitForText(cardOf(page, 'partner'), /AWS denied access/);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(400);
    await page.keyboard.type('client');
    await page.getByRole('search').waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(400);
    const cut =
      "[...document.querySelectorAll('.card, .search-line, dialog')].filter((e) => e.scrollWidth > e.clientWidth + 1).length";
    expect(await page.evaluate(cut)).toBe(0);
    await page.keyboard.press('Escape');
    await page.getByRole('heading', { level: 1 }).focus();
    await page.keyboard.press('?');
    await page.getByRole('dialog').waitFor();
    expect(await page.evaluate(cut)).toBe(0);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Add a role' }).click();
    await page
      .getByLabel('Paste the role')
      .fill(`aws sts assume-role --role-arn ${clientArn} --endpoint-url https://sts.example.com`);
    await page.getByRole('button', { name: 'Test', exact: true }).click();
    await waitForText(page.getByRole('main'), 'It does not work yet.');
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(400);
  });
});
