export interface StopSignal {
  /** The first signal received. */
  readonly signal: NodeJS.Signals | null;
  /** Runs `call` at the first signal, or immediately if a signal has already arrived. */
  whenSignalled(call: (signal: NodeJS.Signals) => void): void;
}

/**
 * Replaces the default signal handling, so that the demo can clean up. Ignores all signals after
 * the first, because npm forwards Ctrl-C a second time.
 */
export function listenForStop(): StopSignal {
  let first: NodeJS.Signals | null = null;
  let call: ((signal: NodeJS.Signals) => void) | null = null;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (first !== null) return;
      first = signal;
      call?.(signal);
    });
  }
  return {
    get signal() {
      return first;
    },
    whenSignalled(listener) {
      call = listener;
      if (first !== null) listener(first);
    },
  };
}
