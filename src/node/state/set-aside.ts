import { existsSync, renameSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { underMakersLock } from './makers-lock.ts';

/** `state.db` → `state.corrupt-20260105T090000Z.db` in the same folder; counted on where that is taken. */
export function setAsideName(file: string, now: number): string {
  const time = new Date(now).toISOString().replace(/[-:]|\.\d+/g, '');
  const extension = extname(file);
  const stem = `${basename(file, extension)}.corrupt-${time}`;
  for (let n = 1; ; n += 1) {
    const name = join(dirname(file), `${stem}${n === 1 ? '' : `-${String(n)}`}${extension}`);
    if (!existsSync(name)) return name;
  }
}

/**
 * Moves a database with its -wal and -shm to a new name beside it and returns that name; null where `isSound` finds that another process has done so
 * meanwhile. Several processes find the same corruption at once: under one lock the first moves it and the others look again.
 */
export function setAsideUnless(file: string, now: number, isSound: () => boolean): string | null {
  return underMakersLock(file, () => {
    if (!existsSync(file) || isSound()) return null;
    const movedTo = setAsideName(file, now);
    // The database last: a new one beside the old log would have that log played into it.
    for (const suffix of ['-wal', '-shm', '']) {
      if (existsSync(file + suffix)) renameSync(file + suffix, movedTo + suffix);
    }
    return movedTo;
  });
}
