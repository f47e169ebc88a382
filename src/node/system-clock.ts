import type { Clock } from '../core/ports/clock.ts';

/** The longest delay of a timer in Node. A timer with a longer delay would run at once. */
const MAX_TIMER_MS = 2_147_483_647;

/**
 * Returns the monotonic time in ms. Does not use `performance.now()`, because loading
 * node:perf_hooks would take each command 3 ms.
 */
function monotonic(): number {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1000 + nanoseconds / 1_000_000;
}

/** The clocks of this machine. The process does not end while a `wake` is pending. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic,
  wake: (afterMs, call) => {
    const due = monotonic() + afterMs;
    let timer: NodeJS.Timeout;
    const sleep = (): void => {
      const left = due - monotonic();
      timer = setTimeout(
        left > MAX_TIMER_MS ? sleep : call,
        Math.min(Math.max(left, 0), MAX_TIMER_MS),
      );
    };
    sleep();
    return () => {
      clearTimeout(timer);
    };
  },
};
