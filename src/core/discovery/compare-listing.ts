import type { Assignment, LastListing } from '../access-portal.ts';
import { assignmentKey, type Listing, sortedByAccount } from './assignment.ts';

/**
 * `new`: no role uses the permission set; `known`: a role uses it. `vanished`: Identity Center no
 * longer lists it, but a role uses it or the last listing had it.
 */
export type AssignmentState = 'new' | 'known' | 'vanished';

export interface DiscoveredAssignment extends Assignment {
  readonly state: AssignmentState;
  /** The role that uses the permission set; null if there is none. */
  readonly role: { readonly id: string; readonly name: string } | null;
}

/** A role of this sign-in. */
export interface KnownRole {
  readonly id: string;
  readonly name: string;
  readonly accountId: string;
  readonly permissionSet: string;
}

/**
 * Compares a listing with the existing roles and with the last listing. If an account could not be
 * listed, its permission sets are not returned, because they may still exist.
 */
export function compareListing(
  { assignments, unlisted }: Listing,
  { last, roles }: { readonly last: LastListing | null; readonly roles: readonly KnownRole[] },
): readonly DiscoveredAssignment[] {
  const before = last?.assignments ?? [];
  const listed = new Set(assignments.map(assignmentKey));
  const roleOf = new Map(roles.map((role) => [assignmentKey(role), role]));
  const accounts = new Map([...before, ...assignments].map((each) => [each.accountId, each]));
  const isUnlisted = new Set(unlisted.map(({ accountId }) => accountId));
  const ofRoles = roles.map(({ accountId, permissionSet }) => {
    const { accountName = '', emailAddress = '' } = accounts.get(accountId) ?? {};
    return { accountId, accountName, emailAddress, permissionSet };
  });
  const gone = new Map(
    [...ofRoles, ...before]
      .filter((each) => !listed.has(assignmentKey(each)) && !isUnlisted.has(each.accountId))
      .map((each) => [assignmentKey(each), each]),
  );

  const discovered = (each: Assignment, isListed: boolean): DiscoveredAssignment => {
    const { accountId, accountName, emailAddress, permissionSet } = each;
    const role = roleOf.get(assignmentKey(each));
    return {
      accountId,
      accountName,
      emailAddress,
      permissionSet,
      state: !isListed ? 'vanished' : role === undefined ? 'new' : 'known',
      role: role === undefined ? null : { id: role.id, name: role.name },
    };
  };
  return sortedByAccount([
    ...assignments.map((each) => discovered(each, true)),
    ...[...gone.values()].map((each) => discovered(each, false)),
  ]);
}

/**
 * Returns the listing to store for the next comparison. The stored listing contains the last known
 * permission sets of an account that could not be listed now.
 */
export function rememberedListing(
  { assignments, unlisted }: Listing,
  last: LastListing | null,
  now: number,
): LastListing {
  const isUnlisted = new Set(unlisted.map(({ accountId }) => accountId));
  const carried = (last?.assignments ?? []).filter(({ accountId }) => isUnlisted.has(accountId));
  return { at: now, assignments: [...assignments, ...carried] };
}
