import type { RoleTestResult } from '../assuming/role-test/role-test-result.ts';
import type { ImportObstacle } from '../import-obstacle.ts';
import type { Result } from '../result.ts';
import type { Role } from '../roles/role.ts';
import type { RoleChanges, RoleDraft } from '../roles/role-draft.ts';
import type { RoleWarning } from '../roles/role-warning.ts';
import type { SourceProfile } from '../roles/sources/source-profiles.ts';
import type { CredentialKind } from '../credential-kind.ts';

/** Requests about the roles in the settings, and about profiles that can become roles. */
export interface RoleApi {
  add(request: { readonly role: RoleDraft }): Promise<Result<RoleSaved>>;
  set(request: {
    readonly roleId: string;
    readonly changes: RoleChanges;
  }): Promise<Result<RoleSaved>>;
  /**
   * Moves a role before the role `before`. If `before` is null, moves it to the end of the list.
   */
  move(request: { readonly roleId: string; readonly before: string | null }): Promise<Result<Role>>;
  /**
   * Removes a role. Before that, removes its keys from every credentials file for which `state.db`
   * has a record of the role.
   */
  remove(request: { readonly roleId: string }): Promise<Result<Role>>;
  /**
   * Adds a removed role back with its old id, and switches it on if it was on. Works only in the
   * process that removed it.
   */
  putBack(request: { readonly roleId: string }): Promise<Result<RoleSaved>>;
  /**
   * Returns the warnings or the failure that saving the role would return, and writes nothing.
   * `roleId` is the role to change; null for a new role.
   */
  preview(request: {
    readonly role: RoleDraft;
    readonly roleId: string | null;
  }): Promise<Result<RolePreview>>;
  /**
   * Tries the role at AWS and discards the credentials. `code` is a code of the device that the
   * last test's `codeFor` names.
   */
  test(request: {
    readonly role: RoleDraft;
    readonly roleId: string | null;
    readonly code: string | null;
  }): Promise<Result<RoleTestResult>>;
  /** Returns the profiles that can be a role's source. Calls no server and runs no program. */
  sources(request: Record<string, never>): Promise<Result<readonly SourceProfile[]>>;
  /**
   * Returns every profile with a `role_arn`, with the role that an import would add. Calls no
   * server and runs no program.
   */
  importable(request: Record<string, never>): Promise<Result<ImportableProfiles>>;
  /**
   * Adds roles for the chosen profiles in one write; `withSourceMfa` lists the profiles whose roles
   * use the MFA device of their source profile. The outcome of a profile that cannot be added is
   * `not-importable`.
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
  /** The path of the config file. */
  readonly path: string;
  /** Sorted by name. */
  readonly profiles: readonly ImportableProfile[];
  /**
   * Sections with a `role_arn` that AWS tools ignore. `better` is the header with which they would
   * read the section; null if there is none.
   */
  readonly ignored: readonly { readonly section: string; readonly better: string | null }[];
}

export interface ImportableProfile {
  readonly profile: string;
  /**
   * The role that an import would store; null if the profile cannot become a role. If the role's
   * endpoint is not AWS's, the import asks for consent.
   */
  readonly role: Role | null;
  /** The kind of credentials that the source profile has; null if it has none yet. */
  readonly builtOn: CredentialKind | null;
  /** Null if the role can be added. */
  readonly obstacle: ImportObstacle | null;
  /** Warnings about names that are already used, and about credentials that the role would hide. */
  readonly warnings: readonly RoleWarning[];
}

/** The result for one profile. */
export interface ImportOutcome {
  readonly profile: string;
  readonly result: Result<RoleSaved>;
}
