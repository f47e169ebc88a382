import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Clock } from '../../src/core/ports/clock.ts';
import { ok } from '../../src/core/result.ts';
import { createSourceCredentials } from '../../src/node/sources/source-credentials.ts';
import { systemClock } from '../../src/node/system-clock.ts';
import { KEYS, sourceCredentialsContract } from '../contracts/source-credentials.contract.ts';
import type { SourceUnderTest } from '../contracts/source-credentials.contract.ts';
import { VirtualClock } from '../support/virtual-clock.ts';
import { ownerOfEverySession } from '../support/owner.ts';
import { skippedExceptOn } from '../support/systems.ts';

interface SourcesInHome extends SourceUnderTest {
  readonly folder: string;
}

function fileAt(path: string): {
  path: string;
  read: () => Promise<ReturnType<typeof ok<string | null>>>;
} {
  return {
    path,
    read: async () => ok<string | null>(await readFile(path, 'utf8').catch(() => null)),
  };
}

/**
 * Sets a new HOME, where the SDK looks for its caches, and returns sources that read files in it.
 */
function sources(env: Record<string, string> = {}, clock: Clock = systemClock): SourcesInHome {
  const folder = mkdtempSync(join(tmpdir(), 'rk-source-'));
  const before = { ...process.env };
  Object.assign(process.env, { HOME: folder, ...env });
  onTestFinished(() => {
    for (const name of ['HOME', ...Object.keys(env)]) {
      if (before[name] === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = before[name];
    }
    rmSync(folder, { recursive: true });
  });
  const configFile = fileAt(join(folder, 'my-config'));
  const credentialsFile = fileAt(join(folder, 'my-credentials'));
  return {
    folder,
    source: createSourceCredentials({
      networkSettings: () => ({ env: { ...process.env }, caBundle: null }),
      programEnvironment: () => Promise.resolve({ ...process.env }),
      clock,
      configFile,
      credentialsFile: { ...credentialsFile, owner: ownerOfEverySession },
    }),
    write({ config, credentials }) {
      if (config !== undefined) writeFileSync(configFile.path, config);
      if (credentials !== undefined) writeFileSync(credentialsFile.path, credentials);
    },
  };
}

async function startServer(answer: RequestListener): Promise<string> {
  const made = createServer(answer);
  await new Promise<void>((resolve) => made.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    made.closeAllConnections();
    made.close();
  });
  return `http://127.0.0.1:${(made.address() as AddressInfo).port}`;
}

sourceCredentialsContract('real files', () => sources());

describe.skipIf(skippedExceptOn('Unix'))('a file that the SDK would read', () => {
  const session = 'sso_start_url = https://x.awsapps.com/start\nsso_region = us-east-1\n';
  const sso = `[profile p]\nsso_account_id = 123456789012\nsso_role_name = r\n${session}`;
  const cached = createHash('sha1').update('https://x.awsapps.com/start').digest('hex');

  it.each([
    ['a token of Identity Center', sso, `.aws/sso/cache/${cached}.json`],
    ['a token of aws login', '[profile p]\nlogin_session = arn\n', '.aws/login/cache/a.json'],
    [
      'a web identity',
      '[profile p]\nrole_arn = arn:aws:iam::123456789012:role/r\nweb_identity_token_file = ROOT/token\n',
      'token',
    ],
  ])('is refused if it is a pipe in the place of %s', async (_name, config, file) => {
    const { source, write, folder } = sources();
    write({ config: config.replace('ROOT', folder) });
    const path = join(folder, file);
    mkdirSync(dirname(path), { recursive: true });
    execFileSync('mkfifo', [path]);
    const failure = { kind: 'file-unreadable', file: path, code: 'is-pipe' };
    expect(await source.resolve('p')).toEqual({ ok: false, failure });
  });
});

