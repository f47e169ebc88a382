import { lstatSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { HeldLock } from '../../core/ports/role-locks.ts';
import { loadSqlite } from '../state/sqlite.ts';
import { errorCode } from '../error-code.ts';
import { thisMachine } from '../machine.ts';
import { tryLockFile } from './lock-file.ts';

/**
 * How long to wait for the lock of a new file. Another process can lock the file briefly to check
 * whether it can be removed.
 */
const WAIT_MS = 500;

/**
 * Shows which processes are alive: each process has a random ID and locks a file with that ID in
 * its name until the process ends. Unlike a pid, an ID is never used again, even after a reboot.
 */
export class ProcessLocks {
  readonly #folder: string;

  constructor(locksFolder: string) {
    this.#folder = locksFolder;
  }

  /**
   * Locks the file of an ID until `release` or the end of the process. Throws `FileRefused` and the
   * errors of the system and SQLite.
   */
  hold(id: string): HeldLock {
    const file = this.#fileOf(id);
    const lock = tryLockFile(file, WAIT_MS);
    if (lock === null) throw Object.assign(new Error(`${file} is locked`), { code: 'EBUSY' });
    return { release: () => removeAndRelease(file, lock) };
  }

  /**
   * True if a process holds the lock of this ID. Uses a read lock, so that several processes can
   * check at the same time.
   */
  isHeld(id: string): boolean {
    const file = this.#fileOf(id);
    if (lstatSync(file, { throwIfNoEntry: false })?.isFile() !== true) return false;
    const { DatabaseSync: Database } = loadSqlite();
    const db = new Database(file, { readOnly: true, timeout: 0 });
    try {
      db.prepare('SELECT count(*) FROM sqlite_master').get();
      return false;
    } catch (error) {
      if (errorCode(error) === 'SQLITE_BUSY') return true;
      throw error;
    } finally {
      db.close();
    }
  }

  /** Returns the IDs that have a lock file. */
  ids(): readonly string[] {
    return readdirSync(this.#folder).flatMap((name) => {
      const id = /^life-([0-9a-f]+)\.lock$/.exec(name)?.[1];
      return id === undefined ? [] : [id];
    });
  }

  /** Removes the lock file of an ID if no process holds it. */
  sweep(id: string): void {
    const file = this.#fileOf(id);
    const lock = tryLockFile(file);
    if (lock !== null) removeAndRelease(file, lock);
  }

  #fileOf(id: string): string {
    if (!/^[0-9a-f]+$/.test(id)) throw new Error(`not an ID: ${JSON.stringify(id)}`);
    return join(this.#folder, `life-${id}.lock`);
  }
}

/**
 * Removes the file while it is locked, so that no other process locks a deleted file. On Windows
 * the lock must be released first, because Windows cannot remove an open file.
 */
function removeAndRelease(file: string, lock: HeldLock): void {
  if (thisMachine.system === 'win32') lock.release();
  try {
    rmSync(file, { force: true });
  } catch {
    // The next sweep removes it.
  }
  lock.release();
}
