/**
 * What a process does with its sessions. `Keeper` keeps them fresh, `SessionViewer` only shows
 * them.
 */
export interface SessionHandling {
  start(): Promise<void>;
  /** Reads everything again and acts on it. */
  reconcile(): Promise<void>;
  keepHere(roleId: string): void;
  /**
   * Call it after a release in this process. A command can exit after the promise has resolved.
   */
  onRelease(): Promise<void>;
  /** Tries at once the roles that wait for a sign-in. */
  onSignIn(): void;
  /** Call it after the computer woke up or the network changed. */
  onWake(): void;
  /** Assumes no role and requests no MFA code until `resume` is called. */
  pause(): void;
  resume(): void;
  stop(): void;
}
