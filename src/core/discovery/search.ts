import type { Assignment } from '../access-portal.ts';
import { matchesGlob } from '../roles/pasted/glob.ts';

/** An assignment with its texts in lower case. The texts are computed once for all searches. */
export interface Searchable<Item extends Assignment = Assignment> {
  readonly assignment: Item;
  /** The account name, the account ID, the e-mail address and the permission set. */
  readonly parts: readonly string[];
  /** `account/permission set`, once with the account's name and once with its ID. */
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
 * Returns a function that tests assignments against a pattern, without regard to case. A pattern
 * with `*` or `?` must match one whole text of `parts` or `paths`; otherwise each of its words must
 * be contained in such a text.
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

/** Returns the assignments that match at least one of these patterns. */
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

/**
 * The text is normalised to NFC, so that a typed `é` finds an `e` with a separate accent character.
 */
function lower(text: string): string {
  return text.normalize('NFC').toLowerCase();
}
