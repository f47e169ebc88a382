import type { Assignment } from '../access-portal.ts';
import { matchesGlob } from '../roles/pasted/glob.ts';

/** An assignment with its texts in lower case, so that a search reads each only once. */
export interface Searchable<Item extends Assignment = Assignment> {
  readonly assignment: Item;
  /** Account name, account ID, e-mail address and permission set. */
  readonly parts: readonly string[];
  /** Account and permission set together, by name and by ID. */
  readonly paths: readonly string[];
}

export function searchableOf<Item extends Assignment>(assignment: Item): Searchable<Item> {
  const { accountName, accountId, emailAddress, permissionSet } = assignment;
  return {
    assignment: assignment,
    parts: [accountName, accountId, emailAddress, permissionSet].map(lower),
    paths: [accountName, accountId].map((account) => lower(`${account}/${permissionSet}`)),
  };
}

/**
 * Returns a test for a pattern, without regard to case. With `*` or `?` it must match an account's
 * name, ID or address, a permission set, or `account/permission set` as a whole. Otherwise each of
 * its words must occur in one of them. An empty pattern matches all.
 */
export function matcherOf(pattern: string): (searchable: Searchable) => boolean {
  const wanted = lower(pattern.trim());
  if (/[*?]/.test(wanted))
    return ({ parts, paths }) =>
      parts.some((part) => matchesGlob(wanted, part)) ||
      paths.some((path) => matchesGlob(wanted, path));
  const words = wanted.split(/\s+/).filter((word) => word !== '');
  return ({ parts, paths }) =>
    words.every(
      (word) =>
        parts.some((part) => part.includes(word)) || paths.some((path) => path.includes(word)),
    );
}

/** Returns the assignments that one of these patterns matches. */
export function matching<Item extends Assignment>(
  assignments: readonly Item[],
  patterns: readonly string[],
): readonly Item[] {
  const matchers = patterns.map(matcherOf);
  return assignments
    .map(searchableOf)
    .filter((searchable) => matchers.some((matches) => matches(searchable)))
    .map(({ assignment }) => assignment);
}

/** NFC, so that a typed `é` finds an `e` with a separate accent character. */
function lower(text: string): string {
  return text.normalize('NFC').toLowerCase();
}
