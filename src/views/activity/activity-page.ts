import type { ActivityEntry, ActivityEvent } from '../../core/activity-entry.ts';
import { nameOrder } from '../../core/name-order.ts';
import { displaySafe } from '../display-safe.ts';
import type { TimeTexts } from '../time-texts.ts';
import type { Words } from '../words/words.ts';

/** The activity log in the panel. Its names have passed `displaySafe`, except those in `found`. */
export interface ActivityPage {
  /** Newest first. */
  readonly days: readonly {
    readonly key: string;
    readonly title: string;
    readonly rows: readonly ActivityRow[];
  }[];
  /** All matching entries, including those not shown yet. */
  readonly found: readonly ActivityEntry[];
  readonly hasOlder: boolean;
  /** The sentence to show if no entry matches. */
  readonly nothing: string;
  /** Roles that have entries, and the selected role, sorted by name. */
  readonly roles: readonly { readonly id: string; readonly name: string }[];
}

export interface ActivityRow {
  readonly key: string;
  readonly tone: 'good' | 'off' | 'warning' | 'bad';
  readonly name: string;
  /** "Refreshed, until 14:32", "Failed: access denied" */
  readonly text: string;
  readonly time: string;
  /** ISO 8601, for machines. */
  readonly iso: string;
  readonly requestId: string | null;
}

export interface ActivityContext {
  readonly words: Words;
  /** Epoch ms. */
  readonly now: number;
  readonly times: TimeTexts;
  readonly query: string;
  /** Null means every role. */
  readonly roleId: string | null;
  /** The name of the role `roleId`; null if the role no longer exists. */
  readonly roleName: string | null;
  /** The maximum number of rows. */
  readonly limit: number;
}

const TONES: Readonly<Record<ActivityEvent, ActivityRow['tone']>> = {
  assumed: 'good',
  adopted: 'good',
  refreshed: 'good',
  rewritten: 'good',
  failed: 'bad',
  released: 'off',
  removed: 'warning',
  'role-removed': 'off',
  'cleaned-up': 'off',
  'taken-over': 'warning',
  moved: 'off',
  restored: 'off',
  'backups-deleted': 'warning',
};

export function activityPage(
  entries: readonly ActivityEntry[],
  context: ActivityContext,
): ActivityPage {
  const { words, query, roleId, roleName, limit } = context;
  const needle = query.trim().toLowerCase();
  const found = entries.filter(
    (entry) =>
      (roleId === null || entry.roleId === roleId) &&
      (needle === '' || searchText(entry, words).toLowerCase().includes(needle)),
  );
  const known = rolesOf(entries, words);
  const chosen =
    roleId === null || roleName === null || known.some(({ id }) => id === roleId)
      ? null
      : { id: roleId, name: displaySafe(roleName) };
  return {
    days: byDay(found.slice(0, limit), context),
    found,
    hasOlder: found.length > limit,
    nothing: chosen === null ? words.activity.nothingFound : words.activity.noneOf(chosen.name),
    roles: chosen === null ? known : sortedByName([...known, chosen]),
  };
}

/**
 * Puts newly read entries before the known ones. Returns null if the two do not overlap, because
 * entries between them can be missing.
 */
export function withNewest(
  known: readonly ActivityEntry[],
  newest: readonly ActivityEntry[],
): readonly ActivityEntry[] | null {
  const [last] = known;
  if (last === undefined) return null;
  const same = JSON.stringify(last);
  const index = newest.findIndex((entry) => entry.at === last.at && JSON.stringify(entry) === same);
  if (index === -1) return null;
  return index === 0 ? known : [...newest.slice(0, index), ...known];
}

function searchText(
  { roleName, event, failureKind, requestId }: ActivityEntry,
  words: Words,
): string {
  return `${roleName} ${words.events[event]} ${causeOf(failureKind, words) ?? ''} ${requestId ?? ''}`;
}

function byDay(entries: readonly ActivityEntry[], context: ActivityContext): ActivityPage['days'] {
  const days = new Map<string, ActivityRow[]>();
  const titles = new Map<string, string>();
  const keys = keysOf(entries);
  entries.forEach((entry, index) => {
    const key = new Date(entry.at).toDateString();
    const rows = days.get(key) ?? [];
    if (rows.length === 0) titles.set(key, titleOf(entry.at, key, context));
    rows.push(rowOf(entry, keys[index] ?? '', context));
    days.set(key, rows);
  });
  return [...days].map(([key, rows]) => ({ key, title: titles.get(key) ?? key, rows }));
}

/**
 * Returns a key for each entry. Equal entries are numbered from the oldest, so that a row keeps its
 * key when a newer entry arrives.
 */
function keysOf(entries: readonly ActivityEntry[]): readonly string[] {
  const counts = new Map<string, number>();
  return entries
    .toReversed()
    .map(({ at, roleId, event, requestId }) => {
      const same = `${String(at)} ${roleId} ${event} ${requestId ?? ''}`;
      const count = (counts.get(same) ?? 0) + 1;
      counts.set(same, count);
      return `${same} ${String(count)}`;
    })
    .toReversed();
}

const DAY_MS = 86_400_000;

function titleOf(at: number, key: string, { words, now, times }: ActivityContext): string {
  if (key === new Date(now).toDateString()) return words.activity.today;
  if (key === new Date(now - DAY_MS).toDateString()) return words.activity.yesterday;
  return times.day(at);
}

function rowOf(entry: ActivityEntry, key: string, { words, times }: ActivityContext): ActivityRow {
  const { at, event, roleName, expiration, failureKind, requestId } = entry;
  const what = words.events[event];
  const cause = causeOf(failureKind, words);
  const until = expiration === null ? null : words.activity.until(times.time(expiration, at));
  const text = `${what}${cause === null ? '' : `: ${cause}`}${until === null ? '' : `, ${until}`}`;
  return {
    key,
    tone: TONES[event],
    name: shownName(roleName, words),
    text: text.charAt(0).toUpperCase() + text.slice(1),
    time: times.moment(at),
    iso: new Date(at).toISOString(),
    requestId: requestId === null ? null : displaySafe(requestId),
  };
}

/** Returns the role's name, made safe by `displaySafe`. */
export function shownName(roleName: string, words: Words): string {
  return roleName === '' ? words.activity.unnamed : displaySafe(roleName);
}

/**
 * Returns the words for a kind of failure. Returns the kind itself if a newer version of Rolekeeper
 * wrote one that this version does not know.
 */
export function causeOf(kind: string | null, { causes }: Words): string | null {
  if (kind === null) return null;
  return Object.hasOwn(causes, kind) ? causes[kind as keyof typeof causes] : displaySafe(kind);
}

function rolesOf(entries: readonly ActivityEntry[], words: Words): ActivityPage['roles'] {
  const names = new Map<string, string>();
  // The newest name of each role, because roles can be renamed.
  for (const { roleId, roleName } of entries) {
    if (roleId !== '' && !names.has(roleId)) names.set(roleId, shownName(roleName, words));
  }
  return sortedByName([...names].map(([id, name]) => ({ id, name })));
}

function sortedByName(roles: ActivityPage['roles']): ActivityPage['roles'] {
  const compare = nameOrder();
  return roles.toSorted((one, other) => compare(one.name, other.name));
}
