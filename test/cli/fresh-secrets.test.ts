import { appendFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EmbeddedSts } from '../../demo/sts/embedded-sts.ts';
import { freshSecrets } from '../../src/node/fresh-secrets.ts';
import { type Cli, cliHome, startStsWithAlice } from '../support/cli-harness.ts';
import { addRolesOnAndOff } from '../support/cli-roles.ts';

let sts: EmbeddedSts;
let cli: Cli;
const home = (...name: readonly string[]): string =>
  join(cli.folder, '.config', 'rolekeeper', ...name);
const fresh = (name = 'on'): ReturnType<typeof freshSecrets> => freshSecrets(cli.env, name);

beforeEach(async () => {
  sts = await startStsWithAlice();
  cli = cliHome(sts);
  await addRolesOnAndOff(cli);
});
afterEach(async () => {
  cli.dispose();
  await sts.close();
});

/** Changes settings.json as a person would with an editor. */
function editSettings(edit: (json: { preferences: Record<string, unknown> }) => void): void {
  const file = home('settings.json');
  const json = JSON.parse(readFileSync(file, 'utf8')) as { preferences: Record<string, unknown> };
  edit(json);
  writeFileSync(file, JSON.stringify(json));
}

function inStateDb(sql: string): void {
  const db = new DatabaseSync(home('state.db'));
  db.exec(sql);
  db.close();
}

describe('freshSecrets', () => {
  it('returns the keys that `credentials` prints, calls no server, and changes no file', async () => {
    const before = [
      cli.credentials(),
      readdirSync(home()).filter((name) => !name.startsWith('state')),
    ];
    const found = await fresh();
    const printed = await cli.ok(['credentials', 'on']);
    expect(JSON.parse(printed.stdout)).toMatchObject({
      AccessKeyId: found?.secrets.credentials.accessKeyId,
      SecretAccessKey: found?.secrets.credentials.secretAccessKey,
      SessionToken: found?.secrets.credentials.sessionToken,
    });
    expect(found?.secrets.profile).toBe('on');
    expect([
      cli.credentials(),
      readdirSync(home()).filter((name) => !/^(?:state|cache)/.test(name)),
    ]).toEqual([before[0], (before[1] as string[]).filter((name) => name !== 'cache')]);
    expect(sts.calls()).toHaveLength(2);
  });
});

describe('freshSecrets returns null', () => {
  it.each<readonly [string, () => unknown]>([
    [
      'after `role set` changed the role',
      () => cli.ok(['role', 'set', 'on', '--session-name', 'other']),
    ],
    [
      'if settings.json is not JSON, and does not move settings.json aside',
      () => writeFileSync(home('settings.json'), '{'),
    ],
    [
      'if a role in the settings is invalid',
      () => {
        editSettings((json) => Object.assign(json, { roles: [...rolesOf(json), { id: 1 }] }));
      },
    ],
    [
      'if the settings name a CA bundle, which freshSecrets does not read',
      () => {
        editSettings(({ preferences }) => {
          preferences['caBundle'] = '/etc/ssl/certs/ca-certificates.crt';
        });
      },
    ],
    ['if AWS tools refuse the credentials file', () => appendFileSync(cli.credentialsFile, '\n[x')],
    ['if AWS tools refuse the config file', () => writeFileSync(cli.configFile, '[default\n')],
    [
      'if an earlier write of the credentials file was interrupted',
      async () => {
        const { WriteJournal } = await import('../../src/node/credentials-file/write-journal.ts');
        const text = readFileSync(cli.credentialsFile);
        await new WriteJournal(cli.credentialsFile, home()).begin(1n, text, text);
      },
    ],
    [
      'if the session database has no record of the session',
      () => {
        inStateDb('DELETE FROM records');
      },
    ],
    [
      'if the session is due for a refresh',
      () => {
        inStateDb('UPDATE records SET refresh_at = 1');
      },
    ],
    [
      'if the clock of this computer differs from STS’s by ten minutes',
      () => {
        inStateDb(
          `INSERT OR REPLACE INTO clock_offsets VALUES ('${sts.url}', 600000, ${Date.now()}), ('', 600000, ${Date.now()})`,
        );
      },
    ],
  ])('%s', async (_, change) => {
    expect(await fresh()).not.toBeNull();
    await change();
    const settings = readFileSync(home('settings.json'), 'utf8');
    expect(await fresh()).toBeNull();
    expect(readFileSync(home('settings.json'), 'utf8')).toBe(settings);
  });

  it('for a role that is off, and for an unknown role', async () => {
    expect(await fresh('off')).toBeNull();
    expect(await fresh('nobody')).toBeNull();
  });

  it('if the session database is damaged, and leaves it for `credentials` to move aside', async () => {
    const damaged = 'x'.repeat(8192);
    for (const name of ['state.db-wal', 'state.db-shm']) rmSync(home(name), { force: true });
    writeFileSync(home('state.db'), damaged);
    expect(await fresh()).toBeNull();
    expect(readFileSync(home('state.db'), 'utf8')).toBe(damaged);
    const { stderr } = await cli.ok(['credentials', 'on']);
    expect(stderr).toContain('moved aside');
  });
});

function rolesOf(json: object): readonly unknown[] {
  return (json as { readonly roles: readonly unknown[] }).roles;
}
