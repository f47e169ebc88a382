import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Check } from '../../src/core/contract/check.ts';
import { startEmbeddedIdentityCenter } from '../../demo/identity-center/embedded-identity-center.ts';
import { certificate, hasOpenssl } from '../node/sts/certificate.ts';
import { startProxyServer } from '../node/sts/proxy-server.ts';
import { clickLine } from '../support/main-steps.ts';
import {
  createMainSetup,
  eventually,
  type MainSetup,
  type RunningMain,
  untilItHasAWindow,
} from '../support/running-main.ts';

const STS = 'sts.eu-central-1.amazonaws.com';
const OIDC = 'oidc.eu-central-1.amazonaws.com';
const PORTAL = 'portal.sso.eu-central-1.amazonaws.com';
const CONSOLE = 'signin.aws.amazon.com';

const startUrl = 'https://firm.awsapps.com/start';
const permissionSet = 'arn:aws:iam::111122223333:role/AWSReservedSSO_Dev_0123456789abcdef';
const config = `[default]
region = eu-central-1
[profile corp]
sso_session = firm
sso_account_id = 111122223333
sso_role_name = Dev
[sso-session firm]
sso_start_url = ${startUrl}
sso_region = eu-central-1
`;

type Proxy = Awaited<ReturnType<typeof startProxyServer>>;
const pac = ({ port }: Proxy): string => `PROXY 127.0.0.1:${String(port)}`;

