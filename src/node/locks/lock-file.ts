import { lstatSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import type { HeldLock } from '../../core/ports.ts';
import { ensurePrivateFile } from '../files/private-file.ts';
import { errorCode, loadSqlite } from '../state/sqlite.ts';

/**
 * One try to lock a file over all processes; null where it is taken. The kernel holds the lock (SQLite's `BEGIN EXCLUSIVE`, fcntl or LockFileEx), so
 * that it is free the moment its holder dies, however it dies. The file is empty, is made 0600 first, is never deleted, and in the process that holds
 * it nothing but SQLite may open it: on POSIX any other close of it drops the lock in silence (sqlite.org/howtocorrupt.html, 2.2).
 * `busyMs` waits inside SQLite, which stops the whole process: only for what is rare and short. Throws `FileRefused`, the system's and SQLite's errors.
 */
export function tryLockFile(path: string, busyMs = 0): HeldLock | null {
  const file = new LockFile(path, busyMs);
  const lock = file.try();
  if (lock === null) file.close();
  return lock === null ? null : { release: once(() => file.close()) };
}

/** A lock file that is tried again and again: it stays open between the tries, which spares a third of a millisecond each. */
export class LockFile {
  readonly #path: string;
  readonly #busyMs: number;
  #opened: { readonly db: DatabaseSync; readonly ino: bigint; readonly dev: bigint } | null = null;

  constructor(path: string, busyMs = 0) {
    this.#path = path;
    this.#busyMs = busyMs;
  }

  /** As `tryLockFile`. */
  try(): HeldLock | null {
    for (let look = 0; ; look += 1) {
      const { db, ino, dev } = (this.#opened ??= this.#open());
      if (!beginExclusive(db)) return null;
      const found = lstatSync(this.#path, { bigint: true, throwIfNoEntry: false });
      // Somebody may have cleared the folder since it was opened: a lock on a file that has no name keeps nobody out.
      if (found?.ino === ino && found.dev === dev) {
        return {
          release: once(() => {
            db.exec('ROLLBACK');
          }),
        };
      }
      this.close();
      if (look === 2)
        throw Object.assign(new Error(`${this.#path} does not stay`), { code: 'ENOENT' });
    }
  }

  close(): void {
    this.#opened?.db.close();
    this.#opened = null;
  }

  #open(): { readonly db: DatabaseSync; readonly ino: bigint; readonly dev: bigint } {
    ensurePrivateFile(this.#path);
    const { ino, dev } = lstatSync(this.#path, { bigint: true });
    const { DatabaseSync: Database } = loadSqlite();
    const db = new Database(this.#path, { timeout: this.#busyMs });
    return { db, ino, dev };
  }
}

function beginExclusive(db: DatabaseSync): boolean {
  try {
    // Nothing is ever written, so no journal need stand beside the file.
    db.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
    return true;
  } catch (error) {
    if (errorCode(error) === 'SQLITE_BUSY') return false;
    throw error;
  }
}

function once(call: () => void): () => void {
  let called = false;
  return () => {
    if (called) return;
    called = true;
    call();
  };
}
