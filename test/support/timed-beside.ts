export interface TimedBeside<T> {
  readonly result: T;
  readonly tookMs: number;
  /** The time of the control. */
  readonly controlMs: number;
}

/**
 * Measures the time of `work`, and at the same time the time of a similar control that nothing
 * delays. A test compares both times, so that the machine's speed does not matter.
 */
export async function timedBeside<T>(
  work: () => Promise<T>,
  control: () => Promise<unknown>,
): Promise<TimedBeside<T>> {
  const [one, other] = await Promise.all([timed(work), timed(control)]);
  return { result: one.result, tookMs: one.ms, controlMs: other.ms };
}

async function timed<T>(
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly ms: number }> {
  const began = performance.now();
  const result = await work();
  return { result, ms: performance.now() - began };
}
