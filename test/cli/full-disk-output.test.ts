import { closeSync, openSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EmbeddedSts } from '../../demo/sts/embedded-sts.ts';
import { cliHome, plainRole, startStsWithAlice, type Cli } from '../support/cli-harness.ts';
import { skippedExceptOn } from '../support/systems.ts';

describe.skipIf(skippedExceptOn('Linux'))('output that cannot be written', () => {
  let sts: EmbeddedSts;
  let cli: Cli;
  beforeAll(async () => {
    sts = await startStsWithAlice();
    cli = cliHome(sts);
    await cli.ok(['role', 'add', 'plain', '--role-arn', plainRole.roleArn]);
    await cli.ok(['assume', 'plain']);
  });
  afterAll(async () => {
    cli.dispose();
    await sts.close();
  });

  /**
   * Runs a command whose standard output cannot be written, and with `onBoth` also its standard
   * error.
   */
  async function onFullDisk(args: readonly string[], onBoth = false) {
    const full = openSync('/dev/full', 'w');
    const child = spawn(process.execPath, [fileURLToPath(cli.entry), ...args], {
      env: cli.env,
      stdio: ['ignore', full, onBoth ? full : 'pipe'],
    });
    closeSync(full);
    let stderr = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    const code = await new Promise((resolve) => child.on('close', resolve));
    return { code, stderr };
  }

  const message =
    'rolekeeper: The output cannot be written (ENOSPC). Check the disk or program that it goes to.\n';

  it.each(
    [
      ['--help'],
      ['role', 'list'],
      ['status', '--json'],
      ['status', '--prompt', 'plain'],
      ['credentials', 'plain'],
      ['env', 'plain', '--format', 'dotenv'],
      ['complete', 'zsh', 'assume', ''],
      ['completion', 'bash'],
      ['settings', 'export'],
    ].map((args) => ({ args, line: args.join(' ') })),
  )('makes `$line` print one message and exit with 1', async ({ args }) => {
    expect(await onFullDisk(args)).toEqual({ code: 1, stderr: message });
  });

  it('makes a command exit with 1 even if the message cannot be written either', async () => {
    expect((await onFullDisk(['role', 'list'], true)).code).toBe(1);
  });

  it('does not prevent `assume` from assuming the role', async () => {
    const before = sts.calls().length;
    expect((await onFullDisk(['assume', 'plain'])).code).toBe(1);
    expect(sts.calls().length).toBeGreaterThan(before);
    expect(cli.credentials()).toContain('[plain]');
  });
});
