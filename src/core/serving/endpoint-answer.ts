import type { RoleSecrets } from '../contract/app.ts';
import { wholeSeconds } from '../contract/environment.ts';
import type { Failure } from '../failure.ts';
import type { Role } from '../roles/role.ts';
import { retryClass } from '../sessions/retry.ts';
import type { RefusedRequest } from './endpoint-request.ts';

/** A response of the endpoint. The body is JSON. */
export interface EndpointAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * The reasons for an error that does not depend on the role: the request is malformed, too large or
 * too slow, or an unexpected error occurred.
 */
export type RefusedConnection = 'malformed' | 'too-large' | 'too-slow' | 'internal';

/**
 * Returns credentials in the format of the container credentials endpoints of ECS and EKS. SDKs
 * need `AccountId` for the host names of some AWS services.
 */
export function credentialsAnswer(role: Role, { credentials }: RoleSecrets): EndpointAnswer {
  const account = accountOf(role);
  return answer(200, {
    AccessKeyId: credentials.accessKeyId,
    SecretAccessKey: credentials.secretAccessKey,
    Token: credentials.sessionToken,
    Expiration: wholeSeconds(credentials.expiration),
    ...(account === null ? {} : { AccountId: account }),
    ...(role.roleArn === undefined ? {} : { RoleArn: role.roleArn }),
  });
}

/**
 * Returns the status 503 if the failure can end without a person, because SDKs repeat a request
 * after 5xx. Otherwise returns 403, after which some SDKs do not repeat it.
 */
export function failureAnswer(failure: Failure, message: string): EndpointAnswer {
  const { [retryClass(failure)]: status } = {
    transient: 503,
    'renew-parent': 503,
    permanent: 403,
    'waits-for-person': 403,
  };
  return answer(status, errorBody(failure.kind, message));
}

export function refusalAnswer(why: RefusedRequest | RefusedConnection): EndpointAnswer {
  const { status, message } = refusals[why];
  const allow = why === 'method' ? { allow: 'GET' } : {};
  return answer(status, errorBody(why, message), allow);
}

/** The messages are in English, because programs write them into logs. */
const refusals: Readonly<
  Record<RefusedRequest | RefusedConnection, { readonly status: number; readonly message: string }>
> = {
  method: { status: 405, message: 'Only GET is allowed.' },
  body: { status: 413, message: 'A request must not have a body.' },
  host: {
    status: 403,
    message: 'The host must be 127.0.0.1, localhost or [::1], with the port of the endpoint.',
  },
  browser: { status: 403, message: 'Requests of browsers are refused.' },
  'token-missing': {
    status: 401,
    message:
      'The authorization token is missing. Set AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE to the file that Rolekeeper names.',
  },
  'token-refused': {
    status: 401,
    message:
      'No role at this address accepts this authorization token. Compare AWS_CONTAINER_CREDENTIALS_FULL_URI and the token file with those that Rolekeeper names.',
  },
  malformed: { status: 400, message: 'This is not a valid HTTP request.' },
  'too-large': { status: 431, message: 'The headers of the request are too large.' },
  'too-slow': { status: 408, message: 'The request did not arrive in time.' },
  internal: { status: 500, message: 'Rolekeeper failed. This is a bug.' },
};

/**
 * Returns the error under names with and without capitals. The SDK for JavaScript reads `Code` and
 * `Message`, and the SDKs for Go and Java read `code` and `message`.
 */
function errorBody(code: string, message: string): Readonly<Record<string, string>> {
  return { Code: code, Message: message, code, message };
}

function answer(
  status: number,
  body: Readonly<Record<string, string>>,
  more: Readonly<Record<string, string>> = {},
): EndpointAnswer {
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...more,
  };
  return { status, headers, body: JSON.stringify(body) };
}

/**
 * Returns the account from the role's `accountId`, its ARN or its MFA serial; null if there is
 * none.
 */
function accountOf({ roleArn, accountId, mfaSerial }: Role): string | null {
  const arn = roleArn ?? (accountId === undefined ? mfaSerial : undefined);
  const account = accountId ?? arn?.split(':')[4];
  return account !== undefined && /^[0-9]{12}$/.test(account) ? account : null;
}
