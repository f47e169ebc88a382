import type { Clock } from '../../core/ports/clock.ts';

/** The time limit of one request. A request is sent only once. */
export const DEADLINE_MS = 15_000;

/** The reason why Rolekeeper ended a request before it got an answer. */
export class RequestAborted extends Error {
  override readonly name = 'RequestAborted';
}

/** The server or the proxy did not answer in time. */
export class NoAnswerInTime extends RequestAborted {}

/**
 * Returns a controller that aborts a request after its deadline, or when `outer` aborts. `end`
 * removes the deadline and the listener.
 */
export function withinDeadline(
  clock: Clock,
  outer?: AbortSignal,
): { readonly control: AbortController; readonly end: () => void } {
  const control = new AbortController();
  const stop = (): void => control.abort(outer?.reason);
  outer?.addEventListener('abort', stop);
  if (outer?.aborted === true) stop();
  const cancel = clock.wake(DEADLINE_MS, () =>
    control.abort(new NoAnswerInTime(`no answer within ${String(DEADLINE_MS / 1000)} s`)),
  );
  const end = (): void => {
    cancel();
    outer?.removeEventListener('abort', stop);
  };
  return { control, end };
}
