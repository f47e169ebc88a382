/** How a process treats its sessions: it keeps them fresh, or only shows them. */
export interface SessionHandling {
  start(): Promise<void>;
  /** Reads everything again and acts on it. */
  look(): Promise<void>;
  keepHere(roleId: string): void;
  /** A role was released here. Resolves when a command has seen what follows from that. */
  onRelease(): Promise<void>;
  /** Roles that wait for a sign-in are tried at once. */
  onSignIn(): void;
  /** The machine, or its network, is back. */
  back(): void;
  stop(): void;
}
