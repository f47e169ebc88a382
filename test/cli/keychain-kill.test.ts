import { mkdirSync, readdirSync, readFileSync, watch } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { EmbeddedSts } from '../../demo/sts/embedded-sts.ts';
import { readEncrypted } from '../../src/node/keychain/encrypted-secrets.ts';
import { alice, type Cli, cliHome, mfaRole, startStsWithAlice } from '../support/cli-harness.ts';
import { realKeyringNeeds, startRealKeyring, type RealKeyring } from '../support/real-keyring.ts';
import { isLong } from '../support/run-length.ts';
import { skippedExceptOn } from '../support/systems.ts';

const phone = 'arn:aws:iam::111122223333:mfa/phone';
const token = 'arn:aws:iam::111122223333:mfa/token';
/** Milliseconds from the event in the test's title to the kill. */
const delays = isLong ? Array.from({ length: 40 }, (_, n) => n / 4) : [0];
/** A device accepts each code only once. */
const codes = Array.from({ length: 10 * delays.length }, (_, n) => String(200_000 + n));
const own = { ownProcess: true } as const;

describe.skipIf(realKeyringNeeds !== null)(
  `MFA sessions whose key is in GNOME Keyring${realKeyringNeeds ?? ''}`,
  () => {
    let keyring: RealKeyring;
    let sts: EmbeddedSts;
    let cli: Cli;
    let folder: string;
    let unused: string[];
    /** The names of files that Rolekeeper created or renamed in its folder. */
    let seen: string[];
    beforeAll(async () => {
      keyring = await startRealKeyring();
    });
    afterAll(() => keyring.stop());
    beforeEach(async () => {
      unused = [...codes];
      const mfaDevices = [phone, token].map((serialNumber) => ({
        kind: 'codes' as const,
        serialNumber,
        codes,
      }));
      sts = await startStsWithAlice({ users: [{ ...alice, mfaDevices }] });
      cli = cliHome(sts, undefined, keyring.env);
      folder = join(cli.folder, '.config', 'rolekeeper');
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      for (const [name, serial] of [
        ['first', phone],
        ['second', token],
      ] as const) {
        const device = ['--role-arn', mfaRole.roleArn, '--mfa-serial', serial];
        await cli.ok(['role', 'add', name, ...device]);
      }
      await cli.ok(['assume', 'first', '--mfa-code', code()], own);
      seen = [];
    });
    afterEach(async () => {
      cli.dispose();
      keyring.clear();
      await sts.close();
    });

    const code = (): string => unused.shift() ?? '';
    const sessions = () => sts.calls().filter(({ action }) => action === 'GetSessionToken').length;
    const until = async (isSo: () => boolean): Promise<void> => {
      const end = performance.now() + 30_000;
      while (!isSo()) {
        if (performance.now() > end)
          throw new Error(`the awaited event did not happen, new files: ${seen.join(' ')}`);
        await delay(1);
      }
    };

    /**
     * Checks that the first device needs no new code, and the second needs one only if its session
     * was not stored.
     */
    async function expectUsable(where: string): Promise<void> {
      expect(typeof readEncrypted(join(folder, 'mfa-sessions.json')), where).not.toBe('string');
      const before = sessions();
      await cli.ok(['assume', 'first'], own);
      const second = await cli.run(['assume', 'second'], own);
      expect(sessions(), where).toBe(before);
      if (second.code === 0) return;
      expect(second.stderr, where).toContain('second waits for an MFA code');
      await cli.ok(['assume', 'second', '--mfa-code', code()], own);
      await cli.ok(['assume', 'second'], own);
      expect(sessions(), where).toBe(before + 1);
      expect(readdirSync(folder).filter((name) => name.includes('.rk-'))).toEqual([]);
    }

    it.each([
      ['AWS has accepted the code', (before: number) => sessions() > before],
      [
        'the command has created the temporary file',
        () => seen.some((name) => name.includes('.rk-')),
      ],
      ['the command has renamed the temporary file', () => seen.includes('mfa-sessions.json')],
    ])(
      'can be used although a command that stores one was killed as soon as %s',
      async (_moment, isNow) => {
        for (const ms of delays) {
          await cli.ok(['release', 'second'], own);
          seen = [];
          const watcher = watch(folder, (_kind, name) => seen.push(name ?? ''));
          const before = sessions();
          const victim = cli.start(['assume', 'second', '--mfa-code', code()]);
          await until(() => isNow(before));
          watcher.close();
          if (ms > 0) await delay(ms);
          victim.child.kill('SIGKILL');
          await victim.ended();
          await expectUsable(`${String(ms)} ms later`);
        }
        expect(keyring.accounts()).toHaveLength(1);
      },
      60_000 + delays.length * 20_000,
    );

    it.skipIf(skippedExceptOn('Linux'))(
      'can be used although the process that calls the keychain was killed, and the command still assumes the role',
      async () => {
        for (const ms of delays) {
          await cli.ok(['release', 'second'], own);
          const command = cli.start(['assume', 'second', '--mfa-code', code()]);
          const { pid = 0 } = command.child;
          await until(() => childrenOf(pid).length > 0);
          if (ms > 0) await delay(ms);
          for (const child of childrenOf(pid)) kill(child);
          const { code: ended } = await command.ended();
          expect([ended, command.lines.join()]).toEqual([0, expect.stringContaining('assumed')]);
          await expectUsable(`${String(ms)} ms later`);
        }
        expect(keyring.accounts()).toHaveLength(1);
      },
      60_000 + delays.length * 20_000,
    );
  },
);

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // The process has already ended.
  }
}

function childrenOf(pid: number): readonly number[] {
  try {
    const children = readFileSync(`/proc/${String(pid)}/task/${String(pid)}/children`, 'utf8');
    return children.split(' ').filter(Boolean).map(Number);
  } catch {
    return [];
  }
}