describe.skipIf(!hasOpenssl)('the system proxy', () => {
  let setup: MainSetup;
  let main: RunningMain;
  let tls: ReturnType<typeof certificate>['tls'];
  let stsPort: number;
  beforeEach(async () => {
    const made = certificate(STS, OIDC, PORTAL, CONSOLE);
    tls = made.tls;
    setup = await createMainSetup({ tls });
    onTestFinished(() => setup.dispose());
    stsPort = Number(new URL(setup.sts.url).port);
    mkdirSync(join(setup.home, '.aws'), { recursive: true });
    writeFileSync(join(setup.home, '.aws', 'config'), config);
    main = await setup.start({
      env: { AWS_CA_BUNDLE: made.bundle, PATH: '/nowhere' },
    });
    await untilItHasAWindow(main);
    await main.do.proxies({ '*': 'rejects' });
  });

  const addClient = (): Promise<string> => setup.addRole(main, 'client', { endpoint: undefined });
  const assume = (roleId: string) =>
    main.call('session', 'assume', { roleId, keep: true, takeOver: false });
  const proxyChecks = async (): Promise<readonly Check[]> => {
    const checks = await main.call<readonly Check[]>('doctor', 'run', {});
    return checks.ok ? checks.value.filter(({ check }) => check === 'proxy') : [];
  };

  it('is chosen by a PAC file for each server, and every kind of request uses it', async () => {
    setup.sts.setRole({ roleArn: permissionSet, trusts: [] });
    const center = await startEmbeddedIdentityCenter({
      sts: setup.sts,
      startUrl,
      roles: [{ accountId: '111122223333', roleName: 'Dev', roleArn: permissionSet }],
      page: 'https://device.sso.eu-central-1.amazonaws.com/',
      tls,
    });
    onTestFinished(() => center.close());
    const consoleServer = createServer(tls, (_request, response) => {
      response.end(JSON.stringify({ SigninToken: 'token' }));
    });
    await new Promise<void>((done) => consoleServer.listen(0, '127.0.0.1', done));
    onTestFinished(() => void consoleServer.close());
    const { port: consolePort } = consoleServer.address() as AddressInfo;
    const centerPort = Number(new URL(center.url).port);
    const [sts, oidc, portal, signIn] = await Promise.all([
      startProxyServer('forward', stsPort),
      startProxyServer('forward', centerPort),
      startProxyServer('forward', centerPort),
      startProxyServer('forward', consolePort),
    ]);
    await main.do.proxies({
      [STS]: pac(sts),
      [OIDC]: `${pac(oidc)}; DIRECT`,
      [PORTAL]: pac(portal),
      [CONSOLE]: pac(signIn),
      '*': 'rejects',
    });
    const roleId = await addClient();

    expect(await main.call('access', 'identify', { profile: 'default' })).toMatchObject({
      ok: true,
    });
    expect(sts.requests).toEqual([`CONNECT ${STS}:443`]);
    expect(await main.call('access', 'whoami', { roleId, code: null })).toMatchObject({ ok: true });
    expect(sts.requests.length).toBeGreaterThan(1);
    expect(await assume(roleId)).toMatchObject({ ok: true });

    const begun = main.call('signIn', 'begin', { profile: 'corp', device: true });
    const { signIns } = await eventually(
      () => main.state(),
      (state) => state.signIns.some(({ prompt }) => prompt !== null),
    );
    const [code = ''] = signIns.flatMap(({ prompt }) =>
      typeof prompt === 'object' && prompt !== null ? [prompt.userCode] : [],
    );
    center.answer(code, true);
    expect(await begun).toMatchObject({ ok: true });
    expect(new Set(oidc.requests)).toEqual(new Set([`CONNECT ${OIDC}:443`]));
    await main.call('role', 'set', { roleId, changes: { sourceProfile: 'corp' } });
    expect(await assume(roleId)).toMatchObject({ ok: true });
    expect(new Set(portal.requests)).toEqual(new Set([`CONNECT ${PORTAL}:443`]));

    await clickLine(main, ':open-console');
    const pages = await eventually(
      async () =>
        (await main.do.facts()).systemRequests.filter(({ what }) => what === 'open-external'),
      (all) => all.some(({ facts }) => String(facts).startsWith('http://127.0.0.1:')),
    );
    expect(signIn.requests).toEqual([`CONNECT ${CONSOLE}:443`]);
    expect(JSON.stringify(pages)).not.toContain('token');
    const address = String(pages.at(-1)?.facts);
    const opened = await fetch(address, { redirect: 'manual' });
    expect(opened.headers.get('location')).toContain(`https://${CONSOLE}/federation?`);
    expect(opened.headers.get('location')).toContain('SigninToken=token');

    const before = sts.requests.length;
    expect(await proxyChecks()).toMatchObject([
      { level: 'good', facts: { url: sts.url, host: STS } },
    ]);
    expect(sts.requests.length).toBeGreaterThan(before);
    expect(new Set(sts.requests)).toEqual(new Set([`CONNECT ${STS}:443`]));
  });

  it.each(['resume', 'unlock-screen'])(
    'is resolved again after %s, and cached until then',
    async (event) => {
      const office = await startProxyServer('forward', stsPort);
      const home = await startProxyServer('forward', stsPort);
      await main.do.proxies({ '*': pac(office) });
      const roleId = await addClient();
      expect(await assume(roleId)).toMatchObject({ ok: true });
      await main.do.proxies({ '*': pac(home) });
      expect(await assume(roleId)).toMatchObject({ ok: true });
      const before = office.requests.length;
      expect([before, home.requests.length]).toEqual([2, 0]);
      await main.do.emit('power', event);
      expect(await assume(roleId)).toMatchObject({ ok: true });
      expect(home.requests.length).toBeGreaterThan(0);
      expect(office.requests).toHaveLength(before);
    },
  );

  it('is the next one in the list if the first refuses the connection, which the doctor reports', async () => {
    const good = await startProxyServer('forward', stsPort);
    await main.do.proxies({ '*': `SOCKS5 127.0.0.1:1;PROXY 127.0.0.1:1 ; ${pac(good)}; DIRECT` });
    const roleId = await addClient();
    expect(await assume(roleId)).toMatchObject({ ok: true });
    expect(good.requests).toEqual([`CONNECT ${STS}:443`]);
    const failureWith = (code: string) => ({
      level: 'warning',
      failure: { kind: 'network-proxy', proxy: '127.0.0.1:1', code },
    });
    expect(await proxyChecks()).toMatchObject([
      failureWith('SOCKS'),
      failureWith('ECONNREFUSED'),
      { level: 'good', facts: { url: good.url } },
    ]);
  });

  it('is named if it fails, in the state and by the doctor', async () => {
    const roleId = await addClient();
    await main.do.proxies({ '*': 'SOCKS5 127.0.0.1:1' });
    const failure = { kind: 'network-proxy', proxy: '127.0.0.1:1', code: 'SOCKS' };
    expect(await assume(roleId)).toMatchObject({ ok: false, failure });
    expect((await main.state()).roles[0]?.session).toMatchObject({ failure });
    expect(await proxyChecks()).toMatchObject([{ level: 'bad', failure }]);
  });

  it('is not used for a server on this machine', async () => {
    const roleId = await setup.addRole(main, 'near');
    await main.do.proxies({ '*': 'PROXY 127.0.0.1:1' });
    expect(await assume(roleId)).toMatchObject({ ok: true });
    const lookups = (await main.do.facts()).systemRequests.filter(
      ({ what }) => what === 'resolve-proxy',
    );
    expect(lookups).toEqual([]);
  });
});
