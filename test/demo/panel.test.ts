import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { demoOrganization } from '../../demo/identity-center/demo-identity-center.ts';
import { PANEL_USER, panelSamples } from '../../demo/panel/panel-samples.ts';
import { startPanelSetup } from '../../demo/panel/panel-setup.ts';
import { developer } from '../../demo/sample-roles.ts';

const entry = resolve(import.meta.dirname, '../../demo/panel/panel.ts');

describe('npm run panel', () => {
  it('prints a link to the panel, prints a new link on Enter, and deletes its files when it ends', async () => {
    const child = spawn(process.execPath, [entry], { stdio: ['pipe', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    const ended = new Promise<number | null>((done) => child.once('exit', done));
    const links = () =>
      [...output.matchAll(/http:\/\/127\.0\.0\.1:\d+\/#[\w-]{32}/g)].map(([link]) => link);
    await expect.poll(() => links().length).toBe(1);
    expect(output).toMatch(/MFA code: \d{6}/);
    expect(await (await fetch(links()[0] ?? '')).text()).toContain(
      '<script defer src="/browser-page.js"></script>',
    );
    child.stdin.write('\n');
    await expect.poll(() => links().length).toBe(2);
    expect(new Set(links()).size).toBe(2);
    const [credentials = ''] = /\/\S+\/\.aws\/credentials/.exec(output) ?? [];
    expect(existsSync(credentials)).toBe(true);
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(existsSync(credentials)).toBe(false);
  });
});

describe('startPanelSetup', () => {
  it('starts an Identity Center that throttles the listing of 61 accounts and ends the sign-in after 8 h', async () => {
    let advancedMs = 0;
    let stoppedAt: number | null = null;
    const { roles, options } = demoOrganization(developer(300));
    const now = () => (stoppedAt ?? Date.now()) + advancedMs;
    const setup = await startPanelSetup({
      panel: '/nonexistent',
      user: PANEL_USER,
      ...panelSamples(300),
      organization: { roles, options: { ...options, signInSeconds: 8 * 3600, now } },
    });
    onTestFinished(() => setup.stop());
    const { api } = setup.app;
    const from = { kind: 'sso-session', name: 'demo' } as const;
    let wasThrottled = false;
    const unsubscribe = setup.app.subscribe(({ discoveries: [progress] }) => {
      wasThrottled ||= progress?.isThrottled === true;
      if (wasThrottled) stoppedAt = null;
    });
    const signInNeeded = { ok: false, failure: { kind: 'sign-in-needed' } };
    expect(await api.discovery.list({ from })).toMatchObject(signInNeeded);
    const signedIn = api.discovery.signIn({ from, device: true });
    await expect.poll(() => setup.center.waiting()).toHaveLength(1);
    setup.center.answer(setup.center.waiting()[0] ?? '', true);
    expect(await signedIn).toMatchObject({ ok: true });
    // Stops the Identity Center's clock until it refuses a request, so a slow computer gets a
    // refusal too.
    stoppedAt = Date.now();
    const listed = await api.discovery.list({ from });
    unsubscribe();
    expect(listed.ok && listed.value?.assignments.length).toBe(241);
    expect(listed).toMatchObject({ value: { unlisted: [] } });
    expect(wasThrottled).toBe(true);
    const chosen = { accountId: '100000000007', permissionSet: 'Billing', name: 'b', group: '' };
    expect(await api.discovery.add({ from, roles: [chosen] })).toMatchObject({
      value: [{ result: { ok: true } }],
    });
    // One second later, the Identity Center accepts several requests at the same time again.
    advancedMs = 1000;
    const views = () => setup.app.state().roles;
    const developers = views().filter(({ role }) => ['developer', 'b'].includes(role.name));
    for (const { role } of developers) {
      const request = { roleId: role.id, keep: true, takeOver: false };
      expect(await api.session.assume(request)).toMatchObject({ ok: true });
    }
    advancedMs = 8 * 3_600_000;
    const [{ role } = { role: { id: '' } }] = developers;
    const again = { roleId: role.id, keep: true, takeOver: false };
    expect(await api.session.assume(again)).toMatchObject(signInNeeded);
  });
});
