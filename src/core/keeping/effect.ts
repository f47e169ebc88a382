import type { Role } from '../roles/role.ts';
import type { SessionEffect } from '../sessions/session-effect.ts';

/** A change of the credentials file. More effects can follow, depending on its result. */
export type FileEffect =
  /**
   * Writes the session that is in memory into the file again. If that fails, the effects in
   * `otherwise` follow.
   */
  | {
      readonly kind: 'write-again';
      readonly role: Role;
      readonly generation: number;
      readonly rewrites: number;
      readonly otherwise: readonly Effect[];
    }
  /** Removes keys that a program wrote back after their release. */
  | { readonly kind: 'release-old-copy'; readonly role: Role }
  /**
   * Removes the keys of a section whose role was removed (`roleName` is null) or has another target
   * profile now. If the removal succeeds, the effects in `then` follow.
   */
  | {
      readonly kind: 'release-section';
      readonly roleId: string;
      readonly roleName: string | null;
      readonly profile: string;
      readonly then: readonly Effect[];
    };

/** An effect that the keeper performs itself. */
export type KeeperEffect =
  /** Reads the files and records once more, because an effect before this one changed them. */
  | { readonly kind: 'reconcile' }
  /**
   * Does nothing yet, because the role is being assumed. After that, the files and records are read
   * again.
   */
  | { readonly kind: 'skip'; readonly roleId: string }
  /**
   * Reads the file again after `afterMs`, to find out whether missing keys were removed or a
   * program is still rewriting the file.
   */
  | { readonly kind: 'await-removal'; readonly roleId: string; readonly afterMs: number }
  /** Locks the role, reads the files, and decides again about the role. */
  | { readonly kind: 'reconcile-under-lock'; readonly roleId: string }
  /**
   * Locks the role and reads the files. Removes the keys from the profile's section if the role was
   * removed or has another target profile now.
   */
  | { readonly kind: 'check-stray'; readonly roleId: string; readonly profile: string }
  /** Measures STS's clock, and reads the files and records again, because the wall clock jumped. */
  | { readonly kind: 'start-over' }
  | { readonly kind: 'measure-clock' }
  | { readonly kind: 'assume'; readonly roleId: string };

/**
 * An effect that the keeper performs at once, before the facts that led to the effect can change.
 */
export type QuickEffect =
  | SessionEffect
  /** Requests the MFA codes that the roles in `kept`, which are on, will need soon. */
  | { readonly kind: 'ask-ahead'; readonly kept: ReadonlySet<string> };

export type Effect = QuickEffect | FileEffect | KeeperEffect;
