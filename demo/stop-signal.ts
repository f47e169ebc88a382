export interface Stopping {
  /** The first signal that asked us to end. */
  readonly signal: NodeJS.Signals | null;
  /** Calls once; immediately where a signal has come already. */
  whenSignalled(call: (signal: NodeJS.Signals) => void): void;
}

/** From here on a signal ends the demo in order; npm hands Ctrl-C on a second time, which changes nothing. */
export function stopSignal(): Stopping {
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
    whenSignalled(given) {
      call = given;
      if (first !== null) given(first);
    },
  };
}
