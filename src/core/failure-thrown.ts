import type { Failure } from './failure.ts';
import { failed, type Result } from './result.ts';

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

/**
 * Returns the failure if the request throws one. Every other error is a bug and is thrown again.
 */
export async function answerOrFailure<T>(request: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await request();
  } catch (error) {
    if (error instanceof FailureThrown) return failed(error.failure);
    throw error;
  }
}
