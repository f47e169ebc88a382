import type { Action } from '../../core/contract/action.ts';
import type { RoleView } from '../../core/contract/app-state.ts';
import type { Role } from '../../core/roles/role.ts';
import { type SessionInFile, hasCredentials, type Session } from '../../core/sessions/session.ts';
import { failureText } from '../failure-text.ts';
import type { ListedRole } from '../role-order.ts';
import { isRoutine, type RoleStatus } from '../role-status.ts';
import { releaseClick } from '../tray/role-clicks.ts';
import type { Question } from '../tray/menu-item.ts';
import type { FactFormat } from '../words/fact-format.ts';
import type { Words } from '../words/words.ts';
import { type CardActions, cardActions } from './card-actions.ts';
import type { PinnedRole } from './moving.ts';
import { remedyButton, type RemedyButton, shortRemedy } from './remedy-button.ts';
import { type RoleFact, roleFacts } from './role-facts.ts';
import { type IdentityPart, roleIdentity } from './role-identity.ts';
import { hiddenMatches, type Match } from './role-search.ts';

export type Tone = 'off' | 'busy' | 'good' | 'warning' | 'bad';

/** A role in the panel's list. */
export interface RoleCard {
  readonly id: string;
  readonly name: string;
  /** The name of the target profile, for the actions that copy it. */
  readonly profile: string;
  readonly identity: readonly IdentityPart[];
  /** What the search found in fields that are not shown otherwise. */
  readonly matches: readonly Match[];
  readonly isPinned: boolean;
  readonly tone: Tone;
  /** Such as "Until 14:32" or "Off". `next` has the next refresh. */
  readonly status: string;
  /** True if the heading or the failure already says the status. */
  readonly isStatusRepeated: boolean;
  /**
   * Such as "refreshes 14:12" or "tries again 9:05", or "last used 9:05" if the role is off; null
   * if there is nothing to say.
   */
  readonly next: string | null;
  /**
   * The part of the session's life that is left, in whole per cent; null if there is no valid
   * session.
   */
  readonly life: number | null;
  /** True if the role is kept fresh or is being assumed. */
  readonly isOn: boolean;
  readonly switchClick: Action | Question;
  readonly failure: CardFailure | null;
  readonly actions: CardActions;
  /** The lines of the open card. */
  readonly facts: readonly RoleFact[];
}

export interface CardFailure {
  readonly title: string;
  readonly detail: string;
  readonly remedy: RemedyButton;
  /** The remedy's label in a row. */
  readonly shortRemedy: string;
}

export interface CardContext {
  readonly words: Words;
  /** Epoch ms, STS's clock. */
  readonly now: number;
  readonly formatFor: (roleName: string | null) => FactFormat;
  readonly needsMfaCode: (role: Role) => boolean;
  /** The words of the search, in lower case; empty without a search. */
  readonly queryWords: readonly string[];
  readonly surface: 'application' | 'browser';
  /** The pinned roles of the role's group, in their order. */
  readonly pinnedRoles: readonly PinnedRole[];
}

export function roleCard(listed: ListedRole, context: CardContext): RoleCard {
  const { words, formatFor, needsMfaCode, queryWords, surface, pinnedRoles } = context;
  const { view, name, status: roleStatus } = listed;
  const { role } = view;
  const shown = shownState(listed, context);
  const { isOn } = shown;
  const release = releaseClick(role, needsMfaCode(role), words);
  return {
    ...shown,
    id: role.id,
    name,
    profile: role.targetProfile,
    identity: roleIdentity(role),
    matches: hiddenMatches(role, queryWords, words),
    isPinned: role.pinned === true,
    switchClick: isOn ? release : { kind: 'assume', roleId: role.id },
    failure:
      'failure' in roleStatus && roleStatus.failure !== null
        ? cardFailure(view, roleStatus.failure, words, formatFor(role.name))
        : null,
    actions: cardActions(view, { words, status: roleStatus, isOn, release, surface, pinnedRoles }),
    facts: roleFacts(view, words),
  };
}

