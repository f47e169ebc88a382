/**
 * The generation of the schema of state.db. A version of Rolekeeper that does not know the
 * generation refuses the database.
 */
export const SCHEMA_GENERATION = 1;

/**
 * The steps that create the schema. Older versions use the same database, so a step adds only
 * tables, indexes, or columns that an INSERT may leave out, unless the generation changes.
 */
export const steps: readonly string[] = [
  `CREATE TABLE records (
     role_id TEXT NOT NULL, path TEXT NOT NULL, target_profile TEXT NOT NULL, kept INTEGER NOT NULL, generation INTEGER NOT NULL,
     access_key_id TEXT, assumed_at INTEGER, expiration INTEGER, refresh_at INTEGER, released_at INTEGER, digest TEXT, failure TEXT, request_id TEXT,
     PRIMARY KEY (role_id, path)) WITHOUT ROWID;
   CREATE TABLE record_changes (only_row INTEGER PRIMARY KEY CHECK (only_row = 1), count INTEGER NOT NULL);
   INSERT INTO record_changes VALUES (1, 0);
   CREATE TABLE clock_offset (only_row INTEGER PRIMARY KEY CHECK (only_row = 1), offset_ms REAL NOT NULL, measured_at INTEGER NOT NULL);
   CREATE TABLE mfa_codes (hash TEXT PRIMARY KEY, used_at INTEGER NOT NULL) WITHOUT ROWID;
   CREATE TABLE activity (
     id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, event TEXT NOT NULL, role_id TEXT NOT NULL, role_name TEXT NOT NULL,
     expiration INTEGER, failure_kind TEXT, request_id TEXT);
   CREATE INDEX activity_at ON activity (at);
   CREATE TABLE lock_holders (lock TEXT PRIMARY KEY, pid INTEGER NOT NULL) WITHOUT ROWID;`,
  // The offset of each server's clock, by the name of the server, which is empty for AWS's STS.
  // Older versions still use `clock_offset`.
  `CREATE TABLE clock_offsets (clock TEXT PRIMARY KEY, offset_ms REAL NOT NULL, measured_at INTEGER NOT NULL) WITHOUT ROWID;
   CREATE INDEX activity_role ON activity (role_id, id);`,
  // Deletes the failures of version 0.1.0, which stored messages of AWS and of programs such as
  // `credential_process`. If the cause remains, the next attempt to assume the role records the
  // failure again.
  `PRAGMA secure_delete = ON;
   UPDATE records SET failure = NULL WHERE failure LIKE '%"message":"_%' OR failure LIKE '%"reason":"_%';
   PRAGMA secure_delete = OFF;`,
  // Each row has a lock file with the same ID. The process holds its lock while it runs.
  `CREATE TABLE keeping_processes (
     id TEXT PRIMARY KEY, pid INTEGER NOT NULL, host TEXT NOT NULL, kind TEXT NOT NULL,
     path TEXT NOT NULL, since INTEGER NOT NULL, switched_on INTEGER NOT NULL,
     role_ids TEXT NOT NULL) WITHOUT ROWID;`,
  // A pid is useful only together with its computer. The host is null if an older version wrote the
  // row.
  'ALTER TABLE lock_holders ADD COLUMN host TEXT;',
  // One row for each sign-in to Identity Center. A row with 2,000 permission sets has about 50 kB.
  `CREATE TABLE listings (
     sign_in TEXT PRIMARY KEY, at INTEGER NOT NULL, accounts TEXT NOT NULL) WITHOUT ROWID;`,
  // What a process knows about the user's absence.
  `ALTER TABLE keeping_processes ADD COLUMN away TEXT;
   ALTER TABLE keeping_processes ADD COLUMN mfa_forgotten_at INTEGER;`,
];

/** Returns the value of `PRAGMA user_version` of a database after this number of steps. */
export function versionAfter(stepsApplied: number): number {
  return SCHEMA_GENERATION * 100 + stepsApplied;
}
