import { constants, fchmodSync, fstatSync, lstatSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Log } from '../../core/ports.ts';
import { tryLockFile } from '../locks/lock-file.ts';
import { Descriptor } from '../files/descriptor.ts';
import { ensurePrivateFolder, refuseUnlessOurFile } from '../files/private-file.ts';
import { plainText, redact, redactFact } from './redaction.ts';
import { errorCode } from '../state/sqlite.ts';

export interface FileLogOptions {
  readonly logsFolder: string;
  readonly locksFolder: string;
  /** Wall time in epoch ms. */
  readonly now: () => number;
  readonly pid: number;
  /** A file that has grown to this is put away as rolekeeper.1.log, the one before as rolekeeper.2.log, and so on; bytes. */
  readonly fullAt?: number;
  /** How many files are kept, the present one too. */
  readonly files?: number;
}

/** The present file's name in the logs folder. */
export const logName = 'rolekeeper.log';

/**
 * One redacting, rotating log for all processes: `logs/rolekeeper.log`, 0600, a line an entry: time, level, process, message, facts as JSON. It opens
 * and loads nothing before its first line, and a log that cannot be written stops nobody.
 *
 * Not by a library: those that rotate keep a stream and timers open in each process and do not expect two processes to rotate the same file.
 */
export function createFileLog(options: FileLogOptions): Log {
  const { logsFolder, now, pid, fullAt = 1_000_000 } = options;
  const file = join(logsFolder, logName);
  return {
    write: (level, message, facts = {}) => {
      const shown = Object.entries(facts).map(([name, fact]) => [
        plainText(name),
        redactFact(name, fact),
      ]);
      const tail = shown.length === 0 ? '' : ` ${JSON.stringify(Object.fromEntries(shown))}`;
      const line = `${new Date(now()).toISOString()} ${level} ${String(pid)} ${redact(message)}${tail}\n`;
      for (let attempt = 0; attempt < 3; attempt += 1) {
        try {
          ensurePrivateFolder(logsFolder, 'refused');
          if (sizeOf(file) >= fullAt) rotate(file, options);
          appendPrivately(file, line);
          return;
        } catch (error) {
          // Another process put the file away at that moment: again. A full disk or a foreign folder: there is nowhere left to say so.
          if (errorCode(error) !== 'ENOENT') return;
        }
      }
    },
  };
}

/** Neither follows a link nor waits for a reader if someone made a pipe of it. */
function appendPrivately(file: string, line: string): void {
  const { O_WRONLY, O_APPEND, O_CREAT, O_NOFOLLOW, O_NONBLOCK } = constants;
  const flags = O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW | O_NONBLOCK;
  const descriptor = new Descriptor(file, flags, 0o600);
  try {
    const found = fstatSync(descriptor.fd);
    refuseUnlessOurFile(file, found);
    if ((found.mode & 0o777) !== 0o600) fchmodSync(descriptor.fd, 0o600);
    writeSync(descriptor.fd, line);
  } finally {
    descriptor.close();
  }
}

/** Under a lock, and only where the file is still full: another process may have been first. */
function rotate(
  file: string,
  { locksFolder, fullAt = 1_000_000, files = 4 }: FileLogOptions,
): void {
  ensurePrivateFolder(locksFolder, 'refused');
  const lock = tryLockFile(join(locksFolder, 'log.lock'));
  if (lock === null) return;
  try {
    if (sizeOf(file) < fullAt) return;
    const older = (n: number): string =>
      n === 0 ? file : file.replace(/\.log$/, `.${String(n)}.log`);
    for (let n = files - 1; n > 0; n -= 1)
      if (sizeOf(older(n - 1)) > 0) renameSync(older(n - 1), older(n));
  } finally {
    lock.release();
  }
}

function sizeOf(file: string): number {
  return lstatSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
