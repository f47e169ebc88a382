import type { AwayOccasion } from '../away-occasion.ts';

/** What a process knows about an absence of the person. Other processes also act on this. */
export interface KnownAbsence {
  /**
   * How the person left. Null if no roles are released because of an absence.
   */
  readonly away: AwayOccasion | null;
  /** When the MFA sessions were last forgotten because of an absence, epoch ms. Null if never. */
  readonly mfaForgottenAt: number | null;
}

/** The roles that a process refreshes. */
export interface Keeping {
  /** True if the process also refreshes roles that are switched on later. */
  readonly switchedOn: boolean;
  readonly roleIds: readonly string[];
}

/** Another process that refreshes a role. */
export interface RefreshingProcess {
  readonly pid: number;
  readonly kind: 'keep' | 'application';
  /** The machine or container that runs the process. Null if it is this one. */
  readonly host: string | null;
  /** When it began to refresh, in epoch ms by that machine's clock. */
  readonly since: number;
}

export interface KeepingProcess extends RefreshingProcess, Keeping {
  /**
   * False if it is unknown whether the process still runs. It is then on another computer, and the
   * file system does not show locks of other computers.
   */
  readonly isVisible: boolean;
}

/**
 * The processes that refresh roles of this credentials file. If `state.db` cannot be used, methods
 * do not fail, but return less.
 */
export interface KeepingProcesses {
  /**
   * Records what this process refreshes and knows from now on. A null `keeping` means that it
   * refreshes nothing.
   */
  announce(keeping: Keeping | null, absence?: KnownAbsence): void;
  /**
   * Returns the other processes. Paused processes are included, and processes that have ended are
   * not.
   */
  others(): readonly KeepingProcess[];
  /**
   * Returns what the other processes of this computer know about an absence. Includes processes
   * that use other credentials files.
   */
  absences(): readonly KnownAbsence[];
  /**
   * Calls the listener when another process changed its record. The call can be late, repeated or
   * without a change. A killed process causes no call.
   */
  watch(changed: () => void): () => void;
}
