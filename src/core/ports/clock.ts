/**
 * The computer's clocks: `now` returns the wall time in epoch ms. `monotonic` returns the ms of a
 * clock that nobody can set, since an unknown start.
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
