import type { ChildProcess } from 'node:child_process';
import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { makeDemoHome } from '../../demo/demo-home.ts';
import { DEMO_USER } from '../../demo/sample-roles.ts';
import { awsCli, skippedWithout } from '../support/external-programs.ts';
import { skippedExceptOn } from '../support/systems.ts';

const IN_TRAY = fileURLToPath(new URL('processes/demo-in-tray.ts', import.meta.url));
const ENTRY = join(import.meta.dirname, '../../demo/demo.ts');

/** On a busy machine, a session of 9 s can end before its refresh, so the check is repeated. */
const UNTIL_FRESH = { timeout: 60_000, interval: 200 };

/** The roles whose sessions last 9 s. */
const ASSUMED_AND_SSO = ['client-s3', 'build', 'deploy', 'developer'];

// The tests run the printed lines in a Unix shell and send signals, which Windows does not have.
describe.skipIf(skippedExceptOn('Unix'))('the demo', () => {
  it('refreshes a role of each kind, prints commands that run, and deletes its files on SIGINT', async () => {
    const demo = startDemo('--session-seconds', '9');
    const { setup, commands } = await demo.thingsToTry();
    const [identity = '', status = '', discover = ''] = commands;
    const shell = (line: string): Promise<string> => inShell([...setup, line]);

    // A refresh gives the profile of a role a new access key.
    const credentialsFile = credentialsFileIn(setup);
    const fresh = await makeDemoHome(DEMO_USER);
    onTestFinished(() => fresh.remove());
    const original = readFileSync(fresh.credentialsFile, 'utf8');
    const first = await vi.waitFor(() => keyIds(credentialsFile, 5), {
      timeout: 60_000,
      interval: 100,
    });
    await vi.waitFor(
      () => {
        const now = keyIds(credentialsFile, 5);
        for (const profile of ASSUMED_AND_SSO)
          expect(now.get(profile)).not.toBe(first.get(profile));
      },
      { timeout: 60_000, interval: 200 },
    );
    expect(readFileSync(credentialsFile, 'utf8').startsWith(original)).toBe(true);

    // Runs the printed lines in a new shell.
    await vi.waitFor(async () => {
      const shown = await shell(status);
      for (const profile of [...ASSUMED_AND_SSO, 'me-with-mfa'])
        expect(shown).toMatch(new RegExp(`^${profile} .*active`, 'm'));
    }, UNTIL_FRESH);
    const found = await shell(discover);
    expect(found.match(/^add  Team-0001-\w+/gm)).toHaveLength(4);
    expect(found.match(/^add /gm)).toHaveLength(4);
    const aws = awsCli();
    if (!skippedWithout('the AWS CLI', aws) && aws !== null) {
      const line = identity.replace('aws sts ', `${aws} sts `);
      await vi.waitFor(async () => {
        expect(await shell(line)).toContain(
          'arn:aws:sts::999988887777:assumed-role/MyS3Access/FirstSession',
        );
      }, UNTIL_FRESH);
      await vi.waitFor(async () => {
        expect(await shell(line.replace('client-s3', 'developer'))).toContain(
          'assumed-role/AWSReservedSSO_Developer_',
        );
      }, UNTIL_FRESH);
    }

    expect(await demo.end('SIGINT')).toEqual({ code: 0, signal: null, left: [] });
    expect(demo.output()).not.toContain('\u001b[');
    expect(demo.output()).not.toContain('credentials stay');
    // An mfa_process prints the MFA codes, so the demo asks nobody for one.
    expect(demo.output()).not.toContain('Enter the code');
    expect(demo.output()).toMatch(/\nThe demo has ended and deleted \/.*\.\n$/);
    // The printed time has seconds because the session is so short.
    expect(demo.output()).toMatch(/client-s3 .*, until \d\d:\d\d:\d\d$/m);
  });

  it('starts the tray application, which refreshes the roles, and ends the application on SIGHUP', async () => {
    const demo = startEntry(IN_TRAY);
    const { setup, commands } = await demo.thingsToTry();
    expect(demo.output()).toContain('The application is in the tray');
    const credentialsFile = credentialsFileIn(setup);
    const first = keyIds(credentialsFile, 4);
    await vi.waitFor(
      () => {
        const now = keyIds(credentialsFile, 4);
        for (const profile of ['client-s3', 'build', 'deploy'])
          expect(now.get(profile)).not.toBe(first.get(profile));
      },
      { timeout: 60_000, interval: 200 },
    );
    expect(await inShell([...setup, commands[1] ?? ''])).toMatch(
      /client-s3[\s\S]*build[\s\S]*deploy/,
    );
    expect(await demo.end('SIGHUP')).toEqual({ code: 0, signal: null, left: [] });
  });

  it('prints help for --help, and prints its usage without a stack trace for a wrong option', async () => {
    const help = await promisify(execFile)(process.execPath, [ENTRY, '--help']);
    expect(help.stdout).toContain('Usage: npm run demo -- [--session-seconds N] [--terminal]');
    for (const wrong of [['--sesion-seconds=9'], ['--session-seconds', 'x']]) {
      const failed: unknown = await promisify(execFile)(process.execPath, [ENTRY, ...wrong]).catch(
        (error: unknown) => error,
      );
      expect(failed).toMatchObject({ code: 2, stdout: '' });
      const { stderr } = failed as { readonly stderr: string };
      expect(stderr).toContain('Usage: npm run demo');
      expect(stderr).not.toMatch(/^ +at /m);
    }
  });

  it.skipIf(skippedExceptOn('Linux'))(
    'prints, if there is no display, one line that suggests `npm run panel` in place of the tray application (Linux)',
    async () => {
      const demo = startEntry(ENTRY);
      await demo.thingsToTry();
      const [why = ''] = demo.output().split('\n');
      expect(why).toMatch(/^The tray application cannot run here\. .*terminal; `npm run panel`/);
      expect(await demo.end('SIGTERM')).toEqual({ code: 0, signal: null, left: [] });
    },
  );

  it('deletes its files on SIGTERM, even during its start', async () => {
    const demo = startDemo();
    await vi.waitFor(
      () => {
        expect(demo.left()).not.toEqual([]);
      },
      { timeout: 60_000, interval: 5 },
    );
    expect(await demo.end('SIGTERM')).toEqual({ code: 0, signal: null, left: [] });
  });
});

