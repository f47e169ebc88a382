import { constants, fchmodSync, fstatSync, lstatSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Log } from '../../core/ports/log.ts';
import { tryLockFile } from '../locks/lock-file.ts';
import { Descriptor } from '../files/descriptor.ts';
import { ensurePrivateFolder, refuseUnlessOurFile } from '../files/private-file.ts';
import { plainText, redact, redactField } from './redaction.ts';
import { errorCode } from '../error-code.ts';

export interface FileLogOptions {
  readonly logsFolder: string;
  readonly locksFolder: string;
  /** Returns the wall time in epoch ms. */
  readonly now: () => number;
  readonly pid: number;
  /**
   * The maximum size of a file in bytes. A full file is renamed to rolekeeper.1.log, the previous
   * one to rolekeeper.2.log, and so on.
   */
  readonly fullAt?: number;
  /** The number of files kept, including the current one. */
  readonly files?: number;
}

/** The current file's name in the logs folder. */
export const logName = 'rolekeeper.log';

/**
 * Creates the log that all processes share (`logs/rolekeeper.log`, mode 0600), with one line for
 * each entry: time, level, process, message, and fields as JSON. Redacts secrets, rotates full
 * files and ignores failed writes.
 */
export function createFileLog(options: FileLogOptions): Log {
  // Uses no library, because rotating loggers keep streams and timers open, and expect that only
  // one process rotates the file.
  const { logsFolder, now, pid, fullAt = 1_000_000 } = options;
  const file = join(logsFolder, logName);
  return {
    write: (level, message, fields = {}) => {
      const shown = Object.entries(fields).map(([name, value]) => [
        plainText(name),
        redactField(name, value),
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
          // ENOENT means that another process rotated the file at that moment, so the loop tries
          // again. Other errors, such as a full disk, cannot be reported anywhere.
          if (errorCode(error) !== 'ENOENT') return;
        }
      }
    },
  };
}

/** Appends a line. Does not follow a symbolic link, and does not block if the file is a pipe. */
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

/**
 * Renames the full file. Checks the size again under the lock, because another process may have
 * rotated it already.
 */
function rotate(
  file: string,
  { locksFolder, fullAt = 1_000_000, files = 4 }: FileLogOptions,
): void {
  ensurePrivateFolder(locksFolder, 'refused');
  const lock = tryLockFile(join(locksFolder, 'log.lock'));
  if (lock === null) return;
  try {
    if (sizeOf(file) < fullAt) return;
    const numberedFile = (n: number): string =>
      n === 0 ? file : file.replace(/\.log$/, `.${String(n)}.log`);
    for (let n = files - 1; n > 0; n -= 1)
      if (sizeOf(numberedFile(n - 1)) > 0) renameSync(numberedFile(n - 1), numberedFile(n));
  } catch (error) {
    // Windows refuses to rename an open file. The line goes to the full file instead.
    if (errorCode(error) === null) throw error;
  } finally {
    lock.release();
  }
}

function sizeOf(file: string): number {
  return lstatSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
