import { chmodSync, readdirSync, watch, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { alice, plainRole } from '../support/cli-harness.ts';
import { setUpEachTest, type ProcessSetup } from '../support/process-setup.ts';
import { createSeededRandom } from '../support/seeded-random.ts';
import { timedWithControl } from '../support/timed-with-control.ts';
import { LinkedFiles } from '../support/linked-files.ts';
import { sized } from '../support/run-length.ts';

const filler = Array.from(
  { length: 150 },
  (_, n) => `[other-${String(n)}]\naws_access_key_id = AKIA${String(n)}\n# of ${String(n)}\n\n`,
);
const credentials = `; mine, do not touch
[default]
aws_access_key_id = ${alice.accessKeyId}
aws_secret_access_key = ${alice.secretAccessKey}

${filler.join('')}[theirs]
aws_access_key_id = AKIATHEIRS0000000001
aws_secret_access_key = theirs # with a comment
region = eu-west-1`;

/** The number of kills. `npm test` kills each of the twelve commands once. */
const kills = sized(12, 1000);
const serial = 'arn:aws:iam::111122223333:mfa/alice';
/** The device accepts each code only once, so every command gets another code. */
const codeOf = (n: number): string => String(100_000 + n);
const getSetup = setUpEachTest({
  credentials,
  permissionSets: [{ accountId: '111122223333', roleName: 'Developer' }],
  sts: {
    users: [
      {
        ...alice,
        mfaDevices: [
          {
            kind: 'codes',
            serialNumber: serial,
            codes: Array.from({ length: kills + 200 }, (_, n) => codeOf(n)),
          },
        ],
      },
    ],
  },
});
const seed = Number(process.env['CRASH_SEED'] ?? Date.now() % 1_000_000);

interface SettingsJson {
  readonly roles: readonly { readonly id: string; readonly name: string }[];
}

interface Case {
  readonly args: (n: number) => readonly string[];
  /** Changes the home so that the command has something to do. */
  readonly ready: (setup: ProcessSetup) => Promise<unknown>;
  /**
   * Returns the settings that the command writes unless it is killed before that. If this function
   * is missing, the command must not change the settings.
   */
  readonly settings?: (before: SettingsJson, args: readonly string[]) => SettingsJson;
  /** True if the command runs until it is killed. */
  readonly runsOn?: true;
}

const addExtra = ['role', 'add', 'extra', '--role-arn', plainRole.roleArn];
const nothing = () => Promise.resolve();
const withClient = (before: SettingsJson, change: object): SettingsJson => ({
  ...before,
  roles: before.roles.map((role) => (role.name === 'client' ? { ...role, ...change } : role)),
});
const withoutExtra = (settings: SettingsJson): SettingsJson => ({
  ...settings,
  roles: settings.roles.filter(({ name }) => name !== 'extra'),
});

const cases: readonly Case[] = [
  // The new role gets a random ID, so only the other roles are compared.
  {
    args: () => addExtra,
    ready: (setup) => setup.cli.run(['role', 'remove', 'extra']),
    settings: withoutExtra,
  },
  {
    args: (n) => ['role', 'set', 'client', '--duration', String(1000 + n)],
    ready: (setup) => setup.cli.ok(['assume', 'client', '--keep']),
    settings: (before, args) => withClient(before, { durationSeconds: Number(args.at(-1)) }),
  },
  {
    args: (n) => ['role', 'set', 'client', '--profile', `moved-${String(n)}`],
    ready: (setup) => setup.cli.ok(['assume', 'client']),
    settings: (before, args) => withClient(before, { targetProfile: args.at(-1) }),
  },
  {
    args: () => ['role', 'remove', 'extra'],
    ready: async (setup) => {
      await setup.cli.run(addExtra);
      await setup.cli.ok(['assume', 'extra']);
    },
    settings: withoutExtra,
  },
  { args: () => ['assume', 'client', '--keep'], ready: nothing },
  {
    args: () => ['assume', 'taker', '--take-over'],
    ready: (setup) => setup.cli.run(['restore', 'theirs']),
  },
  {
    args: () => ['keep'],
    ready: (setup) => setup.cli.ok(['assume', 'client', '--keep']),
    runsOn: true,
  },
  { args: () => ['release', 'client'], ready: (setup) => setup.cli.ok(['assume', 'client']) },
  {
    args: () => ['restore', 'theirs'],
    ready: (setup) => setup.cli.ok(['assume', 'taker', '--take-over']),
  },
  { args: () => ['credentials', 'client'], ready: (setup) => setup.cli.ok(['release', 'client']) },
  { args: () => ['assume', 'developer'], ready: (setup) => setup.cli.ok(['release', 'developer']) },
  {
    args: (n) => ['assume', 'alice-mfa', '--mfa-code', codeOf(n)],
    ready: (setup) => setup.cli.ok(['release', 'alice-mfa']),
  },
];

const permissionSet = ['--account', '111122223333', '--permission-set', 'Developer'];
/** The arguments of `role add` for a permission set and for an MFA session. */
const otherKinds = [
  ['developer', ...permissionSet, '--sso-session', 'demo'],
  ['alice-mfa', '--mfa-session', '--mfa-serial', serial],
];

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

describe('a process that is killed at any moment', () => {
  it(
    `leaves each file completely old or completely new, and delays no later command, in ${String(kills)} kills`,
    async () => {
      const setup = getSetup();
      const { cli, sts } = setup;
      const random = createSeededRandom(seed);
      console.info(`CRASH_SEED=${String(seed)}`);
      chmodSync(cli.credentialsFile, 0o640);
      const files = new LinkedFiles(cli, sts);
      await cli.ok([
        'role',
        'add',
        'taker',
        '--role-arn',
        plainRole.roleArn,
        '--profile',
        'theirs',
      ]);
      for (const words of otherKinds) await cli.ok(['role', 'add', ...words]);
      files.acceptOtherSections();

      // `restore` makes two writes: the first releases the role, the second writes the keys back.
      // After the first write, the file is the same as after `release`.
      await cli.ok(['assume', 'taker', '--take-over']);
      await cli.ok(['release', 'taker']);
      files.acceptOtherSections();
      await cli.ok(['restore', 'theirs']);

      // Runs each command once without a kill, to measure its time. The text that the command then
      // leaves outside Rolekeeper's sections is also correct after a kill.
      const usual = new Map<Case, number>();
      for (const [n, one] of cases.entries()) {
        await one.ready(setup);
        if (!one.runsOn)
          usual.set(one, await timeOf(() => cli.ok(one.args(n), { ownProcess: true })));
        files.acceptOtherSections();
      }
      const otherHome = await setup.otherHome();
      /** Every access key that was in the file before a kill. */
      const seen = new Set<string>();

      for (let n = 0; n < kills; n += 1) {
        const one = cases[n % cases.length];
        if (one === undefined) break;
        await one.ready(setup);
        const args = one.args(100 + n);
        const before = files.settings() as SettingsJson;
        sts.setSessionSeconds(one.runsOn === true ? 2 : null);
        if (one.runsOn) await cli.ok(['assume', 'client']);
        const keysBefore = [...files.keys().values()];
        for (const key of keysBefore) seen.add(key);
        const afterMs = Math.round(random.fraction() * 1.2 * (usual.get(one) ?? 1500));
        const victim = setup.start(args);
        await delay(afterMs);
        victim.child.kill('SIGKILL');
        await victim.ended();
        sts.setSessionSeconds(null);

        const where = `CRASH_SEED=${String(seed)}: ${args.join(' ')}, killed after ${String(afterMs)} ms (kill ${String(n)})`;
        expect(await files.faults(), where).toEqual([]);
        const after = files.settings() as SettingsJson;
        const added = args === addExtra ? withoutExtra(after) : after;
        expect([before, one.settings?.(before, args) ?? before], where).toContainEqual(added);
        for (const key of files.keys().values()) {
          if (keysBefore.includes(key)) continue;
          expect([seen.has(key), sts.identityFor(key) === null], where).toEqual([false, false]);
        }

        const { tookMs, controlMs } = await timedWithControl(
          () => cli.ok(['assume', 'client'], { ownProcess: true }),
          () => otherHome.ok(['assume', 'client'], { ownProcess: true }),
        );
        expect(tookMs, where).toBeLessThan(3 * controlMs + 2000);
        expect(await files.faults(), where).toEqual([]);
      }

      await cli.ok(['role', 'set', 'client', '--duration', '3600']);
      await cli.ok(['assume', 'client']);
      expect(files.leftovers()).toEqual([]);
      const state = new DatabaseSync(join(cli.folder, '.config', 'rolekeeper', 'state.db'));
      expect(state.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
      state.close();
    },
    300_000 + kills * 15_000,
  );

  it('leaves a temporary file, which the next write from the same home removes', async () => {
    const setup = getSetup();
    const { cli } = setup;
    const folder = join(cli.credentialsFile, '..');
    const seen = new Set<string>();
    const watcher = watch(folder, (_kind, name) => {
      if (name?.includes('.rk-') === true) seen.add(name);
    });
    await cli.ok(['assume', 'client']);
    await setup.until('the temporary file was seen', () => seen.size > 0);
    watcher.close();
    const [name = ''] = seen;
    // `leftover` looks like the file of a process that was killed before its rename. `foreign`
    // looks like the file of a process with another home, which may still write it.
    const leftover = name.replace(/-[0-9a-f]+$/, '-0123456789ab');
    const foreign = name.replace(/rk-[0-9a-f]{8}-/, 'rk-00000000-');
    expect([leftover, foreign]).not.toContain(name);
    for (const one of [leftover, foreign])
      writeFileSync(join(folder, one), 'torn', { mode: 0o600 });
    await cli.ok(['assume', 'client']);
    expect(readdirSync(folder).filter((name) => name.includes('.rk-'))).toEqual([foreign]);
  });
});
