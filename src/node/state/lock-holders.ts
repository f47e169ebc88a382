import type { LockHolders } from '../locks/waiting-lock.ts';
import type { StateDb } from './state-db.ts';
import { StateUnavailable } from './state-unavailable.ts';

/**
 * Records in `state.db` which process on which computer (`host`) holds which lock. If `state.db`
 * fails, locks still work, but failures do not name the holder.
 */
export function createLockHolders(db: StateDb, host: string): LockHolders {
  return {
    register: (lock, pid) => {
      if (db.isClosed) return;
      ignoringFailures(null, () =>
        db.write((sql) =>
          sql('INSERT OR REPLACE INTO lock_holders (lock, pid, host) VALUES (?, ?, ?)').run(
            lock,
            pid,
            host,
          ),
        ),
      );
    },
    clear: (lock, pid) => {
      if (db.isClosed) return;
      ignoringFailures(null, () =>
        db.write((sql) =>
          sql('DELETE FROM lock_holders WHERE lock = ? AND pid = ? AND host = ?').run(
            lock,
            pid,
            host,
          ),
        ),
      );
    },
    holderOf: (lock) =>
      ignoringFailures(null, () => {
        const row = db.read((sql) =>
          sql('SELECT pid, host FROM lock_holders WHERE lock = ?').get(lock),
        );
        if (row === undefined) return null;
        const holder = row['host'];
        const isElsewhere = typeof holder === 'string' && holder !== host;
        return { pid: Number(row['pid']), host: isElsewhere ? holder : null };
      }),
  };
}

function ignoringFailures<T>(otherwise: T, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof StateUnavailable) return otherwise;
    throw error;
  }
}
