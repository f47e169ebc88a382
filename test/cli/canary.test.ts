import { readdirSync, readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { leaksBelow, secretsIn } from '../support/secret-search.ts';
import type { Secret } from '../support/secret-search.ts';
import { realKeyringNeeds } from '../support/real-keyring.ts';
import { runEverything } from './canary-commands.ts';
import type { CanaryResults } from './canary-commands.ts';
import { canaryHome, planted } from './canary-home.ts';
import type { CanaryHome } from './canary-home.ts';

describe('the commands of Rolekeeper, in a home with known secrets,', () => {
  let home: CanaryHome;
  let results: CanaryResults;

  beforeAll(async () => {
    home = await canaryHome();
    results = await runEverything(home);
  }, 300_000);
  afterAll(async () => {
    await home.close();
  });

  const found = (text: string, secrets: readonly Secret[]): readonly string[] =>
    secretsIn(text, secrets).map(({ name }) => name);
  const own = (...path: readonly string[]): string =>
    join(home.cli.folder, '.config', 'rolekeeper', ...path);

  it('are tested with a search that finds each secret whole, and each long secret in part, in a URL and in Base64', () => {
    for (const secret of home.secrets()) {
      const { name, value } = secret;
      expect(found(`a line with ${value} in it`, [secret])).toEqual([name]);
      if (value.length < 24) continue;
      expect(found(value.slice(3, 19), [secret])).toEqual([name]);
      expect(found(`?token=${encodeURIComponent(value)}`, [secret])).toEqual([name]);
      expect(found(Buffer.from(`{"key":"${value}"}`).toString('base64'), [secret])).toEqual([name]);
    }
    const everywhere = leaksBelow(
      home.cli.folder,
      home.secrets().map((secret) => ({ ...secret, allowed: [] })),
    );
    expect(everywhere).toContain(`.aws/credentials: ${planted.source.name}`);
    expect(
      everywhere.some((leak) => leak.includes('/backups/') && leak.endsWith(planted.source.name)),
    ).toBe(true);
    expect(
      everywhere.some((leak) => leak.includes('/backups/') && leak.endsWith(planted.foreign.name)),
    ).toBe(true);
    expect(
      everywhere.some((leak) => /^\.aws\/credentials: secret \d+ that AssumeRole gave$/.test(leak)),
    ).toBe(true);
    expect(new Set(home.proxy.issued().map(({ action }) => action))).toEqual(
      new Set(['AssumeRole', 'GetSessionToken']),
    );
  });

  it('write a log, a database and a cache, and print keys only if that is their purpose', () => {
    expect(readFileSync(own('logs', 'rolekeeper.log'), 'utf8').split('\n').length).toBeGreaterThan(
      20,
    );
    expect(readFileSync(own('state.db')).includes('source-failed')).toBe(true);
    expect(readdirSync(own('cache'))).not.toEqual([]);
    for (const { command, stdout, printsKeys } of results.outputs) {
      expect({ command, printsKeys: found(stdout, home.issued()).length > 0 }).toEqual({
        command,
        printsKeys,
      });
    }
    if (process.platform === 'linux') {
      expect(results.commandLines.some((line) => line.includes('sleep 0.3'))).toBe(true);
      expect(results.commandLines.some((line) => line.includes(home.path('complaint')))).toBe(true);
    }
  });

  it.skipIf(realKeyringNeeds !== null)(
    `store an encrypted MFA session, whose key is in the keychain${realKeyringNeeds ?? ''}`,
    () => {
      expect(home.keychainKeys()).toHaveLength(1);
      expect(JSON.parse(readFileSync(own('mfa-sessions.json'), 'utf8'))).toMatchObject({
        version: 2,
      });
      if (process.platform === 'linux')
        expect(results.commandLines.some((line) => line.includes('keychain-process'))).toBe(true);
    },
  );

  it('leave no secret in any file except the credentials file, the backups and the user’s own files', () => {
    expect(leaksBelow(home.cli.folder, home.secrets())).toEqual([]);
    expect(results.duringKeep).toEqual([]);
  });

  it('store no secret in the table `keeping_processes` of state.db', () => {
    expect(results.keepingRows).toEqual([
      {
        id: expect.stringMatching(/^[0-9a-f]+$/) as string,
        pid: expect.any(Number) as number,
        host: hostname(),
        kind: 'keep',
        path: home.cli.credentialsFile,
        since: expect.any(Number) as number,
        switched_on: 0,
        role_ids: expect.stringMatching(/^\["[\w-]+"(,"[\w-]+"){2}\]$/) as string,
        away: null,
        mfa_forgotten_at: null,
      },
    ]);
    expect(found(JSON.stringify(results.keepingRows), home.secrets())).toEqual([]);
  });

  it('print none of the secrets in the files, and print issued keys only if that is their purpose', () => {
    const leaks = results.outputs.flatMap(({ command, stdout, stderr, printsKeys }) => [
      ...found(stdout, printsKeys ? Object.values(planted) : home.secrets()).map(
        (name) => `${command} (stdout): ${name}`,
      ),
      ...found(stderr, home.secrets()).map((name) => `${command} (stderr): ${name}`),
    ]);
    expect(leaks).toEqual([]);
  });

  it('show no secret in command lines of child processes, except a secret in a credential_process command', () => {
    const secrets = home.secrets().filter((secret) => secret !== planted.onCommandLine);
    expect(results.commandLines.flatMap((line) => found(line, secrets))).toEqual([]);
  });

  it('print no secret if an unexpected error contains one, not even in the stack trace', async () => {
    const breaks = `Date.now = () => { throw new Error('no time with ${planted.source.value}'); };`;
    const NODE_OPTIONS = `--import=data:text/javascript,${encodeURIComponent(breaks)}`;
    const { code, stderr } = await home.cli.run(['status'], {
      env: { NODE_OPTIONS, ROLEKEEPER_DEBUG: '1' },
    });
    expect(code).toBe(1);
    expect(stderr).toContain('no time with');
    expect(stderr).toMatch(/^ *at .*$/m);
    expect(found(stderr, home.secrets())).toEqual([]);
  });

  it('leave no session in any file after `release --all` and `restore --purge`', async () => {
    await home.cli.ok(['release', '--all']);
    await home.cli.ok(['role', 'remove', 'plain']);
    await home.cli.ok(['restore', '--purge', '--yes']);
    const nowhere = home.issued().map((secret) => ({ ...secret, allowed: [] }));
    expect(leaksBelow(home.cli.folder, nowhere)).toEqual([]);
  });
});
