import { basename, dirname } from 'node:path';
import type { SQLOutputValue } from 'node:sqlite';
import type { Clock } from '../../core/ports/clock.ts';
import type {
  Keeping,
  KeepingProcess,
  KeepingProcesses,
  ReportedAbsence,
} from '../../core/ports/keeping-processes.ts';
import type { Random } from '../../core/ports/random.ts';
import type { HeldLock } from '../../core/ports/role-locks.ts';
import { networkFileSystemOf } from '../files/network-file-system.ts';
import type { Machine } from '../machine.ts';
import { watchFolder } from '../files/folder-watch.ts';
import { ProcessLocks } from '../locks/process-locks.ts';
import { errorCode } from '../error-code.ts';
import { notifyWatchers, type StateDb } from './state-db.ts';
import { StateUnavailable } from './state-unavailable.ts';

/**
 * How long the row of a process on another machine is kept. This machine may not see the lock of
 * that process and then cannot know whether the process still runs.
 */
const FOREIGN_KEPT_MS = 90 * 86_400_000;

export interface KeepingDependencies {
  readonly db: StateDb;
  readonly locksFolder: string;
  readonly clock: Clock;
  readonly random: Random;
  /** The resolved path of the credentials file. */
  readonly path: string;
  readonly kind: KeepingProcess['kind'];
  readonly pid: number;
  readonly host: string;
  readonly machine?: Machine;
}

const NO_ABSENCE: ReportedAbsence = { away: null, mfaForgottenAt: null };

type Row = Readonly<Record<string, SQLOutputValue>>;

/**
 * Creates the list of the processes that refresh roles. Each process has one row in `state.db` and
 * holds a lock while it runs, so that the rows of processes that have ended can be ignored.
 */
export function createKeepingProcesses(dependencies: KeepingDependencies): KeepingProcesses {
  return new RecordedProcesses(dependencies);
}

class RecordedProcesses implements KeepingProcesses {
  readonly #dependencies: KeepingDependencies;
  readonly #locks: ProcessLocks;
  #own: { readonly id: string; readonly since: number; readonly lock: HeldLock } | null = null;
  #known: readonly KeepingProcess[] = [];

  constructor(dependencies: KeepingDependencies) {
    this.#dependencies = dependencies;
    this.#locks = new ProcessLocks(dependencies.locksFolder);
  }

