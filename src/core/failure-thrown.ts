import type { Failure } from './failure.ts';

/** Trouble of a synchronous port (`state.db` on a disk that fails), thrown since its callers cannot go on; whoever answers a request turns it into the failure. */
export class FailureThrown extends Error {
  readonly failure: Failure;

  constructor(message: string, failure: Failure) {
    super(message);
    this.failure = failure;
  }
}
