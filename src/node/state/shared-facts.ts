import type { SharedFacts } from '../../core/ports.ts';
import type { StateDb } from './state-db.ts';

/** How long a used MFA code is remembered: far longer than any step in which AWS would take it. */
const rememberCodeMs = 600_000;

/** STS's clock and the MFA codes used, in `state.db`. */
export function createSharedFacts(db: StateDb): SharedFacts {
  return {
    clockOffset: () => {
      const row = db.read((sql) => sql('SELECT offset_ms, measured_at FROM clock_offset').get());
      return row === undefined ? null : { offsetMs: Number(row['offset_ms']), measuredAt: Number(row['measured_at']) };
    },
    rememberClockOffset: ({ offsetMs, measuredAt }) => {
      db.write((sql) => sql('INSERT OR REPLACE INTO clock_offset VALUES (1, ?, ?)').run(offsetMs, measuredAt));
    },
    claimMfaCode: (hash, now) =>
      db.write((sql) => {
        sql('DELETE FROM mfa_codes WHERE abs(used_at - ?) > ?').run(now, rememberCodeMs);
        return Number(sql('INSERT OR IGNORE INTO mfa_codes VALUES (?, ?)').run(hash, now).changes) === 1;
      }),
  };
}
