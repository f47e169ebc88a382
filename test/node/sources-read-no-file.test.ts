import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { ok, type Result } from '../../src/core/result.ts';
import type { Credentials } from '../../src/core/credentials.ts';
import { readProfiles } from '../../src/core/aws-config/profiles.ts';
import { signInByDevice } from '../../src/node/sign-in/device-sign-in.ts';
import { createSourceCredentials } from '../../src/node/sources/source-credentials.ts';
import { systemClock } from '../../src/node/system-clock.ts';
import { testOwner } from '../support/owner.ts';

// Replaces `readFile` before the SDK loads, because the SDK keeps a reference to it.
const readFile = await vi.hoisted(async () =>
  vi.spyOn((await import('node:fs/promises')).default, 'readFile'),
);

const ROLE_CREDENTIALS = {
  accessKeyId: 'ASIAPORTAL',
  secretAccessKey: 's',
  sessionToken: 't',
  expiration: 4_000_000_000_000,
};

/** Starts a portal with an OIDC service. `requests` has the path and token of each request. */
async function startPortal(): Promise<{ readonly url: string; readonly requests: string[] }> {
  const requests: string[] = [];
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    const { pathname } = new URL(request.url ?? '', 'http://localhost');
    requests.push(`${pathname} ${String(request.headers['x-amz-sso_bearer_token'] ?? '')}`);
    response.setHeader('content-type', 'application/json');
    const token = {
      accessToken: 'fresh',
      expiresIn: 3600,
      refreshToken: 'next',
      tokenType: 'Bearer',
    };
    response.end(
      JSON.stringify(pathname === '/token' ? token : { roleCredentials: ROLE_CREDENTIALS }),
    );
  };
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`, requests };
}

interface Files {
  readonly config: string;
  readonly credentials?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Cached tokens by the session's name. */
  readonly tokens?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

function newHome(): string {
  const folder = mkdtempSync(join(tmpdir(), 'rk-no-file-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  return folder;
}

/** Resolves a profile, then checks that the SDK has read only caches. */
async function resolve(
  name: string,
  { config, credentials, env = {}, tokens = {} }: Files,
  folder = newHome(),
): Promise<Result<Credentials>> {
  const cache = join(folder, '.aws', 'sso', 'cache');
  mkdirSync(cache, { recursive: true });
  for (const [session, token] of Object.entries(tokens)) {
    writeFileSync(tokenFile(folder, session), JSON.stringify(token));
  }
  readFile.mockClear();
  const source = createSourceCredentials({
    networkSettings: () => ({ env: { ...env, HOME: folder }, caBundle: null }),
    programEnvironment: () => Promise.resolve({ ...env, HOME: folder }),
    clock: systemClock,
    configFile: { path: '/config', read: async () => ok(config) },
    credentialsFile: {
      ...{ path: '/credentials', read: async () => ok(credentials ?? null) },
      owner: testOwner,
    },
  });
  const result = await source.resolve(name);
  const read = readFile.mock.calls.map(([path]) => (typeof path === 'string' ? path : ''));
  expect(read.filter((path) => !path.includes('/cache/'))).toEqual([]);
  return result;
}

function tokenFile(folder: string, session: string): string {
  const name = createHash('sha1').update(session).digest('hex');
  return join(folder, '.aws', 'sso', 'cache', `${name}.json`);
}

const TOKEN = { accessToken: 'cached', expiresAt: '2099-01-01T00:00:00Z' };
const session = (header: string): string =>
  `${header}\nsso_region = eu-west-1\nsso_start_url = https://corp.awsapps.com/start\n`;
const account = 'sso_account_id = 111122223333\nsso_role_name = Dev\n';

it.each([
  [
    'a session with a blank in its name',
    'dev',
    '[profile dev]\nsso_session = test sso\n',
    "[sso-session 'test sso']",
  ],
  [
    'a profile in quotes',
    'My Dev.Admin',
    "[profile 'My Dev.Admin']\nsso_session = test sso\n",
    '[sso-session "test sso"]',
  ],
  [
    'a setting in capitals that is followed by a colon',
    'dev',
    '[profile dev]\nSSO_SESSION : test sso\n',
    "[sso-session 'test sso']",
  ],
  [
    'a name in another script',
    '日本',
    '[profile 日本]\nsso_session=test sso\n',
    "[sso-session 'test sso']",
  ],
])(
  'credentials come from the portal if the config file has %s',
  async (_, name, profile, header) => {
    const { url, requests } = await startPortal();
    const config = `${profile}${account}${session(header)}`;
    const env = { AWS_ENDPOINT_URL_SSO: url };
    const result = await resolve(name, { config, env, tokens: { 'test sso': TOKEN } });
    expect(result).toMatchObject({ ok: true, value: { accessKeyId: 'ASIAPORTAL' } });
    expect(requests).toEqual(['/federation/credentials cached']);
  },
);

it('credentials come from the portal even if the profile has stale keys, as in botocore', async () => {
  const { url } = await startPortal();
  const keys =
    'aws_access_key_id = AKIAEXAMPLE\naws_secret_access_key = s\naws_session_token = stale\n';
  const result = await resolve('dev', {
    config: `[profile dev]\nsso_session = corp\n${account}${session('[sso-session corp]')}`,
    credentials: `[dev]\n${keys}`,
    env: { AWS_ENDPOINT_URL_SSO: url },
    tokens: { corp: TOKEN },
  });
  expect(result).toMatchObject({ ok: true, value: { accessKeyId: 'ASIAPORTAL' } });
});

