import type { Role } from '../../core/roles/role.ts';
import type { ListedRole } from '../role-order.ts';
import { roleSummary } from '../role-summary.ts';

export function wantedWords(wanted: string): readonly string[] {
  return wanted
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
}

/**
 * The roles that contain every word: first those whose name begins with the first word, then those
 * with all words in the name, then the rest.
 */
export function foundRoles(
  roles: readonly ListedRole[],
  words: readonly string[],
): readonly ListedRole[] {
  const ranks: readonly [ListedRole[], ListedRole[], ListedRole[]] = [[], [], []];
  for (const role of roles) {
    const name = role.view.role.name.toLowerCase();
    const inName = words.every((word) => name.includes(word));
    if (inName) ranks[name.startsWith(words[0] ?? '') ? 0 : 1].push(role);
    else if (hasAll(role.view.role, words)) ranks[2].push(role);
  }
  return ranks.flat();
}

function hasAll(role: Role, words: readonly string[]): boolean {
  const { name, targetProfile, group = '', tags = [] } = role;
  const { what, source } = roleSummary(role);
  const tagTexts = tags.map(({ key, value }) => `${key}=${value}`);
  // The ARN includes the account ID. Line breaks keep a word from matching across two fields.
  const text = [name, what, targetProfile, source, group, ...tagTexts].join('\n').toLowerCase();
  return words.every((word) => text.includes(word));
}
