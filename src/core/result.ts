import type { Failure } from './failure.ts';

/** The value or the failure of a call. Expected failures are values, and exceptions are bugs. */
export type Result<T> = Ok<T> | Failed;

export interface Ok<T> {
  readonly ok: true;
  readonly value: T;
}

export interface Failed {
  readonly ok: false;
  readonly failure: Failure;
}

export function ok<T>(value: T): Ok<T> {
  return { ok: true, value };
}

export function failed(failure: Failure): Failed {
  return { ok: false, failure };
}
