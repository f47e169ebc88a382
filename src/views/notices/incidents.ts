import type { AppState, RoleView } from '../../core/contract/app-state.ts';
import type { MfaRequest } from '../../core/mfa/mfa-request.ts';
import type { Failure } from '../../core/failure.ts';
import { attemptOf, hasCredentials } from '../../core/sessions/session.ts';
import { needsAttention, resolvesItself, roleStatusOf } from '../role-status.ts';

/**
 * A problem that the user is notified of once, however long it lasts. Roles share an incident if
 * their failures have the same cause (such as the network or a file) or, without such a cause, the
 * same kind.
 */
export type Incident = RoleIncident | MfaIncident;

export interface RoleIncident {
  /** Stays the same while the problem lasts. At most 64 characters, without names. */
  readonly id: string;
  readonly kind: 'blocked' | 'expiring' | 'expired';
  /** The failure of the first role. */
  readonly failure: Failure;
  readonly views: readonly RoleView[];
  /**
   * True if one cause, such as the network or a file, makes all these roles fail. Then one more
   * role needs no new notice.
   */
  readonly shared: boolean;
}

export interface MfaIncident {
  readonly id: string;
  readonly kind: 'mfa-needed';
  readonly request: MfaRequest;
}

/** A temporary failure gets a notice only after this many tries, about 10 s after the first try. */
const TRIES_BEFORE_NOTICE = 3;

/** Returns all problems in a state, by ID. */
export function incidentsOf(state: AppState): ReadonlyMap<string, Incident> {
  const incidents = new Map<string, Incident>();
  for (const view of state.roles) {
    const trouble = problemOf(view);
    if (trouble === null) continue;
    const { kind, failure } = trouble;
    const cause = causeOf(failure);
    const id = `${kind}-${cause.name}-${shortHash(cause.key)}`;
    const known = incidents.get(id);
    const views = known !== undefined && 'views' in known ? [...known.views, view] : [view];
    const first = known !== undefined && 'failure' in known ? known.failure : failure;
    incidents.set(id, { id, kind, failure: first, views, shared: cause.shared });
  }
  for (const request of state.mfaRequests) {
    // The user chose "Remind me in an hour".
    if (request.snoozedUntil !== null) continue;
    // An early request, while the MFA session is still valid, and a later request for a waiting
    // role are two incidents.
    const id = `mfa-${request.usableUntil === null ? 'needed' : 'ending'}-${shortHash(request.id)}`;
    incidents.set(id, { id, kind: 'mfa-needed', request });
  }
  return incidents;
}

function problemOf(
  view: RoleView,
): { readonly kind: RoleIncident['kind']; readonly failure: Failure } | null {
  const status = roleStatusOf(view);
  if (!needsAttention(status)) return null;
  const { failure } = status;
  const isLasting = !resolvesItself(failure) || attemptOf(view.session) >= TRIES_BEFORE_NOTICE;
  switch (status.kind) {
    case 'expiring':
      return { kind: 'expiring', failure };
    case 'expired': {
      const warned = hasCredentials(view.session) && view.session.warnedAt !== null;
      return view.kept && (isLasting || warned) ? { kind: 'expired', failure } : null;
    }
    case 'blocked':
    case 'failed':
      // The request for the code has its own notice, for all roles that wait for it.
      return isLasting && failure.kind !== 'mfa-needed' ? { kind: 'blocked', failure } : null;
  }
}

interface Cause {
  readonly name: string;
  readonly key: string;
  readonly shared: boolean;
}

/** Returns the cause of a failure. Failures with the same `name` and `key` are in one incident. */
function causeOf(failure: Failure): Cause {
  switch (failure.kind) {
    case 'network':
    case 'network-proxy':
    case 'network-intercepted':
    case 'timeout':
    case 'service-unavailable':
    case 'throttled':
    case 'clock-skew':
      return { name: 'aws', key: '', shared: true };
    case 'credentials-expired':
    case 'access-key-unknown':
    case 'signature-refused':
    case 'source-missing':
    case 'source-ambiguous':
    case 'source-failed':
    case 'source-timeout':
      return { name: failure.kind, key: failure.profile, shared: true };
    case 'sign-in-needed':
      return { name: failure.kind, key: failure.signIn ?? failure.profile, shared: true };
    case 'file-broken':
    case 'program-refused':
    case 'file-unreadable':
    case 'file-unwritable':
    case 'file-unsettled':
    case 'state-unavailable':
      return { name: failure.kind, key: failure.file, shared: true };
    case 'mfa-needed':
      return { name: failure.kind, key: failure.mfaRequestId, shared: true };
    default:
      return { name: failure.kind, key: '', shared: false };
  }
}

/** FNV-1a with 32 bits: distinguishes a few causes without naming a profile or a file. */
function shortHash(text: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return (hash >>> 0).toString(16).padStart(8, '0');
}
