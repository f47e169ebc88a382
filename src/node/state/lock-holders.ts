import type { LockHolders } from '../locks/waiting-lock.ts';
import { StateUnavailable, type StateDb } from './state-db.ts';

/**
 * Records in `state.db` which process holds which lock. If `state.db` fails, locks still work; only
 * the names are missing.
 */
export function createLockHolders(db: StateDb): LockHolders {
  return {
    register: (lock, pid) => {
      if (db.isClosed) return;
      tolerant(null, () =>
        db.write((sql) => sql('INSERT OR REPLACE INTO lock_holders VALUES (?, ?)').run(lock, pid)),
      );
    },
    clear: (lock, pid) => {
      if (db.isClosed) return;
      tolerant(null, () =>
        db.write((sql) =>
          sql('DELETE FROM lock_holders WHERE lock = ? AND pid = ?').run(lock, pid),
        ),
      );
    },
    holderOf: (lock) =>
      tolerant(null, () => {
        const row = db.read((sql) => sql('SELECT pid FROM lock_holders WHERE lock = ?').get(lock));
        return row === undefined ? null : Number(row['pid']);
      }),
  };
}

function tolerant<T>(otherwise: T, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof StateUnavailable) return otherwise;
    throw error;
  }
}
