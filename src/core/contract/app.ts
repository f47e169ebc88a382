import type { Action } from './action.ts';
import type { Api } from './api.ts';
import type { AwayOccasion } from '../away-occasion.ts';
import type { AppState, LoginItem, Problem, ServedRole } from './app-state.ts';
import type { SessionCredentials } from '../credentials.ts';
import type { SessionEvent } from '../sessions/session-events.ts';
import type { Result } from '../result.ts';
import type { Role } from '../roles/role.ts';

/**
 * The running core, as every surface uses it: the terminal, the Electron process, the server of the
 * browser panel.
 */
export interface App {
  readonly api: Api;
  state(): AppState;
  /** Called at once with the present state, then at most every 100 ms with a newer one. */
  subscribe(listener: (state: AppState) => void): () => void;
  /** Calls the listener with each event of a session, when it happens. */
  onEvent(listener: (event: SessionEvent) => void): () => void;
  /** Adds a problem of the surface itself to the state. Returns what removes it again. */
  report(problem: Problem): () => void;
  /** Shows in the state what the system does with the setting `startAtLogin`. */
  showLoginItem(loginItem: LoginItem): void;
  /** Shows in the state what the credentials endpoint of the surface serves. */
  showServed(served: readonly ServedRole[]): void;
  /**
   * Performs an action of the core. The surface itself performs `show`, `copy`, `open`,
   * `copy-environment` and `open-console`; for the last, the core only checks that the role has a console.
   */
  perform(action: Action): Promise<Result<unknown>>;
  /** Why another process says that the person is away and released the roles; null: it does not. */
  awayElsewhere(): AwayOccasion | null;
  /** Call it when the person leaves the computer. Does what the settings say for the occasion. */
  leave(occasion: AwayOccasion): void;
  /**
   * Call it after a resume, an unlock or a change of network. Drops connections, measures the
   * clock, checks every deadline. Assumes the roles again that were released for the occasion.
   */
  wake(reason: WakeReason): void;
  /**
   * Returns the credentials in the file for this role. Only this method and `servedSecrets` let
   * secrets out of the core, and never over IPC.
   */
  secretsOf(roleId: string): Promise<Result<RoleSecrets>>;
  /**
   * Returns the role's credentials for a program that asks repeatedly: assumes the role if its
   * session is not fresh. A session that could not be refreshed is used until it ends. Fails with
   * `role-off` if no process keeps the role.
   */
  servedSecrets(role: Role): Promise<Result<RoleSecrets>>;
  /**
   * Returns the MFA devices whose MFA session is only in the memory of one process, although a role
   * of the device has a session. Does not ask the keychain.
   */
  unstoredDevices(): Promise<readonly string[]>;
  /** Returns the page of the console that a role opens. Contains no secret. */
  consolePage(roleId: string, request: ConsoleRequest): Promise<Result<ConsolePage>>;
  /** Ends a write that has begun, releases roles if the settings say so, closes everything. */
  stop(): Promise<void>;
}

/** `active`: the person uses the computer again after a time without use. */
export type WakeReason = 'resume' | 'unlock' | 'active' | 'network' | 'config-changed';

export interface RoleSecrets {
  readonly profile: string;
  readonly credentials: SessionCredentials;
  readonly region: string | null;
}

/** Null: the console's first page, and the region of the role or its profiles. */
export interface ConsoleRequest {
  readonly service: string | null;
  readonly region: string | null;
}

export interface ConsolePage {
  readonly roleName: string;
  /** URL of AWS's federation endpoint, which gives a sign-in token for a session. */
  readonly federation: string;
  /** URL of the page after the sign-in. */
  readonly destination: string;
  /** The role's browser command; null for the default browser. */
  readonly browser: string | null;
}
