import { createHash } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EmbeddedSts } from '../../demo/sts/embedded-sts.ts';
import {
  type Cli,
  clientRole,
  cliHome,
  mfaRole,
  plainRole,
  alice,
} from '../support/cli-harness.ts';
import { startEmbeddedSts } from '../../demo/sts/embedded-sts.ts';
import { rolekeeperHome } from '../../src/node/home.ts';
import { pretendDate } from '../support/clock/pretended-date.ts';
import { type ForwardingProxy, startForwardingProxy } from '../support/forwarding-proxy.ts';
import { startKeep } from '../support/keep-run.ts';
import { skippedExceptOn } from '../support/systems.ts';

const fixture = join(import.meta.dirname, '../fixtures/home-of-130723c');
const read = (name: string): string => readFileSync(join(fixture, name), 'utf8');
const oldHome = '/fixture/home';
const oldEndpoint = 'http://127.0.0.1:41159';
/**
 * Ten minutes after the last session of the old version, so all its sessions of an hour are valid.
 */
const soonAfter = Date.parse('2026-11-28T12:47:00Z');
const preload = new URL('../support/clock/pretend-at-start.ts', import.meta.url).href;
const otherArn = 'arn:aws:iam::123456789012:role/Theirs';
const sessions = ['client', 'plain', 'with-mfa', 'theirs'];

let sts: EmbeddedSts;
let proxy: ForwardingProxy;
let cli: Cli;
let restoreDate: () => void;

beforeEach(async () => {
  // STS runs in this process, so it needs the pretended time too.
  const offsetMs = soonAfter - Date.now();
  restoreDate = pretendDate(offsetMs);
  sts = await startEmbeddedSts({
    users: [alice],
    roles: [clientRole, plainRole, mfaRole, { ...plainRole, roleArn: otherArn }],
  });
  proxy = await startForwardingProxy(Number(new URL(sts.url).port));
  cli = cliHome(sts, read('credentials'), {
    NODE_OPTIONS: `--import=${preload}`,
    PRETENDED_OFFSET_MS: String(offsetMs),
    // A session belongs to its endpoint, so the old endpoint is used. A proxy sends the requests
    // for that endpoint to this STS.
    AWS_ENDPOINT_URL_STS: oldEndpoint,
    HTTP_PROXY: proxy.url,
  });
  writeFileSync(cli.configFile, read('config'), { mode: 0o600 });
  writeOldHome(cli);
});
afterEach(async () => {
  restoreDate();
  cli.dispose();
  proxy.close();
  await sts.close();
});

/** Writes the folder of the old version, with the paths of this home in its files. */
function writeOldHome({ folder, credentialsFile, env }: Cli): void {
  const home = rolekeeperHome(env);
  mkdirSync(join(home, 'backups'), { recursive: true, mode: 0o700 });
  const here = (text: string): string => text.replaceAll(oldHome, folder);
  writeFileSync(join(home, 'settings.json'), here(read('settings.json')), { mode: 0o600 });
  const db = new DatabaseSync(join(home, 'state.db'));
  db.exec(here(read('state.sql')));
  db.close();
  // A backup's name contains a hash of the path of its credentials file.
  const tag = (path: string): string => createHash('sha256').update(path).digest('hex').slice(0, 8);
  for (const name of readdirSync(join(fixture, 'backups'))) {
    const now = name.replace(tag(`${oldHome}/.aws/credentials`), tag(credentialsFile));
    writeFileSync(join(home, 'backups', now), here(read(`backups/${name}`)), { mode: 0o600 });
  }
}

interface Status {
  readonly roles: readonly {
    readonly name: string;
    readonly state: string;
    readonly kept: boolean;
    readonly expiration: string | null;
  }[];
}

/** Leaves out GetCallerIdentity, which Rolekeeper may call to measure STS's clock. */
const assumeCalls = () => sts.calls().filter(({ action }) => action === 'AssumeRole');

const section = (profile: string, text: string): string =>
  new RegExp(`^\\[${profile}\\]\\n[^[]*`, 'm').exec(text)?.[0] ?? '';

