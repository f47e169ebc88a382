import type { FieldRule } from './field-rule.ts';
import type { CredentialKind } from './credential-kind.ts';

/** Why a profile of the config file cannot become a role. */
export type ImportObstacle =
  | { readonly kind: 'profile-missing'; readonly known: readonly string[] }
  /**
   * The profile has no `role_arn`. `holds` is the kind of its other credentials, or null if it has
   * none.
   */
  | { readonly kind: 'no-role'; readonly holds: CredentialKind | null }
  /**
   * The profile has a `role_arn`, but neither or both of `source_profile` and `credential_source`.
   * AWS tools refuse such a profile.
   */
  | { readonly kind: 'no-source' }
  /** The profile's source profiles form a cycle. `path` starts at the profile. */
  | { readonly kind: 'source-cycle'; readonly path: readonly string[] }
  /**
   * The credentials that call STS come from `credential_source`, such as an EC2 instance, and not
   * from a profile.
   */
  | { readonly kind: 'credential-source'; readonly source: string }
  /** The profile uses AssumeRoleWithWebIdentity, which is another call than AssumeRole. */
  | { readonly kind: 'web-identity' }
  /**
   * The role `roleName` already has this name, or was imported from this profile. `same` is true if
   * both are the same role of AWS, or the same permission set in the same account.
   */
  | { readonly kind: 'name-taken'; readonly roleName: string; readonly same: boolean }
  | { readonly kind: 'field-invalid'; readonly field: string; readonly rule: FieldRule }
  /**
   * The config file names a server that is not AWS's for the calls to STS. A person must allow this
   * server first.
   */
  | { readonly kind: 'endpoint-unconfirmed'; readonly endpoint: string };
