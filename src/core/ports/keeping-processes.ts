import type { AwayOccasion } from '../away-occasion.ts';

/** What a process knows about an absence of the person. Other processes act on it. */
export interface KnownAbsence {
  /** Why the person is away and no role is assumed; null if no role is released for that. */
  readonly away: AwayOccasion | null;
  /** When the MFA sessions were last forgotten for an absence, epoch ms; null: never. */
  readonly mfaForgottenAt: number | null;
}

/** The roles that a process refreshes. */
export interface Keeping {
  /** True if it also refreshes roles that are switched on later. */
  readonly switchedOn: boolean;
  readonly roleIds: readonly string[];
}

/** Another process that refreshes a role. */
export interface RefreshingProcess {
  readonly pid: number;
  readonly kind: 'keep' | 'application';
  /** The machine or container whose process it is; null if it is this one. */
  readonly host: string | null;
  /** When it began to refresh, in epoch ms by the machine's clock. */
  readonly since: number;
}

export interface KeepingProcess extends RefreshingProcess, Keeping {
  /**
   * False if nothing here shows whether it still runs: it is on another computer, and the file
   * system shows no locks of other computers.
   */
  readonly isVisible: boolean;
}

/**
 * Which processes refresh roles of this credentials file. If `state.db` cannot be used, it knows
 * less and does not fail.
 */
export interface KeepingProcesses {
  /** Records what this process refreshes and knows from now on; null: nothing. */
  announce(keeping: Keeping | null, absence?: KnownAbsence): void;
  /** Returns the other processes, also paused ones, but none that is known to have ended. */
  others(): readonly KeepingProcess[];
  /**
   * Returns what the other processes of this computer know about an absence, also those of other
   * credentials files.
   */
  absences(): readonly KnownAbsence[];
  /**
   * Calls the listener when another process changed its record. Can be late, repeated or without a
   * change. A killed process causes no call.
   */
  watch(changed: () => void): () => void;
}
