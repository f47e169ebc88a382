import { basename, dirname, extname, join } from 'node:path';
import { ensurePrivateFolder } from '../files/private-file.ts';
import { tryLockFile } from '../locks/lock-file.ts';

const LOCK_WAIT_MS = 5000;

/**
 * Runs `work` while no other process creates this database or renames a corrupt one. Blocks this
 * process for at most 5 s to wait for such a process, and then throws `EBUSY`.
 */
export function withCreationLock<T>(file: string, work: () => T): T {
  const locksFolder = join(dirname(file), 'locks');
  ensurePrivateFolder(locksFolder, 'refused');
  const lock = tryLockFile(
    join(locksFolder, `${basename(file, extname(file))}.lock`),
    LOCK_WAIT_MS,
  );
  if (lock === null)
    throw Object.assign(new Error(`another process is creating ${file}`), { code: 'EBUSY' });
  try {
    return work();
  } finally {
    lock.release();
  }
}
