import { lstatSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { HeldLock } from '../../core/ports/role-locks.ts';
import { loadSqlite } from '../state/sqlite.ts';
import { errorCode } from '../error-code.ts';
import { thisMachine } from '../machine.ts';
import { tryLockFile } from './lock-file.ts';

/** Another process can briefly lock a new file to check if it can be removed. */
const WAIT_MS = 500;

/**
 * Locks that show which processes are alive: a process holds the file of its random ID until the
 * kernel releases it at the process's end. Unlike a pid, an ID is never used again, not even after
 * a reboot.
 */
export class LifeLocks {
  readonly #folder: string;

  constructor(locksFolder: string) {
    this.#folder = locksFolder;
  }

  /** Throws `FileRefused`, the system's and SQLite's errors. */
  hold(id: string): HeldLock {
    const file = this.#fileOf(id);
    const lock = tryLockFile(file, WAIT_MS);
    if (lock === null) throw Object.assign(new Error(`${file} is locked`), { code: 'EBUSY' });
    return { release: () => removeFree(file, lock) };
  }

  /** True if a process holds the lock. Uses a read lock, which does not affect other readers. */
  hasCredentials(id: string): boolean {
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

  /** IDs with a lock file. */
  ids(): readonly string[] {
    return readdirSync(this.#folder).flatMap((name) => {
      const id = /^life-([0-9a-f]+)\.lock$/.exec(name)?.[1];
      return id === undefined ? [] : [id];
    });
  }

  /** Removes the file if no process holds it. */
  sweep(id: string): void {
    const file = this.#fileOf(id);
    const lock = tryLockFile(file);
    if (lock !== null) removeFree(file, lock);
  }

  #fileOf(id: string): string {
    if (!/^[0-9a-f]+$/.test(id)) throw new Error(`no id: ${JSON.stringify(id)}`);
    return join(this.#folder, `life-${id}.lock`);
  }
}

/**
 * Removes the file under the lock, so that nobody locks a deleted file. Windows cannot remove an
 * open file.
 */
function removeFree(file: string, lock: HeldLock): void {
  if (thisMachine.system === 'win32') lock.release();
  try {
    rmSync(file, { force: true });
  } catch {
    // The next sweep removes it.
  }
  lock.release();
}
