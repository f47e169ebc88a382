import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WriteJournal } from '../../../src/node/credentials-file/write-journal.ts';
import {
  credentialsFolder,
  valueOrThrow,
  release,
  write,
} from '../../support/credentials-folder.ts';
import type { CredentialsFolder } from '../../support/credentials-folder.ts';
import { runs, sessionOf } from '../../support/credentials-texts.ts';
import { expectMode } from '../../support/systems.ts';

const userText = '# mine\n[default]\naws_access_key_id = AKIA\n';

describe('a credentials file that is written in place', () => {
  let testFolder: CredentialsFolder;
  const inPlace = () => testFolder.store(undefined, { wantsInPlace: () => true });
  const journals = () =>
    readdirSync(testFolder.home).filter((name) => name.startsWith('unfinished'));
  beforeEach(() => {
    testFolder = credentialsFolder();
    mkdirSync(dirname(testFolder.file), { recursive: true });
    writeFileSync(testFolder.file, userText, { mode: 0o600 });
  });
  afterEach(() => testFolder.close());

  it('keeps its inode, so a reader that mounted it sees the new text', async () => {
    const inode = statSync(testFolder.file).ino;
    expect(valueOrThrow(await write(inPlace(), 'client', sessionOf()))).toMatchObject({
      inPlace: true,
    });
    expect(statSync(testFolder.file).ino).toBe(inode);
    expect(readFileSync(testFolder.file, 'utf8')).toContain('[client]');
    valueOrThrow(await release(inPlace(), 'client'));
    expect(readFileSync(testFolder.file, 'utf8')).toBe(userText);
    expect(statSync(testFolder.file).ino).toBe(inode);
    expect(journals()).toEqual([]);
    valueOrThrow(await write(testFolder.store(), 'client', sessionOf()));
    expect(statSync(testFolder.file).ino).not.toBe(inode);
  });

  /** Simulates a crash: leaves the journal, and a file with old, new and unwritten blocks. */
  async function simulateCrash(before: Buffer, after: Buffer, present: Buffer): Promise<void> {
    writeFileSync(testFolder.file, before);
    await new WriteJournal(testFolder.file, testFolder.home).begin(
      statSync(testFolder.file, { bigint: true }).ino,
      before,
      after,
    );
    writeFileSync(testFolder.file, present);
  }

  const text = fc
    .uint8Array({ min: 1, minLength: 1, maxLength: 60 })
    .map((all) => Buffer.from(all));

  it('is finished by the next start after a crash at any byte', async () => {
    await fc.assert(
      fc.asyncProperty(text, text, fc.nat(60), fc.boolean(), async (before, after, at, zeros) => {
        const cut = Math.min(at, after.length);
        const rest = zeros ? Buffer.alloc(before.length) : before;
        const present = Buffer.concat([after.subarray(0, cut), rest.subarray(cut)]);
        await simulateCrash(before, after, present);
        await testFolder.finishInterruptedWrite();
        const left = readFileSync(testFolder.file);
        const wasNotBegun = present.equals(before);
        expect(left.equals(wasNotBegun ? before : after)).toBe(true);
        expect(journals()).toEqual([]);
      }),
      { numRuns: runs(100) },
    );
  });

  it('is also finished by the next write, before that write reads it', async () => {
    const after = Buffer.from(`${userText}\n[other]\nregion = eu-west-1\n`);
    const before = Buffer.from(userText);
    const torn = Buffer.concat([after.subarray(0, before.length + 5)]);
    await simulateCrash(before, after, torn);
    valueOrThrow(await write(inPlace(), 'client', sessionOf()));
    const left = readFileSync(testFolder.file, 'utf8');
    expect(left.startsWith(after.toString())).toBe(true);
    expect(left).toContain('[client]');
  });

  it.each([
    ['wrote it', userText.replace('AKIA', 'AKIB')],
    ['emptied it', ''],
  ])('is left alone if another program %s after the crash', async (_, present) => {
    const after = Buffer.from(`${userText}\n[client]\n`);
    await simulateCrash(Buffer.from(userText), after, Buffer.from(present));
    await testFolder.finishInterruptedWrite();
    expect(readFileSync(testFolder.file, 'utf8')).toBe(present);
    expect(journals()).toEqual([]);
  });

  it('is left alone if another file took its place', async () => {
    const after = Buffer.from(`${userText}\n[client]\n`);
    const torn = after.subarray(0, userText.length + 3);
    await new WriteJournal(testFolder.file, testFolder.home).begin(
      0n,
      Buffer.from(userText),
      after,
    );
    writeFileSync(testFolder.file, torn);
    await testFolder.finishInterruptedWrite();
    expect(readFileSync(testFolder.file).equals(torn)).toBe(true);
  });

  it('has a journal that only this user can read', async () => {
    await simulateCrash(Buffer.from('a'), Buffer.from('b'), Buffer.from('a'));
    const [journal = ''] = journals();
    expectMode(join(testFolder.home, journal), 0o600);
  });
});
