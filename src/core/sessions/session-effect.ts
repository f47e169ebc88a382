import type { ValidSession } from '../credentials-file/section-state.ts';
import type { Failure } from '../failure.ts';
import type { Role } from '../roles/role.ts';

/** A change of a session or of its record that follows from a look or from the time. */
export type SessionEffect =
  /** As settings and record say now. `digest`: null leaves it as it is. */
  | {
      readonly kind: 'take-settings';
      readonly roleId: string;
      readonly digest: string | null;
      readonly kept: boolean;
      readonly lastUsedAt: number | null;
    }
  /** The session in the file is the role's. */
  | { readonly kind: 'hold'; readonly role: Role; readonly session: ValidSession }
  /** Puts a session that another process wrote into the record. */
  | { readonly kind: 'record'; readonly role: Role; readonly session: ValidSession }
  /** Another process got the role's session: the role waits for no code any more. */
  | {
      readonly kind: 'adopted';
      readonly role: Role;
      readonly expiration: number;
      readonly isNews: boolean;
    }
  /** Whether the session in the file was assumed with other settings of the environment. */
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
  /** Somebody removed the keys on purpose: the role is switched off. */
  | { readonly kind: 'removed'; readonly role: Role; readonly accessKeyId: string | null }
  /** Somebody put other credentials into the role's section. */
  | {
      readonly kind: 'taken';
      readonly role: Role;
      readonly holds: Extract<Failure, { kind: 'section-not-owned' }>['holds'];
    }
  /** Another process failed with this. */
  | { readonly kind: 'show-failure'; readonly roleId: string; readonly failure: Failure }
  /** The role is gone from the settings. */
  | { readonly kind: 'forget-role'; readonly roleId: string }
  /** A session may have expired, or may need a warning. */
  | { readonly kind: 'pass-time'; readonly roleId: string; readonly at: number };
