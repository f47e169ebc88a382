import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { firstViolation } from '../../../src/core/credentials-file/botocore-rules.ts';
import { withoutOurEntries } from '../../../src/core/credentials-file/section-release.ts';
import { readSection } from '../../../src/core/credentials-file/section.ts';
import { credentialsFolder, valueOrThrow, write } from '../../support/credentials-folder.ts';
import type { CredentialsFolder } from '../../support/credentials-folder.ts';
import { sessionOf } from '../../support/credentials-texts.ts';
import { run } from '../../support/process.ts';
import { timedWithControl } from '../../support/timed-with-control.ts';
import { testOwner } from '../../support/owner.ts';
import { sized } from '../../support/run-length.ts';

const script = new URL('rewriting-process.ts', import.meta.url);
const userText = `# mine\n${Array.from({ length: 300 }, (_, n) => `[profile-${n}]\naws_access_key_id = AKIA${n}\n\n`).join('')}`;

let testFolder: CredentialsFolder;
beforeEach(() => {
  testFolder = credentialsFolder();
  mkdirSync(dirname(testFolder.file), { recursive: true });
  writeFileSync(testFolder.file, userText);
});
afterEach(() => {
  testFolder.close();
});

describe('a process that is killed while it rewrites', () => {
  it('leaves the complete old or new file, and leftovers that the next write removes', async () => {
    const times = sized(8, 500);
    let last = 0;
    for (let n = 0; n < times; n += 1) {
      const child = run(script, ['loop', testFolder.folder, 'ours'], { env: { PAUSE_MS: '0' } });
      await child.line('wrote 2');
      await sleep(Math.random() * 25);
      child.child.kill('SIGKILL');
      await child.ended();
      const text = readFileSync(testFolder.file, 'utf8');
      expect(firstViolation(text)).toBeNull();
      expect(withoutOurEntries(text, testOwner)).toBe(userText);
      const { owned, credentials, accessKeyId } = readSection(text, 'ours', testOwner);
      expect([owned, credentials !== null]).toEqual([true, true]);
      const present = Number(accessKeyId?.slice(4));
      const printed = child.lines.filter((line) => line.startsWith('wrote')).length;
      expect([printed, printed + 1, printed + 2]).toContain(present);
      last = readdirSync(dirname(testFolder.file)).length;
    }
    const elsewhere = credentialsFolder();
    onTestFinished(() => elsewhere.close());
    const { tookMs, controlMs } = await timedWithControl(
      async () => valueOrThrow(await write(testFolder.store(), 'ours', sessionOf())),
      async () => valueOrThrow(await write(elsewhere.store(), 'ours', sessionOf())),
    );
    expect(tookMs).toBeLessThan(1500 + 3 * controlMs);
    expect(last).toBeLessThan(3);
    expect(readdirSync(dirname(testFolder.file))).toEqual(['credentials']);
  });
});

describe('a process that is killed while it writes in place', () => {
  it('leaves a file with the same inode, which the next process completes', async () => {
    const inode = statSync(testFolder.file).ino;
    for (let n = 0; n < sized(5, 250); n += 1) {
      const env = { PAUSE_MS: '0', IN_PLACE: '1' };
      const child = run(script, ['loop', testFolder.folder, 'ours'], { env });
      await child.line('wrote 2');
      await sleep(Math.random() * 25);
      child.child.kill('SIGKILL');
      await child.ended();
      await testFolder.finishInterruptedWrite();
      const text = readFileSync(testFolder.file, 'utf8');
      expect(firstViolation(text)).toBeNull();
      expect(withoutOurEntries(text, testOwner)).toBe(userText);
      expect(readSection(text, 'ours', testOwner).owned).toBe(true);
      expect(statSync(testFolder.file).ino).toBe(inode);
      expect(readdirSync(testFolder.home).filter((name) => name.startsWith('unfinished'))).toEqual(
        [],
      );
    }
  });
});

describe('two processes that rewrite at the same time', () => {
  it("lose none of each other's changes", async () => {
    const [one, other] = [
      run(script, ['loop', testFolder.folder, 'one']),
      run(script, ['loop', testFolder.folder, 'other']),
    ];
    await Promise.all([one.line('wrote 15'), other.line('wrote 15')]);
    for (const child of [one, other]) child.send('stop');
    await Promise.all([one.ended(), other.ended()]);
    const lines = [...one.lines, ...other.lines];
    expect(lines.filter((line) => line.startsWith('lost'))).toEqual([]);
    const text = readFileSync(testFolder.file, 'utf8');
    expect([
      readSection(text, 'one', testOwner).owned,
      readSection(text, 'other', testOwner).owned,
    ]).toEqual([true, true]);
    expect(withoutOurEntries(text, testOwner)).toBe(userText);
  });
});
