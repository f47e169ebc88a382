import type { Action, Route } from './action.ts';
import type { Failure } from '../failure.ts';
import { type AccessDenied, missingDevice } from '../sts/denial.ts';

/** The page that explains how to install the AWS CLI. */
const AWS_CLI_PAGE =
  'https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html';

/** Returns the action of a click on a failed role. */
export function remedyOf(failure: Failure, roleId: string): Action {
  switch (failure.kind) {
    case 'access-denied':
      return { kind: 'show', route: denialRoute(failure, roleId) };
    case 'mfa-needed':
      return { kind: 'show', route: { kind: 'mfa', mfaRequestId: failure.mfaRequestId } };
    case 'mfa-refused':
    case 'mfa-code-spent':
      return { kind: 'assume', roleId };
    case 'sign-in-needed':
    case 'sign-in-failed':
      return { kind: 'sign-in', profile: failure.profile, how: failure.how };
    case 'section-not-owned':
      return { kind: 'take-over', roleId };
    case 'section-shadowed':
      return { kind: 'show', route: { kind: 'role', roleId, field: 'profile' } };
    case 'duration-too-long':
      return { kind: 'show', route: { kind: 'role', roleId, field: 'duration' } };
    case 'sign-in-tool-missing':
      return { kind: 'open', url: AWS_CLI_PAGE };
    case 'source-missing':
    case 'source-ambiguous':
    case 'source-cycle':
      return { kind: 'show', route: { kind: 'role', roleId, field: 'source-profile' } };
    case 'mfa-impossible':
      return { kind: 'show', route: { kind: 'role', roleId, field: 'mfa-serial' } };
    case 'region-disabled':
      return { kind: 'show', route: { kind: 'role', roleId, field: 'region' } };
    case 'identity-mismatch':
    case 'request-invalid':
    case 'policy-malformed':
    case 'policy-too-large':
      return { kind: 'show', route: { kind: 'role', roleId } };
    case 'field-invalid':
      return { kind: 'show', route: { kind: 'role', roleId, field: failure.field } };
    case 'clock-skew':
    case 'network':
    case 'network-proxy':
    case 'network-intercepted':
    case 'timeout':
    case 'file-broken':
    case 'file-unreadable':
    case 'file-unwritable':
    case 'state-unavailable':
    case 'program-refused':
    case 'settings-newer':
    case 'settings-unwritable':
      return { kind: 'show', route: { kind: 'doctor' } };
    case 'section-removed':
    case 'credentials-expired':
    case 'permission-set-denied':
    case 'access-key-unknown':
    case 'signature-refused':
    case 'sts-unexpected':
    case 'throttled':
    case 'service-unavailable':
    case 'source-failed':
    case 'source-timeout':
    case 'file-unsettled':
    case 'lock-held':
    case 'released-meanwhile':
      return { kind: 'assume', roleId };
    case 'consent-refused':
      return consentRemedy(failure.asked, roleId);
    case 'document-unusable':
    case 'endpoint-unavailable':
      return { kind: 'show', route: { kind: 'settings' } };
    case 'not-importable':
      return { kind: 'show', route: { kind: 'import' } };
    case 'role-unknown':
    case 'nothing-kept':
    case 'role-off':
    case 'person-away':
    case 'clipboard-refused':
    case 'page-not-opened':
    case 'page-taken':
    case 'no-console':
    case 'policy-unusable':
    case 'no-policies':
    case 'backup-missing':
    case 'no-sign-in':
    case 'portal-refused':
      return { kind: 'show', route: { kind: 'roles' } };
    case 'lock-cycle':
      return { kind: 'show', route: { kind: 'role', roleId, field: 'source-profile' } };
  }
}

/**
 * Returns the page with the field that AWS's reason is about, else the page with the required
 * policies.
 */
function denialRoute(failure: AccessDenied, roleId: string): Route {
  const { cause } = failure.denial;
  if (missingDevice(failure) !== null || cause === 'mfa')
    return { kind: 'role', roleId, field: 'mfa-serial' };
  return cause === 'external-id' || cause === 'session-name'
    ? { kind: 'role', roleId, field: cause }
    : { kind: 'access', roleId };
}

function consentRemedy(
  asked: Extract<Failure, { kind: 'consent-refused' }>['asked'],
  roleId: string,
): Action {
  switch (asked) {
    case 'preference':
      return { kind: 'show', route: { kind: 'settings' } };
    case 'endpoint':
      return { kind: 'show', route: { kind: 'role', roleId, field: 'endpoint' } };
    case 'browser':
      return { kind: 'show', route: { kind: 'role', roleId, field: 'browser' } };
    case 'take-over':
      return { kind: 'take-over', roleId };
    case 'restore':
    case 'restore-file':
    case 'purge':
      return { kind: 'show', route: { kind: 'doctor' } };
  }
}
