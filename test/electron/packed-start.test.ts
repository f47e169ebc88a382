import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { defaultSection, plainRole, startStsWithAlice } from '../support/cli-harness.ts';
import type { EmbeddedSts } from '../../demo/sts/embedded-sts.ts';

/**
 * The path of the executable that `npm run pack` made, or of its installed copy. It accepts no
 * debugger, so Playwright cannot control it.
 */
const packed = process.env['ROLEKEEPER_PACKED'];
const needs = packed === undefined ? ' [needs ROLEKEEPER_PACKED]' : '';
const environment = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(AWS|ROLEKEEPER)_/.test(name)),
);

describe.skipIf(packed === undefined)(`the packed application${needs}`, () => {
  const home = mkdtempSync(join(tmpdir(), 'rk-packed-start-'));
  const credentialsFile = join(home, '.aws', 'credentials');
  const env = {
    ...environment,
    HOME: home,
    USERPROFILE: home,
    ROLEKEEPER_HOME: join(home, 'rolekeeper'),
  };
  let sts: EmbeddedSts;
  let application: ChildProcess;
  let output = '';
  const start = (): ChildProcess => {
    const child = spawn(packed ?? '', [], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => (output += text));
    return child;
  };
  const cli = async (...args: readonly string[]): Promise<string> => {
    const entry = fileURLToPath(inject('commandLine'));
    return (await promisify(execFile)(process.execPath, [entry, ...args], { env })).stdout;
  };
  const keepers = async (): Promise<readonly number[]> => {
    const { roles } = JSON.parse(await cli('status', '--json')) as {
      readonly roles: readonly { readonly keptBy: readonly { readonly process: number }[] }[];
    };
    return roles.flatMap(({ keptBy }) => keptBy.map(({ process: pid }) => pid));
  };

  beforeAll(async () => {
    sts = await startStsWithAlice();
    mkdirSync(join(home, '.aws'), { mode: 0o700 });
    writeFileSync(credentialsFile, defaultSection, { mode: 0o600 });
    const { roleArn } = plainRole;
    await cli('role', 'add', 'plain', '--role-arn', roleArn, '--endpoint', sts.url);
    // A session that is due for a refresh soon, so that the application calls STS.
    sts.setSessionSeconds(20);
    await cli('assume', 'plain', '--keep');
    sts.setSessionSeconds(null);
    application = start();
  });
  afterAll(async () => {
    application.kill('SIGKILL');
    await sts.close();
    rmSync(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  });

  it('starts, keeps the role that is on, and refreshes its session', async () => {
    const before = readFileSync(credentialsFile, 'utf8');
    await expect.poll(keepers, { timeout: 60_000, interval: 500 }).toHaveLength(1);
    await expect
      .poll(() => readFileSync(credentialsFile, 'utf8'), { timeout: 60_000, interval: 500 })
      .not.toBe(before);
    expect(readFileSync(credentialsFile, 'utf8')).toMatch(
      /^\[plain\]\r?\naws_access_key_id = ASIA/m,
    );
    expect(application.exitCode, output).toBeNull();
  });

  it('ends if it is started a second time, and the first process continues', async () => {
    const second = start();
    const code = await new Promise((ended) => second.once('exit', ended));
    expect(code, output).toBe(0);
    expect(application.exitCode, output).toBeNull();
    expect(await keepers()).toHaveLength(1);
  });
});