it('the portal is called at the endpoint_url in the services section of the profile', async () => {
  const { url, requests } = await startPortal();
  const services = `[services local]\nsso =\n  endpoint_url = ${url}\n`;
  const config = `[profile dev]\nservices = local\nsso_session = corp\n${account}${session('[sso-session corp]')}`;
  await resolve('dev', { config: config + services, tokens: { corp: TOKEN } });
  expect(requests).toEqual(['/federation/credentials cached']);
});

it('a token that has ended is refreshed, and the new token is cached for every AWS tool', async () => {
  const { url, requests } = await startPortal();
  const folder = newHome();
  const config = `[profile dev]\nsso_session = corp\n${account}${session('[sso-session corp]')}`;
  const ending = {
    ...TOKEN,
    expiresAt: '2001-01-01T00:00:00Z',
    refreshToken: 'r',
    clientId: 'c',
    clientSecret: 's',
    registrationExpiresAt: '2099-01-01T00:00:00Z',
  };
  const env = { AWS_ENDPOINT_URL_SSO: url, AWS_ENDPOINT_URL_SSO_OIDC: url };
  await resolve('dev', { config, env, tokens: { corp: ending } }, folder);
  expect(requests).toEqual(['/token ', '/federation/credentials fresh']);
  const cached: unknown = JSON.parse(readFileSync(tokenFile(folder, 'corp'), 'utf8'));
  expect(cached).toMatchObject({ accessToken: 'fresh', refreshToken: 'next', clientId: 'c' });
});

it('if a profile names an sso-session that does not exist, the failure says so', async () => {
  const { url } = await startPortal();
  const result = await resolve('dev', {
    config: `[profile dev]\nsso_session = corp\n${account}`,
    env: { AWS_ENDPOINT_URL_SSO: url },
  });
  expect(result).toMatchObject({
    failure: { kind: 'source-failed', message: 'the sso-session "corp" does not exist' },
  });
});

it.each(["[profile 'base']", '[profile "base"]', '[profile  base]'])(
  'keys in the config file are found under %s',
  async (header) => {
    const config = `${header}\naws_access_key_id: AKIAEXAMPLE\nAWS_SECRET_ACCESS_KEY = s\n`;
    expect(await resolve('base', { config })).toMatchObject({
      value: { accessKeyId: 'AKIAEXAMPLE' },
    });
  },
);

it('`login_session` is found even in upper case and with a colon', async () => {
  const config = "[profile 'my login']\nLOGIN_SESSION : arn:aws:iam::111122223333:user/a\n";
  expect(await resolve('my login', { config })).toMatchObject({
    failure: { kind: 'sign-in-needed', how: 'login' },
  });
});

it('the device flow calls the endpoint that the profile names, and reads no file', async () => {
  const { url, requests } = await startPortal();
  const profile = `[profile 'my dev']\nservices = local\nsso_session = corp\n`;
  const services = `[services local]\nsso_oidc =\n  endpoint_url = ${url}\n`;
  const config = profile + account + session('[sso-session corp]') + services;
  const folder = newHome();
  readFile.mockClear();
  const result = await signInByDevice(
    {
      kind: 'sso',
      profile: 'my dev',
      name: 'corp',
      startUrl: 'https://corp.awsapps.com/start',
      region: 'eu-west-1',
      scopes: [],
    },
    {
      network: { env: { HOME: folder }, caBundle: null },
      profiles: readProfiles({ config, credentials: null }),
      clock: systemClock,
      ssoCache: folder,
      signal: new AbortController().signal,
      onPrompt: () => undefined,
    },
  );
  // This test's portal registers no clients.
  expect(result).toMatchObject({ ok: false, failure: { kind: 'sign-in-failed' } });
  expect(requests).toEqual(['/client/register ']);
  expect(readFile).not.toHaveBeenCalled();
});

it('the instance metadata service is called at the address that the profile names', async () => {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method ?? ''} ${request.url ?? ''}`);
    const { accessKeyId, secretAccessKey, sessionToken } = ROLE_CREDENTIALS;
    const issued = { Code: 'Success', AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey };
    const credentials = { ...issued, Token: sessionToken, Expiration: '2099-01-01T00:00:00Z' };
    const isRole = request.url?.endsWith('/machine') === true;
    const isToken = request.method === 'PUT';
    response.end(isToken ? 'token' : isRole ? JSON.stringify(credentials) : 'machine');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const lines = [
    '[profile machine]',
    'role_arn = arn:aws:iam::123456789012:role/R',
    'credential_source = Ec2InstanceMetadata',
    `EC2_METADATA_SERVICE_ENDPOINT : http://127.0.0.1:${String(port)}`,
  ];
  const config = lines.map((line) => `${line}\n`).join('');
  expect(await resolve('machine', { config })).toMatchObject({
    value: { accessKeyId: 'ASIAPORTAL' },
  });
  expect(requests.at(-1)).toBe('GET /latest/meta-data/iam/security-credentials/machine');
  const env = { AWS_EC2_METADATA_DISABLED: 'true' };
  expect(await resolve('machine', { config, env })).toMatchObject({
    failure: { kind: 'source-failed', message: 'AWS_EC2_METADATA_DISABLED is true' },
  });
});
