import type { Action } from '../../core/contract/action.ts';
import type { AppState, RoleView } from '../../core/contract/app-state.ts';
import { hasCredentials } from '../../core/sessions/session.ts';
import { displaySafe } from '../display-safe.ts';
import { resolvesItself, roleStatusOf } from '../role-status.ts';
import { remedyClick } from '../tray/role-clicks.ts';
import type { Click } from '../tray/menu-item.ts';
import { safeName, shortened, withoutAmpersand } from '../tray/safe-label.ts';
import type { NoticeText } from '../words/texts.ts';
import type { Words } from '../words/words.ts';
import { type Incident, incidentsOf, type MfaIncident, type RoleIncident } from './incidents.ts';

/**
 * The longest title and body, in characters. A longer text is cut and ends in "…", because macOS
 * shows at most 256 bytes.
 */
const MAX_TITLE = 90;
const MAX_BODY = 240;
const RECOVERED = 'recovered';
/** Up to this many blocked roles, each newly blocked role gets a notice. */
const MAX_SEPARATE_NOTICES = 3;

/** A desktop notification as data. */
export interface Notice {
  /**
   * The ID of the incident, without an ARN or a name and with at most 64 characters (Windows). A
   * new notice replaces an old one with the same ID.
   */
  readonly id: string;
  readonly kind: Incident['kind'] | 'recovered';
  readonly title: string;
  readonly body: string;
  readonly urgency: 'low' | 'normal' | 'critical';
  readonly action: Click;
}

export interface NoticeChanges {
  readonly shown: readonly Notice[];
  /** IDs of notices to close, because their problem is over. */
  readonly ended: readonly string[];
}

export interface NoticeContext {
  readonly words: Words;
  /** Formats hours and minutes, and the date unless it is today. */
  readonly formatTime: (at: number) => string;
}

/**
 * Returns the notices for the change from one state to the next. Returns none for the first state
 * after a start (`before` is null), because its problems were reported when they began.
 */
export function noticesOf(
  before: AppState | null,
  after: AppState,
  context: NoticeContext,
): NoticeChanges {
  if (before === null) return { shown: [], ended: [] };
  const past = incidentsOf(before);
  if (after.preferences.notices === 'none') return { shown: [], ended: [...past.keys()] };
  const present = incidentsOf(after);
  const news = [...present.values()].filter((incident) =>
    needsNotice(incident, past.get(incident.id)),
  );
  const recovered = recoveredSince(past, present, after);
  const showsAll = after.preferences.notices === 'all';
  return {
    shown: [
      ...news
        .filter((incident) => showsAll || needsUser(incident))
        .map((incident) => noticeOf(incident, after, context)),
      ...(recovered.length === 0 || !showsAll ? [] : [recoveredNotice(recovered, context)]),
    ],
    ended: [...past.keys()].filter((id) => !present.has(id)),
  };
}

/** True if the incident lasts until the user acts. */
function needsUser(incident: Incident): boolean {
  return incident.kind === 'mfa-needed' || !resolvesItself(incident.failure);
}

/**
 * True for a new problem, and for each further blocked role whose failure has no shared cause.
 * Above `MAX_SEPARATE_NOTICES` roles, true only when their number reaches a power of two (4, 8, 16,
 * …).
 */
function needsNotice(incident: Incident, past: Incident | undefined): boolean {
  if (past === undefined) return true;
  if (incident.kind !== 'blocked' || past.kind !== 'blocked' || incident.shared) return false;
  const known = new Set(past.views.map(({ role }) => role.id));
  if (incident.views.every(({ role }) => known.has(role.id))) return false;
  const count = incident.views.length;
  return (
    count <= MAX_SEPARATE_NOTICES ||
    Math.floor(Math.log2(count)) > Math.floor(Math.log2(past.views.length))
  );
}

