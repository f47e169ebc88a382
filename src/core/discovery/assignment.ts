import type { Failure } from '../failure.ts';
import type { PortalAccount } from '../access-portal.ts';

/** A permission set that a person has in an account. */
export interface Assignment {
  readonly accountId: string;
  /** As the portal names it; empty if it names none. */
  readonly accountName: string;
  readonly emailAddress: string;
  readonly permissionSet: string;
}

/** An account whose permission sets could not be listed. */
export interface UnlistedAccount extends PortalAccount {
  readonly failure: Failure;
}

/** What a person has, in the order of account names. */
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
