import { execFile } from 'node:child_process';
import {
  lstatSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { parseIni, valueOf } from '../../src/core/credentials-file/ini-document.ts';
import { withoutOurEntries } from '../../src/core/credentials-file/section-release.ts';
import { externalSuite } from '../interop/external-suite.ts';
import { defaultSection, plainRole } from '../support/cli-harness.ts';
import type { KeepRun } from '../support/keep-run.ts';
import { cliOwner } from '../support/owner.ts';
import { setUpEachTest, type ProcessSetup } from '../support/process-setup.ts';
import { awsCli, botocorePython } from '../support/external-programs.ts';
import { preloadedAws } from '../support/preloaded-aws.ts';
import { sized } from '../support/run-length.ts';

const others = Array.from(
  { length: 30 },
  (_, n) => `\n[other-${String(n)}]\n# of ${String(n)}\naws_access_key_id = AKIA${String(n)}\n`,
);
const credentials = `${defaultSection}${others.join('')}`;
const getSetup = setUpEachTest({ credentials, sts: { sessionSeconds: 3 } });
const aws = awsCli();
const updateCount = sized(16, 600);

/**
 * Starts `keep` for `client` and `count` more roles. With five more roles, it writes about twice a
 * second.
 */
async function keepMany(
  setup: ProcessSetup,
  count: number,
): Promise<{ readonly kept: KeepRun; readonly arns: readonly string[] }> {
  const names = Array.from({ length: count }, (_, n) => `role-${String(n)}`);
  const arns = names.map((name) => `arn:aws:iam::123456789012:role/${name}`);
  for (const [n, name] of names.entries()) {
    const roleArn = arns[n] ?? '';
    setup.sts.setRole({ ...plainRole, roleArn });
    await setup.cli.ok(['role', 'add', name, '--role-arn', roleArn]);
  }
  const kept = setup.keep(['client', ...names]);
  await kept.event('assumed', 'client');
  return { kept, arns };
}

/** Waits until the file has the newest session of each role. */
async function untilNewestIsWritten(setup: ProcessSetup, arns: readonly string[]): Promise<void> {
  // Sessions of an hour are not refreshed during the test, so each is the last one of its role.
  setup.sts.setSessionSeconds(3600);
  await setup.until('no short session is in the file', () =>
    ['client', ...arns.map((_arn, n) => `role-${String(n)}`)].every(
      (profile) => (setup.section(profile).expiration ?? 0) - Date.now() > 60_000,
    ),
  );
  await setup.until('the newest sessions are in the file', () =>
    [plainRole.roleArn, ...arns].every(
      (arn, n) =>
        setup.section(n === 0 ? 'client' : `role-${String(n - 1)}`).accessKeyId ===
        setup.newestKey(arn),
    ),
  );
}

/**
 * A key that another tool writes only once. A second write of the key could hide that the first was
 * lost.
 */
interface Update {
  readonly profile: string;
  readonly key: string;
  readonly value: string;
}

/** Checks that the file has every update and every comment of other tools. */
function expectNothingLost(text: string, updates: readonly Update[]): void {
  const document = parseIni(text);
  expect(document.violation).toBeNull();
  const lost = updates.filter(({ profile, key, value }) => {
    const section = document.section(profile);
    return section === null || valueOf(section, key) !== value;
  });
  expect(lost).toEqual([]);
  expect(text.match(/^# of \d+$/gm)).toHaveLength(30);
}

const withCli = externalSuite(
  'a credentials file that `keep` and the real `aws configure set` write at the same time',
  {
    aws,
  },
);
describe.skipIf(withCli.skip)(withCli.title, () => {
  it(
    `keeps all ${String(updateCount)} updates of the AWS CLI, and has the newest sessions at the end`,
    async () => {
      const setup = getSetup();
      const { kept, arns } = await keepMany(setup, 5);
      const env = { ...setup.cli.env, AWS_SHARED_CREDENTIALS_FILE: setup.cli.credentialsFile };
      const updates: Update[] = [];
      for (let n = 0; n < updateCount; n += 1) {
        const [profile, key, value] = [
          `new-${String(n)}`,
          'aws_secret_access_key',
          `theirs-${String(n)}`,
        ];
        await promisify(execFile)(
          preloadedAws(aws ?? ''),
          ['configure', 'set', key, value, '--profile', profile],
          { env },
        );
        updates.push({ profile, key, value });
      }
      await untilNewestIsWritten(setup, arns);
      await kept.stop();
      expectNothingLost(setup.cli.credentials(), updates);
      expect(kept.events().filter(({ event }) => event === 'removed')).toEqual([]);
      // `keep` wrote sessions while the AWS CLI wrote.
      expect(setup.assumeCalls().length).toBeGreaterThan(updateCount / 2);
    },
    300_000 + updateCount * 5000,
  );
});

const python = botocorePython();
const withWriter = externalSuite(
  'a credentials file that `keep` and the Python writer of the AWS CLI write at the same time',
  {
    aws,
    botocore: python,
  },
);

// Calls the writer about thirty times a second in one process. This way, many of its writes overlap
// with writes of Rolekeeper.
const writerLoop = `
import sys, time
from awscli.customizations.configure.writer import ConfigFileWriter
for n in range(int(sys.argv[2])):
    ConfigFileWriter().update_config({'__section__': 'other-%d' % (n % 30), 'note_%d' % n: 'of theirs'}, sys.argv[1])
    time.sleep(0.02)
`;

describe.skipIf(withWriter.skip)(withWriter.title, () => {
  it(
    'keeps all updates of the writer, and has the newest sessions at the end',
    async () => {
      const setup = getSetup();
      const { kept, arns } = await keepMany(setup, 5);
      const times = 5 * updateCount;
      const args = ['-c', writerLoop, setup.cli.credentialsFile, String(times)];
      await promisify(execFile)(python ?? '', args, { env: setup.cli.env });
      await untilNewestIsWritten(setup, arns);
      await kept.stop();
      const updates = Array.from({ length: times }, (_, n) => ({
        profile: `other-${String(n % 30)}`,
        key: `note_${String(n)}`,
        value: 'of theirs',
      }));
      expectNothingLost(setup.cli.credentials(), updates);
      expect(kept.events().filter(({ event }) => event === 'removed')).toEqual([]);
    },
    300_000 + updateCount * 5000,
  );
});

describe('a tool that writes the file in place and is slow, like the AWS CLI on a busy machine,', () => {
  it(
    'loses no update if Rolekeeper replaces the file while the tool writes the old one',
    async () => {
      const setup = getSetup();
      const { kept, arns } = await keepMany(setup, 5);
      const updates: Update[] = [];
      for (let n = 0; n < 4 * updateCount; n += 1) {
        const [profile, key, value] = [`other-${String(n % 30)}`, `note_${String(n)}`, 'of theirs'];
        const text = setup.cli
          .credentials()
          .replace(`[${profile}]\n`, `[${profile}]\n${key} = ${value}\n`);
        const file = await open(setup.cli.credentialsFile, 'w');
        await delay(15);
        await file.write(text);
        await file.close();
        updates.push({ profile, key, value });
        await delay(40 + (n % 7) * 5);
      }
      await untilNewestIsWritten(setup, arns);
      await kept.stop();
      expectNothingLost(setup.cli.credentials(), updates);
    },
    300_000 + updateCount * 5000,
  );
});

describe('an editor that replaces the file with a rename', () => {
  it('loses none of its changes, even if it edits an old copy, and the newest session is in the file', async () => {
    const setup = getSetup();
    const { cli } = setup;
    const { kept, arns } = await keepMany(setup, 0);
    for (let n = 0; n < 10; n += 1) {
      const text = cli.credentials();
      await delay(400);
      writeFileSync(
        `${cli.credentialsFile}~`,
        text.replace(`# of ${String(n)}\n`, `# edited ${String(n)}\n`),
        {
          mode: 0o600,
        },
      );
      renameSync(`${cli.credentialsFile}~`, cli.credentialsFile);
      await delay(100);
    }
    await untilNewestIsWritten(setup, arns);
    await kept.stop();
    expect(cli.credentials().match(/^# edited \d+$/gm)).toHaveLength(10);
    expect(kept.events().filter(({ failure }) => failure !== null)).toEqual([]);
  });
});

describe('a credentials file behind a symbolic link', () => {
  it('keeps its link, gets its session again after a git checkout, and is found again after the link changes', async () => {
    const setup = getSetup();
    const { cli, sts } = setup;
    sts.setSessionSeconds(3600);
    const [first, second] = ['dotfiles', 'other-dotfiles'].map((name) =>
      join(cli.folder, name, 'credentials'),
    );
    if (first === undefined || second === undefined) throw new Error('the home needs two paths');
    for (const file of [first, second]) mkdirSync(join(file, '..'));
    renameSync(cli.credentialsFile, first);
    symlinkSync(first, cli.credentialsFile);
    const kept = setup.keep(['client']);
    await kept.event('assumed', 'client');
    expect(readlinkSync(cli.credentialsFile)).toBe(first);
    const session = readFileSync(first, 'utf8');

    // Writes the old version to a new file with the same name, as git does.
    unlinkSync(first);
    writeFileSync(first, credentials, { mode: 0o600 });
    await setup.until('the session is in the file again', () => cli.credentials() === session);
    expect(lstatSync(cli.credentialsFile).isSymbolicLink()).toBe(true);
    await kept.stop();

    writeFileSync(second, defaultSection, { mode: 0o600 });
    unlinkSync(cli.credentialsFile);
    symlinkSync(second, cli.credentialsFile);
    await cli.ok(['assume', 'client']);
    expect(readlinkSync(cli.credentialsFile)).toBe(second);
    expect(withoutOurEntries(readFileSync(second, 'utf8'), cliOwner(cli))).toBe(defaultSection);
    expect(setup.section().accessKeyId).toBe(setup.newestKey());
    expect(readFileSync(first, 'utf8')).toBe(session);
  });
});

describe('a tool that writes back an old version of the file', () => {
  it.each([
    ['in place', (file: string, text: string) => writeFileSync(file, text)],
    [
      'with a rename',
      (file: string, text: string) => {
        writeFileSync(`${file}.tmp`, text, { mode: 0o600 });
        renameSync(`${file}.tmp`, file);
      },
    ],
  ])(
    'causes no STS call and no failure, and Rolekeeper writes the newest session again: %s',
    async (_how, write) => {
      const setup = getSetup();
      const { cli, sts } = setup;
      const kept = setup.keep(['client']);
      await kept.event('assumed', 'client');
      const oldView = cli.credentials();
      sts.setSessionSeconds(3600);
      await kept.event('refreshed', 'client');
      const newest = cli.credentials();
      for (let n = 1; n <= 3; n += 1) {
        write(cli.credentialsFile, oldView.replace('# of 7', `# of 7, ${String(n)}`));
        await setup.until(
          'the newest session is back',
          () => cli.credentials() === newest.replace('# of 7', `# of 7, ${String(n)}`),
        );
      }
      // Rolekeeper also writes a section again if a tool removes it soon after Rolekeeper wrote it.
      write(cli.credentialsFile, credentials);
      await setup.until(
        'the newest session is in the file again',
        () => cli.credentials() === newest,
      );
      await kept.stop();
      expect(setup.assumeCalls()).toHaveLength(2);
      expect(kept.events().filter(({ failure }) => failure !== null)).toEqual([]);
    },
  );
});