  announce(keeping: Keeping | null, absence: ReportedAbsence = NO_ABSENCE): void {
    if (keeping === null) this.#end();
    else ignoringFailures(null, () => this.#record(keeping, absence));
  }

  others(): readonly KeepingProcess[] {
    const { db, path, host } = this.#dependencies;
    if (db.isClosed) return this.#known;
    this.#known = ignoringFailures(this.#known, () =>
      this.#rows().flatMap((row) => {
        const id = textOf(row['id']);
        if (id === this.#own?.id || row['path'] !== path) return [];
        const isSeen = this.#isAlive(id);
        return isSeen || this.#mayRunUnseen(row) ? [processOf(row, host, isSeen)] : [];
      }),
    );
    return this.#known;
  }

  absences(): readonly ReportedAbsence[] {
    const { db, host } = this.#dependencies;
    if (db.isClosed) return [];
    return ignoringFailures([], () =>
      this.#rows().flatMap((row) => {
        const id = textOf(row['id']);
        const isOther = id !== this.#own?.id && row['host'] === host && this.#isAlive(id);
        return isOther ? [absenceOf(row)] : [];
      }),
    );
  }

  watch(changed: () => void): () => void {
    const { db } = this.#dependencies;
    const name = basename(db.file);
    const readRows = (): string => ignoringFailures('', () => JSON.stringify(this.#rows()));
    let known = readRows();
    return watchFolder(
      dirname(db.file),
      (entry) => entry === name || entry === `${name}-wal`,
      () => {
        const present = readRows();
        if (present === known) return;
        known = present;
        changed();
      },
    );
  }

  #record({ switchedOn, roleIds }: Keeping, { away, mfaForgottenAt }: ReportedAbsence): void {
    const { db, clock, random, path, kind, pid, host } = this.#dependencies;
    if (this.#own === null) {
      this.#sweep();
      const id = random.hex(8);
      this.#own = { id, since: clock.now(), lock: this.#locks.hold(id) };
    }
    const { id, since } = this.#own;
    const roles = JSON.stringify(roleIds);
    const row = [pid, host, kind, path, since, switchedOn ? 1 : 0, roles, away, mfaForgottenAt];
    const present = db.read((sql) =>
      sql(
        `SELECT pid, host, kind, path, since, switched_on, role_ids, away, mfa_forgotten_at
         FROM keeping_processes WHERE id = ?`,
      ).get(id),
    );
    if (JSON.stringify(Object.values(present ?? {})) === JSON.stringify(row)) return;
    db.write((sql) =>
      sql(
        `INSERT OR REPLACE INTO keeping_processes
           (id, pid, host, kind, path, since, switched_on, role_ids, away, mfa_forgotten_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ).run(id, ...row),
    );
    notifyWatchers(db, clock.now());
  }

  #end(): void {
    const { db, clock } = this.#dependencies;
    const own = this.#own;
    if (own === null) return;
    this.#own = null;
    ignoringFailures(null, () => {
      this.#remove(own.id);
      notifyWatchers(db, clock.now());
    });
    ignoringFailures(null, () => own.lock.release());
  }

  /** Removes rows and lock files of processes that have ended. */
  #sweep(): void {
    const { host, clock } = this.#dependencies;
    const rows = this.#rows();
    for (const row of rows) {
      const id = textOf(row['id']);
      const isOld = clock.now() - Number(row['since']) > FOREIGN_KEPT_MS;
      if ((row['host'] === host || isOld) && !this.#isAlive(id)) this.#remove(id);
    }
    const recorded = this.#rows().map((row) => row['id']);
    for (const id of this.#locks.ids()) if (!recorded.includes(id)) this.#locks.sweep(id);
  }

  #remove(id: string): void {
    this.#dependencies.db.write((sql) => sql('DELETE FROM keeping_processes WHERE id = ?').run(id));
  }

  #rows(): readonly Row[] {
    return this.#dependencies.db.read((sql) =>
      sql('SELECT * FROM keeping_processes ORDER BY since').all(),
    );
  }

  /**
   * True if the process may run on another machine although its lock is not visible here. This is
   * possible on a network file system, because not every server shares locks.
   */
  #mayRunUnseen(row: Row): boolean {
    const { db, host, machine } = this.#dependencies;
    return row['host'] !== host && networkFileSystemOf(db.file, machine) !== null;
  }

  #isAlive(id: string): boolean {
    return /^[0-9a-f]+$/.test(id) && ignoringFailures(false, () => this.#locks.isHeld(id));
  }
}

function processOf(row: Row, ownHost: string, isSeen: boolean): KeepingProcess {
  const host = textOf(row['host']);
  return {
    pid: Number(row['pid']),
    kind: row['kind'] === 'application' ? 'application' : 'keep',
    host: host === ownHost ? null : host,
    since: Number(row['since']),
    switchedOn: row['switched_on'] === 1,
    roleIds: idsIn(textOf(row['role_ids'])),
    isVisible: isSeen,
  };
}

function idsIn(text: string): readonly string[] {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value.filter((id) => typeof id === 'string') : [];
  } catch {
    return [];
  }
}

function absenceOf({ away, mfa_forgotten_at: at }: Row): ReportedAbsence {
  return {
    away: away === 'lock' || away === 'suspend' || away === 'idle' ? away : null,
    mfaForgottenAt: typeof at === 'number' ? at : null,
  };
}

function textOf(value: SQLOutputValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

/**
 * Runs `work` and returns `otherwise` after an error of the disk. Only the information about other
 * processes is then missing.
 */
function ignoringFailures<T>(otherwise: T, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof StateUnavailable || errorCode(error) !== null) return otherwise;
    throw error;
  }
}
