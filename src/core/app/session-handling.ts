/** How a process treats its sessions: it keeps them fresh, or only shows them. */
export interface SessionHandling {
  start(): Promise<void>;
  /** Reads everything again and acts on it. */
  reconcile(): Promise<void>;
  keepHere(roleId: string): void;
  /** Call it after a release in this process. A command can exit when the promise resolves. */
  onRelease(): Promise<void>;
  /** Tries at once the roles that wait for a sign-in. */
  onSignIn(): void;
  /** Call it after the computer woke up or the network changed. */
  onWake(): void;
  /** Assumes no role and asks for no code until `resume`. */
  pause(): void;
  resume(): void;
  stop(): void;
}
