import { lstatSync, utimesSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Problem } from '../../core/contract/app-state.ts';
import { FailureThrown } from '../../core/failure-thrown.ts';
import type { Result } from '../../core/result.ts';
import { failed, ok } from '../../core/result.ts';
import type { FileAccess } from '../../core/failure.ts';
import { FileRefused, refusalIn } from '../files/file-refused.ts';
import { ensurePrivateFile, refuseOthersFile, ensurePrivateFolder } from '../files/private-file.ts';
import { underMakersLock } from './makers-lock.ts';
import { generation, steps, versionAfter } from './schema.ts';
import { setAsideUnless } from './set-aside.ts';
import { errorCode, loadSqlite } from './sqlite.ts';

/** A prepared statement by its text; prepared once, when first needed. */
export type Sql = (text: string) => StatementSync;

/**
 * `state.db`: what stands between processes, on one connection for the process's life. Calls are synchronous and under a millisecond; only another
 * process's write is waited for, at most two seconds. Trouble of the disk is thrown as `StateUnavailable`. No secrets are in it.
 */
export interface StateDb {
  readonly file: string;
  read<T>(work: (sql: Sql) => T): T;
  /** One transaction, `BEGIN IMMEDIATE`; rolled back where `work` throws. Not to be nested. */
  write<T>(work: (sql: Sql) => T): T;
  /** True where another process committed since this was last asked. Reads shared memory only, and so wakes no watcher. */
  changedElsewhere(): boolean;
  /** A lock may outlive the database at the end of a process. */
  readonly isClosed: boolean;
  close(): void;
}

export interface StateDbOptions {
  /** Wall time in epoch ms, for the name of a database that is set aside. */
  readonly now: () => number;
  /** Told `state-set-aside`, at opening or later. */
  readonly tell: (problem: Problem) => void;
}

/** The disk, another user or a newer version keeps `state.db` from being used; `failure` is a `state-unavailable`. */
export class StateUnavailable extends FailureThrown {
  constructor(file: string, refusal: { readonly code: string; readonly access?: FileAccess }) {
    super(`${file}: ${refusal.code}`, { kind: 'state-unavailable', file, ...refusal });
  }
}

const busyMs = 2000;

/**
 * Opens or makes `state.db` in Rolekeeper's folder, brings its schema up, and sets a corrupt one aside under a new name, content and all.
 * `state-unavailable` with code `newer-version` where a later generation of Rolekeeper wrote it, else with the system's or SQLite's code.
 */
export function openStateDb(file: string, options: StateDbOptions): Result<StateDb> {
  const db = new LifelongStateDb(file, options);
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
  /** Device and inode: a database that was moved or deleted under us is opened anew. */
  readonly identity: string;
}

class LifelongStateDb implements StateDb {
  readonly file: string;
  readonly #options: StateDbOptions;
  #connection: Connection | null = null;
  #dataVersion: number | null = null;
  #closed = false;

  constructor(file: string, options: StateDbOptions) {
    this.file = file;
    this.#options = options;
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

  /** Runs on the present connection. A database found corrupt is set aside, and the work is done once more on a new one. */
  #guarded<T>(work: (connection: Connection) => T): T {
    for (let attempt = 0; ; attempt += 1) {
      try {
        return work(this.#connect());
      } catch (error) {
        const refusal = refusalIn(error);
        const { code } = refusal;
        const corrupt = code === 'SQLITE_CORRUPT' || code === 'SQLITE_NOTADB';
        // ENOENT: another process has just moved it away.
        if (attempt > 0 || !(corrupt || code === 'ENOENT'))
          throw new StateUnavailable(this.file, refusal);
        if (corrupt) this.#setAside();
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
    for (const suffix of ['-wal', '-shm']) refuseOthersFile(this.file + suffix);
    const identity = identityOf(this.file);
    const { DatabaseSync: Database } = loadSqlite();
    // The busy timeout is set as the connection opens: even the first pragma finds other processes at work.
    const db = new Database(this.file, { timeout: busyMs, enableForeignKeyConstraints: false });
    try {
      prepare(db, this.file);
      // SQLite opens by path: what it opened must be the file that was checked.
      if (identityOf(this.file) !== identity) throw new FileRefused(this.file, 'not-a-file');
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
      const movedTo = setAsideUnless(this.file, this.#options.now(), () => isSound(this.file));
      if (movedTo !== null) this.#options.tell({ kind: 'state-set-aside', movedTo });
    } catch (error) {
      throw new StateUnavailable(this.file, refusalIn(error));
    }
  }
}

function prepare(db: DatabaseSync, file: string): void {
  // Setting the mode takes a lock, asking for it does not: 75 processes that start at once only ask.
  if (!hasLog(db)) {
    // SQLite's busy timeout does not cover this one: a reader that becomes a writer is refused at once while another does the same.
    underMakersLock(file, () => {
      if (!hasLog(db)) db.exec('PRAGMA journal_mode = WAL');
    });
  }
  db.exec('PRAGMA synchronous = NORMAL');
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

function hasLog(db: DatabaseSync): boolean {
  return db.prepare('PRAGMA journal_mode').get()?.['journal_mode'] === 'wal';
}

function versionOf(db: DatabaseSync, file: string): number {
  const version = Number(db.prepare('PRAGMA user_version').get()?.['user_version']);
  if (version >= (generation + 1) * 100)
    throw new StateUnavailable(file, { code: 'newer-version' });
  return version;
}

/** A thorough look, for a database that has already failed once. */
function isSound(file: string): boolean {
  const { DatabaseSync: Database } = loadSqlite();
  const db = new Database(file, { timeout: busyMs });
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

/** Some systems report a change of an open file only when it is closed; new times are reported at once. By name: the file is not opened. */
export function nudgeWatchers(db: StateDb, now: number): void {
  try {
    utimesSync(db.file, now / 1000, now / 1000);
  } catch {
    // Others then see the change at their next deadline.
  }
}
