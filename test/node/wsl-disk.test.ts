import { mkdtempSync, readFileSync, realpathSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { watchFile } from '../../src/node/files/folder-watch.ts';
import { replaceFile } from '../../src/node/files/replace-file.ts';
import { machineOf, type FsInterceptor, interceptedFileSystem } from '../support/machines.ts';

// DrvFs, a disk of Windows in WSL, can refuse file modes and reports no changes by Windows
// (microsoft/WSL#4739). The tests simulate such a disk; docs/first-run.md has a task for a real
// one.
const on = (type: number, intercept: FsInterceptor = () => null) =>
  machineOf('linux', {
    fs: interceptedFileSystem(intercept, ({ name, path }, result) =>
      name === 'statfsSync' ? Object.assign(statfsSync(path ?? ''), { type }) : result,
    ),
  });
const DRVFS = 0x01021997;
const EXT4 = 0xef53;

let file: string;
beforeEach(() => {
  file = join(realpathSync.native(mkdtempSync(join(tmpdir(), 'rk-wsl-'))), 'token.json');
});

describe('a file of Rolekeeper on a disk of Windows in WSL', () => {
  const refusesModes: FsInterceptor = ({ name }) => (name === 'fchmodSync' ? 'EPERM' : null);

  it('is written although the disk refuses file modes', async () => {
    await replaceFile(file, 'token', on(DRVFS, refusesModes));
    expect(readFileSync(file, 'utf8')).toBe('token');
  });

  it('is not written on another disk that refuses file modes', async () => {
    await expect(replaceFile(file, 'token', on(EXT4, refusesModes))).rejects.toThrow('EPERM');
  });
});

describe('a watched file on a disk of Windows in WSL', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('is checked every two seconds, because Windows reports no change', () => {
    writeFileSync(file, 'one');
    let calls = 0;
    const stop = watchFile(file, () => (calls += 1), on(DRVFS));
    vi.advanceTimersByTime(4000);
    expect(calls).toBe(0);
    writeFileSync(file, 'another');
    vi.advanceTimersByTime(2000);
    expect(calls).toBe(1);
    stop();
    writeFileSync(file, 'a third one');
    vi.advanceTimersByTime(4000);
    expect(calls).toBe(1);
  });
});
