import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { PanelBridge } from '../../src/core/contract/bridge.ts';
import { panelChannels as channel } from '../../src/core/contract/panel-channels.ts';
import { mfaRole, roleArn } from '../support/cli-harness.ts';
import { eventually } from '../support/running-main.ts';
import { describePacked, origin, type PackedPanel } from './packed-page.ts';
import { cardOf, chooseMore, waitForText, switchOf } from './panel-page.ts';

const client = { name: 'client-s3', roleArn, region: 'eu-central-1' };
const behindMfa = {
  name: 'audit',
  roleArn: mfaRole.roleArn,
  region: 'eu-central-1',
  mfaSerial: 'arn:aws:iam::111122223333:mfa/alice',
};

async function add(
  { main, setup }: PackedPanel,
  role: typeof client | typeof behindMfa,
): Promise<void> {
  await setup.addRole(main, role.name, role);
}

/** Records every violation of the page's policy from now on. */
async function watchPolicy(page: Page): Promise<() => Promise<unknown>> {
  await page.evaluate(
    "window.broken = []; document.addEventListener('securitypolicyviolation', (e) => broken.push(e.violatedDirective)); 0",
  );
  return () => page.evaluate('window.broken');
}

describePacked((test) => {
  describe('the packed panel, served by the packed protocol handler', () => {
    it.each(['light', 'dark'] as const)(
      'shows its pages without a violation of its content security policy, %s',
      async (colorScheme) => {
        const desk = await test.open({ colorScheme });
        const { page, served } = desk;
        const broken = await watchPolicy(page);
        await waitForText(page.getByRole('main'), 'Keep your AWS roles fresh');
        await add(desk, client);
        await switchOf(page, 'client-s3').click();
        await waitForText(cardOf(page, 'client-s3'), /^Until/);
        await page.getByRole('button', { name: /^client-s3 / }).click();
        await chooseMore(page, 'client-s3', 'Show required policies');
        await waitForText(page.getByRole('heading', { level: 1 }), 'Access to client-s3');
        await page.keyboard.press('Escape');
        await page.getByRole('button', { name: 'Add a role' }).click();
        await page.getByLabel('Paste the role').fill(roleArn);
        await page.getByText('More fields').click();
        await page.getByRole('button', { name: 'Cancel' }).click();
        await page.getByRole('button', { name: 'Doctor' }).click();
        await waitForText(page.getByRole('main'), 'Clock');
        await page.keyboard.press('Escape');
        await page.getByRole('button', { name: 'Settings', exact: true }).click();
        await page.getByLabel('MFA session duration').waitFor();
        await page.keyboard.press('Escape');
        await add(desk, behindMfa);
        await switchOf(page, 'audit').click();
        await page.getByRole('dialog', { name: 'MFA code' }).waitFor();

        await expect.poll(() => broken()).toEqual([]);
        expect(served.filter((line) => !line.endsWith(' 200'))).toEqual([]);
        // The panel's own styles apply, in the colour scheme of the system.
        const colour = await page.evaluate(
          'getComputedStyle(document.documentElement).backgroundColor',
        );
        const [brightest = 0] =
          String(colour)
            .match(/\d+/g)
            ?.map(Number)
            .sort((a, b) => b - a) ?? [];
        expect(brightest > 128).toBe(colorScheme === 'light');
      },
    );

    it('offers the role on the clipboard, and fills it in after a click', async () => {
      const { page, main } = await test.open();
      await main.do.invoke(channel.perform, [{ kind: 'copy', text: `Your role: ${roleArn}` }]);
      await page.getByRole('button', { name: 'Paste a role' }).click();
      await waitForText(page.getByRole('main'), 'The ARN of a role is on your clipboard');
      await expect.poll(() => page.getByLabel('Role ARN').inputValue()).toBe('');
      await page.getByRole('button', { name: 'Use it' }).click();
      await expect.poll(() => page.getByLabel('Role ARN').inputValue()).toBe(roleArn);
      await page.getByRole('button', { name: 'Use it' }).waitFor({ state: 'detached' });
      await expect.poll(() => page.content()).not.toContain('Your role:');
    });

    it('requests only files of the package', async () => {
      const { page, served } = await test.open();
      await waitForText(page.getByRole('main'), 'Keep your AWS roles fresh');
      const assets = await readdir(join(test.packed().app, 'out/renderer/assets'));
      expect([...served].sort()).toEqual(
        ['app://panel/ 200', ...assets.map((name) => `app://panel/assets/${name} 200`)].sort(),
      );
      const shown = await page.evaluate("fetch('/').then(() => 'fetched', () => 'refused')");
      expect(shown).toBe('refused');
      expect(test.complaints().join()).toMatch(/Content Security Policy/);
    });

    it('blocks foreign scripts, styles, images and frames by its content security policy', async () => {
      const { page } = await test.open();
      const broken = await watchPolicy(page);
      await page.evaluate(`
      const put = (name, set) => document.body.append(Object.assign(document.createElement(name), set));
      put('script', { textContent: 'window.ran = true' });
      put('script', { src: 'https://evil.example/x.js' });
      put('img', { src: 'https://evil.example/x.png' });
      put('iframe', { src: 'https://evil.example/' });
      put('style', { textContent: 'body { color: red }' });
      document.body.setAttribute('style', 'color: red');
      put('div', { innerHTML: '<b onclick="window.ran = true" id="inline">x</b>' });
      document.getElementById('inline').click();
      0`);
      await expect
        .poll(broken)
        .toEqual(expect.arrayContaining(['img-src', 'frame-src', 'script-src-attr']));
      const directives = new Set((await broken()) as readonly string[]);
      expect([...directives].sort()).toEqual([
        'frame-src',
        'img-src',
        'script-src-attr',
        'script-src-elem',
        'style-src-attr',
        'style-src-elem',
      ]);
      await expect.poll(() => page.evaluate('window.ran ?? null')).toBeNull();
      expect(test.complaints().length).toBeGreaterThan(5);
    });
  });

  describe('the built preload', () => {
    it('exposes one frozen object with the functions of the bridge, and nothing of Electron', async () => {
      const { page } = await test.open();
      const names =
        'Reflect.ownKeys(window).map(String).filter((name) => !/^(\\\\d+|__playwright.*)$/.test(name))';
      const bare = await page.context().newPage();
      const ours = await page.evaluate<readonly string[]>(names);
      const anyones = new Set(await bare.evaluate<readonly string[]>(names));
      // The browser gives more APIs to a secure origin, so the page without the preload also opens
      // one.
      await bare.route('**/*', (route) => route.fulfill({ contentType: 'text/html', body: '' }));
      await bare.goto(`${origin}/`);
      for (const name of await bare.evaluate<readonly string[]>(names)) anyones.add(name);
      expect(ours.filter((name) => !anyones.has(name))).toEqual(['rolekeeper']);

      const bridge = {
        surface: 'string',
        call: 'function',
        perform: 'function',
        onState: 'function',
        onShow: 'function',
        onShown: 'function',
        save: 'function',
        clipboardRoles: 'function',
        hide: 'function',
      } satisfies Record<keyof PanelBridge, string>;
      const kinds =
        'Object.fromEntries(Object.entries(rolekeeper).map(([key, value]) => [key, typeof value]))';
      await expect.poll(() => page.evaluate(kinds)).toEqual(bridge);
      const kept =
        "(() => { 'use strict'; try { rolekeeper.call = null } catch {} try { window.rolekeeper = {} } catch {} return typeof rolekeeper.call })()";
      await expect.poll(() => page.evaluate(kept)).toBe('function');
      // The page gets only the state, and not Electron's event object.
      const received = await page.evaluate(
        'new Promise((done) => rolekeeper.onState((...values) => done(values.map((value) => Object.keys(value).includes("roles")))))',
      );
      expect(received).toEqual([true]);
    });

    it('requires only electron', async () => {
      const preload = await readFile(join(test.packed().app, 'out/preload/index.cjs'), 'utf8');
      expect([...preload.matchAll(/\brequire\(([^)]*)\)/g)].map(([, id]) => id)).toEqual([
        '"electron"',
      ]);
      expect(preload).not.toMatch(/\bprocess\.|\bBuffer\.|__dirname|\bimport\(/);
    });
  });

  describe('the packed panel with its preload', () => {
    it('writes the keys of a role that is switched on, and removes them when it is switched off', async () => {
      const desk = await test.open();
      const { page, setup } = desk;
      const before = setup.credentials();
      await add(desk, client);
      await switchOf(page, 'client-s3').click();
      await waitForText(cardOf(page, 'client-s3'), /^Until \d\d:\d\d$/);
      await expect
        .poll(() => switchOf(page, 'client-s3').getAttribute('aria-checked'))
        .toBe('true');
      expect(setup.credentials()).toMatch(/\[client-s3\]\naws_access_key_id = ASIA/);
      await switchOf(page, 'client-s3').click();
      await waitForText(cardOf(page, 'client-s3'), 'Off');
      expect(setup.credentials()).toBe(before);
    });

    it('saves a role with optional fields, and removes a field that was emptied', async () => {
      const { page, setup, main } = await test.open();
      await page.getByRole('button', { name: 'Paste a role' }).click();
      await page.getByLabel('Paste the role').fill(roleArn);
      await page.getByText('More fields').click();
      await page.getByLabel('External ID').fill('client-external-id');
      await page.getByLabel('Region').fill('eu-central-1');
      await page.getByLabel(/endpoint/i).fill(setup.sts.url);
      await main.do.answer(0);
      await page.getByRole('button', { name: 'Add role' }).click();
      await waitForText(page.getByRole('main'), 'Saved my-s3-access.');
      await switchOf(page, 'my-s3-access').click();
      await waitForText(cardOf(page, 'my-s3-access'), /^Until/);
      // The card is expanded, because the role was just added.
      await page.getByRole('button', { name: 'Edit' }).click();
      await page.getByLabel('External ID').fill('');
      await page.getByRole('button', { name: 'Save' }).click();
      await eventually(
        () => main.state(),
        ({ roles }) => roles[0] !== undefined && !('externalId' in roles[0].role),
      );
    });

    it('says that AWS denies access to a role, and assumes it after its trust policy is changed', async () => {
      const desk = await test.open();
      const { page, setup } = desk;
      await add(desk, client);
      setup.sts.setRole({ roleArn, trusts: ['arn:aws:iam::888899990000:root'] });
      await switchOf(page, 'client-s3').click();
      await waitForText(cardOf(page, 'client-s3'), 'AWS denied access to client-s3');
      await page.getByRole('button', { name: 'Show required policies' }).click();
      await waitForText(page.getByRole('main'), 'arn:aws:iam::111122223333:user/alice');
      setup.sts.setRole({ roleArn, trusts: ['arn:aws:iam::111122223333:root'] });
      await page.getByRole('button', { name: 'Try again' }).click();
      await page.getByRole('button', { name: 'Back' }).click();
      await waitForText(cardOf(page, 'client-s3'), /^Until/);
    });

    it('passes an MFA code to main, which sends the code neither to a page nor to the system', async () => {
      const desk = await test.open();
      const { page, main } = desk;
      await add(desk, behindMfa);
      await switchOf(page, 'audit').click();
      await page.getByRole('dialog', { name: 'MFA code' }).waitFor();
      await page.getByLabel('Six-digit code').fill('123456');
      await waitForText(cardOf(page, 'audit'), /^Until/);
      await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
      expect(JSON.stringify(await main.do.facts())).not.toMatch(/(?<!\d)123456(?!\d)/);
    });

    it('hides the panel on Escape, and updates the page only while the panel is visible', async () => {
      const desk = await test.open();
      const { page, main } = desk;
      await add(desk, client);
      await switchOf(page, 'client-s3').waitFor();
      const panelWindow = async () => (await main.do.facts()).windows[0];
      await page.keyboard.press('Escape');
      await eventually(panelWindow, (window) => window?.visible === false);
      const sent = (await panelWindow())?.sent.length;
      const roleId = (await main.state()).roles[0]?.role.id ?? '';
      await expect
        .poll(() => main.call('role', 'set', { roleId, changes: { name: 'audit' } }))
        .toMatchObject({
          ok: true,
        });
      await eventually(
        () => main.do.menu(),
        (menu) => menu.some(({ label }) => label.startsWith('audit')),
      );
      expect((await panelWindow())?.sent.length).toBe(sent);
      await expect.poll(() => switchOf(page, 'audit').count()).toBe(0);
      await main.do.emit('app', 'second-instance');
      await switchOf(page, 'audit').waitFor();
    });

    it('opens the page that the user chooses in the tray menu', async () => {
      const { page, main } = await test.open();
      await main.do.click('settings');
      await page.getByLabel('MFA session duration').waitFor();
      await page.keyboard.press('Escape');
      await waitForText(page.getByRole('main'), 'Keep your AWS roles fresh');
    });
  });
});
