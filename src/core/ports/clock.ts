/**
 * The computer's clocks. `now` is its wall time, epoch ms; `monotonic` is ms of a clock that nobody
 * can set.
 */
export interface Clock {
  now(): number;
  monotonic(): number;
  /** Calls once after about `afterMs` of monotonic time. Returns a function that cancels it. */
  wake(afterMs: number, call: () => void): () => void;
}
