import type { RoleTestResult } from '../assuming/role-test/role-test-result.ts';
import type { ImportObstacle } from '../import-obstacle.ts';
import type { Result } from '../result.ts';
import type { Role } from '../roles/role.ts';
import type { RoleChanges, RoleDraft } from '../roles/role-draft.ts';
import type { RoleWarning } from '../roles/role-warning.ts';
import type { SourceProfile } from '../roles/sources/source-profiles.ts';
import type { SectionHolds } from '../section-holds.ts';

/** Requests about the roles in the settings, and about profiles that can become roles. */
export interface RoleApi {
  add(request: { readonly role: RoleDraft }): Promise<Result<RoleSaved>>;
  set(request: {
    readonly roleId: string;
    readonly changes: RoleChanges;
  }): Promise<Result<RoleSaved>>;
  /** Moves a role before another one in the list of roles, or to its end. */
  move(request: { readonly roleId: string; readonly before: string | null }): Promise<Result<Role>>;
  /** Releases the role first, in every credentials file that a record names. */
  remove(request: { readonly roleId: string }): Promise<Result<Role>>;
  /** Adds a role again that this process removed: same id, and switched on if it was on. */
  putBack(request: { readonly roleId: string }): Promise<Result<RoleSaved>>;
  /**
   * Returns the warnings of saving, or `field-invalid` if it would be refused. `roleId`: the role
   * that is changed, null for a new one. Writes nothing.
   */
  preview(request: {
    readonly role: RoleDraft;
    readonly roleId: string | null;
  }): Promise<Result<RolePreview>>;
  /**
   * Tries the role at AWS and drops the credentials. `code`: of the device that the last test
   * asked for.
   */
  test(request: {
    readonly role: RoleDraft;
    readonly roleId: string | null;
    readonly code: string | null;
  }): Promise<Result<RoleTestResult>>;
  /** Returns the profiles that a role can be assumed from. Calls and runs nothing. */
  sources(request: Record<string, never>): Promise<Result<readonly SourceProfile[]>>;
  /**
   * Returns every profile with a `role_arn` as the role that it would become. Calls and runs
   * nothing.
   */
  importable(request: Record<string, never>): Promise<Result<ImportableProfiles>>;
  /**
   * Adds the chosen profiles in one write. The outcome of one that cannot be added is
   * `not-importable`. `withSourceMfa`: those that use the MFA device of their source profile.
   */
  import(request: {
    readonly profiles: readonly string[];
    readonly withSourceMfa: readonly string[];
  }): Promise<Result<readonly ImportOutcome[]>>;
}

export interface RoleSaved {
  readonly role: Role;
  readonly warnings: readonly RoleWarning[];
}

export interface RolePreview {
  readonly warnings: readonly RoleWarning[];
}

export interface ImportableProfiles {
  /** Path of the config file. */
  readonly path: string;
  /** By name. */
  readonly profiles: readonly ImportableProfile[];
  /**
   * Sections with a `role_arn` that AWS tools ignore, and the header that would make each a
   * profile.
   */
  readonly ignored: readonly { readonly section: string; readonly better: string | null }[];
}

export interface ImportableProfile {
  readonly profile: string;
  /**
   * The role as it would be stored; null if the profile gives none. Its endpoint needs consent if
   * it is not AWS's.
   */
  readonly role: Role | null;
  /** What gives its source profile credentials; null if nothing does yet. */
  readonly builtOn: SectionHolds | null;
  /** Null if the role can be added. */
  readonly obstacle: ImportObstacle | null;
  /** What would clash or be hidden. */
  readonly warnings: readonly RoleWarning[];
}

/** The result of one profile. */
export interface ImportOutcome {
  readonly profile: string;
  readonly result: Result<RoleSaved>;
}