// The files of the old version have Unix paths.
describe.skipIf(skippedExceptOn('Unix'))('a home folder that was written by commit 130723c', () => {
  it('still has its roles and sessions, and `status` prints which roles are on, without an STS call', async () => {
    const { roles } = JSON.parse((await cli.ok(['status', '--json'])).stdout) as Status;
    expect(
      roles.map(({ name, state, kept, expiration }) => [name, state, kept, expiration]),
    ).toEqual([
      ['client', 'active', true, '2026-11-28T13:37:20.000Z'],
      ['plain', 'active', false, '2026-11-28T13:37:23.000Z'],
      ['with-mfa', 'active', true, '2026-11-28T13:37:26.000Z'],
      ['taker', 'active', false, '2026-11-28T13:37:30.000Z'],
      ['off', 'inactive', false, null],
    ]);
    expect(sts.calls()).toEqual([]);
    expect(cli.credentials()).toBe(read('credentials'));
  });

  it('still has its settings', async () => {
    const exported = JSON.parse((await cli.ok(['settings', 'export'])).stdout) as {
      readonly roles: readonly unknown[];
      readonly preferences: unknown;
    };
    expect(exported.preferences).toMatchObject({
      mfaSessionSeconds: 3600,
      theme: 'dark',
      language: 'de',
      notices: 'needed',
    });
    expect(exported.roles).toContainEqual(
      expect.objectContaining({
        name: 'client',
        roleArn: clientRole.roleArn,
        externalId: 'client-external-id',
        region: 'eu-west-1',
        sourceProfile: 'default',
      }),
    );
    expect(exported.roles).toHaveLength(5);
  });

  it('still has its activity, newest first', async () => {
    const { activity } = JSON.parse((await cli.ok(['activity', '--json'])).stdout) as {
      readonly activity: readonly { readonly event: string; readonly role: string }[];
    };
    expect(activity.map(({ event, role }) => `${event} ${role}`)).toEqual([
      'released off',
      'assumed off',
      'assumed taker',
      'failed taker',
      'assumed with-mfa',
      'failed with-mfa',
      'assumed plain',
      'assumed client',
    ]);
  });

  it('has fresh sessions that `keep` uses without AssumeRole', async () => {
    const keep = startKeep(cli, ['client', 'plain', 'with-mfa', 'taker']);
    for (const role of ['client', 'plain', 'with-mfa', 'taker']) await keep.event('adopted', role);
    await keep.stop();
    expect(assumeCalls()).toEqual([]);
    for (const profile of ['default', ...sessions])
      expect(section(profile, cli.credentials())).toBe(section(profile, read('credentials')));
  });

  it('has a fresh session that `credentials` prints without AssumeRole', async () => {
    const { stdout } = await cli.ok(['credentials', 'client']);
    const key = (JSON.parse(stdout) as { readonly AccessKeyId: string }).AccessKeyId;
    expect(section('client', read('credentials'))).toContain(`= ${key}\n`);
    expect(assumeCalls()).toEqual([]);
  });

  it('has sessions that Rolekeeper replaces and releases without --take-over', async () => {
    await cli.ok(['assume', 'client', 'plain', 'taker']);
    expect(assumeCalls()).toHaveLength(3);
    for (const profile of ['client', 'plain', 'theirs']) {
      expect(section(profile, cli.credentials())).toMatch(/^aws_access_key_id = ASIA/m);
      expect(section(profile, cli.credentials())).not.toBe(section(profile, read('credentials')));
    }
    await cli.ok(['release', '--all']);
    const left = cli.credentials();
    expect(left).not.toMatch(/^aws_session_token/m);
    expect(section('default', left)).toContain(alice.secretAccessKey);
    expect(left).toContain("# somebody else's");
  });

  it('still has its backups, and `restore` writes replaced keys back', async () => {
    const { stdout } = await cli.ok(['restore', '--list']);
    expect(stdout).toMatch(/^section-.* theirs /m);
    expect(stdout).toMatch(/^original-/m);
    await cli.ok(['release', 'taker']);
    await cli.ok(['restore', 'theirs']);
    expect(section('theirs', cli.credentials())).toContain('AKIAOTHER00000000001');
  });
});
