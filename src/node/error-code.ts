/** The primary result codes of SQLite (sqlite.org/rescode.html) that Rolekeeper distinguishes. */
const names: Readonly<Record<number, string>> = {
  5: 'SQLITE_BUSY',
  6: 'SQLITE_LOCKED',
  8: 'SQLITE_READONLY',
  10: 'SQLITE_IOERR',
  11: 'SQLITE_CORRUPT',
  13: 'SQLITE_FULL',
  14: 'SQLITE_CANTOPEN',
  26: 'SQLITE_NOTADB',
};

/**
 * The result codes that only a bug in Rolekeeper causes: error, constraint, mismatch, misuse,
 * range.
 */
const bugs: ReadonlySet<number> = new Set([1, 19, 20, 21, 25]);

/**
 * Returns the code of an error of SQLite or the system, such as `SQLITE_BUSY` or `EACCES`. Returns
 * null for any other error, because that is a bug.
 */
export function errorCode(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  if ('errcode' in error && typeof error.errcode === 'number') {
    const primary = error.errcode & 0xff;
    if (bugs.has(primary)) return null;
    return names[primary] ?? `SQLITE_${String(primary)}`;
  }
  const code = anyErrorCode(error);
  return code?.startsWith('ERR_') === true ? null : code;
}

/**
 * Returns the code of an error of SQLite or the system. Rethrows any other error, because that is a
 * bug.
 */
export function codeOrThrow(error: unknown): string {
  const code = errorCode(error);
  if (code === null) throw error;
  return code;
}

/**
 * Returns the code of an error of the system, of TLS or of Node (`ERR_…`), or null if the error has
 * none.
 */
export function anyErrorCode(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error)) return null;
  return typeof error.code === 'string' && error.code !== '' ? error.code : null;
}
