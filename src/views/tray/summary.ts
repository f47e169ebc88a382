import type { AppState, Problem } from '../../core/contract/app-state.ts';
import { hasCredentials } from '../../core/sessions/session.ts';
import { problemText } from '../failure-text.ts';
import type { ListedRole } from '../role-order.ts';
import { isRoutine, needsAttention } from '../role-status.ts';
import type { Words } from '../words/words.ts';
import type { Click } from './menu-item.ts';

export type TrayIcon = 'idle' | 'active' | 'attention' | 'error';

export interface Summary {
  readonly icon: TrayIcon;
  /** One line. */
  readonly text: string;
  readonly action: Click | null;
  /**
   * The number of roles that need attention or, if there are none, of requests for an MFA code. It
   * is greater by 1 if there is a problem that belongs to no role.
   */
  readonly attention: number;
}

/**
 * Returns an icon and one line about all roles: what needs attention or, if nothing does, for
 * example the time of the next refresh.
 */
export function summaryOf(
  state: AppState,
  roles: readonly ListedRole[],
  { words, formatTime }: { readonly words: Words; readonly formatTime: (at: number) => string },
): Summary {
  const { summary } = words.tray;
  const attention = roles.filter(({ status }) => needsAttention(status));
  const problem = state.problems.find((one) => urgencyOf(one) !== null) ?? null;
  const openRequests = state.mfaRequests.filter(({ snoozedUntil }) => snoozedUntil === null);
  const count =
    attention.length +
    (problem === null ? 0 : 1) +
    (attention.length === 0 ? openRequests.length : 0);
  const icon = iconOf(state, roles, count);
  const say = (text: string, action: Click | null): Summary => ({
    icon,
    text,
    action,
    attention: count,
  });

  const [first] = attention;
  if (first !== undefined && needsAttention(first.status)) {
    const facts = { name: first.name, cause: words.causes[first.status.failure.kind] };
    const text =
      attention.length === 1 ? summary.oneNeedsYou(facts) : summary.needYou(attention.length);
    return say(text, { kind: 'show', route: { kind: 'roles' } });
  }
  const [request] = openRequests;
  if (request !== undefined) {
    const { usableUntil } = request;
    const text =
      usableUntil === null ? summary.codeNeeded : summary.codeNeededBy(formatTime(usableUntil));
    return say(text, { kind: 'show', route: { kind: 'mfa', mfaRequestId: request.id } });
  }
  if (problem !== null) {
    const roleName = null;
    const field = (name: string): string => name;
    const { title } = problemText(words, problem, {
      roleName,
      field,
      time: formatTime,
      moment: formatTime,
    });
    return say(title, { kind: 'show', route: { kind: 'doctor' } });
  }
  if (roles.length === 0)
    return say(summary.noRoles, { kind: 'show', route: { kind: 'new-role' } });
  return say(quietText(state, roles, { words, formatTime }), null);
}

function quietText(
  state: AppState,
  roles: readonly ListedRole[],
  { words, formatTime }: { readonly words: Words; readonly formatTime: (at: number) => string },
): string {
  const { summary } = words.tray;
  let until = Infinity;
  for (const { status } of roles) {
    if (status.kind === 'good' || status.kind === 'retrying') until = Math.min(until, status.until);
  }
  if (until !== Infinity) {
    if (state.network === 'offline') return summary.offline(formatTime(until));
    const refresh = nextRefresh(roles);
    return refresh === null
      ? summary.valid(formatTime(until))
      : summary.allGood(formatTime(refresh));
  }
  if (roles.some(({ status }) => status.kind === 'assuming')) return summary.assuming;
  if (roles.some(({ view }) => view.kept)) return summary.retrying;
  return roles.some(({ status }) => status.kind === 'expired') ? summary.expired : summary.noneOn;
}

/**
 * Returns the time of the next refresh by any process; null if no session is refreshed.
 */
function nextRefresh(roles: readonly ListedRole[]): number | null {
  const planned = roles.flatMap(({ status, view: { session, kept, keptBy } }) =>
    status.kind === 'good' && hasCredentials(session) && (kept || keptBy.length > 0)
      ? [session.refreshAt]
      : [],
  );
  return planned.length === 0 ? null : planned.reduce((one, other) => Math.min(one, other));
}

function iconOf(state: AppState, roles: readonly ListedRole[], attention: number): TrayIcon {
  if (roles.some(isBroken) || state.problems.some((problem) => urgencyOf(problem) === 'error'))
    return 'error';
  if (attention > 0) return 'attention';
  return roles.some(({ status }) => status.kind === 'good' || status.kind === 'retrying')
    ? 'active'
    : 'idle';
}

/** True if the role has no valid session, and the reason is not a missing code or sign-in. */
function isBroken({ status }: ListedRole): boolean {
  if (status.kind !== 'failed' && status.kind !== 'expired') return false;
  return status.failure !== null && !isRoutine(status.failure);
}

/** Returns how urgent a problem is; null if the icon does not show it. */
function urgencyOf(problem: Problem): 'attention' | 'error' | null {
  switch (problem.kind) {
    case 'file-broken':
    case 'file-unreadable':
    case 'settings-unreadable':
      return 'error';
    case 'settings-set-aside':
    case 'settings-newer':
    case 'setting-ignored':
    case 'settings-partly-read':
    case 'state-set-aside':
    case 'clock-skewed':
    case 'endpoint-unavailable':
    case 'token-refused':
      return 'attention';
    case 'second-file-outdated':
    case 'keys-not-removed':
      return 'attention';
    case 'written-in-place':
    case 'other-environment':
    case 'mfa-sessions-in-memory':
    // The icon does not show this problem, because a user who sees the icon has a tray.
    case 'no-tray-host':
    case 'start-at-login-failed':
    case 'shortcut-refused':
      return null;
  }
}
