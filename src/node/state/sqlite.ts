import type * as sqliteModule from 'node:sqlite';

export type Sqlite = typeof sqliteModule;

/**
 * Loads Node's SQLite on first use and suppresses the experimental warning that some Node releases
 * print to stderr. Throws if Node has none (before 22.13).
 */
export function loadSqlite(): Sqlite {
  // eslint-disable-next-line @typescript-eslint/unbound-method -- put back as it was, and called on its own process
  const emitWarning = process.emitWarning;
  process.emitWarning = (warning: string | Error, ...rest: unknown[]) => {
    if (String(warning).includes('SQLite')) return;
    Reflect.apply(emitWarning, process, [warning, ...rest]);
  };
  try {
    // Loaded by name at run time, so that no bundler looks for a package.
    const sqlite = process.getBuiltinModule('node:sqlite') as Sqlite | undefined;
    if (sqlite === undefined)
      throw new Error('This Node has no node:sqlite: 22.13 or newer is needed.');
    return sqlite;
  } finally {
    process.emitWarning = emitWarning;
  }
}

/** SQLite's primary result codes (sqlite.org/rescode.html) that the code distinguishes. */
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

/** Results that only a wrong statement causes: error, constraint, mismatch, misuse, range. */
const bugs: ReadonlySet<number> = new Set([1, 19, 20, 21, 25]);

/**
 * The name of an error of SQLite or the system (`SQLITE_BUSY`, `EACCES`); null for any other error,
 * which is a bug.
 */
export function errorCode(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  if ('errcode' in error && typeof error.errcode === 'number') {
    const primary = error.errcode & 0xff;
    if (bugs.has(primary)) return null;
    return names[primary] ?? `SQLITE_${String(primary)}`;
  }
  if ('code' in error && typeof error.code === 'string' && !error.code.startsWith('ERR_'))
    return error.code;
  return null;
}
