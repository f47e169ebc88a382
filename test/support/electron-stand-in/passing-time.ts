import { promisify } from 'node:util';

interface WaitingTimer {
  readonly run: () => void;
  readonly due: number;
}

/** The timers that have not run yet. */
const pending = new Map<NodeJS.Timeout, WaitingTimer>();
const start = globalThis.setTimeout;
const stop = globalThis.clearTimeout;

/** Replaces `setTimeout` and `clearTimeout` of this process. Call it before main is imported. */
export function watchTimers(): void {
  const watched = (run: (...values: unknown[]) => void, ms = 0, ...values: unknown[]) => {
    const now = (): void => {
      pending.delete(timer);
      run(...values);
    };
    const timer = start(now, ms);
    pending.set(timer, { run: now, due: Date.now() + ms });
    return timer;
  };
  Object.defineProperty(globalThis, 'setTimeout', {
    value: Object.assign(watched, { [promisify.custom]: start.__promisify__ }),
  });
  globalThis.clearTimeout = (timer) => {
    if (typeof timer === 'object') pending.delete(timer);
    stop(timer);
  };
}

/** Moves the wall clock by `ms`, and runs the timers that are due then, the earliest first. */
export function passTime(ms: number): void {
  const before = Date.now;
  Date.now = () => before() + ms;
  const due = [...pending].filter(([, timer]) => timer.due <= Date.now());
  for (const [timer, { run }] of due.sort(([, one], [, other]) => one.due - other.due)) {
    if (!pending.has(timer)) continue;
    stop(timer);
    run();
  }
}
