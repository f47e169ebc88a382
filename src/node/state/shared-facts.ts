import type { SharedFacts } from '../../core/ports/shared-facts.ts';
import type { StateDb } from './state-db.ts';

/** How long a used MFA code is remembered. AWS accepts a code only for a much shorter time. */
const REMEMBER_CODE_MS = 600_000;

/** Creates the store in `state.db` for the clock offsets of STS servers and for used MFA codes. */
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
        // Deletes the offsets of old endpoints, which may no longer be used. Keeps the offset of
        // AWS's STS (the empty name) and the 100 offsets that were measured last.
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
