import { signInKeyOf } from '../../core/aws-config/sign-in-session.ts';
import type { Failure } from '../../core/failure.ts';
import type { SsoSession } from '../../core/sign-in-session.ts';
import { scrub } from '../sts/scrub.ts';
import { SignInNeeded } from './sso-token.ts';

/** What the SDK adds to its errors. */
export interface SdkError extends Error {
  readonly $metadata?: { readonly httpStatusCode?: number; readonly requestId?: string };
  readonly $response?: { readonly headers?: Readonly<Record<string, string>> };
}

/**
 * Classifies an error of the portal (AWS IAM Identity Center Portal API Reference) that was asked
 * with this session's token.
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