describe.skipIf(skippedExceptOn('Unix'))('a program that the config file names', () => {
  const command = 'echo ran > "$HOME/ran"; exit 1';
  const config = `[profile p]\ncredential_process = ${command}\nmfa_process = ${command}\n`;

  it.each([
    ['the config file', '0666', 'my-config', 'shared-file'],
    ['the config file', '0602', 'my-config', 'shared-file'],
    ['the credentials file', '0622', 'my-credentials', 'shared-file'],
    ['the folder of the config file', '0777', '.', 'shared-folder'],
  ])('is not run while others can write %s (mode %s)', async (_what, mode, name, code) => {
    const { source, write, folder } = sources();
    write({ config, credentials: '' });
    const at = join(folder, name);
    // Sets another group, because a file that the user's own group can write is allowed.
    if (mode === '0622' && process.geteuid?.() === 0) chownSync(at, 0, 5678);
    chmodSync(at, Number.parseInt(mode, 8));
    const failure = { kind: 'program-refused', profile: 'p', code, access: { mode } };
    expect(await source.resolve('p')).toMatchObject({ ok: false, failure });
    if (name !== 'my-credentials') {
      expect(await source.mfaCode('p')).toMatchObject({ ok: false, failure });
    }
    expect(readdirSync(folder)).not.toContain('ran');
    chmodSync(at, name === '.' ? 0o700 : 0o600);
    expect(await source.resolve('p')).toMatchObject({ failure: { kind: 'source-failed' } });
    expect(readdirSync(folder)).toContain('ran');
  });

  it.skipIf(skippedExceptOn('Unix as root'))(
    'is not run if another user owns the config file',
    async () => {
      const { source, write, folder } = sources();
      write({ config });
      chownSync(join(folder, 'my-config'), 1234, 1234);
      expect(await source.resolve('p')).toMatchObject({
        failure: { kind: 'program-refused', code: 'foreign-owner', access: { owner: 1234 } },
      });
      expect(readdirSync(folder)).not.toContain('ran');
    },
  );
});

it.skipIf(skippedExceptOn('Unix'))(
  'keys are read even from a credentials file that everyone can write',
  async () => {
    const { source, write, folder } = sources();
    write({ credentials: '[p]\naws_access_key_id = AKIA\naws_secret_access_key = s\n' });
    chmodSync(join(folder, 'my-credentials'), 0o666);
    expect(await source.resolve('p')).toMatchObject({ ok: true, value: { accessKeyId: 'AKIA' } });
  },
);

describe('an mfa_process', () => {
  it('gives the six digits that it prints', async () => {
    const { source, write } = sources();
    write({
      config: "[profile p]\nmfa_process = printf '123456\\n'\n[profile q]\nregion = eu-west-1\n",
    });
    expect(await source.mfaCode('p')).toEqual({ ok: true, value: '123456' });
    expect(await source.mfaCode('q')).toEqual({ ok: true, value: null });
    expect(await source.mfaCode('nobody')).toEqual({ ok: true, value: null });
  });

  it.each([
    ['printf 12345', 'the output is not six digits'],
    ['echo Enter your PIN', 'the output is not six digits'],
    ["sh -c 'echo no key is plugged in >&2; exit 3'", 'no key is plugged in'],
  ])('that runs `%s` fails with the reason', async (command, message) => {
    const { source, write } = sources();
    write({ config: `[profile p]\nmfa_process = ${command}\n` });
    expect(await source.mfaCode('p')).toEqual({
      ok: false,
      failure: { kind: 'source-failed', profile: 'p', message },
    });
  });
});

describe('a credential_process', () => {
  const issued = {
    Version: 1,
    AccessKeyId: 'ASIAPROCESS',
    SecretAccessKey: 's',
    SessionToken: 't',
  };
  const printing = (json: unknown): string =>
    `[profile p]\ncredential_process = printf %s '${JSON.stringify(json)}'\n`;

  it('gives the keys that it prints as JSON of version 1', async () => {
    const { source, write } = sources();
    write({ config: printing({ ...issued, Expiration: '2099-01-01T00:00:00Z' }) });
    expect(await source.resolve('p')).toEqual({
      ok: true,
      value: {
        accessKeyId: 'ASIAPROCESS',
        secretAccessKey: 's',
        sessionToken: 't',
        expiration: Date.UTC(2099, 0, 1),
      },
    });
  });

  it.each([
    ['another version', { ...issued, Version: '1' }, 'version 1'],
    ['no keys', { Version: 1 }, 'no AccessKeyId'],
    ['an expiration in the past', { ...issued, Expiration: '2001-01-01T00:00:00Z' }, 'expired'],
    ['an expiration that is not a time', { ...issued, Expiration: 'soon' }, 'not a time with'],
    [
      'an expiration without a time zone',
      { ...issued, Expiration: '2099-01-01T00:00:00' },
      'not a time with a time zone',
    ],
    ['a text instead of an object', 'hello', 'version 1'],
  ])('fails if it prints %s', async (_, json, message) => {
    const { source, write } = sources();
    write({ config: printing(json) });
    expect(await source.resolve('p')).toMatchObject({
      failure: {
        kind: 'source-failed',
        profile: 'p',
        message: expect.stringContaining(message) as string,
      },
    });
  });

  it('fails with its text on stderr, without keys and without the command', async () => {
    const { source, write } = sources();
    write({
      config: `[profile p]\ncredential_process = echo "no vault for AKIAIOSFODNN7EXAMPLE" >&2; exit 3 --pw hunter2\n`,
    });
    const result = await source.resolve('p');
    expect(result).toMatchObject({
      failure: { kind: 'source-failed', message: 'no vault for …MPLE' },
    });
    expect(JSON.stringify(result)).not.toContain('hunter2');
    write({ config: '[profile p]\ncredential_process = exit 3\n' });
    expect(await source.resolve('p')).toMatchObject({
      failure: { message: expect.stringContaining('3') as string },
    });
  });

  it('gets the given environment and an empty standard input', async () => {
    const { source, write } = sources({ ROLEKEEPER_PIDS: '41,42' });
    write({
      config: `[profile p]\ncredential_process = cat; echo "pids $ROLEKEEPER_PIDS" >&2; exit 1\n`,
    });
    expect(await source.resolve('p')).toMatchObject({ failure: { message: 'pids 41,42' } });
  });

  it('is stopped after 60 s, and its process ends', async () => {
    const clock = new VirtualClock();
    const { source, write, folder } = sources({}, clock);
    const pidFile = join(folder, 'pid');
    write({ config: `[profile p]\ncredential_process = echo $$ > ${pidFile}; exec sleep 1000\n` });
    const result = source.resolve('p');
    const pid = (): number => {
      try {
        return Number(readFileSync(pidFile, 'utf8'));
      } catch {
        return 0;
      }
    };
    await expect.poll(pid).toBeGreaterThan(0);
    await clock.advance(60_001);
    expect(await result).toEqual({
      ok: false,
      failure: { kind: 'source-timeout', profile: 'p', afterMs: 60_000 },
    });
    await expect.poll(() => isAlive(pid())).toBe(false);
  });
});

