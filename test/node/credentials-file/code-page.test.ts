import { machineOf } from '../../support/machines.ts';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { awsBytes, awsText } from '../../../src/node/files/aws-text.ts';
import { enFileFailures } from '../../../src/views/words/en-failures-files.ts';
import {
  credentialsFolder,
  valueOrThrow,
  release,
  write,
} from '../../support/credentials-folder.ts';
import type { CredentialsFolder } from '../../support/credentials-folder.ts';
import { runs, sessionOf } from '../../support/credentials-texts.ts';

const every = Buffer.from(Uint8Array.from({ length: 256 }, (_, code) => code));
const UNDEFINED = [0x81, 0x8d, 0x8f, 0x90, 0x9d];
const hasPython = spawnSync('python3', ['--version']).status === 0;

describe('a file in a Windows code page', () => {
  let testFolder: CredentialsFolder;
  beforeEach(() => {
    testFolder = credentialsFolder();
    mkdirSync(dirname(testFolder.file), { recursive: true });
  });
  afterEach(() => testFolder.close());

  it('is edited on Windows, and every byte of other tools stays as it was', async () => {
    const line = fc
      .uint8Array({ min: 0x20, max: 0xff, maxLength: 20 })
      .map((bytes) => Buffer.from(bytes.filter((byte) => !UNDEFINED.includes(byte))));
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 4 }), async (lines) => {
        const comments = [Buffer.from('caf\xe9', 'latin1'), ...lines];
        const before = Buffer.concat([
          ...comments.flatMap((comment) => [Buffer.from('# '), comment, Buffer.from('\r\n')]),
          Buffer.from('[default]\r\naws_access_key_id = AKIA\r\n'),
        ]);
        writeFileSync(testFolder.file, before);
        const store = testFolder.store(undefined, { machine: machineOf('win32') });
        valueOrThrow(await write(store, 'client', sessionOf({})));
        const written = readFileSync(testFolder.file);
        expect(written.subarray(0, before.length)).toEqual(before);
        expect(written.toString('latin1')).toContain('[client]\r\naws_access_key_id = ');
        valueOrThrow(await release(store, 'client'));
        expect(readFileSync(testFolder.file)).toEqual(before);
      }),
      { numRuns: runs(25) },
    );
  });

  it('is refused on other systems, which read UTF-8', async () => {
    writeFileSync(testFolder.file, Buffer.from('[default]\n# caf\xe9\n', 'latin1'));
    expect(await testFolder.store(undefined, { machine: machineOf('linux') }).read()).toMatchObject(
      {
        failure: { kind: 'file-broken', line: 2, rule: 'not-utf8' },
      },
    );
  });

  it('is refused on Windows if a byte has no meaning in the code page', () => {
    for (const byte of UNDEFINED) {
      const decoded = awsText(Buffer.from([0x23, byte, 0xe9]), '/f', 'win32');
      expect(decoded).toMatchObject({ failure: { rule: 'not-utf8', line: 1 } });
    }
  });

  it.each([
    ['with a byte order mark', Buffer.from('\ufeff[default]\r\n', 'utf16le')],
    ['without a byte order mark', Buffer.from('[default]\r\n', 'utf16le')],
    ['big-endian', Buffer.from('\ufeff[default]\r\n', 'utf16le').swap16()],
  ])(
    'is refused as UTF-16 if it is UTF-16 %s, on every system, and is not changed',
    async (_, bytes) => {
      writeFileSync(testFolder.file, bytes);
      // The old modification time tells Rolekeeper that no tool is still writing the file.
      utimesSync(testFolder.file, 0, 0);
      for (const system of ['win32', 'linux'] as const) {
        const store = testFolder.store(undefined, { machine: machineOf(system) });
        const failure = {
          kind: 'file-broken',
          file: testFolder.file,
          line: 1,
          rule: 'utf-16',
        } as const;
        expect(await write(store, 'client', sessionOf({}))).toEqual({ ok: false, failure });
        expect(readFileSync(testFolder.file)).toEqual(bytes);
        const { remedy } = enFileFailures['file-broken'](failure);
        expect(remedy.label).toContain('Save it as UTF-8');
      }
    },
  );

  it('becomes UTF-8 when it gets a character that the code page lacks', () => {
    const text = '# 日本\n';
    expect(awsBytes({ text, encoding: 'windows-1252' }).toString('utf8')).toBe(text);
  });

  it.skipIf(!hasPython)('is decoded as Python decodes it [needs python3]', () => {
    const program =
      'import sys\nfor b in range(256):\n  print(ord(bytes([b]).decode("cp1252", "replace")))';
    const { stdout } = spawnSync('python3', ['-I', '-c', program], { encoding: 'utf8' });
    const expected = stdout.trim().split('\n').map(Number);
    for (const byte of every) {
      if (UNDEFINED.includes(byte)) {
        expect(expected[byte]).toBe(0xfffd);
        continue;
      }
      const decoded = awsText(Buffer.from([byte, 0xe9]), '/f', 'win32');
      expect(decoded.ok && decoded.value.text.codePointAt(0)).toBe(expected[byte]);
    }
  });
});
