import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommandLine } from '../../src/cli/command-line.ts';
import { hiddenCharacters } from '../../src/core/printable.ts';

/**
 * Sets the terminal's title, clears the screen, sets a colour (with a C1 code), reverses text,
 * hides a character, and begins a second line.
 */
const HOSTILE = 'evil\u001b]0;x\u0007\u001b[2J\u009b31m\u202e\u200b\u2066\u2028\r\nsecond line';
/** Hostile characters that a section's header can contain. */
const HOSTILE_NAME = 'evil\u001b(0\u009b31m\u202e\u200bname';
const roleArn = 'arn:aws:iam::123456789012:role/R';
const words = HOSTILE.replace(
  /[\p{Cc}\p{Cf}\p{Zl}]/gu,
  (hidden) => `&#${String(hidden.charCodeAt(0))};`,
);

let folder: string;
let env: Readonly<Record<string, string>>;
const server = createServer((request, response) => {
  request.resume();
  response.writeHead(403, { 'content-type': 'text/xml' });
  const error = `<Code>${words}</Code><Message>${words}</Message>`;
  response.end(
    `<ErrorResponse><Error>${error}</Error><RequestId>${words}</RequestId></ErrorResponse>`,
  );
});

interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the command line in this process, and returns what it prints. */
async function run(...argv: readonly string[]): Promise<Run> {
  const stream = () => Object.assign(new PassThrough(), { isTTY: false });
  const [stdout, stderr, stdin] = [stream(), stream(), stream()];
  let [out, err] = ['', ''];
  stdout.on('data', (bytes: Buffer) => {
    out += bytes.toString();
    // `keep` runs until a signal ends it.
    if (argv[0] === 'keep' && out.includes('failed')) process.emit('SIGHUP');
  });
  stderr.on('data', (bytes: Buffer) => (err += bytes.toString()));
  stdin.end();
  const code = await runCommandLine(argv, {
    env,
    platform: process.platform,
    pid: process.pid,
    stdin,
    stdout,
    stderr,
    now: Date.now,
  });
  return { code, out, err };
}

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  folder = mkdtempSync(join(tmpdir(), 'rk-hostile-'));
  // The path of the home appears in every message about a file.
  const home = join(folder, HOSTILE.replaceAll('/', ''));
  const ours = join(home, 'ours');
  mkdirSync(join(home, '.aws'), { recursive: true, mode: 0o700 });
  mkdirSync(ours, { mode: 0o700 });
  const complaint = join(folder, 'complaint');
  writeFileSync(complaint, HOSTILE);
  writeFileSync(
    join(home, '.aws', 'config'),
    [
      `[profile ${HOSTILE_NAME}]`,
      `role_arn = ${roleArn}`,
      `source_profile = tool`,
      `endpoint_url = https://${HOSTILE_NAME}.example`,
      '[profile tool]',
      `credential_process = sh -c 'cat ${complaint} >&2; exit 3'`,
      '[profile looping]',
      `role_arn = ${roleArn}`,
      'source_profile = looping',
      '[profile corp]',
      `sso_start_url = https://${HOSTILE_NAME}.awsapps.com/start`,
      'sso_region = eu-central-1',
      'sso_account_id = 111122223333',
      'sso_role_name = Dev',
      '',
    ].join('\n'),
  );
  const keys = 'aws_access_key_id = AKIAALICE00000000001\naws_secret_access_key = sekrit\n';
  writeFileSync(join(home, '.aws', 'credentials'), `[default]\n${keys}[${HOSTILE_NAME}]\n${keys}`, {
    mode: 0o600,
  });
  const role = (name: string, source: string, index: number) => ({
    id: `00000000000${String(index)}`,
    name,
    roleArn,
    sourceProfile: source,
    targetProfile: `${name}-target`,
    roleSessionName: 'me',
    durationSeconds: 3600,
    mfaSerial: index === 3 ? `arn:aws:iam::111122223333:mfa/${HOSTILE}` : undefined,
    group: HOSTILE,
    externalId: HOSTILE,
    region: 'eu-central-1',
  });
  const roles = [
    role(HOSTILE, 'default', 1),
    role('tool-role', 'tool', 2),
    role('with-mfa', 'default', 3),
  ];
  const odd = role('odd', HOSTILE_NAME, 4);
  writeFileSync(
    join(ours, 'settings.json'),
    JSON.stringify({ version: 1, roles: [...roles, odd], preferences: {} }),
  );
  writeFileSync(
    join(folder, 'document.json'),
    JSON.stringify({ rolekeeper: 1, roles: [odd], preferences: { theme: HOSTILE } }),
  );
  writeFileSync(
    join(folder, 'policy.json'),
    JSON.stringify({ Statement: { Action: HOSTILE, Resource: HOSTILE } }),
  );
  env = {
    PATH: process.env['PATH'] ?? '',
    HOME: home,
    ROLEKEEPER_HOME: ours,
    AWS_PROFILE: HOSTILE_NAME,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_ENDPOINT_URL_STS: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    ROLEKEEPER_DEBUG: '1',
  };
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

