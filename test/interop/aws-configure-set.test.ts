import { execFile, spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseIni, valueOf } from '../../src/core/credentials-file/ini-document.ts';
import { readSection } from '../../src/core/credentials-file/section.ts';
import { credentialsFolder } from '../support/credentials-folder.ts';
import type { CredentialsFolder } from '../support/credentials-folder.ts';
import { testOwner } from '../support/owner.ts';
import { run, type Running } from '../support/process.ts';
import { awsCli, botocorePython } from '../support/external-programs.ts';
import { externalSuite } from './external-suite.ts';
import { preloadedAws } from '../support/preloaded-aws.ts';
import { sized } from '../support/run-length.ts';

const text = `# mine\n${Array.from({ length: 40 }, (_, n) => `[profile-${n}]\naws_access_key_id = AKIA${n}\n# of ${n}\n\n`).join('')}`;
const aws = awsCli();

let testFolder: CredentialsFolder;
let ours: Running;
beforeEach(async () => {
  testFolder = credentialsFolder();
  mkdirSync(dirname(testFolder.file), { recursive: true });
  writeFileSync(testFolder.file, text);
  ours = run(
    new URL('../node/credentials-file/rewriting-process.ts', import.meta.url),
    ['loop', testFolder.folder, 'ours'],
    {
      env: { PAUSE_MS: '0' },
    },
  );
  await ours.line('wrote 2');
});
afterEach(async () => {
  ours.child.kill();
  await ours.ended();
  testFolder.close();
});

interface Update {
  readonly profile: string;
  readonly key: string;
  readonly value: string;
}

/**
 * Stops Rolekeeper's process. Then checks that the file has every update of the other tool, every
 * comment, and the last session of Rolekeeper.
 */
async function expectNothingLost(theirUpdates: readonly Update[]): Promise<void> {
  ours.send('stop');
  const { code } = await ours.ended();
  if (code !== 0) throw new Error(ours.stderr());
  const after = readFileSync(testFolder.file, 'utf8');
  const document = parseIni(after);
  expect(document.violation).toBeNull();
  const missing = theirUpdates.filter(({ profile, key, value }) => {
    const section = document.section(profile);
    return section === null || valueOf(section, key) !== value;
  });
  expect(missing).toEqual([]);
  const wrote = Number(ours.lines.findLast((line) => line.startsWith('wrote'))?.slice(6));
  expect(Number(readSection(after, 'ours', testOwner).accessKeyId?.slice(4))).toBe(wrote);
  expect(after.match(/^# of \d+$/gm)).toHaveLength(40);
}

const withCli = externalSuite(
  '`aws configure set`, which uses no lock and writes the file in place,',
  {
    aws,
  },
);
describe.skipIf(withCli.skip)(withCli.title, () => {
  it('overwrites no update of Rolekeeper, and Rolekeeper overwrites none of its updates', async () => {
    const updates: Update[] = [];
    for (let n = 0; n < sized(6, 100); n += 1) {
      const profile = `profile-${n}`;
      const value = `real-${n}`;
      const env = {
        PATH: process.env.PATH ?? '',
        HOME: testFolder.folder,
        AWS_SHARED_CREDENTIALS_FILE: testFolder.file,
      };
      const args = ['configure', 'set', 'aws_secret_access_key', value, '--profile', profile];
      await promisify(execFile)(preloadedAws(aws ?? ''), args, { env });
      updates.push({ profile, key: 'aws_secret_access_key', value });
    }
    await expectNothingLost(updates);
  });
});

const python = botocorePython();

// Calls the CLI's writer many times in one process, because a new process for each write is slow.
// This way, more of its writes overlap with writes of Rolekeeper.
const writerLoop = `
import sys, time
try:
    from awscli.customizations.configure.writer import ConfigFileWriter
except ImportError:
    sys.exit(0)
path, times = sys.argv[1], int(sys.argv[2])
for n in range(times):
    ConfigFileWriter().update_config({'__section__': 'profile-%d' % (n % 40), 'x_%d' % n: 'w%d' % n}, path)
    print(n, flush=True)
    time.sleep(0.01)
`;

const withWriter = externalSuite('the Python writer of the AWS CLI, called in a loop,', {
  aws,
  botocore: python,
});
describe.skipIf(withWriter.skip)(withWriter.title, () => {
  it('overwrites no update of Rolekeeper, and Rolekeeper overwrites none of its updates', async () => {
    const times = sized(150, 12_500);
    const child = spawn(python ?? '', ['-c', writerLoop, testFolder.file, String(times)], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { PATH: process.env.PATH ?? '', HOME: testFolder.folder },
    });
    const updates: Update[] = [];
    for await (const line of createInterface({ input: child.stdout })) {
      updates.push({
        profile: `profile-${Number(line) % 40}`,
        key: `x_${line}`,
        value: `w${line}`,
      });
    }
    expect(updates).toHaveLength(times);
    await expectNothingLost(updates);
  });
});
