import type { Failure } from '../../core/failure.ts';
import type { SignInSession } from '../../core/sign-in-session.ts';

type SignInFailed = Extract<Failure, { kind: 'sign-in-failed' }>;

/** `message` comes from AWS or the AWS CLI, and contains no secret. */
export function signInFailed(
  { profile, kind: how }: SignInSession,
  why: SignInFailed['why'],
  message = '',
): SignInFailed {
  return { kind: 'sign-in-failed', profile, how, why, message };
}
