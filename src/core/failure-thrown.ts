import type { Failure } from './failure.ts';

/**
 * A failure of a synchronous port (`state.db` on a broken disk), thrown because its callers cannot
 * continue. The code that answers a request turns it into a value.
 */
export class FailureThrown extends Error {
  readonly failure: Failure;

  constructor(message: string, failure: Failure) {
    super(message);
    this.failure = failure;
  }
}
