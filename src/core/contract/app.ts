import type { Action } from './action.ts';
import type { Api } from './api.ts';
import type { AwayReason } from '../away-reason.ts';
import type { AppState, LoginItem, Problem, ServedRole } from './app-state.ts';
import type { SessionCredentials } from '../credentials.ts';
import type { SessionEvent } from '../sessions/session-events.ts';
import type { Result } from '../result.ts';
import type { Role } from '../roles/role.ts';

/**
 * The running core. The command line, the Electron process and the server of the browser panel use
 * it.
 */
export interface App {
  readonly api: Api;
  state(): AppState;
  /**
   * Calls the listener at once with the present state, then at most every 100 ms with a newer
   * state.
   */
  subscribe(listener: (state: AppState) => void): () => void;
  /** Calls the listener with each session event at once. */
  onEvent(listener: (event: SessionEvent) => void): () => void;
  /**
   * Adds a problem to the state, for example of the panel or of the tray. Returns a function that
   * removes it.
   */
  report(problem: Problem): () => void;
  /** Sets `AppState.loginItem`. */
  showLoginItem(loginItem: LoginItem): void;
  /** Sets `AppState.served`. */
  showServed(served: readonly ServedRole[]): void;
  /**
   * Performs an action with this core. The program itself must perform `show`, `copy`, `open`,
   * `open-file` and `copy-environment`, and must open the page that `open-console` returns.
   */
  perform(action: Action): Promise<Result<unknown>>;
  /** Returns why another process released its roles (lock, suspend or idle); null if none did. */
  awayElsewhere(): AwayReason | null;
  /** Does what the settings say for the start of a lock, a suspend or a time without input. */
  leave(reason: AwayReason): void;
  /**
   * Measures the clock, checks every deadline and, if `reason` ends an absence, assumes the
   * released roles again. After a resume or a change of network, first closes the connections to
   * STS.
   */
  wake(reason: WakeReason): void;
  /**
   * Returns this role's credentials in the file. Only this method and `servedSecrets` return
   * secrets, and neither can be called over IPC.
   */
  secretsOf(roleId: string): Promise<Result<RoleSecrets>>;
  /**
   * Returns the role's credentials for a program that requests them repeatedly, and assumes the
   * role if its session is not fresh. If that fails, returns the present session until it expires,
   * but never for a role that is off (`role-off`) or while the person is away.
   */
  servedSecrets(role: Role): Promise<Result<RoleSecrets>>;
  /**
   * Returns the MFA devices whose roles have sessions, but whose MFA session is not stored. Each
   * process needs its own code of such a device. Does not access the keychain.
   */
  unstoredDevices(): Promise<readonly string[]>;
  /** Returns the page of the AWS console that a role opens. It contains no secret. */
  consolePage(roleId: string, request: ConsoleRequest): Promise<Result<ConsolePage>>;
  /**
   * Waits for a running write, releases the roles if the settings say so, and stops all refreshes,
   * sign-ins and listings.
   */
  stop(): Promise<void>;
}

/** `active` means that the person uses the computer again after a time without input. */
export type WakeReason = 'resume' | 'unlock' | 'active' | 'network' | 'config-changed';

export interface RoleSecrets {
  readonly profile: string;
  readonly credentials: SessionCredentials;
  readonly region: string | null;
}

/**
 * The page to open: the console's first page if `service` is null. If `region` is null, the page
 * opens in the region of the role or of its profiles.
 */
export interface ConsoleRequest {
  readonly service: string | null;
  readonly region: string | null;
}

export interface ConsolePage {
  readonly roleName: string;
  /** The URL of AWS's federation endpoint, which returns a sign-in token for a session. */
  readonly federation: string;
  /** The URL of the page that opens after the sign-in. */
  readonly destination: string;
  /** The role's browser command; null for the default browser. */
  readonly browser: string | null;
}
