import { lstatSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { errorCode } from '../error-code.ts';
import { FileRefused } from '../files/file-refused.ts';
import { networkFileSystemOf } from '../files/network-file-system.ts';
import {
  ensurePrivateFile,
  ensurePrivateFolder,
  refuseForeignFile,
} from '../files/private-file.ts';
import type { thisMachine } from '../machine.ts';
import { withCreationLock } from './creation-lock.ts';
import { SCHEMA_GENERATION, steps, versionAfter } from './schema.ts';
import { loadSqlite } from './sqlite.ts';
import { StateUnavailable } from './state-unavailable.ts';

/** Returns the prepared statement for a text. Prepares each text only once. */
export type Sql = (text: string) => StatementSync;

/** A connection to `state.db` with the present schema. */
export interface StateConnection {
  readonly db: DatabaseSync;
  readonly sql: Sql;
  /**
   * The device and inode of the file. If they change, the file was moved or deleted and must be
   * opened again.
   */
  readonly identity: string;
}

/** How long SQLite waits for the lock of another process. */
const BUSY_MS = 2000;

/** Opens or creates the file and updates its schema. Throws if the file cannot be used. */
export function openConnection(file: string, machine: typeof thisMachine): StateConnection {
  ensurePrivateFolder(dirname(file), 'followed');
  ensurePrivateFile(file);
  for (const suffix of ['-wal', '-shm', '-journal']) refuseForeignFile(file + suffix);
  const identity = identityOf(file);
  const { DatabaseSync: Database } = loadSqlite();
  // Sets the timeout when opening, because even the first pragma may have to wait for other
  // processes.
  const db = new Database(file, { timeout: BUSY_MS, enableForeignKeyConstraints: false });
  // Checks that the path still leads to the same file, because SQLite opens the file by its path.
  const refuseAnother = (): void => {
    if (identityOf(file) !== identity) throw new FileRefused(file, 'not-a-file');
  };
  try {
    // The first read also opens the -wal file, which can belong to another database by now.
    // Therefore the path is checked again before the first write.
    db.exec('PRAGMA schema_version');
    refuseAnother();
    prepare(db, file, networkFileSystemOf(file, machine) !== null);
    refuseAnother();
  } catch (error) {
    db.close();
    throw error;
  }
  return { db, sql: statementCache(db), identity: identity ?? '' };
}

function prepare(db: DatabaseSync, file: string, isOnNetwork: boolean): void {
  // WAL needs memory that all processes share, and processes on two computers share none
  // (sqlite.org/wal.html).
  const mode = isOnNetwork ? 'delete' : 'wal';
  // Reads the mode first, because setting it takes a lock but reading it does not. Many processes
  // can start at once.
  if (!hasMode(db, mode)) {
    // The busy timeout does not help here, because SQLite refuses at once if two connections with
    // a read lock want to write.
    withCreationLock(file, () => {
      if (!hasMode(db, mode)) db.exec(`PRAGMA journal_mode = ${mode}`);
    });
  }
  // Uses FULL if there is no WAL, because NORMAL can then corrupt the database when the power
  // fails.
  db.exec(`PRAGMA synchronous = ${isOnNetwork ? 'FULL' : 'NORMAL'}`);
  if (versionOf(db, file) >= versionAfter(steps.length)) return;
  db.exec('BEGIN IMMEDIATE');
  try {
    const present = versionOf(db, file);
    for (const step of steps.slice(Math.max(0, present - versionAfter(0)))) db.exec(step);
    if (present < versionAfter(steps.length))
      db.exec(`PRAGMA user_version = ${String(versionAfter(steps.length))}`);
    db.exec('COMMIT');
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK');
    throw error;
  }
}

function hasMode(db: DatabaseSync, mode: 'delete' | 'wal'): boolean {
  return db.prepare('PRAGMA journal_mode').get()?.['journal_mode'] === mode;
}

function versionOf(db: DatabaseSync, file: string): number {
  const version = Number(db.prepare('PRAGMA user_version').get()?.['user_version']);
  if (version >= (SCHEMA_GENERATION + 1) * 100)
    throw new StateUnavailable(file, { code: 'newer-version' });
  return version;
}

/**
 * True if SQLite finds no damage in the database. Reads the whole file, so call it only after the
 * database has failed.
 */
export function isIntact(file: string): boolean {
  const { DatabaseSync: Database } = loadSqlite();
  const db = new Database(file, { timeout: BUSY_MS });
  try {
    return db.prepare('PRAGMA quick_check').get()?.['quick_check'] === 'ok';
  } catch (error) {
    const code = errorCode(error);
    if (code === 'SQLITE_CORRUPT' || code === 'SQLITE_NOTADB') return false;
    throw error;
  } finally {
    db.close();
  }
}

function statementCache(db: DatabaseSync): Sql {
  const prepared = new Map<string, StatementSync>();
  return (text) => {
    const known = prepared.get(text);
    if (known !== undefined) return known;
    const statement = db.prepare(text);
    prepared.set(text, statement);
    return statement;
  };
}

export function identityOf(file: string): string | null {
  const found = lstatSync(file, { throwIfNoEntry: false });
  return found === undefined ? null : `${String(found.dev)}:${String(found.ino)}`;
}
