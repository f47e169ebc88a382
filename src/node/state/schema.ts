/**
 * The schema of state.db as steps, applied in one transaction; `PRAGMA user_version` is 100 ×
 * generation + number of steps. Steps only add tables or columns with defaults, so that older
 * versions can use the database; any other change raises the generation, which older versions
 * refuse.
 */
export const SCHEMA_GENERATION = 1;

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
  // One clock for each STS; '' is AWS's. `clock_offset` stays for older versions.
  `CREATE TABLE clock_offsets (clock TEXT PRIMARY KEY, offset_ms REAL NOT NULL, measured_at INTEGER NOT NULL) WITHOUT ROWID;
   CREATE INDEX activity_role ON activity (role_id, id);`,
  // Version 0.1.0 stored messages of AWS and of source processes. Such failures are deleted; the
  // next try finds them again.
  `PRAGMA secure_delete = ON;
   UPDATE records SET failure = NULL WHERE failure LIKE '%"message":"_%' OR failure LIKE '%"reason":"_%';
   PRAGMA secure_delete = OFF;`,
  // Each row has a lock file with the same ID, which the process holds while it lives.
  `CREATE TABLE keeping_processes (
     id TEXT PRIMARY KEY, pid INTEGER NOT NULL, host TEXT NOT NULL, kind TEXT NOT NULL,
     path TEXT NOT NULL, since INTEGER NOT NULL, switched_on INTEGER NOT NULL,
     role_ids TEXT NOT NULL) WITHOUT ROWID;`,
  // A pid of another computer means nothing here. Null: an older version wrote the row.
  'ALTER TABLE lock_holders ADD COLUMN host TEXT;',
  // One row for each sign-in to Identity Center: about 50 kB for 2,000 permission sets.
  `CREATE TABLE listings (
     sign_in TEXT PRIMARY KEY, at INTEGER NOT NULL, accounts TEXT NOT NULL) WITHOUT ROWID;`,
  // What the process knows about an absence of the person.
  `ALTER TABLE keeping_processes ADD COLUMN away TEXT;
   ALTER TABLE keeping_processes ADD COLUMN mfa_forgotten_at INTEGER;`,
];

export function versionAfter(stepsApplied: number): number {
  return SCHEMA_GENERATION * 100 + stepsApplied;
}
