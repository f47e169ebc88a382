/**
 * The part of a process that follows changes of its sessions. `Keeper` refreshes them, and
 * `HandlingWithoutRefresh` only shows them.
 */
export interface SessionHandling {
  start(): Promise<void>;
  /**
   * Reads the settings, the AWS files and the records in `state.db` again. `Keeper` then also
   * refreshes sessions and corrects the file.
   */
  reconcile(): Promise<void>;
  keepHere(roleId: string): void;
  /**
   * Must be called after a release in this process. A command must not exit before the promise
   * resolves.
   */
  onRelease(): Promise<void>;
  /** Assumes at once the roles that wait for a sign-in. */
  onSignIn(): void;
  /** Must be called for each `WakeReason`, such as the end of a suspend. */
  onWake(): void;
  /** Stops refreshes and requests for MFA codes until `resume` is called. */
  pause(): void;
  resume(): void;
  stop(): void;
}
