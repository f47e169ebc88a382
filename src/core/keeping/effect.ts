import type { Role } from '../roles/role.ts';
import type { SessionEffect } from '../sessions/session-effect.ts';

/** What a decision changes in the credentials file. The outcome can cause other effects. */
export type FileEffect =
  /** Writes our session again. `otherwise`: what follows if that fails. */
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
   * Releases a section whose mark names a role that has another target or was removed. `roleName`:
   * null if it was removed.
   */
  | {
      readonly kind: 'release-section';
      readonly roleId: string;
      readonly roleName: string | null;
      readonly profile: string;
      readonly then: readonly Effect[];
    };

/** What the keeper's loop itself does. */
export type LoopEffect =
  /** Something was corrected: read once more. */
  | { readonly kind: 'reconcile' }
  /** The role is being assumed: read again when that has ended. */
  | { readonly kind: 'skip'; readonly roleId: string }
  /** Keys are missing. A program that rewrites the file may be about to write them. */
  | { readonly kind: 'await-removal'; readonly roleId: string; readonly afterMs: number }
  /** Decides again with the role's lock held, from files that are read under it. */
  | { readonly kind: 'reconcile-under-lock'; readonly roleId: string }
  /**
   * Decides under the lock, in the same way, about a section whose mark names a role with another
   * target or no role.
   */
  | { readonly kind: 'check-stray'; readonly roleId: string; readonly profile: string }
  /** The wall clock jumped. */
  | { readonly kind: 'start-over' }
  | { readonly kind: 'measure-clock' }
  | { readonly kind: 'assume'; readonly roleId: string };

/** Runs synchronously after the decision, because the decision could be obsolete later. */
export type QuickEffect =
  | SessionEffect
  /** Asks for the codes that these roles will need soon. */
  | { readonly kind: 'ask-ahead'; readonly kept: ReadonlySet<string> };

export type Effect = QuickEffect | FileEffect | LoopEffect;
