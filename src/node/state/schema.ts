/**
 * The schema of state.db, one step after another, applied in one transaction. `PRAGMA user_version` is 100 × generation + steps applied. Steps only add
 * (tables, columns with defaults), so that an older program goes on using a newer database of its generation, as the application and the command line
 * may be of different versions; what would break that raises the generation, and an older program then refuses.
 */
export const generation = 1;

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
  // One clock for each STS: '' is AWS's. `clock_offset` stays for older programs; whose clock it tells is not known.
  `CREATE TABLE clock_offsets (clock TEXT PRIMARY KEY, offset_ms REAL NOT NULL, measured_at INTEGER NOT NULL) WITHOUT ROWID;
   CREATE INDEX activity_role ON activity (role_id, id);`,
  // Version 0.1.0 kept what AWS and source processes said; such a failure is found again at the next try.
  `PRAGMA secure_delete = ON;
   UPDATE records SET failure = NULL WHERE failure LIKE '%"message":"_%' OR failure LIKE '%"reason":"_%';
   PRAGMA secure_delete = OFF;`,
];

export function versionAfter(stepsApplied: number): number {
  return generation * 100 + stepsApplied;
}