const roles = [HOSTILE, 'tool-role', 'with-mfa', 'odd', 'nobody'];
const perRole = roles.flatMap((name) => [
  ['assume', name],
  ['assume', name, '--json'],
  ['whoami', name],
  ['policy', name],
  ['policy', name, '--trust'],
  ['policy', name, '--commands'],
  ['env', name],
  ['exec', name, '--', HOSTILE],
  ['release', name],
  ['restore', name],
  ['role', 'set', name, '--region', HOSTILE],
]);
const others: readonly (readonly string[])[] = [
  ['role', 'list'],
  ['role', 'list', '--json'],
  ['role', 'import'],
  ['role', 'import', '--all'],
  ['role', 'import', HOSTILE_NAME, HOSTILE],
  ['status'],
  ['status', '--json'],
  ['activity'],
  ['activity', '--json'],
  ['activity', HOSTILE],
  ['doctor'],
  ['restore', '--list'],
  ['restore', '--file', HOSTILE],
  ['settings', 'export'],
  ['sign-in', HOSTILE],
  ['sign-in', HOSTILE_NAME],
  ['keep', HOSTILE, 'tool-role'],
  ['keep', 'tool-role', '--json'],
  ['env', 'odd', '--shell', HOSTILE],
  ['role', 'add', HOSTILE, '--role-arn', HOSTILE],
  ['role', 'add', 'x', '--role-arn', roleArn, '--tag', HOSTILE],
  ['role', 'add', 'x', '--policy-file', HOSTILE],
  ['settings', 'import', HOSTILE],
  [HOSTILE],
  ['assume', `--${HOSTILE}`],
  ['role', HOSTILE],
  ['help', HOSTILE],
];

/**
 * A terminal would obey the hostile texts in the title of a test, so the titles have names instead.
 */
const titleOf = (argv: readonly string[]): string =>
  argv.join(' ').replaceAll(HOSTILE, '<text>').replaceAll(HOSTILE_NAME, '<name>');

describe('hostile text from a server, a file or an argument', () => {
  it.each([...perRole, ...others].map((argv) => ({ argv, title: titleOf(argv) })))(
    'is printed without its control characters by: $title',
    async ({ argv }) => {
      const { out, err } = await run(...argv);
      expect(out + err).not.toBe('');
      expect((out + err).replaceAll('\n', '')).not.toMatch(hiddenCharacters());
      // If a name's line break were printed, the rest of the name would begin a line.
      expect(out + err).not.toMatch(/^second line/m);
    },
  );

  it('is printed without its control characters if it is in a settings document or a policy', async () => {
    for (const argv of [
      ['settings', 'import', '--dry-run', join(folder, 'document.json')],
      ['role', 'add', 'y', '--policy-file', join(folder, 'policy.json')],
    ]) {
      const { out, err } = await run(...argv);
      expect((out + err).replaceAll('\n', '')).not.toMatch(hiddenCharacters());
    }
  });

  it('is complete in JSON, with its control characters escaped', async () => {
    const { out } = await run('status', '--json');
    const { roles: listed } = JSON.parse(out) as { roles: readonly { name: string }[] };
    expect(listed.map(({ name }) => name)).toContain(HOSTILE);
    expect(out).toContain('\\u202e');
    const { out: exported } = await run('settings', 'export');
    expect(JSON.stringify(JSON.parse(exported))).toContain(
      JSON.stringify(HOSTILE_NAME).slice(1, -1),
    );
  });
});
