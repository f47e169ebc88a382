import type * as sqliteModule from 'node:sqlite';

export type Sqlite = typeof sqliteModule;

/**
 * Loads Node's SQLite, and hides the experimental warning that some Node releases print to stderr.
 * Throws if Node has no SQLite (before 22.13).
 */
export function loadSqlite(): Sqlite {
  // oxlint-disable-next-line typescript/unbound-method -- restored below, and called with the process as `this`
  const emitWarning = process.emitWarning;
  process.emitWarning = (warning: string | Error, ...rest: unknown[]) => {
    if (String(warning).includes('SQLite')) return;
    Reflect.apply(emitWarning, process, [warning, ...rest]);
  };
  try {
    // Loaded by name at run time, so that no bundler looks for a package.
    const sqlite = process.getBuiltinModule('node:sqlite') as Sqlite | undefined;
    if (sqlite === undefined)
      throw new Error('This Node has no node:sqlite. Node 22.13 or newer is needed.');
    return sqlite;
  } finally {
    process.emitWarning = emitWarning;
  }
}