/** Returns the parts of a card that can change without a new state, because time passes. */
export function shownState(
  { view, status: roleStatus }: ListedRole,
  { words, now, formatFor }: Pick<CardContext, 'words' | 'now' | 'formatFor'>,
): Pick<RoleCard, 'tone' | 'status' | 'next' | 'isStatusRepeated' | 'life' | 'isOn'> {
  const { role, session, kept } = view;
  return {
    tone: toneOf(roleStatus, kept),
    ...statusOf(view, roleStatus, words, formatFor(role.name)),
    isStatusRepeated: roleStatus.kind === 'failed' || (roleStatus.kind === 'off' && !kept),
    life: lifeOf(session, now),
    isOn: kept || roleStatus.kind === 'assuming',
  };
}

function cardFailure(
  view: RoleView,
  failure: Parameters<typeof failureText>[1],
  words: Words,
  format: FactFormat,
): CardFailure {
  const { title, detail } = failureText(words, failure, format);
  const remedy = remedyButton(view, failure, words);
  return { title, detail, remedy, shortRemedy: shortRemedy(remedy, words) };
}

function toneOf(roleStatus: RoleStatus, kept: boolean): Tone {
  switch (roleStatus.kind) {
    case 'off':
      return kept ? 'busy' : 'off';
    case 'assuming':
      return 'busy';
    case 'good':
      return 'good';
    case 'retrying':
    case 'blocked':
    case 'expiring':
      return 'warning';
    case 'expired':
      return roleStatus.refreshing ? 'busy' : 'bad';
    case 'failed':
      return isRoutine(roleStatus.failure) ? 'warning' : 'bad';
  }
}

function statusOf(
  { session, kept, keptBy, lastUsedAt }: RoleView,
  roleStatus: RoleStatus,
  { panel: { status }, list, causes }: Words,
  format: FactFormat,
): Pick<RoleCard, 'status' | 'next'> {
  const next = nextOf(session, { kept, elsewhere: keptBy.length > 0 }, status, format);
  switch (roleStatus.kind) {
    case 'off':
      return {
        status: kept ? status.waiting : status.off,
        next: kept || lastUsedAt === null ? null : list.lastUsed(format.time(lastUsedAt)),
      };
    case 'assuming':
      return { status: status.assuming, next: null };
    case 'good':
    case 'retrying':
    case 'blocked':
    case 'expiring':
      return {
        status: status.until(format.time(roleStatus.until)),
        next,
      };
    case 'expired':
      return { status: status.expired(format.time(roleStatus.since)), next };
    case 'failed': {
      const cause = causes[roleStatus.failure.kind];
      return { status: cause.charAt(0).toUpperCase() + cause.slice(1), next };
    }
  }
}

function nextOf(
  session: Session,
  { kept, elsewhere }: { readonly kept: boolean; readonly elsewhere: boolean },
  status: Words['panel']['status'],
  format: FactFormat,
): string | null {
  if (session.state === 'failed') {
    return session.retryAt === null || !kept
      ? null
      : status.triesAgain(format.moment(session.retryAt));
  }
  if (!hasCredentials(session)) return null;
  switch (session.renewal.state) {
    case 'none':
      return elsewhere ? refreshOf(session, status, format) : status.notRefreshed;
    case 'scheduled':
      return refreshOf(session, status, format);
    case 'refreshing':
      return status.refreshing;
    case 'failing':
      return session.renewal.retryAt === null
        ? status.waitsForYou
        : status.triesAgain(format.moment(session.renewal.retryAt));
  }
}

function refreshOf(
  session: SessionInFile,
  status: Words['panel']['status'],
  format: FactFormat,
): string {
  return session.state === 'expired'
    ? status.triesSoon
    : status.refreshes(format.time(session.refreshAt));
}

function lifeOf(session: Session, now: number): number | null {
  if (!hasCredentials(session) || session.state === 'expired' || session.expiration <= now)
    return null;
  const lifetime = session.expiration - session.assumedAt;
  // A whole number, because a card is rendered again whenever a part of it changes.
  return lifetime <= 0
    ? null
    : Math.min(100, Math.round((100 * (session.expiration - now)) / lifetime));
}
