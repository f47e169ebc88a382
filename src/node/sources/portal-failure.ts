import { signInKeyOf } from '../../core/aws-config/sign-in-session.ts';
import type { Failure } from '../../core/failure.ts';
import type { SsoSession } from '../../core/sign-in-session.ts';
import { scrub } from '../sts/scrub.ts';
import { SignInNeeded } from './sso-token.ts';

/** An error of the SDK, with the fields that the SDK adds. */
export interface SdkError extends Error {
  readonly $metadata?: { readonly httpStatusCode?: number; readonly requestId?: string };
  readonly $response?: { readonly headers?: Readonly<Record<string, string>> };
}

/**
 * Returns the failure for an error of the access portal (AWS IAM Identity Center Portal API
 * Reference). `session` is the sign-in whose token the request used.
 */
export function portalFailure(
  error: unknown,
  {
    session,
    accountId,
    secrets,
  }: {
    readonly session: SsoSession;
    readonly accountId: string | null;
    readonly secrets: readonly string[];
  },
): Failure {
  const signInNeeded = {
    kind: 'sign-in-needed',
    profile: session.profile,
    how: 'sso',
    signIn: signInKeyOf(session),
  } as const;
  if (error instanceof SignInNeeded) return signInNeeded;
  const {
    name,
    message,
    $metadata: { httpStatusCode = null, requestId = null } = {},
  } = error instanceof Error
    ? (error as SdkError)
    : { name: 'UnknownError', message: String(error) };
  if (httpStatusCode === 401 || name === 'UnauthorizedException') return signInNeeded;
  if (httpStatusCode === 429 || name === 'TooManyRequestsException')
    return { kind: 'throttled', requestId };
  if (httpStatusCode !== null && httpStatusCode >= 500)
    return { kind: 'service-unavailable', status: httpStatusCode, requestId };
  return { kind: 'portal-refused', accountId, code: name, message: scrub(message, secrets) };
}
