import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { EmbeddedSts } from '../../demo/sts/embedded-sts.ts';
import {
  type Cli,
  cliHome,
  mfaRole,
  skippedWithoutTerminal,
  startStsWithAlice,
} from '../support/cli-harness.ts';
import { addRolesOnAndOff } from '../support/cli-roles.ts';

const serial = 'arn:aws:iam::111122223333:mfa/alice';
let sts: EmbeddedSts;
let cli: Cli;
beforeEach(async () => {
  sts = await startStsWithAlice();
  cli = cliHome(sts);
  await addRolesOnAndOff(cli);
  await cli.ok(['role', 'add', 'guarded', '--role-arn', mfaRole.roleArn, '--mfa-serial', serial]);
  await cli.ok(['status']);
});
afterEach(async () => {
  cli.dispose();
  await sts.close();
});

/**
 * Returns all that the tested commands must not change: two tables of state.db, and every file
 * below HOME except state.db, locks, logs and the compile cache.
 */
function stateOfHome(): unknown {
  const folder = join(cli.folder, '.config', 'rolekeeper');
  const files = readdirSync(cli.folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !/^(locks|logs|cache)\/|^state\.db/.test(relative(folder, path)))
    .map((path) => [path, readFileSync(path, 'utf8')]);
  const db = new DatabaseSync(join(folder, 'state.db'));
  try {
    return [
      files,
      db.prepare('SELECT * FROM records').all(),
      db.prepare('SELECT * FROM activity').all(),
    ];
  } finally {
    db.close();
  }
}

it('commands that only show something write no key, setting, session record or activity', async () => {
  const before = stateOfHome();
  for (const args of [
    ['whoami', 'on'],
    ['whoami', 'off'],
    ['status'],
    ['status', '--json'],
    ['role', 'list'],
    ['policy', 'off'],
    ['doctor'],
    ['activity'],
    ['policy', 'off', '--trust'],
    ['policy', 'off', '--commands'],
    ['settings', 'export'],
    ['restore', '--list'],
    ['role', 'import'],
    ['--version'],
    ['help'],
  ]) {
    await cli.run(args);
    expect(stateOfHome(), args.join(' ')).toEqual(before);
  }
  expect((await cli.ok(['whoami', 'off'])).stdout).toContain('assumed-role/Plain');
  await cli.ok(['restore', '--purge']);
  const exported = (await cli.ok(['settings', 'export'])).stdout;
  await cli.ok(['settings', 'import', '-', '--dry-run'], { input: exported });
  expect(stateOfHome()).toEqual(before);
});

it.skipIf(skippedWithoutTerminal())(
  '`whoami` writes no key, setting, session record or activity, even if it asks for an MFA code',
  async () => {
    const before = stateOfHome();
    const { stdout } = await cli.onTerminal(
      ['whoami', 'guarded'],
      [['MFA code from ', '123456\r']],
    );
    expect(stdout).toContain('assumed-role/WithMfa');
    expect(stateOfHome()).toEqual(before);
  },
);
