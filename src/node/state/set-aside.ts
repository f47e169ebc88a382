import { existsSync, renameSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { withCreationLock } from './creation-lock.ts';

/**
 * Returns the new path for a corrupt file, in the same folder: `state.db` becomes
 * `state.corrupt-20260105T090000Z.db`. If this file exists already, adds `-2`, `-3` and so on.
 */
export function setAsidePath(file: string, now: number): string {
  const time = new Date(now).toISOString().replace(/[-:]|\.\d+/g, '');
  const extension = extname(file);
  const stem = `${basename(file, extension)}.corrupt-${time}`;
  for (let n = 1; ; n += 1) {
    const name = join(dirname(file), `${stem}${n === 1 ? '' : `-${String(n)}`}${extension}`);
    if (!existsSync(name)) return name;
  }
}

/**
 * Renames a database with its -wal, -shm and -journal files under a lock, because several processes
 * can find the same corruption, and returns the new path. Returns null if `isIntact` shows that
 * another process has already replaced the database.
 */
export function setAsideUnless(file: string, now: number, isIntact: () => boolean): string | null {
  return withCreationLock(file, () => {
    if (!existsSync(file) || isIntact()) return null;
    const movedTo = setAsidePath(file, now);
    // Renames the database last. Otherwise SQLite could replay the old log into a new database.
    for (const suffix of ['-wal', '-shm', '-journal', '']) {
      if (existsSync(file + suffix)) renameSync(file + suffix, movedTo + suffix);
    }
    return movedTo;
  });
}
