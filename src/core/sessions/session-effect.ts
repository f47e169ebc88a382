import type { ValidSession } from '../credentials-file/section-state.ts';
import type { Failure } from '../failure.ts';
import type { Role } from '../roles/role.ts';

/** A change of a role's session in memory, or of its record in `state.db`. */
export type SessionEffect =
  /**
   * Stores in memory whether the role is on, when it was last used, and the digest of its settings.
   * If `digest` is null, the digest in memory does not change.
   */
  | {
      readonly kind: 'copy-settings';
      readonly roleId: string;
      readonly digest: string | null;
      readonly kept: boolean;
      readonly lastUsedAt: number | null;
    }
  /** Copies the facts of the session in the credentials file into memory. */
  | { readonly kind: 'obtain'; readonly role: Role; readonly session: ValidSession }
  /** Stores in the record a session that another process wrote. */
  | { readonly kind: 'record'; readonly role: Role; readonly session: ValidSession }
  /**
   * Removes the role from the requests for MFA codes, because another process got its session. If
   * `isReported` is true, the event `adopted` is emitted.
   */
  | {
      readonly kind: 'adopted';
      readonly role: Role;
      readonly expiration: number;
      readonly isReported: boolean;
    }
  /**
   * Stores in memory whether the session in the file was assumed with other settings of the role,
   * or through another STS endpoint, than this process has.
   */
  | { readonly kind: 'other-environment'; readonly roleId: string; readonly is: boolean }
  /** Forgets the session in memory and switches the role off, because its session was released. */
  | { readonly kind: 'drop'; readonly role: Role }
  /** Forgets the session in memory. The role stays switched on. */
  | { readonly kind: 'end-session'; readonly roleId: string }
  /** Removes the session from the record, unless the record has another access key now. */
  | {
      readonly kind: 'forget-session';
      readonly roleId: string;
      readonly accessKeyId: string | null;
    }
  /** Switches the role off, because its keys were removed from the file. */
  | { readonly kind: 'switch-off'; readonly role: Role; readonly accessKeyId: string | null }
  /** Reports once that the role's section has credentials that Rolekeeper did not write. */
  | {
      readonly kind: 'taken';
      readonly role: Role;
      readonly holds: Extract<Failure, { kind: 'section-not-owned' }>['holds'];
    }
  /** Shows the failure of an attempt by another process. */
  | { readonly kind: 'show-failure'; readonly roleId: string; readonly failure: Failure }
  /** Forgets a role that the settings no longer have. */
  | { readonly kind: 'forget-role'; readonly roleId: string }
  /**
   * Records in memory that the session has expired at the time `at`, or that the warning of its end
   * is due.
   */
  | { readonly kind: 'check-deadlines'; readonly roleId: string; readonly at: number };
