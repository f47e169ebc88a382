import type { AwayOccasion } from './away-occasion.ts';
import type { BrokenRule, FieldRule } from './field-rule.ts';
import type { Denial, FurtherAction } from './denial.ts';
import type { ImportObstacle } from './import-obstacle.ts';
import type { SectionHolds } from './section-holds.ts';
import type { DocumentProblem, PolicyProblem } from './refused-text.ts';

/**
 * Expected failures, as values. `views/words` has the title, detail and remedy of each kind. No
 * failure contains a secret: keys are removed from messages of STS and of source processes before.
 */
export type Failure =
  // Answers of STS (names: STS API reference, "Common Errors" and the "Errors" of each call)
  | {
      readonly kind: 'access-denied';
      readonly roleArn: string;
      /** The caller from GetCallerIdentity; null if unknown. */
      readonly callerArn: string | null;
      /** The external ID that was sent; null if none was. */
      readonly externalId: string | null;
      /** The session name that was sent. */
      readonly sessionName: string;
      /** What the request needs in IAM in addition to sts:AssumeRole; absent: nothing. */
      readonly further?: readonly FurtherAction[] | undefined;
      /** The MFA device of the source profile, which the role does not use. */
      readonly sourceDevice?: { readonly profile: string; readonly serial: string } | undefined;
      /** The cause that AWS's message names. Stored with the failure; the message is not. */
      readonly denial: Denial;
      readonly message: string;
      readonly requestId: string | null;
    }
  | {
      readonly kind: 'mfa-refused';
      readonly serial: string;
      readonly message: string;
      readonly requestId: string | null;
    }
  | {
      readonly kind: 'credentials-expired';
      readonly profile: string;
      readonly requestId: string | null;
    }
  | {
      readonly kind: 'access-key-unknown';
      readonly profile: string;
      readonly requestId: string | null;
    }
  | {
      readonly kind: 'signature-refused';
      readonly profile: string;
      readonly requestId: string | null;
    }
  | {
      readonly kind: 'clock-skew';
      readonly offsetMs: number | null;
      readonly requestId: string | null;
    }
  | { readonly kind: 'region-disabled'; readonly region: string; readonly requestId: string | null }
  | {
      readonly kind: 'policy-malformed';
      readonly message: string;
      readonly requestId: string | null;
    }
  | {
      readonly kind: 'policy-too-large';
      readonly message: string;
      readonly requestId: string | null;
    }
  | {
      readonly kind: 'duration-too-long';
      readonly durationSeconds: number;
      readonly chained: boolean;
      readonly message: string;
      readonly requestId: string | null;
    }
  | {
      readonly kind: 'request-invalid';
      readonly message: string;
      readonly requestId: string | null;
    }
  | { readonly kind: 'throttled'; readonly requestId: string | null }
  | {
      readonly kind: 'service-unavailable';
      readonly status: number | null;
      readonly requestId: string | null;
    }
  | {
      readonly kind: 'sts-unexpected';
      readonly code: string;
      readonly message: string;
      readonly status: number | null;
      readonly requestId: string | null;
    }
  /** IAM Identity Center gives this user no access with the permission set. */
  | {
      readonly kind: 'permission-set-denied';
      readonly accountId: string;
      readonly permissionSet: string;
      readonly message: string;
      readonly requestId: string | null;
    }
  | { readonly kind: 'identity-mismatch'; readonly asked: string; readonly got: string }
  // The connection to STS
  /**
   * `proxy`: host and port of the proxy that opened the connection to `host`. Either of them failed
   * after that.
   */
  | {
      readonly kind: 'network';
      readonly code: string;
      readonly host: string;
      readonly proxy?: string;
    }
  /**
   * `proxy`: its host and port. `code`: of the system or TLS, `HTTP 407`, `no HTTP`, `no answer` or
   * `SOCKS`.
   */
  | { readonly kind: 'network-proxy'; readonly code: string; readonly proxy: string }
  | { readonly kind: 'network-intercepted'; readonly reason: string; readonly host: string }
  | {
      readonly kind: 'timeout';
      readonly host: string;
      readonly afterMs: number;
      readonly proxy?: string;
    }
  // MFA
  | {
      readonly kind: 'mfa-needed';
      readonly serial: string;
      readonly sourceProfile: string;
      /** The server that gets the code; absent for AWS. */
      readonly host?: string;
      readonly mfaRequestId: string;
      /**
       * True if STS refused a role that the present MFA session had assumed before. Its trust
       * policy may demand a newer code (`aws:MultiFactorAuthAge`).
       */
      readonly sessionRefused: boolean;
    }
  | { readonly kind: 'mfa-code-spent'; readonly serial: string; readonly nextAt: number }
  | { readonly kind: 'mfa-impossible'; readonly serial: string; readonly profile: string }
  // Where the calling credentials come from
  | { readonly kind: 'source-missing'; readonly profile: string; readonly path: readonly string[] }
  | {
      readonly kind: 'source-ambiguous';
      readonly profile: string;
      readonly roleNames: readonly string[];
    }
  | { readonly kind: 'source-cycle'; readonly path: readonly string[] }
  | { readonly kind: 'source-failed'; readonly profile: string; readonly message: string }
  /** A profile's program is not run, because other users could have chosen it. */
  | {
      readonly kind: 'program-refused';
      readonly profile: string;
      readonly file: string;
      readonly code: string;
      readonly access?: FileAccess;
    }
  | { readonly kind: 'source-timeout'; readonly profile: string; readonly afterMs: number }
  /**
   * `signIn`: the key of the sign-in (`signInKeyOf`), the same for all its profiles and roles.
   * Failures that earlier versions stored have none.
   */
  | {
      readonly kind: 'sign-in-needed';
      readonly profile: string;
      readonly how: 'sso' | 'login';
      readonly signIn?: string;
    }
  /** `message`: what AWS or its command line said about the refused sign-in. */
  | {
      readonly kind: 'sign-in-failed';
      readonly profile: string;
      readonly how: 'sso' | 'login';
      readonly why: 'declined' | 'timeout' | 'cancelled' | 'refused';
      readonly message: string;
    }
  /** `found`: the newest version of the AWS CLI on this machine. */
  | {
      readonly kind: 'sign-in-tool-missing';
      readonly profile: string;
      readonly needed: string;
      /** Version of the first AWS CLI on the PATH; null if unknown. */
      readonly found: string | null;
      /** The path of the program; null if there is none. */
      readonly program: string | null;
    }
  /** The portal of Identity Center refuses a request. `accountId`: null if it is about none. */
  | {
      readonly kind: 'portal-refused';
      readonly accountId: string | null;
      readonly code: string;
      readonly message: string;
    }
  /** `known`: profiles that a person can sign in to. */
  | { readonly kind: 'no-sign-in'; readonly profile: string; readonly known: readonly string[] }
  // The credentials file and the config file.
  | {
      readonly kind: 'section-not-owned';
      readonly profile: string;
      /** The file with the other credentials. */
      readonly file: string;
      /** The file is the config file. Absent: the credentials file. */
      readonly isConfig?: true;
      readonly holds: ForeignHolds;
    }
  /** Someone removed our keys from the file on purpose. The role was switched off. */
  | { readonly kind: 'section-removed'; readonly profile: string; readonly file: string }
  | {
      readonly kind: 'section-shadowed';
      readonly profile: string;
      readonly by: 'role_arn';
      /** The file with the `role_arn`. */
      readonly file: string;
      readonly suggestion: string;
    }
  | {
      readonly kind: 'file-broken';
      readonly file: string;
      /** The file is the config file. Absent: the credentials file. */
      readonly isConfig?: true;
      readonly line: number;
      readonly rule: BrokenRule;
    }
  | ({ readonly kind: 'file-unreadable' } & UnusableFile)
  | ({ readonly kind: 'file-unwritable' } & UnusableFile)
  | { readonly kind: 'file-unsettled'; readonly file: string }
  | { readonly kind: 'backup-missing'; readonly what: string }
  // Two processes
  | {
      readonly kind: 'lock-held';
      readonly what: 'role' | 'file' | 'settings';
      readonly holderPid: number | null;
      readonly holderHost: string | null;
      readonly waitedMs: number;
    }
  | { readonly kind: 'lock-cycle'; readonly holderPid: number }
  | { readonly kind: 'released-meanwhile' }
  | ({ readonly kind: 'state-unavailable' } & UnusableFile)
  // Input of the user
  /** `name`: null if only the ID of a removed role is known. People never see IDs. */
  | {
      readonly kind: 'role-unknown';
      readonly name: string | null;
      readonly known: readonly string[];
    }
  | { readonly kind: 'field-invalid'; readonly field: string; readonly rule: FieldRule }
  /** Policies allow only roles that are assumed. */
  | { readonly kind: 'no-policies'; readonly roleName: string }
  | { readonly kind: 'policy-unusable'; readonly reason: PolicyProblem }
  | { readonly kind: 'settings-newer'; readonly file: string; readonly version: number }
  | {
      readonly kind: 'settings-unwritable';
      readonly file: string;
      readonly code: string;
      readonly access?: FileAccess;
    }
  /**
   * A document of exported settings that cannot be imported. Nothing of it is repeated, because it
   * may be any file.
   */
  | { readonly kind: 'document-unusable'; readonly problem: DocumentProblem }
  /** The person did not confirm, or could not be asked. Nothing was changed. */
  | {
      readonly kind: 'consent-refused';
      readonly asked:
        'preference' | 'endpoint' | 'browser' | 'take-over' | 'restore' | 'restore-file' | 'purge';
      /** The preference, the endpoint, the command, the profile, the backup's ID, or empty. */
      readonly subject: string;
    }
  | { readonly kind: 'nothing-kept' }
  /** A program asks the credentials endpoint for a role that is not switched on. */
  | { readonly kind: 'role-off'; readonly roleName: string }
  /** A program asks for a role while the roles are released, because the person is away. */
  | { readonly kind: 'person-away'; readonly roleName: string; readonly occasion: AwayOccasion }
  /** The credentials endpoint cannot listen on its port of loopback. */
  | { readonly kind: 'endpoint-unavailable'; readonly port: number; readonly code: string }
  /** The desktop did not accept a copy, or nothing could show if it did. */
  | { readonly kind: 'clipboard-refused' }
  /** The desktop has no program for web pages, or it failed. */
  | { readonly kind: 'page-not-opened' }
  /** Another program opened the one-time address of a page before the browser did. */
  | { readonly kind: 'page-taken' }
  /**
   * The AWS console cannot be opened as this role. `user-session`: its session is an IAM user's.
   * `refused`: AWS gives no sign-in token for its session. `unavailable`: AWS's sign-in answers
   * with a server error. The field `partition` has the ID of a partition without a public console;
   * null if the partition is unknown.
   */
  | {
      readonly kind: 'no-console';
      readonly roleName: string;
      readonly why: 'user-session' | 'other-server' | 'partition' | 'refused' | 'unavailable';
      readonly partition: string | null;
    }
  /** A profile of the config file that cannot become a role. */
  | {
      readonly kind: 'not-importable';
      readonly profile: string;
      readonly obstacle: ImportObstacle;
    };

/** The file or folder that causes the failure, its owner, and its mode in octal digits. */
export interface FileAccess {
  readonly path: string;
  readonly owner: number;
  readonly mode: string;
}

/** Why the system or a rule refuses a file. */
export interface UnusableFile {
  readonly file: string;
  readonly code: string;
  readonly access?: FileAccess;
}

export type FailureKind = Failure['kind'];

/**
 * What another owner keeps in a section: other credentials, or a session of another Rolekeeper
 * (another home or computer).
 */
export type ForeignHolds = SectionHolds | 'other-rolekeeper';
