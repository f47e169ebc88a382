import type { Failure } from './failure.ts';
import { failed, type Result } from './result.ts';

/**
 * Thrown by a synchronous port that returns no `Result`, for example if the disk of `state.db` is
 * broken. `answerOrFailure` catches it and returns the failure as a value.
 */
export class FailureThrown extends Error {
  readonly failure: Failure;

  constructor(message: string, failure: Failure) {
    super(message);
    this.failure = failure;
  }
}

/**
 * Returns the result of the request, or the failure of a `FailureThrown`. Every other error is a
 * bug and is thrown again.
 */
export async function answerOrFailure<T>(request: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await request();
  } catch (error) {
    if (error instanceof FailureThrown) return failed(error.failure);
    throw error;
  }
}
