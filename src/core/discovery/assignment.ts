import type { Failure } from '../failure.ts';
import type { Assignment, PortalAccount } from '../access-portal.ts';

/** An account whose permission sets could not be listed. */
export interface UnlistedAccount extends PortalAccount {
  readonly failure: Failure;
}

/** The permission sets that a person has, sorted by account name. */
export interface Listing {
  readonly assignments: readonly Assignment[];
  readonly unlisted: readonly UnlistedAccount[];
}

export interface ListingProgress {
  readonly accountsDone: number;
  /** Null until all accounts are known. */
  readonly accounts: number | null;
  readonly permissionSets: number;
  /** True if AWS throttled, which makes the listing slow. */
  readonly isThrottled: boolean;
}

/** By account name, then account ID, then permission set; numbers by their value. */
export function byAccount(one: Assignment, other: Assignment): number {
  return (
    ORDER.compare(one.accountName, other.accountName) ||
    ORDER.compare(one.accountId, other.accountId) ||
    ORDER.compare(one.permissionSet, other.permissionSet)
  );
}

const ORDER = new Intl.Collator('en', { numeric: true });

/** Identifies an assignment in one sign-in. */
export function assignmentKey(at: Pick<Assignment, 'accountId' | 'permissionSet'>): string {
  return `${at.accountId} ${at.permissionSet}`;
}
