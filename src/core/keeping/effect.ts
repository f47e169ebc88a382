import type { Role } from '../roles/role.ts';
import type { SessionEffect } from '../sessions/session-effect.ts';

/** A change of the credentials file. Its result can cause other effects. */
export type FileEffect =
  /** Writes the session in memory again. If that fails, the effects in `otherwise` follow. */
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
   * Removes the keys of a section whose mark names a role that has another target profile or was
   * removed. `roleName` is null for a removed role. If it succeeds, the effects in `then` follow.
   */
  | {
      readonly kind: 'release-section';
      readonly roleId: string;
      readonly roleName: string | null;
      readonly profile: string;
      readonly then: readonly Effect[];
    };

/** An effect that the keeper performs itself. */
export type LoopEffect =
  /** Reads everything once more, because something was corrected. */
  | { readonly kind: 'reconcile' }
  /** Does nothing now, because the role is being assumed. Everything is read again after that. */
  | { readonly kind: 'skip'; readonly roleId: string }
  /**
   * Reads again after `afterMs`, because keys are missing. A program that rewrites the file may
   * write them in a moment.
   */
  | { readonly kind: 'await-removal'; readonly roleId: string; readonly afterMs: number }
  /** Locks the role, reads the files, and decides again about the role. */
  | { readonly kind: 'reconcile-under-lock'; readonly roleId: string }
  /**
   * Locks the role of a mark, reads the files, and decides about a section whose mark names a role
   * with another target profile or a removed role.
   */
  | { readonly kind: 'check-stray'; readonly roleId: string; readonly profile: string }
  /** Measures STS's clock and checks everything, because the wall clock jumped. */
  | { readonly kind: 'start-over' }
  | { readonly kind: 'measure-clock' }
  | { readonly kind: 'assume'; readonly roleId: string };

/**
 * An effect that is performed synchronously after the decision, because the decision could be wrong
 * later.
 */
export type QuickEffect =
  | SessionEffect
  /** Requests the MFA codes that these roles will need soon. */
  | { readonly kind: 'ask-ahead'; readonly kept: ReadonlySet<string> };

export type Effect = QuickEffect | FileEffect | LoopEffect;
