import type { SharedFacts } from '../../core/ports/shared-facts.ts';
import type { StateDb } from './state-db.ts';

/** How long a used MFA code is remembered. AWS accepts a code only for a much shorter time. */
const REMEMBER_CODE_MS = 600_000;

/** Creates the store of STS's clock and the used MFA codes, in `state.db`. */
export function createSharedFacts(db: StateDb): SharedFacts {
  return {
    clockOffset: (clock) => {
      const row = db.read((sql) =>
        sql('SELECT offset_ms, measured_at FROM clock_offsets WHERE clock = ?').get(clock),
      );
      return row === undefined
        ? null
        : { offsetMs: Number(row['offset_ms']), measuredAt: Number(row['measured_at']) };
    },
    rememberClockOffset: (clock, { offsetMs, measuredAt }) => {
      db.write((sql) => {
        sql('INSERT OR REPLACE INTO clock_offsets VALUES (?, ?, ?)').run(
          clock,
          offsetMs,
          measuredAt,
        );
        // Keeps AWS's clock and the clocks of the 100 endpoints that were measured last, because
        // some endpoints are no longer used.
        sql(
          `DELETE FROM clock_offsets WHERE clock <> '' AND clock NOT IN
             (SELECT clock FROM clock_offsets ORDER BY measured_at DESC LIMIT 100)`,
        ).run();
      });
    },
    claimMfaCode: (hash, now) =>
      db.write((sql) => {
        sql('DELETE FROM mfa_codes WHERE abs(used_at - ?) > ?').run(now, REMEMBER_CODE_MS);
        return (
          Number(sql('INSERT OR IGNORE INTO mfa_codes VALUES (?, ?)').run(hash, now).changes) === 1
        );
      }),
  };
}
