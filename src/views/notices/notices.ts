import type { Action } from '../../core/contract/action.ts';
import type { AppState, RoleView } from '../../core/contract/app-state.ts';
import { isHeld } from '../../core/sessions/session.ts';
import { displaySafe } from '../display-safe.ts';
import { passesByItself, standingOf } from '../role-standing.ts';
import { remedyClick } from '../tray/asked-action.ts';
import type { Click } from '../tray/menu-item.ts';
import { safeName, shortened } from '../tray/safe-label.ts';
import type { NoticeText } from '../words/tray-words.ts';
import type { Words } from '../words/words.ts';
import { type Episode, episodesOf, type MfaEpisode, type RoleEpisode } from './episodes.ts';

/** macOS shows 256 bytes of a notification at most. */
const MOST_TITLE = 90;
const MOST_BODY = 240;
const RECOVERED = 'recovered';
const MOST_TOLD_ONE_BY_ONE = 3;

/** A desktop notification, as data. */
export interface Notice {
  /** Of its episode: one of the same id is replaced. At most 64 characters (Windows), without ARN or name. */
  readonly id: string;
  readonly about: Episode['about'] | 'recovered';
  readonly title: string;
  readonly body: string;
  readonly urgency: 'low' | 'normal' | 'critical';
  /** What a click does. */
  readonly action: Click;
}

export interface NewsOfStates {
  readonly shown: readonly Notice[];
  /** Ids of notices whose episode is over: to be closed where they still stand. */
  readonly ended: readonly string[];
}

export interface NoticeSurface {
  readonly words: Words;
  /** Hours and minutes; with the day where it is not today. */
  readonly formatTime: (at: number) => string;
}

/**
 * What a person is to be told between two states. Episodes are facts of the states, so nothing is told twice and no view keeps a memory. Without a
 * state before nothing is news: what a first state holds was told by whoever ran before, and the tray shows it.
 */
export function noticesOf(
  before: AppState | null,
  after: AppState,
  surface: NoticeSurface,
): NewsOfStates {
  if (before === null) return { shown: [], ended: [] };
  const past = episodesOf(before);
  if (after.preferences.notices === 'none') return { shown: [], ended: [...past.keys()] };
  const present = episodesOf(after);
  const news = [...present.values()].filter((episode) => isNews(episode, past.get(episode.id)));
  const recovered = recoveredSince(past, present, after);
  const tellsAll = after.preferences.notices === 'all';
  return {
    shown: [
      ...news
        .filter((episode) => tellsAll || needsPerson(episode))
        .map((episode) => noticeOf(episode, after, surface)),
      ...(recovered.length === 0 || !tellsAll ? [] : [recoveredNotice(recovered, surface)]),
    ],
    ended: [...past.keys()].filter((id) => !present.has(id)),
  };
}

/** True where neither time nor the network will end it. */
function needsPerson(episode: Episode): boolean {
  return episode.about === 'mfa-needed' || !passesByItself(episode.failure);
}

/** A trouble that begins, or one more role that is blocked by a trouble of its own; where they come by the dozen, whenever they have doubled. */
function isNews(episode: Episode, past: Episode | undefined): boolean {
  if (past === undefined) return true;
  if (episode.about !== 'blocked' || past.about !== 'blocked' || episode.shared) return false;
  const known = new Set(past.views.map(({ role }) => role.id));
  if (episode.views.every(({ role }) => known.has(role.id))) return false;
  const count = episode.views.length;
  return (
    count <= MOST_TOLD_ONE_BY_ONE ||
    Math.floor(Math.log2(count)) > Math.floor(Math.log2(past.views.length))
  );
}

/** Roles that a person was told of and that are kept fresh again; one that was released is none. */
function recoveredSince(
  past: ReadonlyMap<string, Episode>,
  present: ReadonlyMap<string, Episode>,
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
      standingOf(view).is === 'good',
  );
}

function idsOf(episodes: ReadonlyMap<string, Episode>): ReadonlySet<string> {
  return new Set(
    [...episodes.values()].flatMap((episode) =>
      episode.about === 'mfa-needed' ? [] : episode.views.map(({ role }) => role.id),
    ),
  );
}

function noticeOf(episode: Episode, state: AppState, surface: NoticeSurface): Notice {
  return episode.about === 'mfa-needed'
    ? mfaNotice(episode, state, surface)
    : roleNotice(episode, surface);
}

function mfaNotice(
  { id, request }: MfaEpisode,
  state: AppState,
  { words, formatTime }: NoticeSurface,
): Notice {
  const waiting = new Set(request.roleIds);
  const names = namesOf(state.roles.filter(({ role }) => waiting.has(role.id)));
  const until = request.servesUntil === null ? null : formatTime(request.servesUntil);
  const needed = words.notices.mfaNeeded({
    names,
    sourceProfile: safeName(request.sourceProfile, ''),
    until,
  });
  const { goesTo } = words.panel.mfa;
  // First, so that nothing cuts it off.
  const text =
    request.host === null
      ? needed
      : { ...needed, body: `${goesTo(displaySafe(request.host))} ${needed.body}` };
  const action: Click = { kind: 'show', route: { view: 'mfa', requestId: request.id } };
  return { id, about: 'mfa-needed', ...fitting(text), urgency: 'normal', action };
}

function roleNotice(
  { id, about, failure, views }: RoleEpisode,
  { words, formatTime }: NoticeSurface,
): Notice {
  const [first] = views;
  // Of several roles each has its own remedy: the list shows them.
  const action: Action =
    first === undefined || (views.length > 1 && isOfOneRole(failure))
      ? { kind: 'show', route: { view: 'roles' } }
      : remedyClick(first.role, failure);
  const facts = { names: namesOf(views), cause: words.causes[failure.kind], action };
  const text =
    about === 'expiring'
      ? words.notices.expiring({ ...facts, until: formatTime(firstEndOf(views)) })
      : words.notices[about](facts);
  return {
    id,
    about,
    ...fitting(text),
    urgency: about === 'expired' ? 'critical' : 'normal',
    action,
  };
}

function recoveredNotice(views: readonly RoleView[], { words, formatTime }: NoticeSurface): Notice {
  const text = words.notices.recovered({
    names: namesOf(views),
    until: formatTime(firstEndOf(views)),
  });
  return {
    id: RECOVERED,
    about: 'recovered',
    ...fitting(text),
    urgency: 'low',
    action: { kind: 'show', route: { view: 'roles' } },
  };
}

/** True where the remedy of one role does nothing for another. */
function isOfOneRole({ kind }: RoleEpisode['failure']): boolean {
  return (
    kind !== 'sign-in-needed' &&
    kind !== 'mfa-needed' &&
    !kind.startsWith('file-') &&
    !kind.startsWith('network')
  );
}

function firstEndOf(views: readonly RoleView[]): number {
  return Math.min(...views.flatMap(({ session }) => (isHeld(session) ? [session.expiration] : [])));
}

function namesOf(views: readonly RoleView[]): readonly string[] {
  return views.map(({ role }) => safeName(role.name, role.id));
}

function fitting({ title, body }: NoticeText): NoticeText {
  return { title: shortened(title, MOST_TITLE), body: shortened(body, MOST_BODY) };
}
