import { violations } from './axe-violations.ts';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { describePanel, replacingInBridge, waitForText } from './panel-page.ts';

const openSettings = (page: Page) =>
  page.getByRole('button', { name: 'Settings', exact: true }).click();
/** The application has settings that the panel in a browser does not have. */
const inApplication = { init: replacingInBridge("{ surface: 'application' }") };
const groundOf = (page: Page) =>
  page.evaluate<string>('getComputedStyle(document.documentElement).backgroundColor');
const LIGHT = 'rgb(244, 245, 247)';
const DARK = 'rgb(21, 24, 30)';

describePanel('the settings', (panel) => {
  it('show where Rolekeeper’s files are, with details to copy for a bug report', async () => {
    const setup = await panel.start();
    const page = await panel.open(setup, { permissions: ['clipboard-read', 'clipboard-write'] });
    await page.getByRole('button', { name: 'Settings' }).click();
    const about = page.getByRole('region', { name: 'About' });
    await waitForText(about, setup.home.credentialsFile);
    await waitForText(about, /rolekeeper\.log$/);
    // A browser cannot open files of this computer.
    expect(await about.getByRole('button').allInnerTexts()).toEqual(['Copy details']);
    await about.getByRole('button', { name: 'Copy details' }).press('Enter');
    await waitForText(about, 'Copied');
    const copied = await page.evaluate<string>('navigator.clipboard.readText()');
    expect(copied).toMatch(/^Rolekeeper \d+\.\d+\.\d+\nSystem: .*\nRuntime: Node /);
    expect(await violations(page)).toEqual([]);
  });

  it('are saved one by one as they change, and are still set when the page opens again', async () => {
    const setup = await panel.start();
    const page = await panel.open(setup);
    const held = () => setup.app.state().preferences;
    await openSettings(page);
    await page.getByLabel('MFA session duration').selectOption({ label: '36 hours' });
    await waitForText(page.getByRole('main'), 'Saved');
    const atQuit = page.getByRole('group', { name: 'When Rolekeeper quits' });
    await atQuit.getByRole('radio', { name: 'Release roles' }).check();
    await page.getByRole('switch', { name: 'Write the credentials file in place' }).click();
    await page.getByRole('radio', { name: 'Only what needs you' }).check();
    await page.getByLabel('Credentials file', { exact: true }).fill('/tmp/keys-of-a-test');
    await page.getByLabel('Credentials file', { exact: true }).press('Enter');
    await expect.poll(held).toEqual({
      mfaSessionSeconds: 129_600,
      onQuit: 'release',
      onLock: 'keep',
      onSuspend: 'keep',
      onIdle: 'keep',
      idleMinutes: 15,
      writeInPlace: true,
      credentialsFile: '/tmp/keys-of-a-test',
      theme: 'system',
      language: 'system',
      listing: 'automatic',
      notices: 'needed',
      updateNotices: true,
      trayIcon: 'coloured',
      credentialsEndpoint: false,
      credentialsEndpointPort: 4749,
    });
    await page.getByLabel('Credentials file', { exact: true }).fill('');
    await page.getByRole('button', { name: 'Back' }).click();
    await expect.poll(() => held().credentialsFile).toBeUndefined();
    await openSettings(page);
    await page.getByRole('radio', { name: 'Only what needs you', checked: true }).waitFor();
  });

  it('make the panel light or dark at once and in new windows, whatever the system prefers', async () => {
    const setup = await panel.start();
    const page = await panel.open(setup, { colorScheme: 'light' });
    await expect.poll(() => groundOf(page)).toBe(LIGHT);
    await openSettings(page);
    await page.getByRole('radio', { name: 'Dark' }).check();
    await expect.poll(() => groundOf(page)).toBe(DARK);
    await expect
      .poll(async () => groundOf(await panel.open(setup, { colorScheme: 'light' })))
      .toBe(DARK);
    await page.getByRole('group', { name: 'Appearance' }).getByLabel('System').check();
    await expect.poll(() => groundOf(page)).toBe(LIGHT);
    await page.emulateMedia({ colorScheme: 'dark' });
    await expect.poll(() => groundOf(page)).toBe(DARK);
    await page.getByRole('radio', { name: 'Light', exact: true }).check();
    await expect.poll(() => groundOf(page)).toBe(LIGHT);
  });

  it('say why a proxy or a certificate file is refused, and do not store it', async () => {
    const setup = await panel.start();
    const page = await panel.open(setup);
    await openSettings(page);
    const proxy = page.getByLabel('Proxy');
    await proxy.fill('socks5://proxy.example:1080');
    await proxy.press('Enter');
    await waitForText(page.getByRole('main'), 'Proxy must be an http or https address');
    await expect.poll(() => proxy.getAttribute('aria-invalid')).toBe('true');
    const file = join(setup.home.folder, 'notes.pem');
    await writeFile(file, 'no certificate');
    await page.getByLabel('Additional CA certificates').fill(file);
    await page.getByLabel('Additional CA certificates').press('Enter');
    await waitForText(
      page.getByRole('main'),
      'Additional CA certificates must be the absolute path of a readable PEM file',
    );
    expect(setup.app.state().preferences).not.toHaveProperty('proxy');
    expect(setup.app.state().preferences).not.toHaveProperty('caBundle');

    await proxy.fill('http://me:s3cret@proxy.example:3128');
    await proxy.press('Enter');
    await waitForText(page.getByRole('main'), 'Proxy cannot have a user or password');
    await expect.poll(() => page.content()).not.toContain('s3cret');
    expect(setup.app.state().preferences).not.toHaveProperty('proxy');

    await proxy.fill('http://proxy.example:3128');
    await proxy.press('Enter');
    await expect.poll(() => proxy.getAttribute('aria-invalid')).toBe('false');
    expect(setup.app.state().preferences.proxy).toBe('http://proxy.example:3128');
  });

  it('omit in a browser what only the application can do', async () => {
    const page = await panel.open(await panel.start());
    await openSettings(page);
    await page.getByRole('group', { name: 'Notifications' }).waitFor();
    const startAtLogin = page.getByRole('switch', { name: 'Start Rolekeeper when you log in' });
    await expect.poll(() => startAtLogin.count()).toBe(0);
    expect(await page.getByRole('group', { name: 'Tray icon' }).count()).toBe(0);
  });

  it('offer start at login and the tray icon in the application', async () => {
    const setup = await panel.start();
    const page = await panel.open(setup, inApplication);
    await openSettings(page);
    const startAtLogin = page.getByRole('switch', { name: 'Start Rolekeeper when you log in' });
    await expect.poll(() => startAtLogin.getAttribute('aria-checked')).toBe('false');
    await startAtLogin.click();
    await expect.poll(() => setup.app.state().preferences.startAtLogin).toBe(true);
    await expect.poll(() => startAtLogin.getAttribute('aria-checked')).toBe('true');
    const icons = page.getByRole('group', { name: 'Tray icon' });
    await icons.getByRole('radio', { name: 'White' }).check();
    await expect.poll(() => setup.app.state().preferences.trayIcon).toBe('white');
  });

  it('say what to do if the system does not start the application at login', async () => {
    const setup = await panel.start();
    const page = await panel.open(setup, inApplication);
    await openSettings(page);
    const startAtLogin = page.getByRole('switch', { name: 'Start Rolekeeper when you log in' });
    const id = (await startAtLogin.getAttribute('id')) ?? '';
    // Reads everything in one step, because an element can disappear between two steps.
    const described = () =>
      page.evaluate(
        `document.getElementById('${id}').getAttribute('aria-describedby').split(' ')
          .map((each) => document.getElementById(each).innerText).join(' ')`,
      );
    const hint = 'Roles stay fresh only while Rolekeeper runs.';
    await expect.poll(described).toBe(hint);
    setup.app.showLoginItem('needs-approval');
    await expect
      .poll(described)
      .toBe(
        `${hint} macOS waits for your approval. ` +
          'Allow Rolekeeper in System Settings > General > Login Items.',
      );
    setup.app.showLoginItem('switched-off');
    await expect.poll(described).toContain('Switch it on there, or turn this setting off and on.');
    setup.app.showLoginItem('as-set');
    await expect.poll(described).toBe(hint);
  });

  it('show the environment variables of a role whose credentials the application serves', async () => {
    const setup = await panel.start();
    const page = await panel.open(setup, inApplication);
    await openSettings(page);
    const port = page.getByLabel('Port of the endpoint');
    expect(await port.count()).toBe(0);
    await page.getByRole('switch', { name: 'Serve credentials to programs' }).click();
    await waitForText(page.getByRole('main'), 'No role is on. Switch a role on');
    const portIsFree = setup.app.report({
      kind: 'endpoint-unavailable',
      port: 4749,
      code: 'EADDRINUSE',
    });
    await waitForText(page.getByRole('main'), 'does not run, because it cannot use this port');
    portIsFree();
    await waitForText(page.getByRole('main'), 'No role is on. Switch a role on');
    setup.app.showServed([
      {
        roleId: '0123456789ab',
        roleName: 'client-s3',
        url: 'http://127.0.0.1:4749/0123456789ab',
        tokenFile: '/home/alice/.config/rolekeeper/endpoint/0123456789ab.token',
      },
    ]);
    const variables = page.getByRole('region', { name: 'Variables for client-s3' });
    await waitForText(
      variables,
      'AWS_CONTAINER_CREDENTIALS_FULL_URI=http://127.0.0.1:4749/0123456789ab',
    );
    await waitForText(variables, 'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE=/home/alice');
    await port.fill('80');
    await port.press('Enter');
    await waitForText(page.getByRole('main'), 'between 1024 and 65535');
    await port.fill('5000');
    await port.press('Enter');
    await expect.poll(() => setup.app.state().preferences.credentialsEndpointPort).toBe(5000);
  });

  it('change the language of the panel and the tray menu at once', async () => {
    const setup = await panel.start();
    const page = await panel.open(setup, {
      locale: 'de-DE',
      viewport: { width: 1000, height: 700 },
    });
    const language = () => page.evaluate<string>('document.documentElement.lang');
    await expect.poll(() => language()).toBe('de');
    await page.getByRole('button', { name: 'Einstellungen', exact: true }).click();
    await page.getByRole('radio', { name: 'English' }).check();
    await waitForText(page.getByRole('heading', { level: 1 }), 'Settings');
    await expect.poll(() => language()).toBe('en');
    await waitForText(page.getByLabel('Tray menu'), 'Quit Rolekeeper');
    await page.getByRole('radio', { name: 'Deutsch' }).check();
    await waitForText(page.getByRole('heading', { level: 1 }), 'Einstellungen');
    await waitForText(page.getByLabel('Tray menu'), 'Rolekeeper beenden');
    expect(setup.app.state().preferences.language).toBe('de');
  });

  it('leave the language and the format of times to the system by default', async () => {
    const setup = await panel.start();
    const status = async (locale: string): Promise<string> => {
      const page = await panel.open(setup, { locale });
      return (await page.locator('.status').first().textContent()) ?? '';
    };
    const [role] = setup.app.state().roles;
    await setup.app.api.session.assume({
      roleId: role?.role.id ?? '',
      keep: true,
      takeOver: false,
    });
    await expect.poll(() => status('en-US')).toMatch(/^Until \d{1,2}:\d\d\s[AP]M/);
    await expect.poll(() => status('en-GB')).toMatch(/^Until \d\d:\d\d/);
    await expect.poll(() => status('de-AT')).toMatch(/^Bis \d\d:\d\d/);
  });
});
