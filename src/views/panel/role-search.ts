import type { Role } from '../../core/roles/role.ts';
import { displaySafe } from '../display-safe.ts';
import type { ListedRole } from '../role-order.ts';
import { roleSummary } from '../role-summary.ts';
import type { Words } from '../words/words.ts';
import { roleIdentity } from './role-identity.ts';

/** A field in which the search found a word, and which the list shows only during a search. */
export interface Match {
  readonly label: string;
  /** Made safe by `displaySafe`. */
  readonly text: string;
}

export function splitQuery(query: string): readonly string[] {
  return query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
}

/**
 * Returns the roles that contain every word. A role whose name is the whole search comes first,
 * then names with all words (first those that begin with the first word), then all others.
 */
export function foundRoles(
  roles: readonly ListedRole[],
  words: readonly string[],
): readonly ListedRole[] {
  const ranks: readonly [ListedRole[], ListedRole[], ListedRole[], ListedRole[]] = [[], [], [], []];
  const whole = words.join(' ');
  for (const role of roles) {
    const name = role.view.role.name.toLowerCase();
    const inName = words.every((word) => name.includes(word));
    if (name === whole) ranks[0].push(role);
    else if (inName) ranks[name.startsWith(words[0] ?? '') ? 1 : 2].push(role);
    else if (hasAll(role.view.role, words)) ranks[3].push(role);
  }
  return ranks.flat();
}

/**
 * Returns the first field that contains a word, for each word that is neither in the name nor in
 * the identity.
 */
export function hiddenMatches(
  role: Role,
  queryWords: readonly string[],
  words: Words,
): readonly Match[] {
  const shown = [role.name, ...roleIdentity(role).map(({ copied }) => copied)].map(lower);
  const hidden = queryWords.filter((word) => !shown.some((text) => text.includes(word)));
  if (hidden.length === 0) return [];
  const { what, source } = roleSummary(role);
  const { labels } = words.panel.form;
  const fields = [
    [words.kinds.what[role.kind], what],
    [words.kinds.source[role.kind], source],
    [labels.group, role.group ?? ''],
    ...tagTexts(role).map((text) => [labels.tag, text] as const),
  ] as const;
  const found = new Set(
    hidden.map((word) => fields.findIndex(([, text]) => lower(text).includes(word))),
  );
  return fields
    .filter((_, index) => found.has(index))
    .map(([label, text]) => ({ label, text: displaySafe(text) }));
}

function hasAll(role: Role, words: readonly string[]): boolean {
  const { name, targetProfile, group = '', region = '' } = role;
  const { what, source } = roleSummary(role);
  // The ARN includes the account ID. Line breaks keep a word from matching across two fields.
  const text = [name, what, targetProfile, source, group, region, ...tagTexts(role)]
    .join('\n')
    .toLowerCase();
  return words.every((word) => text.includes(word));
}

function tagTexts({ tags = [] }: Role): readonly string[] {
  return tags.map(({ key, value }) => `${key}=${value}`);
}

function lower(text: string): string {
  return text.toLowerCase();
}
