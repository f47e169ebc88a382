import type { Clock } from '../../src/core/ports/clock.ts';

/**
 * Returns a clock on which no time passes except in a wait. A wait of `ms` ends at once and moves
 * the time by `ms`.
 */
export function hurriedClock(startAt = Date.now()): Clock {
  let passed = 0;
  return {
    now: () => startAt + passed,
    monotonic: () => passed,
    wake: (afterMs, call) => {
      const at = passed + afterMs;
      const immediate = setImmediate(() => {
        passed = Math.max(passed, at);
        call();
      });
      return () => {
        clearImmediate(immediate);
      };
    },
  };
}
