import type { Clock } from '../core/ports/clock.ts';

/** The longest timer delay in Node; it runs a longer one at once. */
const MAX_TIMER_MS = 2_147_483_647;

/**
 * In ms. `performance.now()` reads the same clock, but loads node:perf_hooks, which costs each
 * command 3 ms.
 */
function monotonic(): number {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1000 + nanoseconds / 1_000_000;
}

/** The machine's clocks. A pending wake keeps the process alive. */
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
