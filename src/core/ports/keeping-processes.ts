import type { AwayReason } from '../away-reason.ts';

/**
 * What a process did because the person left. It records this, so that the other processes of the
 * computer do the same.
 */
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
  /** The name of the computer or container that runs the process. Null if it is this one. */
  readonly host: string | null;
  /** When it began to refresh, in epoch ms by that machine's clock. */
  readonly since: number;
}

export interface KeepingProcess extends RefreshingProcess, Keeping {
  /**
   * False if the process is on another computer whose locks this computer cannot see. It is then
   * unknown whether the process still runs.
   */
  readonly isVisible: boolean;
}

/**
 * The processes that refresh roles of this credentials file. If `state.db` cannot be used, no
 * method fails, but processes may be missing.
 */
export interface KeepingProcesses {
  /**
   * Records the roles that this process refreshes, and an absence that it noticed. `keeping` is
   * null if it refreshes none.
   */
  announce(keeping: Keeping | null, absence?: ReportedAbsence): void;
  /**
   * Returns the other running processes, also those that the system paused, and processes of other
   * computers that may still run.
   */
  others(): readonly KeepingProcess[];
  /**
   * Returns the absences that the other processes of this computer recorded, also those that use
   * other credentials files.
   */
  absences(): readonly ReportedAbsence[];
  /**
   * Calls the listener when another process may have announced a change; the call may be late or
   * repeated. A process that is killed causes no call.
   */
  watch(changed: () => void): () => void;
}
