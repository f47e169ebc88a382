export interface TimedBeside<T> {
  readonly result: T;
  readonly tookMs: number;
  /** How long the control took. */
  readonly usualMs: number;
}

/**
 * Times `work` and, at the same time, a control of the same kind that nothing delays. A limit on
 * `tookMs` relative to `usualMs` then tests the delay, not the machine's speed.
 */
export async function timedBeside<T>(
  work: () => Promise<T>,
  control: () => Promise<unknown>,
): Promise<TimedBeside<T>> {
  const [one, other] = await Promise.all([timed(work), timed(control)]);
  return { result: one.result, tookMs: one.ms, usualMs: other.ms };
}

async function timed<T>(
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly ms: number }> {
  const began = performance.now();
  const result = await work();
  return { result, ms: performance.now() - began };
}
