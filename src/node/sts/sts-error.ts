import type { StsError } from '../../core/ports/sts.ts';
import { anyErrorCode } from '../error-code.ts';
import { CaBundleError, isTlsTrouble } from './certificate-authorities.ts';
import type { RequestAborted } from './deadline.ts';
import { NotSts, textOf } from './exchange.ts';
import type { Answer } from './exchange.ts';
import { hostOf, ProxyFailed } from './proxy-failed.ts';
import { scrub } from './scrub.ts';
import { AnswerTooLong } from './transport.ts';

export interface FailedCall {
  readonly error: unknown;
  readonly answer: Answer | null;
  readonly host: string;
  /** The URL of the proxy that the request used. */
  readonly proxy: string | null;
  /** The reason if Rolekeeper itself ended the call. */
  readonly aborted: RequestAborted | null;
  readonly secrets: readonly (string | undefined)[];
}

/** Describes a failed call as data. The message contains none of the secrets. */
export function stsErrorOf({ error, answer, host, proxy, aborted, secrets }: FailedCall): StsError {
  if (answer !== null && answer.status >= 300) {
    return {
      code: textOf(answer.text, 'Code') ?? `HTTP ${answer.status}`,
      message: scrub(textOf(answer.text, 'Message') ?? '', secrets),
      status: answer.status,
      host,
      trouble: null,
      notSent: false,
    };
  }
  if (answer !== null) {
    // If the SDK cannot read an answer, its message can quote the answer and so contain keys.
    const message = error instanceof NotSts ? error.message : "an answer that is not STS's XML";
    return {
      code: 'UnreadableAnswer',
      message,
      status: answer.status,
      host,
      trouble: 'intercepted',
      notSent: false,
    };
  }
  if (error instanceof ProxyFailed) {
    const { code, notSent } = error;
    const failed = error.proxy;
    return { code, message: '', status: null, host, proxy: failed, trouble: 'proxy', notSent };
  }
  const code = codeOf(error);
  const trouble = aborted === null ? troubleOf(error, code) : 'timeout';
  return {
    code: aborted === null ? code : 'TimeoutError',
    message: scrub(
      aborted?.message ?? (error instanceof Error ? error.message : String(error)),
      secrets,
    ),
    status: null,
    host,
    ...(proxy === null ? {} : { proxy: hostOf(proxy) }),
    trouble,
    notSent: aborted === null && wasNotSent(error),
  };
}

function troubleOf(error: unknown, code: string): StsError['trouble'] {
  if (
    error instanceof NotSts ||
    error instanceof AnswerTooLong ||
    error instanceof CaBundleError ||
    isTlsTrouble(code)
  )
    return 'intercepted';
  if (!(error instanceof Error)) return null;
  // The SDK also uses the name `TimeoutError` for a connection reset. A real timeout has no system
  // error code.
  if (error.name === 'TimeoutError' && !('code' in error)) return 'timeout';
  if (error.name === 'AbortError') return 'timeout';
  return 'syscall' in error || NETWORK_CODES.test(code) || error instanceof AggregateError
    ? 'connection'
    : null;
}

const NETWORK_CODES =
  /^(?:ECONN|ENOTFOUND|EAI_|EHOST|ENET|ETIMEDOUT|EPIPE|EADDR|ERR_SOCKET|ERR_STREAM_PREMATURE_CLOSE|HPE_|UND_ERR)/;

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'UnknownError';
  return anyErrorCode(error) ?? error.name;
}

/** True if nothing was sent, because no connection to any address could be opened. */
function wasNotSent(error: unknown): boolean {
  // Node throws an AggregateError if it tried several addresses.
  if (error instanceof AggregateError)
    return error.errors.length > 0 && error.errors.every(wasNotSent);
  if (!(error instanceof Error)) return false;
  if ('syscall' in error) return error.syscall === 'connect' || error.syscall === 'getaddrinfo';
  return error.name === 'TimeoutError' && /did not establish a connection/i.test(error.message);
}
