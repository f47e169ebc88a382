import { chmodSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import * as z from 'zod/mini';
import type { EmbeddedSts } from '../../demo/sts/embedded-sts.ts';
import {
  alice,
  type Cli,
  cliHome,
  mfaRole,
  plainRole,
  startStsWithAlice,
} from '../support/cli-harness.ts';
import { startKeep } from '../support/keep-run.ts';
import { startTappingProxy, type TappingProxy } from '../support/tapping-proxy.ts';

let sts: EmbeddedSts;
let cli: Cli;
let proxy: TappingProxy;
let before: { readonly credentials: string; readonly settings: string };
const settingsFile = () => join(cli.folder, '.config', 'rolekeeper', 'settings.json');
const path = (name: string) => join(cli.folder, name);
const writeConfig = (text: string | Buffer): void => writeFileSync(cli.configFile, text);
const changeCredentials = (change: (text: string) => string | Buffer): void =>
  writeFileSync(cli.credentialsFile, change(before.credentials));

beforeAll(async () => {
  sts = await startStsWithAlice();
  proxy = await startTappingProxy();
  cli = cliHome(sts);
  await cli.ok(['role', 'add', 'kept', '--role-arn', plainRole.roleArn]);
  await cli.ok(['role', 'add', 'off', '--role-arn', mfaRole.roleArn]);
  await cli.ok(['assume', 'kept', '--keep']);
  before = { credentials: cli.credentials(), settings: readFileSync(settingsFile(), 'utf8') };
});
afterAll(async () => {
  cli.dispose();
  await proxy.close();
  await sts.close();
});
afterEach(() => {
  const folder = join(cli.folder, '.aws');
  chmodSync(folder, 0o700);
  rmSync(folder, { recursive: true });
  mkdirSync(folder, { mode: 0o700 });
  writeFileSync(cli.credentialsFile, before.credentials, { mode: 0o600 });
  writeFileSync(settingsFile(), before.settings);
  sts.clearFaults();
  sts.setClockOffset(0);
});

const SHAPE = z.strictObject({
  checks: z.array(
    z.strictObject({
      check: z.string(),
      level: z.enum(['good', 'warning', 'bad', 'skipped']),
      facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
      failure: z.nullable(z.string()),
      title: z.string().check(z.minLength(1)),
      detail: z.string(),
      remedy: z.nullable(z.string().check(z.minLength(1))),
    }),
  ),
});
type Check = z.infer<typeof SHAPE>['checks'][number];

async function doctor(
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<{ readonly code: number | null; readonly checks: readonly Check[] }> {
  const { code, stdout } = await cli.run(['doctor', '--json', ...args], { env });
  return { code, checks: SHAPE.parse(JSON.parse(stdout)).checks };
}

interface DoctorCase {
  readonly name: string;
  /** Changes the files or STS so that the doctor has something to find. */
  readonly breaks?: () => void;
  readonly env?: () => Readonly<Record<string, string>>;
  /** All expected checks with the level `warning` or `bad`, in the order of the output. */
  readonly found: readonly (readonly [check: string, level: 'warning' | 'bad', facts?: object])[];
  /** Checks with the level `good` or `skipped` that must be in the output too. */
  readonly also?: readonly (readonly [check: string, level: string, facts?: object])[];
}

const NO_SESSION = { role: 'kept', why: 'no-session' };
const CASES: readonly DoctorCase[] = [
  {
    name: 'no fault in a healthy home, and skips the checks of a role that is off',
    found: [],
    also: [
      ['identity', 'good', { role: 'kept', account: '123456789012' }],
      ['identity', 'skipped', { role: 'off', why: 'off' }],
      ['endpoint', 'good', { role: 'kept' }],
      ['endpoint', 'skipped', { role: 'off' }],
      ['clock', 'good'],
      ['keychain', 'skipped'],
      ['source', 'good', { role: 'kept', kind: 'keys' }],
      ['proxy', 'good', { url: null }],
    ],
  },
  {
    name: 'a credentials file that is not UTF-8',
    breaks: () =>
      changeCredentials((text) => Buffer.concat([Buffer.from(text), Buffer.from([35, 0xe9, 10])])),
    found: [['credentials-file', 'bad', { rule: 'not-utf8' }]],
    also: [
      ['identity', 'skipped', { role: 'kept', why: 'files' }],
      ['source', 'skipped', { role: 'kept', why: 'files' }],
      ['clock', 'skipped'],
    ],
  },
  {
    name: 'a folder instead of the credentials file, and a config file that is not UTF-8',
    breaks: () => {
      rmSync(cli.credentialsFile);
      mkdirSync(cli.credentialsFile, { mode: 0o700 });
      writeConfig(Buffer.from([91, 0xff, 93, 10]));
    },
    found: [
      ['credentials-file', 'bad', { code: 'EISDIR' }],
      ['config-file', 'bad', { line: 1, rule: 'not-utf8' }],
    ],
  },
  {
    name: 'a byte order mark, and a key that occurs twice',
    breaks: () => writeConfig('\uFEFF[default]\nregion = eu-west-1\nRegion = eu-west-2\n'),
    found: [
      ['config-file', 'bad', { line: 1, rule: 'byte-order-mark' }],
      ['config-file', 'bad', { line: 3, rule: 'duplicate-key' }],
    ],
  },
  {
    name: 'a symbolic link that leads to itself',
    breaks: () => {
      rmSync(cli.credentialsFile);
      symlinkSync('credentials', cli.credentialsFile);
    },
    found: [['credentials-file', 'bad', { code: 'ELOOP' }]],
  },
  {
    name: 'invalid lines and duplicates in the config file, each with its line number',
    breaks: () =>
      writeConfig(
        'a = b\n[default]\njunk\n[profile x\n[profile x]\nregion=a\n[profile x]\nregion=b\n',
      ),
    found: [
      ['config-file', 'bad', { line: 1, rule: 'key-before-header' }],
      ['config-file', 'bad', { line: 3, rule: 'line-without-value-sign' }],
      ['config-file', 'bad', { line: 4, rule: 'unclosed-header' }],
      ['config-file', 'bad', { line: 7, rule: 'duplicate-section' }],
    ],
  },
  {
    name: 'a nested block with a line that has no equals sign',
    breaks: () => writeConfig('[default]\ns3 =\n  max_concurrent_requests 20\n'),
    found: [['config-file', 'bad', { line: 3, rule: 'line-without-value-sign' }]],
  },
  {
    name: 'a duplicate section in the credentials file, and skips the identity check',
    breaks: () => changeCredentials((text) => `${text}\n[default]\n`),
    found: [['credentials-file', 'bad', { rule: 'duplicate-section' }]],
    also: [['identity', 'skipped', { role: 'kept', why: 'files' }]],
  },
  {
    name: 'a thousand invalid lines, and reports them in ten checks',
    breaks: () => writeConfig(`[default]\n${'junk\n'.repeat(1000)}`),
    found: Array.from({ length: 10 }, (_, n) => [
      'config-file',
      'bad',
      n === 9 ? { line: 11, more: 990 } : { line: n + 2 },
    ]),
  },
  {
    name: 'a section without the word profile, and a name of two words without quotes',
    breaks: () =>
      writeConfig('[dev]\nregion = eu-west-1\n[profile my dev]\n[plugins]\n[profile fine]\n'),
    found: [
      ['ignored-section', 'warning', { line: 1, section: 'dev', better: 'profile dev' }],
      ['ignored-section', 'warning', { line: 3, better: 'profile "my dev"' }],
    ],
  },
  {
    name: '[profile x] and [sso-session s] in the credentials file',
    breaks: () => changeCredentials((text) => `${text}\n[profile x]\na=b\n[sso-session s]\n`),
    found: [
      ['ignored-section', 'warning', { section: 'profile x', better: 'x' }],
      ['ignored-section', 'warning', { section: 'sso-session s', better: null }],
    ],
  },
  {
    name: 'a source that does not exist',
    breaks: () => changeCredentials((text) => text.replace('[default]', '[other]')),
    found: [
      ['source', 'bad', { role: 'kept', trouble: 'source-missing' }],
      ['source', 'bad', { role: 'off', trouble: 'source-missing' }],
    ],
  },
  {
    name: 'a cycle of sources',
    breaks: () => {
      changeCredentials((text) => text.replace('[default]', '[other]'));
      writeConfig(
        '[default]\nrole_arn = arn:aws:iam::1:role/a\nsource_profile = b\n' +
          '[profile b]\nrole_arn = arn:aws:iam::1:role/b\nsource_profile = default\n',
      );
    },
    found: [
      ['source', 'bad', { trouble: 'source-cycle', path: 'kept > default > b > default' }],
      ['source', 'bad', { trouble: 'source-cycle', path: 'off > default > b > default' }],
    ],
  },
  {
    name: 'a source that the AWS CLI refuses',
    breaks: () => changeCredentials((text) => text.replace(/^aws_secret.*$/m, '')),
    found: [
      ['source', 'bad', { trouble: 'source-failed' }],
      ['source', 'bad', { trouble: 'source-failed' }],
    ],
  },
  {
    name: 'no fault in a source with a credential_process, which it does not run',
    breaks: () => {
      changeCredentials((text) => text.replace('[default]', '[other]'));
      writeConfig('[default]\ncredential_process = /bin/false\n');
    },
    found: [],
    also: [['source', 'skipped', { role: 'kept', kind: 'credential_process' }]],
  },
  {
    name: 'an MFA device that only the source profile has',
    breaks: () => writeConfig('[default]\nmfa_serial = arn:aws:iam::111122223333:mfa/alice\n'),
    found: [
      ['mfa-device', 'warning', { role: 'kept', profile: 'default' }],
      ['mfa-device', 'warning', { role: 'off', profile: 'default' }],
    ],
  },
  {
    name: 'a role_arn in the config file that hides the keys of a role',
    breaks: () =>
      writeConfig('[profile kept]\nrole_arn = arn:aws:iam::1:role/a\nsource_profile = default\n'),
    found: [['shadowing', 'bad', { role: 'kept', by: 'role_arn' }]],
  },
  {
    name: 'a ca_bundle of the profile whose file is missing',
    breaks: () => writeConfig(`[profile kept]\nca_bundle = ${path('none.pem')}\n`),
    found: [
      ['identity', 'bad', { role: 'kept' }],
      ['ca', 'bad', { profile: 'kept', code: 'ENOENT' }],
    ],
  },
  {
    name: 'a ca_bundle of the source profile without a certificate',
    breaks: () => {
      writeFileSync(path('no.pem'), '-----BEGIN CERTIFICATE-----\nAAAA\n');
      writeConfig('[default]\nca_bundle = ~/no.pem\n');
    },
    found: [['ca', 'bad', { profile: 'default', code: 'no-certificate' }]],
  },
  {
    name: 'no fault in a ca_bundle that can be used',
    breaks: () => {
      writeFileSync(path('ca.pem'), `# a comment\n${rootCertificates.slice(0, 2).join('\n')}\n`);
      writeConfig('[profile kept]\nca_bundle = $HOME/ca.pem\n');
    },
    found: [],
    also: [['ca', 'good', { profile: 'kept' }]],
  },
  {
    name: 'an AWS_CA_BUNDLE whose file is missing',
    env: () => ({ AWS_CA_BUNDLE: path('none.pem') }),
    found: [
      ['identity', 'bad'],
      ['ca', 'bad', { code: 'ENOENT' }],
    ],
  },
  {
    name: 'a session that AWS no longer accepts',
    breaks: () => sts.fail({ kind: 'error', code: 'ExpiredToken' }),
    found: [['identity', 'bad', { role: 'kept' }]],
    also: [['endpoint', 'good', { role: 'kept' }]],
  },
  {
    name: 'an HTML page in place of an answer of STS',
    breaks: () => sts.fail({ kind: 'not-xml' }),
    found: [['identity', 'bad', { role: 'kept' }]],
    also: [
      ['endpoint', 'skipped', { role: 'kept' }],
      ['clock', 'skipped'],
    ],
  },
  {
    name: 'an STS that cannot be reached',
    env: () => ({ AWS_ENDPOINT_URL_STS: 'http://127.0.0.1:9' }),
    found: [['identity', 'bad', { role: 'kept' }]],
    also: [['clock', 'skipped']],
  },
  {
    name: 'a role that is on but has no keys in the file',
    breaks: () => changeCredentials((text) => text.slice(0, text.indexOf('[kept]'))),
    found: [['identity', 'bad', NO_SESSION]],
  },
  {
    name: 'a proxy that refuses the connection to STS',
    env: () => ({
      HTTPS_PROXY: `http://me:proxy-s3cret@127.0.0.1:${String(proxy.port)}`,
      AWS_ENDPOINT_URL_STS: 'https://sts.eu-west-1.amazonaws.com',
    }),
    found: [
      ['identity', 'bad', { role: 'kept' }],
      ['proxy', 'bad', { host: 'sts.eu-west-1.amazonaws.com' }],
    ],
  },
  {
    name: 'a proxy that cannot be reached',
    env: () => ({ http_proxy: 'http://127.0.0.1:9' }),
    found: [
      ['identity', 'bad', { role: 'kept' }],
      ['proxy', 'bad', { url: 'http://127.0.0.1:9' }],
    ],
  },
  {
    name: 'no fault in a proxy that works',
    env: () => ({ http_proxy: `http://127.0.0.1:${String(proxy.port)}` }),
    found: [],
    also: [
      ['proxy', 'good'],
      ['identity', 'good', { role: 'kept' }],
    ],
  },
  {
    name: 'a corrupt settings file',
    breaks: () => writeFileSync(settingsFile(), '{'),
    found: [['settings', 'bad']],
  },
  {
    name: 'a settings file with one invalid role',
    breaks: () =>
      writeFileSync(settingsFile(), before.settings.replace('"roles": [', '"roles": [{"id": 1},')),
    found: [['settings', 'warning']],
    also: [['identity', 'good', { role: 'kept' }]],
  },
  {
    name: 'variables that override every profile or switch off TLS checks',
    env: () => ({ AWS_ACCESS_KEY_ID: 'AKIAOTHER00000000001', NODE_TLS_REJECT_UNAUTHORIZED: '0' }),
    found: [
      ['environment', 'bad', { AWS_ACCESS_KEY_ID: 'set' }],
      ['tls', 'bad'],
    ],
  },
  {
    name: 'a HOME that differs from USERPROFILE',
    env: () => ({ USERPROFILE: 'C:\\Users\\alice' }),
    found: [['home-folder', 'warning', { userProfile: 'C:\\Users\\alice' }]],
  },
];

/** Cases with Unix file modes. */
const MODE_CASES: readonly DoctorCase[] = [
  {
    name: 'a credentials file that others can read',
    breaks: () => chmodSync(cli.credentialsFile, 0o644),
    found: [['file-mode', 'warning', { mode: '0644' }]],
  },
  {
    name: 'files that others can write',
    breaks: () => {
      chmodSync(cli.credentialsFile, 0o666);
      writeConfig('');
      chmodSync(cli.configFile, 0o666);
    },
    found: [
      ['file-mode', 'bad', { code: 'shared-file' }],
      ['file-mode', 'bad', { code: 'shared-file' }],
    ],
  },
  {
    name: 'a credentials file that is read-only',
    breaks: () => chmodSync(cli.credentialsFile, 0o400),
    found: [['file-mode', 'bad', { code: 'read-only' }]],
  },
  {
    name: 'a folder that is read-only',
    breaks: () => chmodSync(join(cli.folder, '.aws'), 0o500),
    found: [
      process.geteuid?.() === 0
        ? ['file-mode', 'warning', { code: 'read-only' }]
        : ['file-mode', 'bad', { code: 'EACCES' }],
    ],
  },
];

it.each([...CASES, ...(process.platform === 'win32' ? [] : MODE_CASES)])(
  'the doctor finds $name',
  async ({ breaks, env, found, also = [] }) => {
    breaks?.();
    const { code, checks } = await doctor([], env?.());
    const faults = checks.filter(({ level }) => level === 'bad' || level === 'warning');
    // Leaves out the doctor's check `keeping`, which has its own test.
    expect(faults.filter(({ check }) => check !== 'keeping')).toMatchObject(
      found.map(([check, level, facts = {}]) => ({ check, level, facts })),
    );
    for (const [check, level, facts = {}] of also)
      expect(checks).toContainEqual(
        expect.objectContaining({ check, level, facts: expect.objectContaining(facts) as object }),
      );
    expect(code).toBe(found.some(([, level]) => level === 'bad') ? 1 : 0);
    // A check has a remedy if and only if its level is `warning` or `bad`.
    for (const check of checks)
      if (!faults.includes(check)) expect(check.remedy, check.check).toBeNull();
    for (const check of faults) expect(check.remedy, check.check).not.toBeNull();
  },
);

it('the doctor names the process that refreshes a role, or says that nothing refreshes it', async () => {
  const keepingIn = ({ checks }: { readonly checks: readonly Check[] }) =>
    checks.filter(({ check }) => check === 'keeping');
  expect(keepingIn(await doctor())).toMatchObject([
    {
      level: 'warning',
      facts: { role: 'kept' },
      detail: 'kept: switched on, but nothing refreshes it now',
      remedy: 'Start the application, or run: rolekeeper keep',
    },
  ]);
  const keep = startKeep(cli, ['kept', 'off']);
  try {
    await keep.event('adopted', 'kept');
    const { pid } = keep.running;
    const by = `by rolekeeper keep (process ${String(pid)})`;
    expect(keepingIn(await doctor())).toMatchObject([
      { level: 'good', facts: { role: 'kept', kind: 'keep', pid }, detail: `kept: ${by}` },
      { level: 'good', facts: { role: 'off' }, detail: `off: ${by}`, remedy: null },
    ]);
  } finally {
    await keep.stop();
  }
});

it('the doctor calls no server with --offline, and skips the checks that need one', async () => {
  sts.forgetCalls();
  const env = { http_proxy: `http://127.0.0.1:${String(proxy.port)}` };
  const { code, checks } = await doctor(['--offline'], env);
  expect(checks.filter(({ level }) => level === 'bad')).toEqual([]);
  expect(code).toBe(0);
  expect(sts.calls()).toEqual([]);
  for (const name of ['identity', 'endpoint', 'clock', 'proxy']) {
    const levels = new Set(checks.filter(({ check }) => check === name).map(({ level }) => level));
    expect(levels, name).toEqual(new Set(['skipped']));
  }
});

it('the doctor measures STS’s clock at each run', async () => {
  sts.setClockOffset(-30 * 60_000);
  const { code, checks } = await doctor();
  expect(code).toBe(1);
  expect(checks.find(({ check }) => check === 'clock')).toMatchObject({ level: 'bad' });
  sts.setClockOffset(0);
  expect((await doctor()).checks.find(({ check }) => check === 'clock')?.level).toBe('good');
});

it('the doctor reports the same as text and as JSON', async () => {
  writeConfig('[dev]\njunk\n');
  const { checks } = await doctor();
  const { stdout } = await cli.run(['doctor']);
  const rows = stdout.split(/\n(?=(?:good|warning|bad|skipped) )/);
  for (const { title, level, detail, facts } of checks) {
    const [first = ''] = detail.split('\n');
    // The text has one row for several roles, and lists their names below it.
    const parts = [title, first.replace(`${String(facts['role'])}: `, '')];
    const row = rows.find(
      (each) => each.startsWith(level) && parts.every((part) => each.includes(part)),
    );
    expect(row, detail).toContain(String(facts['role'] ?? ''));
  }
  expect(rows).toHaveLength(
    new Set(
      checks.map(({ check, level, detail, facts }) =>
        JSON.stringify([check, level, detail.replace(`${String(facts['role'])}: `, '')]),
      ),
    ).size,
  );
});

it('the doctor prints one row for each cause, with the roles that the cause affects', async () => {
  changeCredentials((text) => text.replace('[default]', '[another]'));
  const { stdout } = await cli.run(['doctor', '--offline']);
  const [row = '', ...others] = stdout
    .split(/\n(?=(?:good|warning|bad|skipped) )/)
    .filter((each) => each.includes('Source profile'));
  expect(others).toEqual([]);
  expect(row.split('\n').map((each) => each.trim())).toEqual([
    'bad     Source profile: default has no credentials',
    'Roles: kept, off',
    expect.stringMatching(/^To do: Create the profile \(aws configure --profile default\), or /),
    'rolekeeper role set kept --source-profile another',
    'rolekeeper role set off --source-profile another',
  ]);
});

it('the doctor prints no secret from broken files, the proxy or the keys of a session', async () => {
  const secrets = [
    alice.secretAccessKey,
    /aws_secret_access_key = (.*)/.exec(
      before.credentials.slice(before.credentials.indexOf('[kept]')),
    )?.[1] ?? '',
    'proxy-s3cret',
    'junk-s3cret',
  ];
  changeCredentials((text) => `${text}junk-s3cret\naws_secret_access_key junk-s3cret\n`);
  writeConfig('junk-s3cret\n[default]\naws_secret_access_key junk-s3cret\n');
  const env = { http_proxy: 'http://me:proxy-s3cret@127.0.0.1:9', AWS_CA_BUNDLE: path('no.pem') };
  for (const args of [['doctor'], ['doctor', '--json']]) {
    const { stdout, stderr } = await cli.run(args, { env });
    for (const secret of secrets) expect(stdout + stderr).not.toContain(secret);
  }
});
