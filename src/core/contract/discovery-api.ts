import type { PortalAccount } from '../access-portal.ts';
import type { SsoReference } from '../aws-config/sign-in-session.ts';
import type { ListingProgress, UnlistedAccount } from '../discovery/assignment.ts';
import type { DiscoveredAssignment } from '../discovery/compare-listing.ts';
import type { Result } from '../result.ts';
import type { Role } from '../roles/role.ts';
import type { RoleWarning } from '../roles/role-warning.ts';

/**
 * Lists a person's permission sets in IAM Identity Center, and adds and removes roles for them.
 */
export interface DiscoveryApi {
  /** Returns the sign-ins that the config file and roles name. Calls no server. */
  signIns(request: Record<string, never>): Promise<Result<readonly KnownSignIn[]>>;
  /** Signs a person in as `signIn.begin` does, but needs no profile. */
  signIn(request: { readonly from: SsoReference; readonly device: boolean }): Promise<Result<null>>;
  /**
   * Lists every account and permission set; `AppState.discoveries` has the progress. Fails with
   * `sign-in-needed` if the person is not signed in, and returns null if the listing was cancelled.
   */
  list(request: { readonly from: SsoReference }): Promise<Result<Discovery | null>>;
  /** Cancels all listings of this process. */
  cancel(request: Record<string, never>): Promise<Result<null>>;
  /**
   * Adds roles in one write. A role whose name or profile is already used is not added, and its
   * outcome is `field-invalid`.
   */
  add(request: {
    readonly from: SsoReference;
    readonly roles: readonly ChosenAssignment[];
  }): Promise<Result<readonly DiscoveryOutcome[]>>;
  /**
   * Removes these roles and their keys. If the removal of a role fails, the other roles are still
   * removed.
   */
  remove(request: {
    readonly roleIds: readonly string[];
  }): Promise<Result<readonly RemovalOutcome[]>>;
}

export interface KnownSignIn {
  readonly from: SsoReference;
  readonly startUrl: string;
  readonly region: string;
}

export interface Discovery {
  /** Sorted by account. */
  readonly assignments: readonly DiscoveredAssignment[];
  /** Accounts whose permission sets AWS did not list. */
  readonly unlisted: readonly UnlistedAccount[];
  /** The time of the previous listing of this sign-in, in epoch ms; null if there is none. */
  readonly lastAt: number | null;
}

/** A permission set with the name and the group of the role to add. */
export interface ChosenAssignment extends Pick<PortalAccount, 'accountId'> {
  readonly permissionSet: string;
  readonly name: string;
  /** Empty for no group. */
  readonly group: string;
}

export interface DiscoveryOutcome {
  readonly accountId: string;
  readonly permissionSet: string;
  readonly result: Result<{ readonly role: Role; readonly warnings: readonly RoleWarning[] }>;
}

export interface RemovalOutcome {
  readonly roleId: string;
  readonly result: Result<Role>;
}

/** A running listing. */
export interface DiscoveryUnderWay extends ListingProgress {
  /** The name of the `sso-session`, or the start URL. */
  readonly signIn: string;
}