interface Demo {
  /** Waits until the demo has printed all the lines to paste, and returns them. */
  thingsToTry(): Promise<{
    readonly setup: readonly string[];
    readonly commands: readonly string[];
  }>;
  output(): string;
  /** Returns the names of the demo's temporary folders that still exist. */
  left(): readonly string[];
  /**
   * Sends the signal to the demo's first process. Resolves when every process that can write to
   * the demo's output has ended.
   */
  end(
    signal: NodeJS.Signals,
  ): Promise<{ code: number | null; signal: NodeJS.Signals | null; left: readonly string[] }>;
}

function startDemo(...words: readonly string[]): Demo {
  return startEntry(ENTRY, '--terminal', ...words);
}

function startEntry(entry: string, ...words: readonly string[]): Demo {
  const folder = mkdtempSync(join(tmpdir(), 'rolekeeper-demo-test-'));
  const child: ChildProcess = spawn(process.execPath, [entry, ...words], {
    env: {
      ...process.env,
      TMPDIR: folder,
      DISPLAY: '',
      WAYLAND_DISPLAY: '',
      AWS_PROFILE: 'somebody-else',
      AWS_CONFIG_FILE: '/nonexistent',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
    });
  }
  // Node emits "close" when all processes that have the pipes open have ended, even grandchildren.
  const closed = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.once('close', (code, signal) => {
      resolve({ code, signal });
    });
  });
  const left = (): readonly string[] =>
    readdirSync(folder).filter((name) => name.startsWith('rolekeeper-demo-'));
  onTestFinished(async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
    await closed;
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    async thingsToTry() {
      return vi.waitFor(
        () => {
          const [before = '', after] = printed.split('\nThen try these commands there:\n');
          if (after?.includes('\nCtrl-C ends') !== true) {
            if (child.exitCode !== null) throw new Error(`the demo ended: ${printed}`);
            throw new Error(`the demo has not printed its lines yet: ${printed}`);
          }
          const [, setup = ''] = before.split('\nPaste this into another terminal:\n');
          return { setup: indentedLines(setup), commands: indentedLines(after) };
        },
        { timeout: 60_000, interval: 50 },
      );
    },
    output: () => printed,
    left,
    async end(signal) {
      child.kill(signal);
      return { ...(await closed), left: left() };
    },
  };
}

/**
 * Returns the access key ID of each profile that Rolekeeper wrote. Throws unless there are `count`
 * profiles.
 */
function keyIds(file: string, count: number): ReadonlyMap<string, string> {
  const ids = new Map(
    [...readFileSync(file, 'utf8').matchAll(/^\[(.+)\]\naws_access_key_id = (ASIA\w+)$/gm)].map(
      ([, profile = '', id = '']) => [profile, id],
    ),
  );
  if (ids.size !== count)
    throw new Error(`the file has ${String(ids.size)} of ${String(count)} profiles`);
  return ids;
}

function indentedLines(text: string): readonly string[] {
  return text
    .split('\n')
    .filter((line) => line.startsWith('  '))
    .map((line) => line.trim());
}

function credentialsFileIn(setup: readonly string[]): string {
  return /^export AWS_SHARED_CREDENTIALS_FILE=(.*)$/.exec(setup[0] ?? '')?.[1] ?? '';
}

async function inShell(lines: readonly string[]): Promise<string> {
  return (await promisify(execFile)('/bin/sh', ['-c', lines.join('\n')])).stdout;
}
