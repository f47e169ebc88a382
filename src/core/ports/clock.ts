/**
 * The computer's clocks. `now` returns the wall time in epoch ms, and `monotonic` returns the ms
 * since an unknown start, by a clock that nobody can set.
 */
export interface Clock {
  now(): number;
  monotonic(): number;
  /**
   * Calls the function once, after about `afterMs` of monotonic time. Returns a function that
   * cancels it.
   */
  wake(afterMs: number, call: () => void): () => void;
}
