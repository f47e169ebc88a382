import { existsSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  type Cli,
  cliHome,
  defaultSection,
  plainRole,
  startStsWithAlice,
} from '../../support/cli-harness.ts';
import type { EmbeddedSts } from '../../../demo/sts/embedded-sts.ts';

const otherSection =
  '[work]\naws_access_key_id = AKIAMINE000000000001\naws_secret_access_key = mine/secret\n';
let sts: EmbeddedSts;
let cli: Cli;
beforeEach(async () => {
  sts = await startStsWithAlice();
  cli = cliHome(sts, `${defaultSection}\n${otherSection}`);
  await cli.ok(['role', 'add', 'work', '--role-arn', plainRole.roleArn, '--profile', 'work']);
  await cli.ok(['assume', 'work', '--take-over']);
});
afterEach(async () => {
  cli.dispose();
  await sts.close();
});

it('restore --purge lists what --yes deletes, and deletes nothing without it', async () => {
  const { code, stdout } = await cli.run(['restore', '--purge']);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^Would be deleted:\n.*\noriginal-/m);
  expect((await cli.ok(['restore', '--list'])).stdout).toMatch(/^original-/m);
});

it('restore --purge --yes keeps the only copy of keys that were taken over, and names it', async () => {
  const purged = await cli.ok(['restore', '--purge', '--yes']);
  expect(purged.stdout).toMatch(/^Kept, because .*\n.*\nsection-/m);
  expect(purged.stdout).toContain('Deleted 1 backup.');
  await cli.ok(['release', 'work']);
  expect(cli.credentials()).not.toContain('mine/secret');
  await cli.ok(['restore', '--purge', '--yes']);
  await cli.ok(['restore', 'work']);
  expect(cli.credentials()).toContain(otherSection);
  expect((await cli.ok(['restore', '--purge', '--yes'])).stdout).not.toContain('Kept');
  expect((await cli.ok(['restore', '--list'])).stdout).not.toMatch(/^section-/m);
});

it('the doctor counts leftovers of killed processes; the next write or purge removes them', async () => {
  const leftover = join(cli.folder, '.config', 'rolekeeper', 'backups', '.0123456789abcdef');
  const beside = join(dirname(cli.credentialsFile), '.credentials.rk-01234567-0123456789ab');
  for (const file of [leftover, beside]) {
    writeFileSync(file, 'half');
    utimesSync(file, 1, 1);
  }
  expect((await cli.run(['doctor'])).stdout).toContain('2 unfinished copies of killed processes');
  await cli.ok(['assume', 'work']);
  expect(existsSync(beside)).toBe(false);
  await cli.ok(['restore', '--purge', '--yes']);
  expect((await cli.run(['doctor'])).stdout).not.toContain('unfinished');
  expect(existsSync(leftover)).toBe(false);
});
