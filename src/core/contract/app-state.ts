import type { AwayReason } from '../away-reason.ts';
import type { MfaRequest } from '../mfa/mfa-request.ts';
import type { SettingsFileProblem } from '../settings/settings-file.ts';
import type { DiscoveryUnderWay } from './discovery-api.ts';
import type { Failure } from '../failure.ts';
import type { UnusableFile } from '../file-failure.ts';
import type { FieldRule } from '../field-rule.ts';
import type { Role } from '../roles/role.ts';
import type { RefreshingProcess } from '../ports/keeping-processes.ts';
import type { SignInPrompt } from '../ports/sign-in.ts';
import type { SecretStorage } from '../secret-store.ts';
import type { Preferences } from '../settings/preferences.ts';
import type { Session } from '../sessions/session.ts';

/**
 * Everything that the tray, the notices, the panel and the terminal can show. It contains no
 * secrets.
 */
export interface AppState {
  readonly roles: readonly RoleView[];
  readonly mfaRequests: readonly MfaRequest[];
  /** The running sign-ins of this process. */
  readonly signIns: readonly SignInRequest[];
  /** The running listings of Identity Center in this process. */
  readonly discoveries: readonly DiscoveryUnderWay[];
  readonly problems: readonly Problem[];
  readonly preferences: Preferences;
  readonly network: 'online' | 'offline';
  /** STS's clock minus this computer's clock, in ms. */
  readonly clockOffsetMs: number;
  /**
   * False if the AWS files cannot be read. A role whose state is `inactive` may then have a
   * session.
   */
  readonly sessionsRead: boolean;
  readonly loginItem: LoginItem;
  /**
   * The roles that the application's credentials endpoint serves. Empty if the endpoint does not
   * run.
   */
  readonly served: readonly ServedRole[];
}

/** The URL at which programs on this computer get a role's credentials. Contains no secret. */
export interface ServedRole {
  readonly roleId: string;
  readonly roleName: string;
  readonly url: string;
  /** The absolute path of the file with the token that such a program must send. */
  readonly tokenFile: string;
}

/**
 * Whether the system follows the setting `startAtLogin`. `needs-approval`: macOS waits until the
 * user approves it; `switched-off`: the user switched it off in the system's settings.
 */
export type LoginItem = 'as-set' | 'needs-approval' | 'switched-off';

export interface RoleView {
  readonly role: Role;
  /**
   * True if the role is switched on for this credentials file, or only this process refreshes it
   * (`keepHere`).
   */
  readonly kept: boolean;
  /** The other processes that refresh the role now. */
  readonly keptBy: readonly RefreshingProcess[];
  readonly session: Session;
  /** When any process last assumed or released the role, in epoch ms; null if none did. */
  readonly lastUsedAt: number | null;
  /** The failure of the session or of its refresh. */
  readonly failure: Failure | null;
}

/** A running sign-in, for which a person must use the browser. */
export interface SignInRequest {
  readonly id: string;
  readonly profile: string;
  readonly how: 'sso' | 'login';
  /**
   * The page and the code to show; null until they are known. `aws-cli` if the AWS CLI opens the
   * page itself.
   */
  readonly prompt: SignInPrompt | 'aws-cli' | null;
}

/** A problem that is not the failure of a role. */
export type Problem =
  | SettingsFileProblem
  /** A path in the settings breaks a rule, so the default is used. */
  | { readonly kind: 'setting-ignored'; readonly name: string; readonly rule: FieldRule }
  | { readonly kind: 'state-set-aside'; readonly movedTo: string }
  | Extract<Failure, { readonly kind: 'file-broken' | 'file-unreadable' }>
  | { readonly kind: 'written-in-place'; readonly file: string }
  /** The first credentials file was written, but its sessions are not in the second one. */
  | {
      readonly kind: 'second-file-outdated';
      readonly file: string;
      readonly failure: WriteFailure;
    }
  /**
   * The settings say that roles are released when the person leaves, but the keys are still in the
   * file.
   */
  | {
      readonly kind: 'keys-not-removed';
      readonly awayReason: AwayReason;
      readonly roles: readonly string[];
      readonly failure: WriteFailure;
    }
  | { readonly kind: 'clock-skewed'; readonly offsetMs: number }
  | { readonly kind: 'other-environment'; readonly roleId: string }
  /** MFA sessions are in memory only, because the keychain could not be used. */
  | {
      readonly kind: 'mfa-sessions-in-memory';
      readonly where: Exclude<SecretStorage, 'process' | 'keychain'>;
    }
  /** On Linux, the desktop's autostart entry could not be written or removed. */
  | { readonly kind: 'start-at-login-failed'; readonly file: string; readonly code: string }
  /** The system does not give Rolekeeper its global shortcut. */
  | {
      readonly kind: 'shortcut-refused';
      readonly shortcut: string;
      readonly why: 'taken' | 'wayland';
    }
  /** The application's credentials endpoint does not run. */
  | Extract<Failure, { readonly kind: 'endpoint-unavailable' }>
  /** Programs get no credentials of a role, because its token file is refused. */
  | ({ readonly kind: 'token-refused' } & UnusableFile)
  /** On Linux, no program shows status icons. `desktop` is the value of XDG_CURRENT_DESKTOP. */
  | { readonly kind: 'no-tray-host'; readonly desktop: string | null };

/** Why a credentials file could not be changed. */
export type WriteFailure = Extract<
  Failure,
  {
    readonly kind:
      | 'file-broken'
      | 'file-unreadable'
      | 'file-unwritable'
      | 'file-unsettled'
      | 'lock-held'
      | 'section-not-owned'
      | 'state-unavailable';
  }
>;

/**
 * Returns the failure as a problem if an AWS file is broken or cannot be read. Empty for other
 * failures.
 */
export function fileProblem(failure: Failure | null): readonly Problem[] {
  return failure?.kind === 'file-broken' || failure?.kind === 'file-unreadable' ? [failure] : [];
}

/** Returns the failure as the reason why a credentials file could not be changed. */
export function writeFailureOf(failure: Failure, file: string): WriteFailure {
  switch (failure.kind) {
    case 'file-broken':
    case 'file-unreadable':
    case 'file-unwritable':
    case 'file-unsettled':
    case 'lock-held':
    case 'section-not-owned':
    case 'state-unavailable':
      return failure;
    case 'section-shadowed':
      return { kind: 'section-not-owned', profile: failure.profile, file, holds: 'role_arn' };
    default:
      return { kind: 'file-unwritable', file, code: failure.kind };
  }
}
