import type { Failure } from '../../core/failures/failure.ts';
import type { SignInSession } from '../../core/aws-config/sign-in-session.ts';

type SignInFailed = Extract<Failure, { kind: 'sign-in-failed' }>;

/** `message`: what AWS or its command line said; no secret. */
export function signInFailed({ profile, how }: SignInSession, why: SignInFailed['why'], message = ''): SignInFailed {
  return { kind: 'sign-in-failed', profile, how, why, message };
}
