import type { AwayReason } from '../away-reason.ts';

/** What one process reports about an absence of the person, so that other processes act on it too. */
export interface ReportedAbsence {
  /** Null if the process released no roles because of an absence. */
  readonly away: AwayReason | null;
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
  announce(keeping: Keeping | null, absence?: ReportedAbsence): void;
  /**
   * Returns the other processes. Paused processes are included, and processes that have ended are
   * not.
   */
  others(): readonly KeepingProcess[];
  /**
   * Returns what the other processes of this computer know about an absence. Includes processes
   * that use other credentials files.
   */
  absences(): readonly ReportedAbsence[];
  /**
   * Calls the listener when another process changed its record. The call can be late, repeated or
   * without a change. A killed process causes no call.
   */
  watch(changed: () => void): () => void;
}
