export interface TimedBeside<T> {
  readonly result: T;
  readonly tookMs: number;
  /** Of the control. */
  readonly usualMs: number;
}

/**
 * Times work and, while it runs, a control of the same kind that nothing holds up. A bound on `tookMs` that grows with
 * `usualMs` is about being held up and not about the machine: what slows the one slows the other.
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
