import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { startEmbeddedIdentityCenter } from '../../demo/identity-center/embedded-identity-center.ts';
import { certificate, hasOpenssl } from '../node/sts/certificate.ts';
import { startProxyServer } from '../node/sts/proxy-server.ts';
import { cliHome, mfaRole, plainRole, startStsWithAlice } from '../support/cli-harness.ts';
import { signInToFirm } from '../support/cli-roles.ts';
import { startFederationEndpoint } from '../support/federation-endpoint.ts';
import { skippedExceptOn } from '../support/systems.ts';
import { standInBrowser } from '../support/stand-in-browser.ts';

const STS = 'sts.eu-central-1.amazonaws.com';
const SIGN_IN = 'signin.aws.amazon.com';
const LOOPBACK = /^http:\/\/127\.0\.0\.1:\d+\/[\w-]{43}$/;

/**
 * Starts STS and the sign-in endpoint behind a proxy, with certificates of a test authority. The
 * browser is a script that records its arguments.
 */
async function setUpConsole() {
  const { tls, bundle } = certificate(STS, SIGN_IN);
  const sts = await startStsWithAlice({ tls });
  onTestFinished(() => sts.close());
  const federation = await startFederationEndpoint(tls);
  const stsPort = Number(new URL(sts.url).port);
  const proxy = await startProxyServer('forward', (host) =>
    host === STS ? stsPort : federation.port,
  );
  const cli = cliHome(null, undefined, {
    AWS_ENDPOINT_URL_STS: '',
    AWS_REGION: 'eu-central-1',
    AWS_CA_BUNDLE: bundle,
    HTTPS_PROXY: proxy.url,
    DISPLAY: ':0',
  });
  onTestFinished(() => cli.dispose());
  const browser = standInBrowser(cli.folder);
  const env = { PATH: `${browser.folder}:${cli.env['PATH'] ?? ''}` };
  await cli.ok(['role', 'add', 'plain', '--role-arn', plainRole.roleArn]);
  return { sts, federation, proxy, bundle, cli, browser, env };
}

