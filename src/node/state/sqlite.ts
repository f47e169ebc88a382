import type * as sqliteModule from 'node:sqlite';

export type Sqlite = typeof sqliteModule;

/**
 * Node's own SQLite, when it is first needed. Some Node releases call it experimental on stderr, where a command's own words belong: that
 * one warning is dropped. Throws on a Node that has none (before 22.13).
 */
export function loadSqlite(): Sqlite {
  // eslint-disable-next-line @typescript-eslint/unbound-method -- put back as it was, and called on its own process
  const emitWarning = process.emitWarning;
  process.emitWarning = (warning: string | Error, ...rest: unknown[]) => {
    if (String(warning).includes('SQLite')) return;
    Reflect.apply(emitWarning, process, [warning, ...rest]);
  };
  try {
    // Asked for by name at run time, so that no bundler takes it for a package.
    const sqlite = process.getBuiltinModule('node:sqlite') as Sqlite | undefined;
    if (sqlite === undefined)
      throw new Error('This Node has no node:sqlite: 22.13 or newer is needed.');
    return sqlite;
  } finally {
    process.emitWarning = emitWarning;
  }
}

/** SQLite's primary result codes that are told apart (sqlite.org/rescode.html). */
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

/** Results that only a wrong statement gives: error, constraint, mismatch, misuse, range. */
const bugs: ReadonlySet<number> = new Set([1, 19, 20, 21, 25]);

/** The name of SQLite's or the system's error (`SQLITE_BUSY`, `EACCES`); null for an error of neither, which is a bug. */
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
