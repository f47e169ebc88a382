import type { AppState } from '../../core/contract/app-state.ts';
import type { MfaRequest } from '../../core/mfa/mfa-request.ts';
import { displaySafe } from '../display-safe.ts';
import { problemText } from '../failure-text.ts';
import { type ListedRole, listedRoles, type RoleGroup, groupRoles } from '../role-order.ts';
import { needsAttention } from '../role-status.ts';
import { mfaCodePredicate } from '../tray/role-clicks.ts';
import { safeName } from '../tray/safe-label.ts';
import { summaryOf } from '../tray/summary.ts';
import type { FailureText } from '../words/texts.ts';
import type { FactFormat } from '../words/fact-format.ts';
import type { Words } from '../words/words.ts';
import { type PinnedRole, pinnedRolesOf } from './moving.ts';
import { settingOf } from './problem-setting.ts';
import type { RoleCard } from './role-card.ts';
import type { RoleCards } from './role-cards.ts';
import { foundRoles, splitQuery } from './role-search.ts';

/** A problem that belongs to no role, with the setting that solves it, if one does. */
export interface ShownProblem extends FailureText {
  readonly setting: string | null;
}

export interface RolesPage {
  readonly isFirstRun: boolean;
  /**
   * One line that says what needs attention or, if nothing does, for example the time of the next
   * refresh. Null if there are no roles.
   */
  readonly summary: string | null;
  /** True if AWS cannot be reached. */
  readonly isOffline: boolean;
  /** By default, cards for few roles and rows for many. */
  readonly shape: 'cards' | 'rows';
  /** During a search, there is one group without a title. */
  readonly groups: readonly CardGroup[];
  /** The number of roles not shown yet. */
  readonly more: number;
  /** Null without a search. */
  readonly found: Found | null;
  readonly problems: readonly ShownProblem[];
  /** MFA requests that no role in the list shows. */
  readonly codes: readonly { readonly id: string; readonly text: string }[];
  /** True if the list is too long to see at a glance. */
  readonly isSearchable: boolean;
}

export interface CardGroup {
  /** Unique among the groups. */
  readonly key: string;
  readonly title: string | null;
  /** The number of roles in the group, including those not shown. */
  readonly count: number;
  readonly cards: readonly RoleCard[];
  /** Its pinned roles, including those not shown. Empty during a search. */
  readonly pinnedRoles: readonly PinnedRole[];
}

export interface Found {
  readonly count: number;
  /** The marked role and what Enter does with it. Enter never releases a role. */
  readonly marked: { readonly card: RoleCard; readonly enter: 'switchOn' | 'open' } | null;
  /** A sentence with the number of matches and the effect of Enter. */
  readonly sentence: string;
}

export interface PanelContext {
  readonly words: Words;
  readonly now: number;
  readonly formatFor: (roleName: string | null) => FactFormat;
  /** The search text: words in a role's name, ARN, profiles, group or tags. */
  readonly query: string;
  /** The ID of the role that Enter acts on, if the search finds it; null for the first result. */
  readonly mark: string | null;
  /** The maximum number of roles to render. */
  readonly limit: number;
  /** What shows the panel: the application or a browser. */
  readonly surface: 'application' | 'browser';
  /** The cards that the page had before. */
  readonly cards: RoleCards;
}

const MAX_WITHOUT_SEARCH = 8;
/** If there are more roles, they are rows by default, because a row is not as high as a card. */
const MAX_CARDS = 12;

export function rolesPage(state: AppState, context: PanelContext): RolesPage {
  const { words, now, formatFor, query, mark, limit, surface, cards } = context;
  const roles = listedRoles(cards.viewsOf(state), now);
  const queryWords = splitQuery(query);
  const isSearching = queryWords.length > 0;
  const ordered = groupRoles(roles);
  const groups = isSearching
    ? [
        foundGroup(
          foundRoles(
            ordered.flatMap((group) => group.roles),
            queryWords,
          ),
        ),
      ]
    : ordered.map((group) => withTitle(group, ordered, words));
  const needsMfaCode = mfaCodePredicate(state.roles.map(({ role }) => role));
  const withPinnedRoles = groups.map((group) => ({
    ...group,
    pinnedRoles: isSearching ? [] : pinnedRolesOf(group.roles, state),
  }));
  const drawn = drawnGroups(withPinnedRoles, limit, (role, pinnedRoles) =>
    cards.cardOf(role, { words, now, formatFor, needsMfaCode, queryWords, surface, pinnedRoles }),
  );
  const count = groups.reduce((sum, group) => sum + group.roles.length, 0);
  const shown = drawn.reduce((sum, group) => sum + group.cards.length, 0);
  return {
    isFirstRun: state.roles.length === 0,
    summary: state.roles.length === 0 ? null : headerLine(state, roles, context),
    isOffline: state.network === 'offline',
    shape: shapeOf(state),
    groups: drawn,
    more: count - shown,
    found: isSearching ? foundOf(drawn, count, mark, words) : null,
    problems: problemsOf(state, words, formatFor),
    codes: codesAsked(state, words, formatFor(null)),
    isSearchable: state.roles.length > MAX_WITHOUT_SEARCH,
  };
}

