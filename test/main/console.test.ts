import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { panelChannels as channel } from '../../src/core/contract/panel-channels.ts';
import { mfaRole } from '../support/cli-harness.ts';
import { certificate, hasOpenssl } from '../node/sts/certificate.ts';
import { startProxyServer } from '../node/sts/proxy-server.ts';
import type { MenuLine } from '../support/electron-stand-in/commands.ts';
import { menuLines } from '../support/main-steps.ts';
import { startFederationEndpoint } from '../support/federation-endpoint.ts';
import { createMainSetup, eventually, untilItHasAWindow } from '../support/running-main.ts';
import { standInBrowser } from '../support/stand-in-browser.ts';
import { skippedExceptOn } from '../support/systems.ts';

const STS = 'sts.eu-central-1.amazonaws.com';
const SIGN_IN = 'signin.aws.amazon.com';

const isCopy = ({ id }: MenuLine): boolean => id.endsWith(':copy-environment');

async function startApplication(network: 'environment' | 'settings' = 'environment') {
  const { tls, bundle } = certificate(STS, SIGN_IN);
  const setup = await createMainSetup({ tls });
  onTestFinished(() => setup.dispose());
  const federation = await startFederationEndpoint(tls);
  const stsPort = Number(new URL(setup.sts.url).port);
  const proxy = await startProxyServer('forward', (host) =>
    host === STS ? stsPort : federation.port,
  );
  mkdirSync(join(setup.home, '.aws'), { recursive: true });
  writeFileSync(join(setup.home, '.aws', 'config'), '[default]\nregion = eu-central-1\n');
  const isInSettings = network === 'settings';
  const preferences = { proxy: proxy.url, caBundle: bundle };
  mkdirSync(setup.rolekeeperHome, { recursive: true, mode: 0o700 });
  if (isInSettings)
    writeFileSync(
      join(setup.rolekeeperHome, 'settings.json'),
      JSON.stringify({ version: 1, roles: [], preferences }),
      { mode: 0o600 },
    );
  const variables = isInSettings ? {} : { AWS_CA_BUNDLE: bundle, HTTPS_PROXY: proxy.url };
  const main = await setup.start({ env: { ...variables, PATH: '/nowhere' } });
  await untilItHasAWindow(main);
  const openConsole = (roleId: string) =>
    main.do.invoke(channel.perform, [{ kind: 'open-console', roleId }]);
  return { setup, main, federation, proxy, openConsole };
}

describe.skipIf(!hasOpenssl || skippedExceptOn('Linux'))('the application', () => {
  it('opens the AWS console from the panel in the role’s browser, after it gets a session', async () => {
    const { setup, main, federation, proxy, openConsole } = await startApplication();
    const browser = standInBrowser(setup.home, 'local-browser');
    const command = `${browser.program} -P client`;
    const roleId = await setup.addRole(main, 'client', { endpoint: undefined, browser: command });
    expect(await openConsole(roleId)).toEqual({ ok: true, value: null });
    const { args, location, commandLines } = await browser.visit();
    expect(args).toEqual(['-P', 'client', expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\//)]);
    const [token = ''] = federation.tokens;
    expect(new URL(location ?? '').searchParams.get('SigninToken')).toBe(token);
    expect(commandLines.filter((line) => line.includes(token))).toEqual([]);
    expect(proxy.requests).toEqual([`CONNECT ${STS}:443`, `CONNECT ${SIGN_IN}:443`]);
    const { systemRequests } = await main.do.facts();
    expect(systemRequests.map(({ what }) => what)).not.toContain('open-external');
    // Neither the page nor the log contains the token.
    expect(JSON.stringify([systemRequests, await main.state(), main.stderr()])).not.toContain(
      token,
    );
  });

  it('uses the proxy and the CA certificates of the settings to open the console', async () => {
    const { setup, main, federation, proxy, openConsole } = await startApplication('settings');
    const browser = standInBrowser(setup.home, 'local-browser');
    const options = { endpoint: undefined, browser: browser.program };
    const roleId = await setup.addRole(main, 'client', options);
    expect(await openConsole(roleId)).toEqual({ ok: true, value: null });
    const { location } = await browser.visit();
    expect(location).toContain(`SigninToken=${federation.tokens[0] ?? '?'}`);
    expect(proxy.requests).toEqual([`CONNECT ${STS}:443`, `CONNECT ${SIGN_IN}:443`]);
  });

  it('reports why a role has no console, without a call to AWS', async () => {
    const { setup, main, proxy, openConsole } = await startApplication();
    const mfaSerial = 'arn:aws:iam::111122223333:mfa/alice';
    const added = await main.call<{ role: { id: string } }>('role', 'add', {
      role: { kind: 'mfa-session', name: 'session', mfaSerial },
    });
    expect(await openConsole(added.ok ? added.value.role.id : '')).toMatchObject({
      ok: false,
      failure: { kind: 'no-console', roleName: 'session', why: 'user-session' },
    });
    const roleId = await setup.addRole(main, 'elsewhere');
    expect(await openConsole(roleId)).toMatchObject({
      failure: { kind: 'no-console', why: 'other-server' },
    });
    expect(proxy.requests).toEqual([]);
  });

  it('shows the form for the MFA code in the panel if the tray opens a console that needs a code', async () => {
    const { setup, main } = await startApplication();
    const mfaSerial = 'arn:aws:iam::111122223333:mfa/alice';
    const coded = { roleArn: mfaRole.roleArn, mfaSerial, mfa: 'each-time' } as const;
    const roleId = await setup.addRole(main, 'coded', { ...coded, endpoint: undefined });
    setup.sts.setSessionSeconds(2);
    const assume = { roleId, keep: true, takeOver: false };
    expect(await main.call('session', 'assume', assume)).toMatchObject({ ok: false });
    const [request] = (await main.state()).mfaRequests;
    await main.call('mfa', 'submit', { mfaRequestId: request?.id, code: '123456' });
    await eventually(
      () => main.state(),
      ({ roles }) => roles.some(({ session }) => session.state === 'expired'),
    );
    // The menu disables the line that copies the environment when the session has expired.
    const lines = await eventually(
      () => menuLines(main),
      (found) => found.some((line) => isCopy(line) && !line.enabled),
    );
    const shown: unknown[] = [];
    main.onSent(({ channel: to, values }) => {
      if (to === channel.show) shown.push(...values);
    });
    await main.do.send(channel.listening, [channel.show]);
    await main.do.click(lines.find(({ id }) => id.endsWith(':open-console'))?.id ?? '');
    await eventually(
      () => Promise.resolve(shown),
      (all) => all.length > 0,
    );
    expect(shown).toContainEqual(expect.objectContaining({ kind: 'mfa' }));
  });

  it('reports that no browser opened the console if the role’s browser cannot be started', async () => {
    const { setup, main, openConsole } = await startApplication();
    const roleId = await setup.addRole(main, 'client', { endpoint: undefined, browser: '/none' });
    expect(await openConsole(roleId)).toMatchObject({ failure: { kind: 'page-not-opened' } });
  });
});
