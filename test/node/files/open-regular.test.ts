import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bytesOf, openRegular, readRegular } from '../../../src/node/files/open-regular.ts';
import { errorCode } from '../../../src/node/error-code.ts';
import { skippedExceptOn } from '../../support/systems.ts';

const rules = { links: 'followed', maxBytes: 1000 } as const;
const temporary = (): string => mkdtempSync(join(tmpdir(), 'rk-regular-'));

function codeOf(work: () => unknown): string | null {
  try {
    work();
    return null;
  } catch (error) {
    return errorCode(error);
  }
}

describe('a file that is read', () => {
  it('is read with all its bytes, also through a symbolic link or a hard link', () => {
    const folder = temporary();
    const file = join(folder, 'file');
    writeFileSync(file, 'text');
    symlinkSync(file, join(folder, 'link'));
    linkSync(file, join(folder, 'second'));
    for (const name of ['file', 'link', 'second']) {
      expect(readRegular(join(folder, name), rules).toString()).toBe('text');
    }
  });

  it('is refused if it is a link and links must not be followed', () => {
    const folder = temporary();
    writeFileSync(join(folder, 'file'), 'text');
    symlinkSync(join(folder, 'file'), join(folder, 'link'));
    const refused = { links: 'refused', maxBytes: 1000 } as const;
    expect(codeOf(() => readRegular(join(folder, 'link'), refused))).toBe('is-link');
    expect(readRegular(join(folder, 'file'), refused).toString()).toBe('text');
  });

  it('is refused if it has more bytes than allowed, even if it grows after it is opened', () => {
    const file = join(temporary(), 'file');
    writeFileSync(file, 'x'.repeat(1000));
    const opened = openRegular(file, rules);
    expect(bytesOf(opened, file, 1000)).toHaveLength(1000);
    appendFileSync(file, 'y');
    expect(codeOf(() => bytesOf(opened, file, 1000))).toBe('too-large');
    opened.descriptor.close();
    expect(codeOf(() => readRegular(file, rules))).toBe('too-large');
    // A sparse file, which needs no room on the disk.
    truncateSync(file, 2 ** 40);
    expect(codeOf(() => readRegular(file, rules))).toBe('too-large');
  });

  it.skipIf(skippedExceptOn('Unix'))(
    'is refused without being opened if it is not a regular file',
    async () => {
      const folder = temporary();
      const at = (name: string): string => join(folder, name);
      mkdirSync(at('folder'));
      execFileSync('mkfifo', [at('pipe')]);
      const server = createServer().listen(at('socket'));
      await new Promise((resolve) => server.on('listening', resolve));
      symlinkSync('/dev/zero', at('device'));
      symlinkSync(at('nowhere'), at('dangling'));
      symlinkSync(at('loop'), at('loop'));
      const found = ['folder', 'pipe', 'socket', 'device', 'dangling', 'loop'].map((name) => [
        name,
        codeOf(() => readRegular(at(name), rules)),
      ]);
      server.close();
      expect(Object.fromEntries(found)).toEqual({
        folder: 'EISDIR',
        pipe: 'is-pipe',
        socket: 'is-socket',
        device: 'is-device',
        dangling: 'ENOENT',
        loop: 'ELOOP',
      });
    },
  );

  it.skipIf(skippedExceptOn('Unix'))(
    'does not block if a pipe replaces it after its type is checked and before it is opened',
    async () => {
      const folder = temporary();
      const file = join(folder, 'file');
      execFileSync('mkfifo', [join(folder, 'pipe')]);
      // Another process swaps the file and the pipe as fast as it can during the reads.
      const swap = `
        const fs = require('node:fs'); process.chdir(process.argv[1]);
        fs.writeFileSync('file', 'text'); fs.writeFileSync('ready', '');
        for (;;) { fs.renameSync('file', 'b'); fs.renameSync('pipe', 'file');
          fs.renameSync('file', 'pipe'); fs.renameSync('b', 'file'); }`;
      const { spawn } = await import('node:child_process');
      const child = spawn(process.execPath, ['-e', swap, folder], { stdio: 'ignore' });
      try {
        const codes = new Set<string | null>();
        const until = performance.now() + 10_000;
        while (performance.now() < until && !(codes.has(null) && codes.has('is-pipe'))) {
          codes.add(codeOf(() => readRegular(file, rules)));
          await new Promise(setImmediate);
        }
        expect(codes).toContain('is-pipe');
        expect(codes).toContain(null);
      } finally {
        child.kill('SIGKILL');
      }
    },
  );
});

describe('a file of unknown length', () => {
  it.skipIf(skippedExceptOn('Linux'))('is read to its end', () => {
    expect(readRegular('/proc/self/status', { ...rules, maxBytes: 100_000 }).toString()).toContain(
      'Name:',
    );
  });
});