/** Returns the roles whose problem was reported and that are fresh again. Omits released roles. */
function recoveredSince(
  past: ReadonlyMap<string, Incident>,
  present: ReadonlyMap<string, Incident>,
  after: AppState,
): readonly RoleView[] {
  const troubled = idsOf(past);
  if (troubled.size === 0) return [];
  const still = idsOf(present);
  return after.roles.filter(
    (view) =>
      view.kept &&
      troubled.has(view.role.id) &&
      !still.has(view.role.id) &&
      roleStatusOf(view).kind === 'good',
  );
}

function idsOf(incidents: ReadonlyMap<string, Incident>): ReadonlySet<string> {
  return new Set(
    [...incidents.values()].flatMap((incident) =>
      incident.kind === 'mfa-needed' ? [] : incident.views.map(({ role }) => role.id),
    ),
  );
}

function noticeOf(incident: Incident, state: AppState, context: NoticeContext): Notice {
  return incident.kind === 'mfa-needed'
    ? mfaNotice(incident, state, context)
    : roleNotice(incident, context);
}

function mfaNotice(
  { id, request }: MfaIncident,
  state: AppState,
  { words, formatTime }: NoticeContext,
): Notice {
  const waiting = new Set(request.roleIds);
  const names = namesOf(state.roles.filter(({ role }) => waiting.has(role.id)));
  const until = request.usableUntil === null ? null : formatTime(request.usableUntil);
  const needed = words.notices.mfaNeeded({
    names,
    sourceProfile: safeName(request.sourceProfile, ''),
    until,
  });
  const { goesTo } = words.panel.mfa;
  // The host goes first, so that it is never cut off.
  const text =
    request.host === null
      ? needed
      : { ...needed, body: `${goesTo(displaySafe(request.host))} ${needed.body}` };
  const action: Click = { kind: 'show', route: { kind: 'mfa', mfaRequestId: request.id } };
  return { id, kind: 'mfa-needed', ...cutToFit(text), urgency: 'normal', action };
}

function roleNotice(
  { id, kind, failure, views }: RoleIncident,
  { words, formatTime }: NoticeContext,
): Notice {
  const [first] = views;
  // Several roles can have different remedies, so the click opens the list.
  const action: Action =
    first === undefined || (views.length > 1 && isRoleSpecific(failure))
      ? { kind: 'show', route: { kind: 'roles' } }
      : remedyClick(first.role, failure);
  const facts = { names: namesOf(views), cause: words.causes[failure.kind], action };
  const text =
    kind === 'expiring'
      ? words.notices.expiring({ ...facts, until: formatTime(firstEndOf(views)) })
      : words.notices[kind](facts);
  return {
    id,
    kind,
    ...cutToFit(text),
    urgency: kind === 'expired' ? 'critical' : 'normal',
    action,
  };
}

function recoveredNotice(views: readonly RoleView[], { words, formatTime }: NoticeContext): Notice {
  const text = words.notices.recovered({
    names: namesOf(views),
    until: formatTime(firstEndOf(views)),
  });
  return {
    id: RECOVERED,
    kind: 'recovered',
    ...cutToFit(text),
    urgency: 'low',
    action: { kind: 'show', route: { kind: 'roles' } },
  };
}

/** True if one role's remedy does not help the others. */
function isRoleSpecific({ kind }: RoleIncident['failure']): boolean {
  return (
    kind !== 'sign-in-needed' &&
    kind !== 'mfa-needed' &&
    !kind.startsWith('file-') &&
    !kind.startsWith('network')
  );
}

function firstEndOf(views: readonly RoleView[]): number {
  return Math.min(
    ...views.flatMap(({ session }) => (hasCredentials(session) ? [session.expiration] : [])),
  );
}

function namesOf(views: readonly RoleView[]): readonly string[] {
  return views.map(({ role }) => safeName(role.name, role.id));
}

function cutToFit({ title, body }: NoticeText): NoticeText {
  return {
    title: shortened(withoutAmpersand(title), MAX_TITLE),
    body: shortened(withoutAmpersand(body), MAX_BODY),
  };
}
