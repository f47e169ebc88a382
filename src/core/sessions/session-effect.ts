import type { ValidSession } from '../credentials-file/section-state.ts';
import type { Failure } from '../failure.ts';
import type { Role } from '../roles/role.ts';

/** A change of a session or of its record, after files were read or time passed. */
export type SessionEffect =
  /**
   * Copies from the settings and the record whether the role is on, when it was last used, and its
   * digest. A null `digest` keeps the present digest.
   */
  | {
      readonly kind: 'copy-settings';
      readonly roleId: string;
      readonly digest: string | null;
      readonly kept: boolean;
      readonly lastUsedAt: number | null;
    }
  /** The file has a session of the role, which is used from now on. */
  | { readonly kind: 'obtain'; readonly role: Role; readonly session: ValidSession }
  /** Adds to the record a session that another process wrote. */
  | { readonly kind: 'record'; readonly role: Role; readonly session: ValidSession }
  /** Another process got the role's session, so the role no longer waits for a code. */
  | {
      readonly kind: 'adopted';
      readonly role: Role;
      readonly expiration: number;
      readonly isReported: boolean;
    }
  /** Records whether the session in the file was assumed with other environment variables. */
  | { readonly kind: 'other-environment'; readonly roleId: string; readonly is: boolean }
  /** Another process released the role. */
  | { readonly kind: 'drop'; readonly role: Role }
  /** The session ends, and the role stays switched on. */
  | { readonly kind: 'end-session'; readonly roleId: string }
  /** The record no longer names this session. */
  | {
      readonly kind: 'forget-session';
      readonly roleId: string;
      readonly accessKeyId: string | null;
    }
  /** Someone removed the keys from the file, so the role is switched off. */
  | { readonly kind: 'removed'; readonly role: Role; readonly accessKeyId: string | null }
  /** Someone put other credentials into the role's section. */
  | {
      readonly kind: 'taken';
      readonly role: Role;
      readonly holds: Extract<Failure, { kind: 'section-not-owned' }>['holds'];
    }
  /** Shows the failure of an attempt by another process. */
  | { readonly kind: 'show-failure'; readonly roleId: string; readonly failure: Failure }
  /** The role is no longer in the settings. */
  | { readonly kind: 'forget-role'; readonly roleId: string }
  /** A session may have expired, or may need a warning. */
  | { readonly kind: 'check-deadlines'; readonly roleId: string; readonly at: number };
