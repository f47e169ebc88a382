import type { PortalAccount } from '../access-portal.ts';
import type { SsoReference } from '../aws-config/sign-in-session.ts';
import type { ListingProgress, UnlistedAccount } from '../discovery/assignment.ts';
import type { DiscoveredAssignment } from '../discovery/compare-listing.ts';
import type { Result } from '../result.ts';
import type { Role } from '../roles/role.ts';
import type { RoleWarning } from '../roles/role-warning.ts';

/** What a person has in IAM Identity Center, and roles made of it. */
export interface DiscoveryApi {
  /** Returns the sign-ins that the config file and roles name. Calls nothing. */
  signIns(request: Record<string, never>): Promise<Result<readonly KnownSignIn[]>>;
  /** Signs a person in, like `signIn.begin`, to a sign-in that needs no profile. */
  signIn(request: { readonly from: SsoReference; readonly device: boolean }): Promise<Result<null>>;
  /**
   * Lists every account and permission set; the state shows the progress. `sign-in-needed` if the
   * person is not signed in. Null if it was cancelled.
   */
  list(request: { readonly from: SsoReference }): Promise<Result<Discovery | null>>;
  /** Ends the listings of this process. */
  cancel(request: Record<string, never>): Promise<Result<null>>;
  /**
   * Adds roles in one write. The outcome of one whose name or profile is taken is `field-invalid`.
   */
  add(request: {
    readonly from: SsoReference;
    readonly roles: readonly ChosenAssignment[];
  }): Promise<Result<readonly DiscoveryOutcome[]>>;
  /**
   * Removes roles whose permission set is gone, with their keys. If one fails, it stays and the
   * others are removed.
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
  /** By account. */
  readonly assignments: readonly DiscoveredAssignment[];
  /** Accounts whose permission sets AWS did not list. */
  readonly unlisted: readonly UnlistedAccount[];
  /** When this sign-in was listed before, in epoch ms; null if never. */
  readonly lastAt: number | null;
}

/** A permission set and the role that it becomes. */
export interface ChosenAssignment extends Pick<PortalAccount, 'accountId'> {
  readonly permissionSet: string;
  readonly name: string;
  /** Empty: no group. */
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

/** A listing that is under way. */
export interface DiscoveryUnderWay extends ListingProgress {
  /** What people call the sign-in. */
  readonly signIn: string;
}
