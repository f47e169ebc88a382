import type { FieldRule } from './field-rule.ts';
import type { SectionHolds } from './section-holds.ts';

/** Why a profile of the config file cannot become a role. */
export type ImportObstacle =
  | { readonly kind: 'profile-missing'; readonly known: readonly string[] }
  /** The profile has no `role_arn`. `holds` is null if it has no other credentials either. */
  | { readonly kind: 'no-role'; readonly holds: SectionHolds | null }
  /**
   * A `role_arn` with neither or both of `source_profile` and `credential_source`, which AWS tools
   * refuse.
   */
  | { readonly kind: 'no-source' }
  /** The profile's source profiles form a cycle; the path starts at the profile. */
  | { readonly kind: 'source-cycle'; readonly path: readonly string[] }
  /** The keys that call STS come from the computer, and no other profile has them. */
  | { readonly kind: 'credential-source'; readonly source: string }
  /** The profile uses AssumeRoleWithWebIdentity, another call. */
  | { readonly kind: 'web-identity' }
  /** A role has this name already; `same` if it is the same role. */
  | { readonly kind: 'name-taken'; readonly roleName: string; readonly same: boolean }
  | { readonly kind: 'field-invalid'; readonly field: string; readonly rule: FieldRule }
  /** The config file names a server that requests would go to. A person must allow it. */
  | { readonly kind: 'endpoint-unconfirmed'; readonly endpoint: string };
