import { utimesSync } from 'node:fs';
import type { Problem } from '../../core/contract/app-state.ts';
import type { Result } from '../../core/result.ts';
import { failed, ok } from '../../core/result.ts';
import { refusalIn } from '../files/file-refused.ts';
import {
  identityOf,
  isIntact,
  openConnection,
  type Sql,
  type StateConnection,
} from './state-connection.ts';
import { StateUnavailable } from './state-unavailable.ts';
import { setAsideUnless } from './set-aside.ts';
import { thisMachine } from '../machine.ts';

/**
 * The database `state.db`, which contains the state that all processes share, but no secrets. Calls
 * are synchronous, wait at most 2 s for a write of another process, and throw errors of the disk as
 * `StateUnavailable`.
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
   * closed, so code that releases a lock must check this.
   */
  readonly isClosed: boolean;
  close(): void;
}

export interface StateDbOptions {
  /** Returns the wall time in epoch ms. It becomes part of the new name of a corrupt database. */
  readonly now: () => number;
  /** Receives the problem `state-set-aside` after a corrupt database was renamed. */
  readonly report: (problem: Problem) => void;
  /**
   * True (default) to rename and replace a corrupt database, false to fail with
   * `state-unavailable`.
   */
  readonly repairs?: boolean;
}

/**
 * The maximum number of attempts of one call, because other processes can replace the database
 * meanwhile.
 */
const MAX_ATTEMPTS = 3;

/**
 * Opens or creates `state.db`, updates its schema, and renames and replaces a corrupt database.
 * Fails with `state-unavailable` and the code of the system or SQLite, or the code `newer-version`
 * if the database has a newer schema generation.
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

class ReopeningStateDb implements StateDb {
  readonly file: string;
  readonly #options: StateDbOptions;
  readonly #machine: typeof thisMachine;
  #connection: StateConnection | null = null;
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
   * Runs `work` on the current connection. Runs it again on a new connection if another process has
   * replaced the database, or after this process has renamed a corrupt one.
   */
  #guarded<T>(work: (connection: StateConnection) => T): T {
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

  #connect(): StateConnection {
    if (this.#closed) throw new Error('state.db was closed');
    if (this.#connection !== null) {
      if (this.#connection.identity === identityOf(this.file)) return this.#connection;
      this.#disconnect();
    }
    this.#connection = openConnection(this.file, this.#machine);
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

/**
 * Sets the times of the database after a write, because some systems report a write to other
 * processes only when the file is closed. Uses the path, so that the file is not opened.
 */
export function notifyWatchers(db: StateDb, now: number): void {
  try {
    utimesSync(db.file, now / 1000, now / 1000);
  } catch {
    // If this fails, other processes notice the change later, when they check their deadlines.
  }
}
