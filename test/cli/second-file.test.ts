import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EmbeddedSts } from '../../demo/sts/embedded-sts.ts';
import {
  type Cli,
  cliHome,
  defaultSection,
  plainRole,
  startStsWithAlice,
} from '../support/cli-harness.ts';

let sts: EmbeddedSts;
let cli: Cli;
let other: string;
beforeEach(async () => {
  sts = await startStsWithAlice();
  cli = cliHome(sts, defaultSection);
  other = join(cli.folder, 'other-credentials');
  await cli.ok(['role', 'add', 'client', '--role-arn', plainRole.roleArn, '--profile', 'client']);
});
afterEach(async () => {
  cli.dispose();
  await sts.close();
});

/**
 * Imports settings whose second credentials file is `path`, because no command sets it directly.
 */
async function alsoWriteTo(path: string, ...args: readonly string[]) {
  const exported = JSON.parse((await cli.ok(['settings', 'export'])).stdout) as {
    preferences: Record<string, unknown>;
  };
  const document = { ...exported, preferences: { ...exported.preferences, alsoWriteTo: path } };
  const file = join(cli.folder, 'settings-to-import.json');
  writeFileSync(file, JSON.stringify(document));
  return cli.run(['settings', 'import', file, ...args]);
}

describe('a second credentials file on the command line', () => {
  it('gets the session of `assume` only if its path was imported with --allow-preference', async () => {
    writeFileSync(other, '[theirs]\nregion = x\n', { mode: 0o600 });
    await alsoWriteTo(other);
    await cli.ok(['assume', 'client']);
    expect(readFileSync(other, 'utf8')).toBe('[theirs]\nregion = x\n');
    await alsoWriteTo(other, '--allow-preference', 'alsoWriteTo');
    const { stderr } = await cli.ok(['assume', 'client']);
    expect(stderr).not.toContain('have the same sessions');
    expect(readFileSync(other, 'utf8')).toMatch(/^\[theirs\]\nregion = x\n\n\[client\]\n/);
    await cli.ok(['release', 'client']);
    expect(readFileSync(other, 'utf8')).toBe('[theirs]\nregion = x\n');
  });

  it('is not created if it does not exist, and `assume` warns and succeeds', async () => {
    await alsoWriteTo(other, '--allow-preference', 'alsoWriteTo');
    const { stderr } = await cli.ok(['assume', 'client']);
    expect(stderr).toContain(`${other} does not have the same sessions`);
    expect(stderr).toContain('Rolekeeper does not create it');
    expect(existsSync(other)).toBe(false);
  });
});
