import type { Action } from '../../core/contract/action.ts';
import type { RoleView } from '../../core/contract/app-state.ts';
import type { RoleKind } from '../../core/roles/role-kinds.ts';
import { isAssumed, type Role } from '../../core/roles/role.ts';
import { type Held, isHeld, type Session } from '../../core/sessions/session.ts';
import { displaySafe } from '../display-safe.ts';
import { keptByText } from '../kept-by.ts';
import { failureText } from '../failure-text.ts';
import type { ListedRole } from '../role-order.ts';
import { isRoutine, type RoleStatus } from '../role-status.ts';
import { roleSummary } from '../role-summary.ts';
import { releaseClick } from '../tray/asked-action.ts';
import type { Question } from '../tray/menu-item.ts';
import type { FailureVoice } from '../words/voice.ts';
import type { Words } from '../words/words.ts';
import { remedyButton, type RemedyButton } from './remedy-button.ts';

export type Tone = 'off' | 'busy' | 'good' | 'warning' | 'bad';

/** A role in the panel's list. */
export interface RoleCard {
  readonly id: string;
  readonly name: string;
  readonly isPinned: boolean;
  readonly tone: Tone;
  /** "Until 14:32", without the next refresh. */
  readonly status: string;
  /** "refreshes 14:12", or "last used 9:05" if the role is off; null if there is neither. */
  readonly next: string | null;
  /** "42 min left" */
  readonly left: string | null;
  /**
   * Shares of the session's life from 0 to 1: what is left, and the time of the refresh. Null if
   * there is no valid session.
   */
  readonly life: { readonly left: number; readonly refreshAt: number | null } | null;
  readonly isOn: boolean;
  readonly switchClick: Action | Question;
  readonly failure: CardFailure | null;
  readonly actions: {
    readonly refresh: boolean;
    readonly assumeOnce: boolean;
    /** True if policies can allow the role. */
    readonly access: boolean;
    readonly release: Action | Question | null;
  };
  readonly facts: RoleFacts;
}

export interface CardFailure {
  readonly title: string;
  readonly detail: string;
  readonly remedy: RemedyButton;
}

export interface RoleFacts {
  readonly kind: RoleKind;
  /** The ARN of the role, its account and permission set, or its MFA device. */
  readonly what: string;
  readonly profile: string;
  readonly source: string;
  readonly endpoint: string | null;
  readonly group: string | null;
  /** Everything that refreshes it; null if no other process does. */
  readonly keptBy: string | null;
}

export interface CardContext {
  readonly words: Words;
  /** Epoch ms on the corrected clock. */
  readonly now: number;
  readonly voiceFor: (roleName: string | null) => FailureVoice;
  readonly costsCode: (role: Role) => boolean;
}

export function roleCard(
  { view, name, status: roleStatus }: ListedRole,
  context: CardContext,
): RoleCard {
  const { words, now, voiceFor, costsCode } = context;
  const { role, session, kept } = view;
  const voice = voiceFor(role.name);
  const isOn = kept || roleStatus.kind === 'assuming';
  const release = releaseClick(role, costsCode(role), words);
  return {
    id: role.id,
    name,
    isPinned: role.pinned === true,
    tone: toneOf(roleStatus, kept),
    ...statusOf(view, roleStatus, words, voice, now),
    life: lifeOf(session, kept || view.keptBy.length > 0, now),
    isOn,
    switchClick: isOn ? release : { kind: 'assume', roleId: role.id },
    failure:
      'failure' in roleStatus && roleStatus.failure !== null
        ? cardFailure(view, roleStatus.failure, words, voice)
        : null,
    actions: {
      refresh: isHeld(session) && session.renewal.state !== 'refreshing',
      assumeOnce: !isOn && !isHeld(session),
      access: isAssumed(role),
      release: isHeld(session) && !isOn ? release : null,
    },
    facts: {
      kind: role.kind,
      what: displaySafe(roleSummary(role).what),
      profile: displaySafe(role.targetProfile),
      source: displaySafe(roleSummary(role).source),
      endpoint: role.endpoint === undefined ? null : displaySafe(role.endpoint),
      group: role.group === undefined ? null : displaySafe(role.group),
      keptBy: keptByAll(view, words),
    },
  };
}

function keptByAll({ kept, keptBy }: RoleView, words: Words): string | null {
  const others = keptByText(words, keptBy);
  return others === null || !kept ? others : `${words.keeping.here}${words.keeping.and}${others}`;
}

function cardFailure(
  view: RoleView,
  failure: Parameters<typeof failureText>[1],
  words: Words,
  voice: FailureVoice,
): CardFailure {
  const { title, detail } = failureText(words, failure, voice);
  return { title, detail, remedy: remedyButton(view, failure, words) };
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
  voice: FailureVoice,
  now: number,
): Pick<RoleCard, 'status' | 'next' | 'left'> {
  const next = nextOf(session, { kept, elsewhere: keptBy.length > 0 }, status, voice);
  switch (roleStatus.kind) {
    case 'off':
      return {
        status: kept ? status.waiting : status.off,
        next: kept || lastUsedAt === null ? null : list.lastUsed(voice.time(lastUsedAt)),
        left: null,
      };
    case 'assuming':
      return { status: status.assuming, next: null, left: null };
    case 'good':
    case 'retrying':
    case 'blocked':
    case 'expiring':
      return {
        status: status.until(voice.time(roleStatus.until)),
        next,
        left: status.left(roleStatus.until - now),
      };
    case 'expired':
      return { status: status.expired(voice.time(roleStatus.since)), next, left: null };
    case 'failed': {
      const cause = causes[roleStatus.failure.kind];
      return { status: cause.charAt(0).toUpperCase() + cause.slice(1), next, left: null };
    }
  }
}

function nextOf(
  session: Session,
  { kept, elsewhere }: { readonly kept: boolean; readonly elsewhere: boolean },
  status: Words['panel']['status'],
  voice: FailureVoice,
): string | null {
  if (session.state === 'failed') {
    return session.retryAt === null || !kept
      ? null
      : status.triesAgain(voice.moment(session.retryAt));
  }
  if (!isHeld(session)) return null;
  switch (session.renewal.state) {
    case 'none':
      return elsewhere ? refreshOf(session, status, voice) : status.notRefreshed;
    case 'scheduled':
      return refreshOf(session, status, voice);
    case 'refreshing':
      return status.refreshing;
    case 'failing':
      return session.renewal.retryAt === null
        ? status.waitsForYou
        : status.triesAgain(voice.moment(session.renewal.retryAt));
  }
}

function refreshOf(session: Held, status: Words['panel']['status'], voice: FailureVoice): string {
  return session.state === 'expired'
    ? status.triesSoon
    : status.refreshes(voice.time(session.refreshAt));
}

function lifeOf(session: Session, kept: boolean, now: number): RoleCard['life'] {
  if (!isHeld(session) || session.state === 'expired' || session.expiration <= now) return null;
  const lifetime = session.expiration - session.assumedAt;
  if (lifetime <= 0) return null;
  const share = (at: number): number =>
    Math.min(1, Math.max(0, (session.expiration - at) / lifetime));
  return { left: share(now), refreshAt: kept ? share(session.refreshAt) : null };
}
