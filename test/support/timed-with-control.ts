export interface TimedWithControl<T> {
  readonly result: T;
  readonly tookMs: number;
  /** How long the control took. */
  readonly controlMs: number;
}

/**
 * Runs `work` and `control` at the same time, and measures both. `control` is similar work that
 * nothing delays, so a test can compare the two times on a machine of any speed.
 */
export async function timedWithControl<T>(
  work: () => Promise<T>,
  control: () => Promise<unknown>,
): Promise<TimedWithControl<T>> {
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
