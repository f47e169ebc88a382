import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { clientArn, clientRole, describePanel, waitForText } from './panel-page.ts';
import { ScriptedConsent } from '../support/scripted-consent.ts';

const openSettings = (page: Page) =>
  page.getByRole('button', { name: 'Settings', exact: true }).click();

describePanel('exported settings', (panel) => {
  it('bring roles and settings to another computer, after a preview of the changes', async () => {
    const from = await panel.start({ roles: [clientRole, { name: 'second', roleArn: clientArn }] });
    await from.app.api.preferences.set({ changes: { notices: 'needed' } });
    const here = await panel.open(from);
    await openSettings(here);
    const coming = here.waitForEvent('download');
    await here.getByRole('button', { name: 'Export…' }).click();
    const download = await coming;
    expect(download.suggestedFilename()).toMatch(/^rolekeeper-settings-.*\.json$/);
    await waitForText(here.getByRole('main'), 'Settings exported.');
    const file = join(from.home.folder, 'exported.json');
    await download.saveAs(file);
    await from.server.close();

    const to = await panel.start({ roles: [] });
    const there = await panel.open(to);
    await openSettings(there);
    const dialog = there.getByRole('dialog', { name: 'Import settings' });
    // Windows PowerShell saves a file as UTF-16 with a BOM.
    const document = await readFile(file, 'utf8');
    await writeFile(file, Buffer.from(`\uFEFF${document}`, 'utf16le'));
    await there.getByLabel('File of exported settings').setInputFiles(file);
    await waitForText(dialog.getByRole('region', { name: 'New roles' }), 'client-s3');
    await waitForText(
      dialog.getByRole('region', { name: 'Settings', exact: true }),
      'Notifications: Only what needs you',
    );
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    expect(to.app.state().roles).toEqual([]);
    await there.getByLabel('File of exported settings').setInputFiles(file);
    await dialog.getByRole('button', { name: 'Import', exact: true }).click();
    await waitForText(there.getByRole('main'), 'Imported 2 roles and 1 setting.');
    expect(to.app.state().roles.map(({ role }) => role)).toEqual(
      from.app.state().roles.map(({ role }) => role),
    );
    expect(to.app.state().preferences.notices).toBe('needed');
    await there.getByLabel('File of exported settings').setInputFiles(file);
    await waitForText(dialog, '2 roles already exist and do not change.');
    await expect
      .poll(() => dialog.getByRole('button', { name: 'Import', exact: true }).isDisabled())
      .toBe(true);
  });

  it('need consent for servers and paths, add no role whose name is taken, and are refused if invalid', async () => {
    const consent = new ScriptedConsent();
    const setup = await panel.start({ consent });
    const page = await panel.open(setup);
    const exported = await setup.app.api.settings.export({});
    const read = JSON.parse(exported.ok ? exported.value.document : '') as {
      roles: Record<string, unknown>[];
    };
    const [role] = read.roles;
    const file = join(setup.home.folder, 'changed.json');
    const give = async (roles: readonly object[]): Promise<void> => {
      await writeFile(file, JSON.stringify({ ...read, roles, preferences: { configFile: '/x' } }));
      await page.getByLabel('File of exported settings').setInputFiles(file);
    };
    await openSettings(page);
    await give([
      { ...role, id: 'aaaaaaaaaaaa', roleArn: 'arn:aws:iam::123456789012:role/Else' },
      {
        ...role,
        id: 'bbbbbbbbbbbb',
        name: 'far',
        targetProfile: 'far',
        endpoint: 'https://sts.example.com',
      },
    ]);
    const dialog = page.getByRole('dialog', { name: 'Import settings' });
    const out = dialog.getByRole('region', { name: 'Not imported' });
    await waitForText(out, 'Another role is named client-s3. Rename it first.');
    await waitForText(dialog.getByRole('region', { name: 'New roles' }), 'far');
    await waitForText(
      dialog.getByRole('region', { name: 'Settings', exact: true }),
      'Now: default. New: /x',
    );
    const confirm = dialog.getByRole('button', { name: 'Import', exact: true });
    consent.answer = () => false;
    await confirm.click();
    await waitForText(page.getByRole('main'), /far: not imported, because it was not allowed/);
    await waitForText(
      page.getByRole('main'),
      /Config file: not imported, because it was not allowed/,
    );
    expect(setup.app.state().preferences.configFile).toBeUndefined();
    consent.answer = ({ kind }) => kind === 'endpoint';
    await page.getByLabel('File of exported settings').setInputFiles([]);
    await page.getByLabel('File of exported settings').setInputFiles(file);
    await confirm.click();
    await waitForText(page.getByRole('main'), 'Imported 1 role and 0 settings.');
    const before = await readFile(join(setup.home.folder, 'rolekeeper', 'settings.json'), 'utf8');
    await give([role ?? {}, { ...role, roleArn: 'nothing' }]);
    await waitForText(
      page.getByRole('alert'),
      /roles\[1\]\.roleArn must be the ARN of an IAM role/,
    );
    await expect
      .poll(() => readFile(join(setup.home.folder, 'rolekeeper', 'settings.json'), 'utf8'))
      .toBe(before);
  });
});
