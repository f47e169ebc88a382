import type { Failure } from './failure.ts';

/**
 * Returns the failure for `state.db`, without texts of AWS, a proxy or a source process. Such texts
 * can contain secrets that Rolekeeper cannot recognise.
 */
export function withoutForeignText(failure: Failure): Failure {
  switch (failure.kind) {
    case 'access-denied':
    case 'mfa-refused':
    case 'policy-malformed':
    case 'policy-too-large':
    case 'duration-too-long':
    case 'request-invalid':
    case 'permission-set-denied':
    case 'source-failed':
    case 'sign-in-failed':
      return { ...failure, message: '' };
    case 'sts-unexpected':
    case 'portal-refused':
      return { ...failure, message: '', code: ERROR_CODE.test(failure.code) ? failure.code : '' };
    case 'network-intercepted':
      return { ...failure, reason: '' };
    case 'identity-mismatch':
      return { ...failure, got: '' };
    case 'policy-unusable':
      return failure.reason.kind === 'not-json'
        ? { ...failure, reason: { kind: 'not-json', message: '' } }
        : failure;
    default: {
      const own: Exclude<Failure, { readonly message: string }> = failure;
      return own;
    }
  }
}

/** AWS's error codes are short names such as `RegionDisabledException`. */
const ERROR_CODE = /^[A-Za-z.]{1,64}$/;
