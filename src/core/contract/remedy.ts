import type { Action } from './action.ts';
import type { Failure } from '../failure.ts';

/** How to install the AWS CLI. */
const AWS_CLI_PAGE =
  'https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html';

/** What a click on a failed role does about it; null where nothing but time or the network helps. */
export function remedyOf(failure: Failure, roleId: string): Action | null {
  switch (failure.kind) {
    case 'access-denied':
      return { show: { view: 'access', roleId } };
    case 'mfa-needed':
      return { show: { view: 'mfa', requestId: failure.requestId } };
    case 'mfa-refused':
    case 'mfa-code-spent':
      return { do: 'assume', roleId };
    case 'sign-in-needed':
    case 'sign-in-failed':
      return { do: 'sign-in', profile: failure.profile, how: failure.how };
    case 'section-not-owned':
      return { do: 'take-over', roleId };
    case 'section-shadowed':
      return { show: { view: 'role', roleId, field: 'profile' } };
    case 'duration-too-long':
      return { show: { view: 'role', roleId, field: 'duration' } };
    case 'sign-in-tool-missing':
      return { open: AWS_CLI_PAGE };
    case 'source-missing':
    case 'source-ambiguous':
    case 'source-cycle':
      return { show: { view: 'role', roleId, field: 'source-profile' } };
    case 'mfa-impossible':
      return { show: { view: 'role', roleId, field: 'mfa-serial' } };
    case 'region-disabled':
      return { show: { view: 'role', roleId, field: 'region' } };
    case 'identity-mismatch':
    case 'request-invalid':
    case 'policy-malformed':
    case 'policy-too-large':
      return { show: { view: 'role', roleId } };
    case 'field-invalid':
      return { show: { view: 'role', roleId, field: failure.field } };
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
      return { show: { view: 'doctor' } };
    case 'section-removed':
    case 'credentials-expired':
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
      return { do: 'assume', roleId };
    case 'consent-refused':
      return consentRemedy(failure.asked, roleId);
    case 'document-unusable':
      return { show: { view: 'settings' } };
    case 'not-importable':
      return { show: { view: 'import' } };
    case 'role-unknown':
    case 'nothing-kept':
    case 'policy-unusable':
    case 'backup-missing':
    case 'no-sign-in':
      return { show: { view: 'roles' } };
    case 'lock-cycle':
      return { show: { view: 'role', roleId, field: 'source-profile' } };
  }
}

function consentRemedy(
  asked: Extract<Failure, { kind: 'consent-refused' }>['asked'],
  roleId: string,
): Action {
  switch (asked) {
    case 'preference':
      return { show: { view: 'settings' } };
    case 'endpoint':
      return { show: { view: 'role', roleId, field: 'endpoint' } };
    case 'take-over':
      return { do: 'take-over', roleId };
    case 'restore':
    case 'purge':
      return { show: { view: 'doctor' } };
  }
}