/**
 * A line with more characters does not fit beside the icon. A shorter text replaces it, because the
 * card also says the name and the cause.
 */
const MAX_HEADER_LINE = 56;

function headerLine(
  state: AppState,
  roles: readonly ListedRole[],
  { words, formatFor }: PanelContext,
): string {
  const formatTime = (at: number): string => formatFor(null).time(at);
  const { text } = summaryOf(state, roles, { words, formatTime });
  const isLong = text.length > MAX_HEADER_LINE;
  return isLong && roles.some(({ status }) => needsAttention(status))
    ? words.tray.summary.needYou(1)
    : text;
}

function shapeOf({ roles, preferences: { listing } }: AppState): RolesPage['shape'] {
  if (listing !== 'automatic') return listing;
  return roles.length > MAX_CARDS ? 'rows' : 'cards';
}

interface TitledGroup {
  readonly key: string;
  readonly title: string | null;
  readonly roles: readonly ListedRole[];
}

function foundGroup(roles: readonly ListedRole[]): TitledGroup {
  return { key: 'found', title: null, roles };
}

function withTitle(
  { kind, group, roles }: RoleGroup,
  all: readonly RoleGroup[],
  words: Words,
): TitledGroup {
  const key = group === null ? kind : `${kind}:${group}`;
  return { key, title: titleOf({ kind, group, all, words }), roles };
}

function titleOf({
  kind,
  group,
  all,
  words: { panel, list, tray },
}: Pick<RoleGroup, 'kind' | 'group'> & {
  readonly all: readonly RoleGroup[];
  readonly words: Words;
}): string {
  switch (kind) {
    case 'attention':
    case 'on':
      return panel.groups[kind];
    case 'pinned':
    case 'recent':
      return list[kind];
    case 'group':
      return safeName(group ?? '', tray.otherGroup);
    case 'rest':
      return all.some((other) => ['pinned', 'recent', 'group'].includes(other.kind))
        ? list.others
        : panel.groups.off;
  }
}

function drawnGroups(
  groups: readonly (TitledGroup & Pick<CardGroup, 'pinnedRoles'>)[],
  limit: number,
  draw: (role: ListedRole, pinnedRoles: readonly PinnedRole[]) => RoleCard,
): readonly CardGroup[] {
  let left = limit;
  const drawn: CardGroup[] = [];
  for (const { key, title, roles, pinnedRoles } of groups) {
    const cards = roles.slice(0, left).map((role) => draw(role, pinnedRoles));
    left -= cards.length;
    if (cards.length > 0) drawn.push({ key, title, count: roles.length, cards, pinnedRoles });
  }
  return drawn;
}

function foundOf(
  groups: readonly CardGroup[],
  count: number,
  mark: string | null,
  { list }: Words,
): Found {
  const cards = groups[0]?.cards ?? [];
  const card = cards.find(({ id }) => id === mark) ?? cards[0];
  if (card === undefined) return { count, marked: null, sentence: list.found(count) };
  const enter = card.isOn ? 'open' : 'switchOn';
  return {
    count,
    marked: { card, enter },
    sentence: `${list.found(count)}. ${list.enter[enter].says(card.name)}`,
  };
}

function problemsOf(
  { problems, roles }: AppState,
  words: Words,
  formatFor: PanelContext['formatFor'],
): readonly ShownProblem[] {
  const nameOf = (roleId: string): string | null =>
    roles.find(({ role }) => role.id === roleId)?.role.name ?? null;
  return problems.map((problem) => {
    const roleName = 'roleId' in problem ? nameOf(problem.roleId) : null;
    return { ...problemText(words, problem, formatFor(roleName)), setting: settingOf(problem) };
  });
}

function codesAsked(state: AppState, words: Words, format: FactFormat): RolesPage['codes'] {
  // A role that is being assumed again will soon show the request on its own card. A message above
  // the list would appear and disappear.
  const isAtRole = ({ id, roleIds }: MfaRequest): boolean =>
    state.roles.some(
      ({ role, session, failure }) =>
        (failure?.kind === 'mfa-needed' && failure.mfaRequestId === id) ||
        (session.state === 'assuming' && roleIds.includes(role.id)),
    );
  return state.mfaRequests
    .filter((request) => !isAtRole(request))
    .map((request) => ({
      id: request.id,
      text: words.panel.mfa.banner({
        device: deviceNameOf(request),
        names: namesOf(request, state),
        until: request.usableUntil === null ? null : format.time(request.usableUntil),
      }),
    }));
}

/** Returns the device's name, which is the end of its ARN. */
export function deviceNameOf({ serial, id }: MfaRequest): string {
  return safeName(serial.slice(serial.lastIndexOf('/') + 1), id);
}

export function namesOf({ roleIds }: MfaRequest, { roles }: AppState): readonly string[] {
  return roles
    .filter(({ role }) => roleIds.includes(role.id))
    .map(({ role }) => displaySafe(role.name));
}
