import { basename, dirname } from 'node:path';
import type { SQLOutputValue } from 'node:sqlite';
import type { Clock } from '../../core/ports/clock.ts';
import type { Records, SessionRecord } from '../../core/ports/records.ts';
import type { Failure } from '../../core/failure.ts';
import { withoutForeignText } from '../../core/stored-failure.ts';
import { watchFolder } from '../files/folder-watch.ts';
import { notifyWatchers, type StateDb } from './state-db.ts';
import { StateUnavailable } from './state-unavailable.ts';
import type { Sql } from './state-connection.ts';

type Row = Readonly<Record<string, SQLOutputValue>>;

const select = 'SELECT * FROM records WHERE role_id = ? AND path = ?';

/**
 * Creates the store of the session records in `state.db`. `watch` watches the file and its -wal
 * file, and reads changes through the open connection, because opening the database for each event
 * would cause more events.
 */
export function createRecords(db: StateDb, clock: Clock): Records {
  let ownChanges = 0;
  return {
    get: (roleId, path) => {
      const row = db.read((sql) => sql(select).get(roleId, path));
      return row === undefined ? null : recordOf(row);
    },
    all: () =>
      db.read((sql) => sql('SELECT * FROM records ORDER BY role_id, path').all()).map(recordOf),
    change: (roleId, path, change) => {
      const { changed, current } = db.write((sql) => {
        const row = sql(select).get(roleId, path);
        const present = row === undefined ? null : recordOf(row);
        const next = change(present ?? blankRecord(roleId, path));
        const after = next === null ? null : asStored({ ...next, roleId, path });
        if (JSON.stringify(present) === JSON.stringify(after)) {
          return { changed: false, current: present };
        }
        if (after === null)
          sql('DELETE FROM records WHERE role_id = ? AND path = ?').run(roleId, path);
        else store(sql, after);
        sql('UPDATE record_changes SET count = count + 1').run();
        return { changed: true, current: after };
      });
      if (changed) {
        ownChanges += 1;
        notifyWatchers(db, clock.now());
      }
      return current;
    },
    watch: (changed) => watchRecords(db, () => ownChanges, changed),
  };
}

function watchRecords(db: StateDb, ownChanges: () => number, changed: () => void): () => void {
  const name = basename(db.file);
  /** Returns a number that increases with each change by another process. */
  const countNow = (): number =>
    db.read((sql) => Number(sql('SELECT count FROM record_changes').get()?.['count'])) -
    ownChanges();
  let known = countNow();
  const changedCount = (): number => {
    try {
      return db.changedElsewhere() ? countNow() : known;
    } catch (error) {
      // The next read of the records reports this error.
      if (error instanceof StateUnavailable) return known;
      throw error;
    }
  };
  return watchFolder(
    dirname(db.file),
    (entry) => entry === name || entry === `${name}-wal`,
    () => {
      const count = changedCount();
      if (count === known) return;
      known = count;
      changed();
    },
  );
}

/** Returns the record of a role that was never switched on. */
export function blankRecord(roleId: string, path: string): SessionRecord {
  return {
    roleId,
    path,
    targetProfile: '',
    kept: false,
    generation: 0,
    accessKeyId: null,
    assumedAt: null,
    expiration: null,
    refreshAt: null,
    releasedAt: null,
    digest: null,
    failure: null,
    requestId: null,
  };
}

/** Copies a record with a fixed order of fields, so that equal records have equal JSON. */
function asStored(record: SessionRecord): SessionRecord {
  const failure = record.failure === null ? null : withoutForeignText(record.failure);
  return Object.assign(blankRecord(record.roleId, record.path), record, { failure });
}

function store(sql: Sql, record: SessionRecord): void {
  sql(`INSERT INTO records (role_id, path, target_profile, kept, generation, access_key_id, assumed_at, expiration, refresh_at, released_at, digest,
         failure, request_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (role_id, path) DO UPDATE SET target_profile = excluded.target_profile, kept = excluded.kept, generation = excluded.generation,
         access_key_id = excluded.access_key_id, assumed_at = excluded.assumed_at, expiration = excluded.expiration, refresh_at = excluded.refresh_at,
         released_at = excluded.released_at, digest = excluded.digest, failure = excluded.failure, request_id = excluded.request_id`).run(
    record.roleId,
    record.path,
    record.targetProfile,
    record.kept ? 1 : 0,
    record.generation,
    record.accessKeyId,
    record.assumedAt,
    record.expiration,
    record.refreshAt,
    record.releasedAt,
    record.digest,
    record.failure === null ? null : JSON.stringify(record.failure),
    record.requestId,
  );
}

function recordOf(row: Row): SessionRecord {
  return {
    roleId: textOf(row['role_id']) ?? '',
    path: textOf(row['path']) ?? '',
    targetProfile: textOf(row['target_profile']) ?? '',
    kept: row['kept'] === 1,
    generation: numberOf(row['generation']) ?? 0,
    accessKeyId: textOf(row['access_key_id']),
    assumedAt: numberOf(row['assumed_at']),
    expiration: numberOf(row['expiration']),
    refreshAt: numberOf(row['refresh_at']),
    releasedAt: numberOf(row['released_at']),
    digest: textOf(row['digest']),
    failure: failureOf(textOf(row['failure'])),
    requestId: textOf(row['request_id']),
  };
}

function textOf(value: SQLOutputValue | undefined): string | null {
  return typeof value === 'string' ? value : null;
}

function numberOf(value: SQLOutputValue | undefined): number | null {
  return typeof value === 'number' ? value : null;
}

/**
 * Parses a failure that any version of Rolekeeper stored. Returns null if the text is not a
 * failure, or if the failure lacks a field that this version needs.
 */
function failureOf(text: string | null): Failure | null {
  if (text === null) return null;
  try {
    const value: unknown = JSON.parse(text);
    return isFailure(value) && !isOfOlderVersion(value) ? value : null;
  } catch {
    return null;
  }
}

/**
 * True if the failure lacks a field that this version needs. Without `denial`, a denied call cannot
 * be explained, and without `mfaRequestId`, the user cannot enter the missing MFA code.
 */
function isOfOlderVersion(failure: Failure): boolean {
  if (failure.kind === 'field-invalid') return !('kind' in failure.rule);
  if (failure.kind === 'mfa-needed') return !('mfaRequestId' in failure);
  return failure.kind === 'access-denied' && !('denial' in failure);
}

function isFailure(value: unknown): value is Failure {
  return (
    typeof value === 'object' && value !== null && 'kind' in value && typeof value.kind === 'string'
  );
}
