import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'vitest';
import { mfaRole, plainRole } from '../support/cli-harness.ts';
import type { CliOptions } from '../support/cli-harness.ts';
import type { CliRun } from '../support/inside.ts';
import { watchCommandLines } from '../support/command-lines.ts';
import { leaksBelow } from '../support/secret-search.ts';
import { planted, serial } from './canary-home.ts';
import type { CanaryHome } from './canary-home.ts';

/** One command's output. `printsKeys` is true if the command must print keys to standard output. */
export interface CommandOutput {
  readonly command: string;
  readonly stdout: string;
  readonly stderr: string;
  readonly printsKeys: boolean;
}

export interface CanaryResults {
  readonly outputs: readonly CommandOutput[];
  /** Command lines of child processes, which every user of the machine can read. */
  readonly commandLines: readonly string[];
  /** Secrets that were found in files while `keep` was running. */
  readonly duringKeep: readonly string[];
  /** Rows of the table `keeping_processes`, read while `keep` was running. */
  readonly keepingRows: readonly object[];
}

const errorWithSecrets = (secrets: readonly string[]): string =>
  `User: arn:aws:iam::111122223333:user/alice sent x-amz-security-token:${secrets.join(' and ')}, ` +
  `${secrets.map(encodeURIComponent).join('&')}; the code ${planted.goodCode.value} and the password: ${planted.shortOnStderr.value}`;

function readKeepingRows(home: CanaryHome): readonly object[] {
  const file = join(home.cli.folder, '.config', 'rolekeeper', 'state.db');
  const db = new DatabaseSync(file, { readOnly: true });
  try {
    return db.prepare('SELECT * FROM keeping_processes').all();
  } finally {
    db.close();
  }
}

/**
 * Runs almost every command, successfully and with many failures, in a home with known secrets.
 */
