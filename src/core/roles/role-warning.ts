import type { CredentialKind } from '../credential-kind.ts';
import type { Shadowing } from '../aws-config/shadowing.ts';

/** What a person should know about a valid role. */
export type RoleWarning =
  | { readonly kind: 'source-not-there-yet'; readonly profile: string }
  /** The source profile has an MFA device, and the role uses none. */
  | { readonly kind: 'source-has-mfa'; readonly profile: string; readonly serial: string }
  | { readonly kind: 'target-not-owned'; readonly profile: string; readonly holds: CredentialKind }
  | { readonly kind: 'shadowing'; readonly shadowing: Shadowing }
  | { readonly kind: 'limit-of-aws'; readonly field: string }
  /**
   * AWS limits a role's session to one hour if an MFA session or another role's session assumes the
   * role.
   */
  | {
      readonly kind: 'duration-capped';
      readonly durationSeconds: number;
      readonly by: 'mfa' | 'role';
    }
  /** A person must enter a code for each session. */
  | { readonly kind: 'mfa-each-time' }
  /**
   * Another role's session calls AssumeRole for this role, and AWS accepts no MFA code from such a
   * caller. The whole chain uses one MFA session instead.
   */
  | { readonly kind: 'mfa-each-time-unused'; readonly profile: string }
  | { readonly kind: 'unknown-partition'; readonly partition: string }
  | {
      readonly kind: 'target-shared';
      readonly profile: string;
      readonly roleNames: readonly string[];
    };
