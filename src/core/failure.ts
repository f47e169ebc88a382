import type { Shell } from './quoting.ts';

/** What assuming a role asks of IAM beside sts:AssumeRole (IAM user guide, "Passing session tags in AWS STS", "Monitor and control actions taken with assumed roles"). */
export type FurtherAction = 'sts:TagSession' | 'sts:SetSourceIdentity';

/**
 * Failures: expected trouble of a role, as values. `views/words` gives each kind its title, detail and remedy in words.
 * No failure carries a secret: messages of STS and of source processes are stripped of keys before they get here.
 */
export type Failure =
  // What STS answered (names: STS API reference, "Common Errors" and each call's "Errors")
  | {
      readonly kind: 'access-denied';
      readonly roleArn: string;
      /** Who called, by GetCallerIdentity; null where that could not be found out. */
      readonly callerArn: string | null;
      readonly externalIdGiven: boolean;
      /** What the request asked IAM for beside sts:AssumeRole; absent: nothing. */
      readonly further?: readonly FurtherAction[] | undefined;
      /** The MFA device of the source profile, which the role does not use. */
      readonly sourceDevice?: { readonly profile: string; readonly serial: string } | undefined;
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
  | { readonly kind: 'identity-mismatch'; readonly asked: string; readonly got: string }
  // The way to STS
  | { readonly kind: 'network'; readonly code: string; readonly host: string }
  /** `proxy`: its host and port. `code`: of the system or TLS, `HTTP 407`, or `no HTTP`. */
  | { readonly kind: 'network-proxy'; readonly code: string; readonly proxy: string }
  | { readonly kind: 'network-intercepted'; readonly reason: string; readonly host: string }
  | { readonly kind: 'timeout'; readonly host: string; readonly afterMs: number }
  // MFA
  | {
      readonly kind: 'mfa-needed';
      readonly serial: string;
      readonly sourceProfile: string;
      /** Where the code goes. Absent for AWS. */
      readonly host?: string;
      readonly requestId: string;
      /**
       * True where STS refused a role that the present MFA session had assumed before: its trust policy may want a younger code
       * (`aws:MultiFactorAuthAge`).
       */
      readonly refusedAnew: boolean;
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
  /** The program of a profile is not run, since others could have written which one that is. */
  | {
      readonly kind: 'program-refused';
      readonly profile: string;
      readonly file: string;
      readonly code: string;
      readonly access?: FileAccess;
    }
  | { readonly kind: 'source-timeout'; readonly profile: string; readonly afterMs: number }
  | { readonly kind: 'sign-in-needed'; readonly profile: string; readonly how: 'sso' | 'login' }
  /** `message`: what AWS or its command line said of a sign-in that was refused. */
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
      /** Of the first AWS CLI on the PATH; null if it told no version. */
      readonly found: string | null;
      /** Its path; null if there is none. */
      readonly program: string | null;
    }
  /** `known`: profiles that a person can sign in to. */
  | { readonly kind: 'no-sign-in'; readonly profile: string; readonly known: readonly string[] }
  // The credentials file and the config file
  | {
      readonly kind: 'section-not-owned';
      readonly profile: string;
      readonly file: string;
      readonly holds: ForeignHolds;
    }
  /** Someone took our keys out of the file on purpose: the role is no longer kept. */
  | { readonly kind: 'section-removed'; readonly profile: string; readonly file: string }
  | {
      readonly kind: 'section-shadowed';
      readonly profile: string;
      readonly by: 'role_arn';
      readonly suggestion: string;
    }
  | {
      readonly kind: 'file-broken';
      readonly file: string;
      readonly line: number;
      readonly rule: BrokenRule;
    }
  | {
      readonly kind: 'file-unreadable';
      readonly file: string;
      readonly code: string;
      readonly access?: FileAccess;
    }
  | {
      readonly kind: 'file-unwritable';
      readonly file: string;
      readonly code: string;
      readonly access?: FileAccess;
    }
  | { readonly kind: 'file-unsettled'; readonly file: string }
  | { readonly kind: 'backup-missing'; readonly what: string }
  // Two processes
  | {
      readonly kind: 'lock-held';
      readonly what: 'role' | 'file' | 'settings';
      readonly holderPid: number | null;
      readonly waitedMs: number;
    }
  | { readonly kind: 'lock-cycle'; readonly holderPid: number }
  | { readonly kind: 'released-meanwhile' }
  | {
      readonly kind: 'state-unavailable';
      readonly file: string;
      readonly code: string;
      readonly access?: FileAccess;
    }
  // What the user gave
  | { readonly kind: 'role-unknown'; readonly name: string; readonly known: readonly string[] }
  | { readonly kind: 'field-invalid'; readonly field: string; readonly rule: FieldRule }
  | { readonly kind: 'policy-unusable'; readonly reason: PolicyProblem }
  | { readonly kind: 'settings-newer'; readonly file: string; readonly version: number }
  | {
      readonly kind: 'settings-unwritable';
      readonly file: string;
      readonly code: string;
      readonly access?: FileAccess;
    }
  /** A document of exported settings that cannot be taken over. Nothing of it is repeated, since it may be any file. */
  | { readonly kind: 'document-unusable'; readonly problem: DocumentProblem }
  /** The person did not allow it, or could not be asked. Nothing was changed. */
  | {
      readonly kind: 'consent-refused';
      readonly asked: 'preference' | 'endpoint' | 'take-over' | 'restore' | 'purge';
      /** The preference's name, the endpoint, the profile, the file, or nothing. */
      readonly subject: string;
    }
  | { readonly kind: 'nothing-kept' }
  /** A profile of the config file that becomes no role of ours. */
  | {
      readonly kind: 'not-importable';
      readonly profile: string;
      readonly obstacle: ImportObstacle;
    };

/** The file or folder that is the reason: who owns it, and its mode in octal digits. */
export interface FileAccess {
  readonly path: string;
  readonly owner: number;
  readonly mode: string;
}

export type FailureKind = Failure['kind'];

/** What makes a section another's: the credentials that stand there, in the file or under that profile's name in the config file. */
export type SectionHolds =
  'keys' | 'credential_process' | 'login_session' | 'sso' | 'web_identity' | 'role_arn';

/** The same, and a session that another Rolekeeper (of another home or machine) wrote. */
export type ForeignHolds = SectionHolds | 'other-rolekeeper';

/** The rules of botocore's reading that a file can break (botocore/configloader.py; configparser.RawConfigParser). */
export type BrokenRule =
  | 'duplicate-section'
  | 'duplicate-key'
  | 'line-without-value-sign'
  | 'key-before-header'
  | 'unclosed-header'
  | 'byte-order-mark'
  | 'not-utf8';

/** A field's rule, as data; `views/words` says it. */
export type FieldRule =
  | { readonly rule: 'required' }
  | { readonly rule: 'length'; readonly min: number; readonly max: number }
  | { readonly rule: 'characters'; readonly allowed: string }
  | { readonly rule: 'range'; readonly min: number; readonly max: number }
  | { readonly rule: 'whole-number' }
  | { readonly rule: 'role-arn' }
  | { readonly rule: 'six-digits' }
  | { readonly rule: 'region' }
  | { readonly rule: 'endpoint' }
  | { readonly rule: 'proxy' }
  /** A user or password in the proxy's address: settings.json is not encrypted. */
  | { readonly rule: 'proxy-user' }
  | { readonly rule: 'ca-bundle' }
  | {
      readonly rule: 'path';
      readonly broken:
        'relative' | 'network' | 'own-folder' | 'hidden-characters' | 'not-a-file' | 'missing';
    }
  | { readonly rule: 'reserved'; readonly word: string }
  | { readonly rule: 'taken'; readonly by: string }
  | { readonly rule: 'same-as-source' }
  | { readonly rule: 'unknown-field' }
  | { readonly rule: 'one-of'; readonly options: readonly string[] }
  /** A serial of a device that gives no code (FIDO). */
  | { readonly rule: 'mfa-device' }
  /** MFA at each call needs a device. */
  | { readonly rule: 'needs-mfa-serial' }
  /** At most so many of the field. */
  | { readonly rule: 'count'; readonly max: number }
  | { readonly rule: 'json-object' }
  /** What a JSON document must have in a place. */
  | { readonly rule: 'json-type'; readonly type: 'text' | 'number' | 'list' | 'object' | 'boolean' }
  /** Session policy and policy ARNs together. */
  | { readonly rule: 'policies-length'; readonly max: number; readonly length: number }
  | { readonly rule: 'policy-arn' }
  | { readonly rule: 'prefix'; readonly prefix: string }
  | { readonly rule: 'twice' }
  | { readonly rule: 'among-tags' }
  | { readonly rule: 'key-value' }
  /** A value that this shell has no safe quoting for. */
  | { readonly rule: 'shell'; readonly shell: Shell }
  /** The rule that one of several values breaks. */
  | {
      readonly rule: 'item';
      readonly part: 'key' | 'value' | 'item';
      readonly item: string;
      readonly broken: FieldRule;
    };

/** Why a document is none of exported settings, or which place of it breaks a rule. */
export type DocumentProblem =
  /** `line`: where the JSON breaks; null where that cannot be told. */
  | { readonly why: 'not-json'; readonly line: number | null }
  | { readonly why: 'not-settings' }
  | { readonly why: 'newer'; readonly version: number }
  /** `place`: such as `roles[2].roleArn`. */
  | { readonly why: 'place'; readonly place: string; readonly rule: FieldRule };

/** Why a text that a client sent names no role that can be added. */
export type PolicyProblem =
  | { readonly why: 'not-json'; readonly message: string }
  | { readonly why: 'no-assume-role' }
  | { readonly why: 'wildcard'; readonly resource: string }
  | { readonly why: 'placeholder'; readonly placeholder: string }
  | { readonly why: 'not-a-role'; readonly resource: string }
  /** Another statement of the document denies what one allows. */
  | { readonly why: 'denied'; readonly resource: string }
  /** A link to switch roles has the alias of the account, not its number. */
  | { readonly why: 'alias'; readonly resource: string }
  /** A permission set of IAM Identity Center, its access portal, or a session of a role. */
  | { readonly why: 'permission-set'; readonly resource: string }
  | { readonly why: 'portal'; readonly resource: string }
  | { readonly why: 'session'; readonly resource: string }
  /** A trust policy, which does not name the role that it belongs to. */
  | { readonly why: 'trust-policy' }
  | { readonly why: 'profile-without-role' }
  | { readonly why: 'command-without-role' }
  | { readonly why: 'secret' }
  | { readonly why: 'too-long' }
  | { readonly why: 'nothing-known' }
  | { readonly why: 'several'; readonly roleArns: readonly string[] };

/** Why a profile of the config file does not become a role of ours. */
export type ImportObstacle =
  | { readonly why: 'profile-missing'; readonly known: readonly string[] }
  /** It has no `role_arn`; null: nor anything else that gives credentials. */
  | { readonly why: 'no-role'; readonly holds: SectionHolds | null }
  /** A `role_arn` with neither or both of `source_profile` and `credential_source`: no tool of AWS takes it. */
  | { readonly why: 'no-source' }
  /** Its source profiles lead back to one of them: the way from the profile on. */
  | { readonly why: 'source-cycle'; readonly path: readonly string[] }
  /** Its calling keys come from the machine, and no profile has them without the role. */
  | { readonly why: 'credential-source'; readonly source: string }
  /** AssumeRoleWithWebIdentity is another call. */
  | { readonly why: 'web-identity' }
  /** There is a role of that name already; `same` where it is the same role. */
  | { readonly why: 'name-taken'; readonly roleName: string; readonly same: boolean }
  | { readonly why: 'field-invalid'; readonly field: string; readonly rule: FieldRule }
  /** Requests would go to a server that the config file names: a person has to say that they may. */
  | { readonly why: 'endpoint-unconfirmed'; readonly endpoint: string };