describe.skipIf(!hasOpenssl || skippedExceptOn('Linux'))('rolekeeper console', () => {
  it('opens the console in the browser, and no command line contains a secret', async () => {
    const { federation, proxy, cli, browser, env } = await setUpConsole();
    const { code, stdout, stderr } = await cli.run(['console', 'plain'], { env, ownProcess: true });
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: '', stderr: '' });
    const visit = await browser.visit();
    const [token = ''] = federation.tokens;
    expect(visit.args).toEqual([expect.stringMatching(LOOPBACK)]);
    expect(visit.status).toBe(303);
    const location = new URL(visit.location ?? '');
    expect(location.origin + location.pathname).toBe(`https://${SIGN_IN}/federation`);
    expect(Object.fromEntries(location.searchParams)).toEqual({
      Action: 'login',
      Issuer: 'Rolekeeper',
      Destination: 'https://console.aws.amazon.com/console/home',
      SigninToken: token,
    });
    const lines = visit.commandLines;
    expect(lines.filter((line) => line.includes('console plain'))).not.toEqual([]);
    const [session] = federation.sessions;
    for (const secret of [token, session?.sessionKey, session?.sessionToken])
      expect(lines.filter((line) => line.includes(secret ?? '?'))).toEqual([]);
    // The console session was made from the keys in the file, and every request used the proxy.
    expect(cli.credentials()).toContain(session?.sessionToken);
    expect(proxy.requests).toEqual([`CONNECT ${STS}:443`, `CONNECT ${SIGN_IN}:443`]);
  });

  it('prints with --print only the address to standard output, and warns that the address is a secret', async () => {
    const { cli, browser, federation } = await setUpConsole();
    const { code, stdout, stderr } = await cli.run([
      'console',
      'plain',
      '--print',
      '--service=s3',
      '--region=eu-west-1',
    ]);
    expect(code).toBe(0);
    const page = new URL(stdout.trimEnd());
    expect(page.searchParams.get('SigninToken')).toBe(federation.tokens[0]);
    expect(page.searchParams.get('Destination')).toBe(
      'https://eu-west-1.console.aws.amazon.com/s3/home?region=eu-west-1',
    );
    expect(stderr).toContain('The address is a secret: for 15 minutes');
    expect(browser.wasStarted()).toBe(false);
  });

  it('trusts the CA certificates in the settings if AWS_CA_BUNDLE is empty', async () => {
    const { cli, proxy, bundle, federation } = await setUpConsole();
    const file = join(cli.folder, '.config/rolekeeper/settings.json');
    const settings = JSON.parse(readFileSync(file, 'utf8')) as object;
    const preferences = { caBundle: bundle };
    writeFileSync(file, JSON.stringify({ ...settings, preferences }));
    const env = { AWS_CA_BUNDLE: '' };
    const { stdout } = await cli.ok(['console', 'plain', '--print'], { env });
    expect(stdout).toContain(`SigninToken=${federation.tokens[0] ?? '?'}`);
    expect(proxy.requests).toEqual([`CONNECT ${STS}:443`, `CONNECT ${SIGN_IN}:443`]);
  });

  it('runs a browser command without a shell, with the address as its last argument', async () => {
    const { cli } = await setUpConsole();
    const other = standInBrowser(cli.folder, 'other-browser');
    const command = `"${other.program}" --profile "A b; touch x" $(touch y)`;
    expect(await cli.run(['console', 'plain', '--browser', command])).toMatchObject({ code: 0 });
    expect((await other.visit()).args).toEqual([
      '--profile',
      'A b; touch x',
      '$(touch',
      'y)',
      expect.stringMatching(LOOPBACK),
    ]);
  });

  it('uses the browser command of the role, unless --browser gives another one', async () => {
    const { cli } = await setUpConsole();
    const own = standInBrowser(cli.folder, 'local-browser');
    const other = standInBrowser(cli.folder, 'other-browser');
    await cli.ok(['role', 'set', 'plain', '--browser', `${own.program} -P client`]);
    expect(await cli.run(['console', 'plain', '--browser', other.program])).toMatchObject({
      code: 0,
    });
    await other.visit();
    expect(own.wasStarted()).toBe(false);
    expect(await cli.run(['console', 'plain'])).toMatchObject({ code: 0 });
    expect((await own.visit()).args).toEqual(['-P', 'client', expect.stringMatching(LOOPBACK)]);
    expect((await cli.ok(['role', 'show', 'plain', '--json'])).stdout).toContain('-P client');
  });

  it('does not run a browser if every user can write its file', async () => {
    const { cli } = await setUpConsole();
    const browser = standInBrowser(cli.folder, 'shared-browser');
    chmodSync(browser.program, 0o777);
    const { code, stderr } = await cli.run(['console', 'plain', '--browser', browser.program]);
    expect(code).toBe(1);
    expect(stderr).toContain('No browser opened the page');
    expect(browser.wasStarted()).toBe(false);
  });

  it('prints the address of a console session for a permission set', async () => {
    const { cli, sts, federation } = await setUpConsole();
    const startUrl = 'https://firm.awsapps.com/start';
    const roleArn = 'arn:aws:iam::111122223333:role/AWSReservedSSO_Dev_0123456789abcdef';
    sts.setRole({ roleArn, trusts: [] });
    const roles = [{ accountId: '111122223333', roleName: 'Dev', roleArn }];
    const center = await startEmbeddedIdentityCenter({ sts, startUrl, roles });
    onTestFinished(() => center.close());
    const lines = `sso_start_url = ${startUrl}\nsso_region = eu-central-1`;
    writeFileSync(cli.configFile, `[sso-session firm]\n${lines}\n`);
    await signInToFirm(cli, center, startUrl);
    const dev = ['--account=111122223333', '--permission-set=Dev', '--sso-session=firm'];
    await cli.ok(['role', 'add', 'dev', ...dev]);
    const env = { AWS_ENDPOINT_URL_SSO: center.url };
    const { stdout } = await cli.ok(['console', 'dev', '--print'], { env });
    expect(stdout).toContain(`https://${SIGN_IN}/federation?`);
    expect(stdout).toContain(federation.tokens[0]);
    expect(cli.credentials()).toContain(federation.sessions[0]?.sessionToken);
  });

  it('refuses an invalid browser command before it calls AWS', async () => {
    const { cli, proxy } = await setUpConsole();
    for (const command of ['', ' ', '"open', './x', 'a/b', '-x', 'fox\n-P', 'fi\u202ere']) {
      const { code, stderr } = await cli.run(['console', 'plain', `--browser=${command}`]);
      expect({ command, code }).toEqual({ command, code: 2 });
      expect(stderr).toContain('must be a program, by its name or its absolute path');
    }
    expect(proxy.requests).toEqual([]);
  });

  it('suggests --print if the browser is missing or fails, or if the command runs over SSH', async () => {
    const { cli, browser } = await setUpConsole();
    const failing = join(browser.folder, 'failing');
    writeFileSync(failing, '#!/bin/sh\nexit 3\n', { mode: 0o700 });
    for (const [args, env] of [
      [['--browser', join(browser.folder, 'missing')], {}],
      [['--browser', failing], {}],
      [[], { PATH: '/nowhere' }],
      [[], { SSH_CONNECTION: '192.0.2.1 1 192.0.2.2 22' }],
    ] as const) {
      const { code, stdout, stderr } = await cli.run(['console', 'plain', ...args], { env });
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expect(stderr).toContain('No browser opened the page');
      expect(stderr).toContain('rolekeeper console plain --print');
      expect(stderr).not.toContain('signin-');
    }
  });

  it('refuses a service or region that would change the host of the address, before it calls AWS', async () => {
    const { cli, proxy } = await setUpConsole();
    const services = ['../..', '@evil.example', '//evil.example', 's3\r\nHost: evil', 'ѕ3'];
    const regions = ['evil.example/', 'cn-north-1', 'eu-central-1@evil'];
    for (const option of [
      ...services.map((service) => `--service=${service}`),
      ...regions.map((region) => `--region=${region}`),
    ]) {
      const { code, stdout, stderr } = await cli.run(['console', 'plain', option, '--print']);
      expect({ option, code, stdout }).toEqual({ option, code: 2, stdout: '' });
      expect(stderr).toContain(option.slice(0, option.indexOf('=')));
    }
    expect(proxy.requests).toEqual([]);
  });

  it('refreshes an expired session first, and needs an MFA code if the role needs one', async () => {
    const { cli, sts, federation } = await setUpConsole();
    await cli.ok(['assume', 'plain']);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 2 * 3_600_000 });
    onTestFinished(() => {
      vi.useRealTimers();
    });
    const before = cli.credentials();
    await cli.ok(['console', 'plain', '--print']);
    expect(before).not.toContain(federation.sessions[0]?.sessionToken);
    expect(cli.credentials()).toContain(federation.sessions[0]?.sessionToken);

    const serial = 'arn:aws:iam::111122223333:mfa/alice';
    await cli.ok([
      'role',
      'add',
      'with-mfa',
      '--role-arn',
      mfaRole.roleArn,
      '--mfa-serial',
      serial,
    ]);
    const refused = await cli.run(['console', 'with-mfa', '--print']);
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toContain('MFA code');
    await cli.ok(['console', 'with-mfa', '--print'], { env: { ROLEKEEPER_MFA_CODE: '123456' } });
    expect(sts.calls().at(-1)).toMatchObject({ action: 'AssumeRole' });
  });

  it('refuses an MFA session and a role in a partition without a console, and calls no server', async () => {
    const { cli, proxy } = await setUpConsole();
    const serial = 'arn:aws:iam::111122223333:mfa/alice';
    await cli.ok(['role', 'add', 'session', '--mfa-session', '--mfa-serial', serial]);
    const isolated = 'arn:aws-iso:iam::123456789012:role/X';
    await cli.ok(['role', 'add', 'isolated', '--role-arn', isolated]);
    const session = await cli.run(['console', 'session']);
    expect(session).toMatchObject({ code: 1, stdout: '' });
    expect(session.stderr).toContain('not the MFA session of an IAM user');
    const { code, stderr } = await cli.run(['console', 'isolated', '--print']);
    expect(code).toBe(1);
    expect(stderr).toContain('AWS publishes no console for the partition aws-iso');
    expect(proxy.requests).toEqual([]);
  });

  it('refuses an untrusted certificate with a message that contains no keys', async () => {
    const { cli, federation } = await setUpConsole();
    await cli.ok(['assume', 'plain']);
    const env = { AWS_CA_BUNDLE: '' };
    const { code, stdout, stderr } = await cli.run(['console', 'plain', '--print'], { env });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(federation.sessions).toEqual([]);
    const secrets = cli.credentials().match(/(?<=aws_(?:secret|session)\w+ = ).+/g) ?? [];
    expect(secrets.length).toBeGreaterThan(2);
    for (const secret of secrets) expect(stderr).not.toContain(secret);
  });
});
