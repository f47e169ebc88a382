import {
  closeSync,
  ftruncateSync,
  mkdtempSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lateText } from '../../../src/node/credentials-file/late-writer.ts';
import { openFile, type OpenedFile } from '../../../src/node/credentials-file/opened-file.ts';
import { systemClock } from '../../../src/node/system-clock.ts';
import { valueOrThrow } from '../../support/credentials-folder.ts';
import { skippedExceptOn } from '../../support/systems.ts';

const text = '[a]\r\nk = v\r\n';

let folder: string;
let old: OpenedFile;
/** The descriptor of another tool, which opened the file before Rolekeeper replaced it. */
let otherDescriptor: number;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rk-late-'));
  const file = join(folder, 'credentials');
  writeFileSync(file, text);
  const opened = valueOrThrow(openFile(file));
  if (opened === null) throw new Error('no file');
  old = opened;
  otherDescriptor = openSync(file, 'r+');
  writeFileSync(join(folder, 'new'), 'ours');
  renameSync(join(folder, 'new'), file);
});
afterEach(async () => {
  closeSync(otherDescriptor);
  old.descriptor.close();
  rmSync(folder, { recursive: true });
});

describe.skipIf(skippedExceptOn('Unix'))(
  'a tool that still has the old file open after Rolekeeper replaced it',
  () => {
    it('is not waited for if it writes nothing', async () => {
      const wake = (): never => {
        throw new Error('waited');
      };
      expect(await lateText(old, { ...systemClock, wake })).toBeNull();
    });

    it('can write a text that is shorter than the old one, and this text is read', async () => {
      ftruncateSync(otherDescriptor);
      writeSync(otherDescriptor, '[a]\nk = w\n', 0);
      expect(await lateText(old, systemClock)).toBe('[a]\nk = w\n');
    });

    it('is waited for until its text is complete', async () => {
      ftruncateSync(otherDescriptor);
      const late = lateText(old, systemClock);
      await sleep(30);
      writeSync(otherDescriptor, '[a]\nk = w\n[b', 0);
      await sleep(80);
      writeSync(otherDescriptor, ']\nk = x\n', 12);
      expect(await late).toBe('[a]\nk = w\n[b]\nk = x\n');
    });

    it('is waited for only a limited time if its text stays invalid', async () => {
      ftruncateSync(otherDescriptor);
      writeSync(otherDescriptor, 'nonsense', 0);
      expect(await lateText(old, systemClock)).toBeNull();
    });
  },
);
