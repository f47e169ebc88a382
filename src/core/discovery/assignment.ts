import type { Failure } from '../failure.ts';
import type { Assignment, PortalAccount } from '../access-portal.ts';
import { nameOrder } from '../name-order.ts';

/** An account whose permission sets could not be listed. */
export interface UnlistedAccount extends PortalAccount {
  readonly failure: Failure;
}

/** The permission sets that a person gets with one sign-in. */
export interface Listing {
  readonly assignments: readonly Assignment[];
  readonly unlisted: readonly UnlistedAccount[];
}

export interface ListingProgress {
  readonly accountsDone: number;
  /** Null until all accounts are known. */
  readonly accounts: number | null;
  readonly permissionSets: number;
  /** True if AWS throttled a call, which makes the listing slow. */
  readonly isThrottled: boolean;
}

/** Returns the assignments sorted by account name, then account ID, then permission set. */
export function sortedByAccount<T extends Assignment>(assignments: readonly T[]): readonly T[] {
  const compare = nameOrder();
  return assignments.toSorted(
    (one, other) =>
      compare(one.accountName, other.accountName) ||
      compare(one.accountId, other.accountId) ||
      compare(one.permissionSet, other.permissionSet),
  );
}

/** Returns a key that is unique in one sign-in. */
export function assignmentKey(at: Pick<Assignment, 'accountId' | 'permissionSet'>): string {
  return `${at.accountId} ${at.permissionSet}`;
}