export async function runEverything(home: CanaryHome): Promise<CanaryResults> {
  const { sts } = home;
  const outputs: CommandOutput[] = [];
  let duringKeep: readonly string[] = [];
  let keepingRows: readonly object[] = [];

  const proxies = (): Record<string, string> => {
    const proxy = `http://canary:${planted.proxyPassword.value}@127.0.0.1:${String(home.proxy.port)}`;
    return { HTTP_PROXY: proxy, http_proxy: proxy, HTTPS_PROXY: proxy, TMPDIR: home.path('tmp') };
  };
  const seen = new Set<string>();
  /**
   * Returns true if the command must run in its own process: the first run of each command, and
   * runs for `guarded` and for `from-…` roles. The other runs are faster inside this process.
   */
  const needsProcess = (args: readonly string[]): boolean => {
    const command = args[0] === 'role' ? `role ${args[1] ?? ''}` : (args[0] ?? '');
    const isFirst = !seen.has(command);
    seen.add(command);
    return isFirst || args.some((word) => word === 'guarded' || word.startsWith('from-'));
  };
  const run = async (
    args: readonly string[],
    options: CliOptions = {},
    printsKeys = false,
  ): Promise<CliRun> => {
    const result = await home.cli.run(args, {
      ...options,
      ...(needsProcess(args) ? { ownProcess: true } : {}),
      env: { ...proxies(), ...options.env },
    });
    outputs.push({
      command: args.join(' '),
      stdout: result.stdout,
      stderr: result.stderr,
      printsKeys,
    });
    return result;
  };
  const ok = async (
    args: readonly string[],
    options: CliOptions = {},
    printsKeys = false,
  ): Promise<CliRun> => {
    const result = await run(args, options, printsKeys);
    expect({
      command: args,
      code: result.code,
      stderr: result.code === 0 ? '' : result.stderr,
    }).toEqual({
      command: args,
      code: 0,
      stderr: '',
    });
    return result;
  };
  const fails = async (args: readonly string[], options: CliOptions = {}): Promise<CliRun> => {
    const result = await run(args, options);
    expect({ command: args, failed: result.code !== 0 }).toEqual({ command: args, failed: true });
    return result;
  };
  const keep = async (args: readonly string[], meanwhile: () => Promise<void>): Promise<void> => {
    const kept = home.cli.start(['keep', ...args], proxies());
    try {
      await kept.line('');
      await meanwhile();
    } finally {
      kept.child.kill('SIGTERM');
      await kept.ended();
      const stdout = kept.lines.join('\n');
      outputs.push({
        command: `keep ${args.join(' ')}`,
        stdout,
        stderr: kept.stderr(),
        printsKeys: false,
      });
    }
  };
  const whileStsFails = async (
    code: 'AccessDenied' | 'SignatureDoesNotMatch' | 'InvalidAction',
    work: () => Promise<void>,
  ) => {
    const message = errorWithSecrets([
      planted.source.value,
      planted.echoed.value,
      ...home
        .issued()
        .map(({ value }) => value)
        .slice(-4),
    ]);
    const stopFailing = sts.fail({ kind: 'error', code, message });
    await work();
    stopFailing();
  };

  const addRoles = async (): Promise<void> => {
    const add = (name: string, arn: string, ...more: readonly string[]) =>
      ok(['role', 'add', name, '--role-arn', arn, ...more]);
    await add('plain', plainRole.roleArn);
    await add('guarded', mfaRole.roleArn, '--mfa-serial', serial);
    await add('taken', plainRole.roleArn);
    for (const source of ['in-config', 'process', 'complaining', 'mumbling', 'web', 'nowhere']) {
      await add(`from-${source}`, plainRole.roleArn, '--source-profile', source);
    }
    await add(
      'far',
      plainRole.roleArn,
      '--endpoint',
      `https://127.0.0.1:${String(home.proxy.port)}`,
    );
    await fails(['role', 'add', 'odd', '--policy-file', home.path('policy.json')]);
    await ok(['role', 'list']);
    await ok(['role', 'list', '--json']);
  };
  const useFreshRole = async (): Promise<void> => {
    await ok(['assume', 'plain']);
    await ok(['assume', 'plain', '--keep', '--json']);
    for (const args of [
      ['status'],
      ['status', '--json'],
      ['whoami', 'plain'],
      ['test', 'plain'],
      ['test', 'plain', '--json'],
      ['activity'],
      ['activity', '--json'],
      ['settings', 'export'],
      ['role', 'set', 'plain', '--region', ''],
    ]) {
      await ok(args);
    }
    for (const more of [[], ['--trust'], ['--commands'], ['--commands', '--shell', 'powershell']]) {
      await ok(['policy', 'plain', ...more]);
    }
    await ok(['credentials', 'plain'], {}, true);
    for (const shell of ['bash', 'fish', 'powershell', 'cmd'])
      await ok(['env', 'plain', '--shell', shell], {}, true);
    await ok(
      [
        'exec',
        'plain',
        '--',
        'sh',
        '-c',
        'printenv AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN; sleep 0.3',
      ],
      {},
      true,
    );
    await fails(['exec', 'plain', '--', 'no-such-command']);
  };
  const giveCodes = async (): Promise<void> => {
    const { goodCode, refusedCode } = planted;
    await fails(['assume', 'guarded']);
    await fails(['assume', 'guarded', '--mfa-code', '-'], { input: `${refusedCode.value}9\n` });
    await fails(['assume', 'guarded', '--mfa-code', '-', '--json'], {
      input: `${refusedCode.value}\n`,
    });
    await fails(['whoami', 'guarded'], { env: { ROLEKEEPER_MFA_CODE: refusedCode.value } });
    await fails(['test', 'guarded'], { env: { ROLEKEEPER_MFA_CODE: refusedCode.value } });
    await whileStsFails('AccessDenied', async () => {
      await fails(['assume', 'guarded'], { env: { ROLEKEEPER_MFA_CODE: '555111' } });
    });
    await ok(
      ['exec', 'guarded', '--', 'printenv', 'AWS_SESSION_TOKEN'],
      { env: { ROLEKEEPER_MFA_CODE: goodCode.value } },
      true,
    );
    // The device accepts a code only once, and without the keychain this process has no MFA
    // session.
    await fails(['assume', 'guarded'], {
      env: { ROLEKEEPER_MFA_CODE: goodCode.value, ROLEKEEPER_KEYCHAIN: 'off' },
    });
  };
  const useOthers = async (): Promise<void> => {
    await fails(['assume', 'taken']);
    await ok(['assume', 'taken', '--take-over']);
    const original =
      /^(\S+) +file before the first write/m.exec((await ok(['restore', '--list'])).stdout)?.[1] ??
      '';
    // The file has changed, so `restore` first makes a backup that also has Rolekeeper's section.
    appendFileSync(home.cli.credentialsFile, '# mine\n');
    await ok(['restore', '--file', original, '--yes']);
    await ok(['release', 'taken']);
    await ok(['restore', 'taken']);
    const withCode = { env: { ROLEKEEPER_MFA_CODE: planted.goodCode.value } };
    for (const name of ['from-in-config', 'from-process'])
      await ok(['assume', name, '--json'], withCode);
    for (const source of ['complaining', 'mumbling', 'web', 'nowhere']) {
      await fails(['assume', `from-${source}`], withCode);
      await fails(['assume', `from-${source}`, '--json']);
    }
    await fails(['assume', 'far']);
    await fails(['console', 'far', '--print']);
    await fails(['assume', 'nobody']);
  };
  const useWhileStsFails = async (): Promise<void> => {
    for (const code of ['AccessDenied', 'SignatureDoesNotMatch', 'InvalidAction'] as const) {
      await whileStsFails(code, async () => {
        await fails(['assume', 'plain', '--json']);
        await fails(['whoami', 'plain']);
        await fails(['test', 'plain']);
        await fails(['test', 'plain', '--json']);
        await ok(['status', '--json']);
      });
    }
    const dead = `http://canary:${planted.proxyPassword.value}@127.0.0.1:9`;
    const odd = `gopher://canary:${planted.proxyPassword.value}@[`;
    for (const proxy of [dead, odd])
      await fails(['assume', 'far'], { env: { HTTPS_PROXY: proxy } });
    await run(['doctor'], { env: { HTTPS_PROXY: odd } });
  };
  const keepSome = async (): Promise<void> => {
    sts.setSessionSeconds(6);
    await keep(['plain', 'from-process', 'from-complaining', '--json'], async () => {
      await delay(3000);
      await whileStsFails('AccessDenied', () => delay(3000));
      const temporaryFile = /^\.aws\/\.credentials\.rk-/;
      const secrets = home.secrets().map((secret) => ({
        ...secret,
        // Rolekeeper renames the temporary file to `credentials`, so it may have the same secrets.
        allowed: secret.allowed.some((place) => place.test('.aws/credentials'))
          ? [...secret.allowed, temporaryFile]
          : secret.allowed,
      }));
      duringKeep = leaksBelow(home.cli.folder, secrets);
      keepingRows = readKeepingRows(home);
    });
    await keep(['plain'], () => delay(1500));
    sts.setSessionSeconds(null);
  };
  const breakThings = async (): Promise<void> => {
    const keys = {
      AWS_ACCESS_KEY_ID: 'AKIAENVIRONMENT00001',
      AWS_SECRET_ACCESS_KEY: planted.inEnvironment.value,
      AWS_SESSION_TOKEN: planted.inEnvironment.value.repeat(4),
    };
    await run(['doctor'], { env: keys });
    await fails(['doctor'], { env: { AWS_CA_BUNDLE: home.path('ca.pem') } });
    await fails(['assume', 'far'], { env: { AWS_CA_BUNDLE: home.path('ca.pem') } });
    for (const n of [1, 2, 3, 4]) {
      const env = { AWS_SHARED_CREDENTIALS_FILE: home.path(`broken-${String(n)}`) };
      for (const args of [
        ['doctor'],
        ['assume', 'plain', '--json'],
        ['assume', 'plain'],
        ['credentials', 'plain'],
      ]) {
        await fails(args, { env });
      }
      await run(['status', '--json'], { env });
      await run(['release', 'plain'], { env });
    }
    for (const n of [0, 1]) {
      const env = { ROLEKEEPER_HOME: home.path(`home-${String(n)}`) };
      for (const args of [['status'], ['role', 'list', '--json'], ['doctor'], ['assume', 'plain']])
        await run(args, { env });
    }
  };

  const commandLines = watchCommandLines();
  try {
    await addRoles();
    await useFreshRole();
    await giveCodes();
    await useOthers();
    await useWhileStsFails();
    await keepSome();
    await breakThings();
  } finally {
    commandLines.stop();
  }
  return { outputs, commandLines: commandLines.seen(), duringKeep, keepingRows };
}
