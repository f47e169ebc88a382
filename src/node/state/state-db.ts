import { lstatSync, utimesSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Problem } from '../../core/contract/app-state.ts';
import { FailureThrown } from '../../core/failure-thrown.ts';
import type { Result } from '../../core/result.ts';
import { failed, ok } from '../../core/result.ts';
import type { FileAccess } from '../../core/file-failure.ts';
import { FileRefused, refusalIn } from '../files/file-refused.ts';
import { networkFileSystemOf } from '../files/network-file-system.ts';
import { ensurePrivateFile, refuseOthersFile, ensurePrivateFolder } from '../files/private-file.ts';
import { withCreationLock } from './creation-lock.ts';
import { SCHEMA_GENERATION, steps, versionAfter } from './schema.ts';
import { setAsideUnless } from './set-aside.ts';
import { loadSqlite } from './sqlite.ts';
import { errorCode } from '../error-code.ts';
import { thisMachine } from '../machine.ts';

/** Returns the prepared statement for a text. Prepares each text only once. */
export type Sql = (text: string) => StatementSync;

/**
 * The database `state.db`, which contains the state that all processes share, but no secrets. Each
 * process uses one connection. Calls are synchronous and wait at most 2 s for a write of another
 * process. Errors of the disk are thrown as `StateUnavailable`.
 */
export interface StateDb {
  readonly file: string;
  read<T>(work: (sql: Sql) => T): T;
  /**
   * Runs `work` in one transaction (`BEGIN IMMEDIATE`), and rolls back if `work` throws. Calls must
   * not be nested.
   */
  write<T>(work: (sql: Sql) => T): T;
  /**
   * True if another process has committed a change since the last call. Writes nothing, so it
   * triggers no watcher.
   */
  changedElsewhere(): boolean;
  /**
   * True after `close`. At the end of a process, locks can be released after the database is
   * closed, so they must check this.
   */
  readonly isClosed: boolean;
  close(): void;
}

export interface StateDbOptions {
  /**
   * Returns the wall time in epoch ms. It becomes part of the name of a database that is set aside.
   */
  readonly now: () => number;
  /** Receives the problem `state-set-aside`, when the database is opened or later. */
  readonly report: (problem: Problem) => void;
  /**
   * True if a corrupt database is set aside and replaced. If false, it causes the failure
   * `state-unavailable`. Default: true.
   */
  readonly repairs?: boolean;
}

/**
 * The error if `state.db` cannot be used because of the disk, another user or a newer version. Its
 * failure is `state-unavailable`.
 */
export class StateUnavailable extends FailureThrown {
  constructor(file: string, refusal: { readonly code: string; readonly access?: FileAccess }) {
    super(`${file}: ${refusal.code}`, { kind: 'state-unavailable', file, ...refusal });
  }
}

const BUSY_MS = 2000;
/**
 * The maximum number of attempts of one call, because other processes can replace the database
 * meanwhile.
 */
const MAX_ATTEMPTS = 3;

/**
 * Opens or creates `state.db` and updates its schema. Renames a corrupt database and creates a new
 * one. Fails with `state-unavailable`. The code is `newer-version` if a later generation of
 * Rolekeeper wrote the database, otherwise the code of the system or SQLite.
 */
export function openStateDb(
  file: string,
  options: StateDbOptions,
  machine = thisMachine,
): Result<StateDb> {
  const db = new ReopeningStateDb(file, options, machine);
  try {
    db.open();
    return ok(db);
  } catch (error) {
    if (error instanceof StateUnavailable) return failed(error.failure);
    throw error;
  }
}

interface Connection {
  readonly db: DatabaseSync;
  readonly sql: Sql;
  /**
   * The device and inode of the file. If they change, the file was moved or deleted and must be
   * opened again.
   */
  readonly identity: string;
}

class ReopeningStateDb implements StateDb {
  readonly file: string;
  readonly #options: StateDbOptions;
  readonly #machine: typeof thisMachine;
  #connection: Connection | null = null;
  #dataVersion: number | null = null;
  #closed = false;

  constructor(file: string, options: StateDbOptions, machine: typeof thisMachine) {
    this.file = file;
    this.#options = options;
    this.#machine = machine;
  }

  open(): void {
    this.#guarded(() => null);
  }

  read<T>(work: (sql: Sql) => T): T {
    return this.#guarded(({ sql }) => work(sql));
  }