function isAlive(pid: number): boolean {
  try {
    // A zombie process has ended, but its parent has not read its exit code yet.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

describe('Identity Center', () => {
  const config =
    '[profile s]\nsso_session = corp\nsso_account_id = 123456789012\nsso_role_name = Dev\n[sso-session corp]\nsso_region = eu-west-1\nsso_start_url = https://corp.awsapps.com/start\nsso_registration_scopes = sso:account:access\n';

  function signIn(folder: string, expiresAt: string): void {
    const cache = join(folder, '.aws', 'sso', 'cache');
    mkdirSync(cache, { recursive: true });
    const name = createHash('sha1').update('corp').digest('hex');
    writeFileSync(
      join(cache, `${name}.json`),
      JSON.stringify({ accessToken: 'sso-token', expiresAt }),
    );
  }

  async function startPortal(
    status: number,
    type: string,
    body: unknown,
  ): Promise<{ url: string; requests: string[] }> {
    const requests: string[] = [];
    const url = await startServer((request, response) => {
      requests.push(`${request.url ?? ''} ${String(request.headers['x-amz-sso_bearer_token'])}`);
      response.writeHead(status, { 'content-type': 'application/json', 'x-amzn-errortype': type });
      response.end(JSON.stringify(body));
    });
    return { url, requests };
  }

  const roleCredentials = {
    accessKeyId: 'ASIASSO',
    secretAccessKey: 's',
    sessionToken: 't',
    expiration: 4_000_000_000_000,
  };

  it('gives the credentials of its role, even if Rolekeeper wrote keys into its profile', async () => {
    const { url, requests } = await startPortal(200, '', { roleCredentials });
    const { source, write, folder } = sources({ AWS_ENDPOINT_URL_SSO: url });
    signIn(folder, '2099-01-01T00:00:00Z');
    const marked =
      '[s]\naws_access_key_id = ASIAOURS\naws_secret_access_key = s\naws_session_token = t\nx_rolekeeper = 0123456789ab ASIAOURS 1 00000000 -\n';
    write({ config, credentials: marked });
    expect(await source.resolve('s')).toEqual({
      ok: true,
      value: {
        accessKeyId: 'ASIASSO',
        secretAccessKey: 's',
        sessionToken: 't',
        expiration: 4_000_000_000_000,
      },
    });
    expect(requests).toEqual([
      '/federation/credentials?account_id=123456789012&role_name=Dev sso-token',
    ]);
  });

  it('needs a sign-in if there was none, if it has ended, or if the portal says so', async () => {
    const { url } = await startPortal(401, 'UnauthorizedException', {
      message: 'Session token not found or invalid',
    });
    const { source, write, folder } = sources({ AWS_ENDPOINT_URL_SSO: url });
    write({ config });
    const failure = { kind: 'sign-in-needed', profile: 's', how: 'sso', signIn: 'sso corp' };
    const needed = { ok: false, failure };
    expect(await source.resolve('s')).toEqual(needed);
    signIn(folder, '2001-01-01T00:00:00Z');
    expect(await source.resolve('s')).toEqual(needed);
    signIn(folder, '2099-01-01T00:00:00Z');
    expect(await source.resolve('s')).toEqual(needed);
  });

  it('fails with `source-failed` if the user does not have the role, and with `network` if no server listens', async () => {
    const { url } = await startPortal(403, 'ForbiddenException', { message: 'No access' });
    const { source, write, folder } = sources({ AWS_ENDPOINT_URL_SSO: url });
    write({ config });
    signIn(folder, '2099-01-01T00:00:00Z');
    expect(await source.resolve('s')).toMatchObject({
      failure: { kind: 'source-failed', profile: 's' },
    });
    process.env['AWS_ENDPOINT_URL_SSO'] = 'http://127.0.0.1:1';
    expect(await source.resolve('s')).toEqual({
      ok: false,
      failure: { kind: 'network', code: 'ECONNREFUSED', host: '127.0.0.1' },
    });
  });
});

describe('aws login', () => {
  const session = 'arn:aws:iam::123456789012:user/alice';
  const config = `[profile l]\nlogin_session = ${session}\nregion = eu-west-1\n`;

  it('gives the credentials from its cache, and needs a sign-in if there is no cache', async () => {
    const { source, write, folder } = sources();
    write({ config });
    expect(await source.resolve('l')).toEqual({
      ok: false,
      failure: { kind: 'sign-in-needed', profile: 'l', how: 'login', signIn: 'login l' },
    });
    const cache = join(folder, '.aws', 'login', 'cache');
    mkdirSync(cache, { recursive: true });
    const accessToken = {
      accessKeyId: 'ASIALOGIN',
      secretAccessKey: 's',
      sessionToken: 't',
      accountId: '123456789012',
      expiresAt: '2099-01-01T00:00:00Z',
    };
    writeFileSync(
      join(cache, `${createHash('sha256').update(session).digest('hex')}.json`),
      JSON.stringify({ accessToken, clientId: 'c', refreshToken: 'r', dpopKey: 'k' }),
    );
    expect(await source.resolve('l')).toMatchObject({
      value: { accessKeyId: 'ASIALOGIN', sessionToken: 't' },
    });
  });
});

it('web identity gives the credentials of its role and sends the token to STS', async () => {
  let form = '';
  const url = await startServer((request, response) => {
    request.on('data', (data: Buffer) => (form += data.toString()));
    request.on('end', () => {
      response.setHeader('content-type', 'text/xml');
      response.end(
        '<AssumeRoleWithWebIdentityResponse><AssumeRoleWithWebIdentityResult><Credentials><AccessKeyId>ASIAWEB</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>',
      );
    });
  });
  const { source, write, folder } = sources({ AWS_ENDPOINT_URL_STS: url });
  const token = join(folder, 'token');
  writeFileSync(token, 'the-token');
  const role = 'arn:aws:iam::123456789012:role/web';
  write({ config: `[profile w]\nrole_arn = ${role}\nweb_identity_token_file = ${token}\n` });
  expect(await source.resolve('w')).toMatchObject({ value: { accessKeyId: 'ASIAWEB' } });
  expect(new URLSearchParams(form).get('WebIdentityToken')).toBe('the-token');
});

describe('a credential_source', () => {
  const config = (source: string): string =>
    `[profile e]\nrole_arn = arn:aws:iam::123456789012:role/R\ncredential_source = ${source}\n`;

  it('gives the credentials of the environment if it is Environment, and assumes no role', async () => {
    const { source, write } = sources({
      AWS_ACCESS_KEY_ID: 'AKIAENV',
      AWS_SECRET_ACCESS_KEY: 's',
      AWS_ENDPOINT_URL_STS: 'http://127.0.0.1:1',
    });
    write({ config: config('Environment') });
    expect(await source.resolve('e')).toMatchObject({
      ok: true,
      value: { accessKeyId: 'AKIAENV' },
    });
  });

  it('fails if the environment has no credentials, or if its value is unknown', async () => {
    const { source, write } = sources();
    for (const name of ['Environment', 'Moon']) {
      write({ config: config(name) });
      expect(await source.resolve('e')).toMatchObject({
        failure: { kind: 'source-failed', profile: 'e' },
      });
    }
  });
});

it('the keys of a profile have priority over its credential_process', async () => {
  const { source, write } = sources();
  write({ credentials: `[a]\n${KEYS}`, config: '[profile a]\ncredential_process = exit 1\n' });
  expect(await source.resolve('a')).toMatchObject({ ok: true });
});
