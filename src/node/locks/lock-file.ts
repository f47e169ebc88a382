import { lstatSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import type { HeldLock } from '../../core/ports.ts';
import { ensurePrivateFile } from '../files/private-file.ts';
import { errorCode, loadSqlite } from '../state/sqlite.ts';

/**
 * One try to lock a file over all processes; null where it is taken. The kernel holds the lock (SQLite's `BEGIN EXCLUSIVE`, fcntl or LockFileEx), so
 * that it is free the moment its holder dies, however it dies. The file is empty, is made 0600 first, is never deleted, and in the process that holds
 * it nothing but SQLite may open it: on POSIX any other close of it drops the lock in silence (sqlite.org/howtocorrupt.html, 2.2).
 * `busyMs` waits inside SQLite, which stops the whole process: only for what is rare and short. Throws `NotOurs`, the system's and SQLite's errors.
 */
export function tryLockFile(path: string, busyMs = 0): HeldLock | null {
  for (let look = 0; ; look += 1) {
    ensurePrivateFile(path);
    const before = lstatSync(path, { bigint: true });
    const db = beginExclusive(path, busyMs);
    if (db === null) return null;
    const after = lstatSync(path, { bigint: true, throwIfNoEntry: false });
    // Somebody may have cleared the folder between making and opening: a lock on a file that has no name keeps nobody out.
    if (after?.ino === before.ino && after.dev === before.dev) return { release: once(() => db.close()) };
    db.close();
    if (look === 2) throw Object.assign(new Error(`${path} does not stay`), { code: 'ENOENT' });
  }
}

function beginExclusive(path: string, busyMs: number): DatabaseSync | null {
  const { DatabaseSync: Database } = loadSqlite();
  const db = new Database(path, { timeout: busyMs });
  try {
    // Nothing is ever written, so no journal need stand beside the file.
    db.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
    return db;
  } catch (error) {
    db.close();
    if (errorCode(error) === 'SQLITE_BUSY') return null;
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
