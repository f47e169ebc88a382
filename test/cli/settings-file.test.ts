import { execFileSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Cli, cliHome, roleArn } from '../support/cli-harness.ts';
import { skippedExceptOn } from '../support/systems.ts';

describe('rolekeeper settings export and import', () => {
  let one: Cli;
  let other: Cli;
  beforeEach(() => {
    one = cliHome(null);
    other = cliHome(null);
  });
  afterEach(() => {
    one.dispose();
    other.dispose();
  });

  it('copy settings from one home to another, and change nothing with --dry-run', async () => {
    await one.ok(['role', 'add', 'client', '--role-arn', roleArn]);
    const { stdout } = await one.ok(['settings', 'export']);
    const file = join(other.folder, 'settings.json');
    writeFileSync(file, stdout);
    const dry = await other.ok(['settings', 'import', file, '--dry-run']);
    expect(dry.stdout).toContain(`New roles:\n  client\n    ${roleArn}\n`);
    expect(dry.stdout).toContain('Nothing was changed.');
    expect(JSON.parse((await other.ok(['role', 'list', '--json'])).stdout)).toEqual({ roles: [] });
    expect((await other.ok(['settings', 'import', '-'], { input: stdout })).stdout).toContain(
      'Imported 1 role',
    );
    expect((await other.ok(['settings', 'export'])).stdout).toBe(stdout);
  });

  it('accept a file in UTF-16 or with a byte order mark, as editors on Windows save it', async () => {
    await one.ok(['role', 'add', 'client', '--role-arn', roleArn]);
    const { stdout } = await one.ok(['settings', 'export']);
    const little = Buffer.from(`\uFEFF${stdout}`, 'utf16le');
    const big = Buffer.from(little).swap16();
    const file = join(other.folder, 'settings.json');
    for (const bytes of [Buffer.from(`\uFEFF${stdout}`), little, big, little.subarray(2)]) {
      writeFileSync(file, bytes);
      const dry = await other.ok(['settings', 'import', file, '--dry-run']);
      expect(dry.stdout).toContain(`New roles:\n  client\n    ${roleArn}\n`);
    }
  });

  it('exit with 1 if a role is not imported, and with 2 if the input has no settings', async () => {
    await one.ok([
      'role',
      'add',
      'client',
      '--role-arn',
      roleArn,
      '--endpoint',
      'https://sts.example.com',
    ]);
    const { stdout: input } = await one.ok(['settings', 'export']);
    const left = await other.run(['settings', 'import', '-'], { input });
    expect(left.code).toBe(1);
    expect(left.stdout).toContain('Not imported:\n  client');
    const allowed = ['settings', 'import', '-', '--allow-endpoint', 'https://sts.example.com'];
    expect((await other.ok(allowed, { input })).stdout).toContain('Imported 1 role');
    const broken = await other.run(['settings', 'import', '-'], { input: '{"format":1}' });
    expect(broken.code).toBe(2);
    expect(broken.stderr).toContain('These settings cannot be imported');
    expect((await other.run(['settings'])).stderr).toContain(
      'settings needs a second word: export, import.',
    );
    expect((await other.run(['settings', 'import', 'none.json'])).stderr).toContain(
      'FILE: none.json cannot be read.',
    );
  });

  it.skipIf(skippedExceptOn('Unix'))(
    'change a path, the proxy or certificates only if --allow-preference names it, and run no program of a refused config file',
    async () => {
      const evil = join(other.folder, 'evil-config');
      const marker = join(other.folder, 'has-run');
      const pipe = join(other.folder, 'pipe');
      execFileSync('mkfifo', [pipe]);
      writeFileSync(evil, `[profile team]\ncredential_process = touch ${marker}\n`);
      const role = {
        ...{ id: 'aaaaaaaaaaaa', name: 'client', roleArn, sourceProfile: 'team' },
        ...{ targetProfile: 'client', roleSessionName: 'me', durationSeconds: 3600 },
      };
      const document = (preferences: object): { input: string } => ({
        input: JSON.stringify({
          format: 'rolekeeper-settings',
          version: 1,
          roles: [role],
          preferences,
        }),
      });
      const given = document({ configFile: evil, proxy: 'http://evil.example:1', caBundle: pipe });
      const run = (...flags: string[]) => other.run(['settings', 'import', '-', ...flags], given);
      expect((await run('--dry-run')).stdout).toContain(`Now: default. New: ${evil}`);

      const refused = await run();
      expect(refused.code).toBe(1);
      for (const key of ['configFile', 'proxy', 'caBundle'])
        expect(refused.stderr).toContain(`--allow-preference ${key}`);
      expect((await other.run(['assume', 'client'])).code).toBe(1);
      expect(existsSync(marker)).toBe(false);
      expect((await other.ok(['settings', 'export'])).stdout).not.toContain('evil');

      const pipeRefused = await run('--allow-preference', 'caBundle');
      expect(pipeRefused.stdout).toContain('must be a regular file');
      expect((await run('--allow-preference', 'nothing')).code).toBe(2);
      await run('--allow-preference', 'configFile');
      const { stdout } = await other.ok(['settings', 'export']);
      expect(stdout).toContain(evil);
      expect(stdout).not.toContain('proxy');
    },
  );
});