  write<T>(work: (sql: Sql) => T): T {
    return this.#guarded(({ db, sql }) => {
      sql('BEGIN IMMEDIATE').run();
      try {
        const value = work(sql);
        sql('COMMIT').run();
        return value;
      } catch (error) {
        if (db.isTransaction) sql('ROLLBACK').run();
        throw error;
      }
    });
  }

  changedElsewhere(): boolean {
    return this.#guarded(({ sql }) => {
      const version = Number(sql('PRAGMA data_version').get()?.['data_version']);
      const changed = this.#dataVersion !== version;
      this.#dataVersion = version;
      return changed;
    });
  }

  close(): void {
    this.#closed = true;
    this.#disconnect();
  }

  #disconnect(): void {
    this.#connection?.db.close();
    this.#connection = null;
    this.#dataVersion = null;
  }

  /**
   * Runs `work` on the current connection. If the database is corrupt, sets it aside and runs
   * `work` once more on a new database.
   */
  #guarded<T>(work: (connection: Connection) => T): T {
    let mayRepair = this.#options.repairs !== false;
    for (let attempt = 1; ; attempt += 1) {
      try {
        return work(this.#connect());
      } catch (error) {
        const refusal = refusalIn(error);
        const { code } = refusal;
        const corrupt = code === 'SQLITE_CORRUPT' || code === 'SQLITE_NOTADB';
        // Another process has just renamed the database or created a new one.
        const isReplaced = code === 'ENOENT' || code === 'not-a-file';
        const isFinal = corrupt ? !mayRepair : !isReplaced;
        if (attempt === MAX_ATTEMPTS || isFinal) throw new StateUnavailable(this.file, refusal);
        if (corrupt) this.#setAside();
        mayRepair &&= !corrupt;
      }
    }
  }

  get isClosed(): boolean {
    return this.#closed;
  }

  #connect(): Connection {
    if (this.#closed) throw new Error('state.db was closed');
    if (this.#connection !== null) {
      if (this.#connection.identity === identityOf(this.file)) return this.#connection;
      this.#disconnect();
    }
    ensurePrivateFolder(dirname(this.file), 'followed');
    ensurePrivateFile(this.file);
    for (const suffix of ['-wal', '-shm', '-journal']) refuseOthersFile(this.file + suffix);
    const identity = identityOf(this.file);
    const { DatabaseSync: Database } = loadSqlite();
    // Sets the timeout when opening, because even the first pragma may have to wait for other
    // processes.
    const db = new Database(this.file, { timeout: BUSY_MS, enableForeignKeyConstraints: false });
    // SQLite opens the file by its path. This checks that the path still leads to the file that was
    // checked before.
    const refuseAnother = (): void => {
      if (identityOf(this.file) !== identity) throw new FileRefused(this.file, 'not-a-file');
    };
    try {
      // The first read opens the log beside the file. Nothing may be written into the log of
      // another database, so this checks again after the read.
      db.exec('PRAGMA schema_version');
      refuseAnother();
      prepare(db, this.file, networkFileSystemOf(this.file, this.#machine) !== null);
      refuseAnother();
    } catch (error) {
      db.close();
      throw error;
    }
    this.#connection = { db, sql: preparedOnce(db), identity: identity ?? '' };
    return this.#connection;
  }

  #setAside(): void {
    this.#disconnect();
    try {
      const movedTo = setAsideUnless(this.file, this.#options.now(), () => isIntact(this.file));
      if (movedTo !== null) this.#options.report({ kind: 'state-set-aside', movedTo });
    } catch (error) {
      throw new StateUnavailable(this.file, refusalIn(error));
    }
  }
}

function prepare(db: DatabaseSync, file: string, isOnNetwork: boolean): void {
  // WAL needs memory that all processes share, and processes on two computers share none
  // (sqlite.org/wal.html).
  const mode = isOnNetwork ? 'delete' : 'wal';
  // Reads the mode first, because setting it takes a lock but reading it does not. Many processes
  // can start at once.
  if (!hasMode(db, mode)) {
    // The busy timeout does not help here, because SQLite refuses at once if two readers want to
    // write.
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

/** Checks thoroughly a database that has already failed once. */
function isIntact(file: string): boolean {
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

function preparedOnce(db: DatabaseSync): Sql {
  const prepared = new Map<string, StatementSync>();
  return (text) => {
    const known = prepared.get(text);
    if (known !== undefined) return known;
    const statement = db.prepare(text);
    prepared.set(text, statement);
    return statement;
  };
}

function identityOf(file: string): string | null {
  const found = lstatSync(file, { throwIfNoEntry: false });
  return found === undefined ? null : `${String(found.dev)}:${String(found.ino)}`;
}

/**
 * Sets the times of the database, because some systems report a write only when the file is closed,
 * but report new times at once. Uses the path, so that the file is not opened.
 */
export function nudgeWatchers(db: StateDb, now: number): void {
  try {
    utimesSync(db.file, now / 1000, now / 1000);
  } catch {
    // If this fails, other processes notice the change later, when they check their deadlines.
  }
}
