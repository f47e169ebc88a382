import type { ActivityEntry } from './activity-entry.ts';
import type { AwayOccasion } from './away-occasion.ts';
import type { ConsentQuestion } from './consent-question.ts';
import type { Failure } from './failure.ts';
import type { Result } from './result.ts';
import type { SsoSettings } from './sso-settings.ts';

/**
 * Everything that the core needs from outside. Each port is narrow and does not depend on Electron.
 * `src/node` implements them on Node; `test/contracts` has one suite per port.
 */

/** Environment variables of a process. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The computer's clocks. `now` is its wall time, epoch ms; `monotonic` is ms of a clock that nobody
 * can set.
 */
export interface Clock {
  now(): number;
  monotonic(): number;
  /** Calls once after about `afterMs` of monotonic time. Returns a function that cancels it. */
  wake(afterMs: number, call: () => void): () => void;
}

export interface Random {
  /** 0 <= n < 1 */
  fraction(): number;
  /** `bytes` random bytes as lower-case hex, from a cryptographic source. */
  hex(bytes: number): string;
}

/** SHA-256 of a text's UTF-8 bytes as lower-case hex. */
export type Hash = (text: string) => string;

/**
 * The credentials that sign a request. Secrets: only in local variables, the credentials file and
 * the backups.
 */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
  /** Epoch ms by the issuer's clock; absent for long-term keys. */
  readonly expiration?: number | undefined;
}

/** Temporary credentials as STS issues them. */
export interface SessionCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration: number;
}

/** The credentials that sign a call to STS, and facts about that call's address. */
export interface Caller {
  readonly credentials: Credentials;
  readonly region: string;
  /** A role's own endpoint. Without it, AWS's regional endpoint, or the configured one. */
  readonly endpoint?: string | undefined;
  /**
   * The profile of these credentials: its `endpoint_url` and `ca_bundle` apply. Absent: the one
   * that the environment selects.
   */
  readonly profile?: string | undefined;
  /**
   * The profile of the role that is assumed, as in botocore: its FIPS, dual-stack and
   * `sts_regional_endpoints` settings apply, and its `ca_bundle` takes precedence over that of
   * `profile`. Absent: `profile`.
   */
  readonly roleProfile?: string | undefined;
  /** STS's clock minus ours, ms, for the signature. */
  readonly clockOffsetMs: number;
}

/** A session tag (STS API reference, Tag). */
export interface SessionTag {
  readonly key: string;
  readonly value: string;
}

/** STS API, AssumeRole request (docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html). */
export interface AssumeRoleRequest {
  readonly roleArn: string;
  readonly roleSessionName: string;
  readonly durationSeconds: number;
  readonly externalId?: string | undefined;
  readonly tags?: readonly SessionTag[] | undefined;
  readonly transitiveTagKeys?: readonly string[] | undefined;
  readonly sourceIdentity?: string | undefined;
  readonly policy?: string | undefined;
  readonly policyArns?: readonly string[] | undefined;
  /** A code of the caller's device, for this call only. */
  readonly mfa?: { readonly serialNumber: string; readonly tokenCode: string } | undefined;
}

export interface AssumedRole {
  readonly credentials: SessionCredentials;
  /** arn:aws:sts::ACCOUNT:assumed-role/NAME/SESSION, if STS returned it. */
  readonly assumedRoleArn: string | null;
}

export interface CallerIdentity {
  readonly arn: string;
  readonly account: string;
  readonly userId: string;
}

export interface MfaSessionRequest {
  readonly serialNumber: string;
  readonly tokenCode: string;
  readonly durationSeconds: number;
}

/** The answer to one call: the value or the raw error, with the facts that every answer has. */
export type StsAnswer<T> =
  | {
      readonly ok: true;
      readonly value: T;
      readonly requestId: string | null;
      readonly clockOffsetMs: number;
      /** False if the answer is not from AWS's own STS over TLS. */
      readonly atAws?: boolean;
    }
  | {
      readonly ok: false;
      readonly error: StsError;
      readonly atAws?: boolean;
      readonly requestId: string | null;
      /** Null if nothing answered. */ readonly clockOffsetMs: number | null;
    };

/** An error of STS or the network before it is classified (`sts/failure-from-sts`). */
export interface StsError {
  /** The error code in the answer (`AccessDenied`), else the exception's name. */
  readonly code: string;
  /** STS's message, without secrets. */
  readonly message: string;
  /** HTTP status; null if there was no answer. */
  readonly status: number | null;
  readonly host: string;
  /**
   * Host and port of the proxy that failed. If something else failed: the proxy that the connection
   * used.
   */
  readonly proxy?: string;
  /**
   * Set if no STS answered: `connection` (refused, reset, no name), `proxy` (the proxy itself
   * failed), `timeout`, `intercepted` (TLS error, an answer that is not STS's XML).
   */
  readonly trouble: 'connection' | 'proxy' | 'timeout' | 'intercepted' | null;
  /**
   * True if the request was certainly not sent (connection refused, name not found). A code in it
   * can be used again.
   */
  readonly notSent: boolean;
}

/**
 * STS over the network. Each call is sent once, with a deadline of 15 s. Nothing is retried here.
 */
export interface Sts {
  assumeRole(caller: Caller, request: AssumeRoleRequest): Promise<StsAnswer<AssumedRole>>;
  getSessionToken(
    caller: Caller,
    request: MfaSessionRequest,
  ): Promise<StsAnswer<SessionCredentials>>;
  getCallerIdentity(caller: Caller): Promise<StsAnswer<CallerIdentity>>;
  /**
   * After a resume or a change of network: cancels running calls (as `timeout`) and drops pooled
   * connections.
   */
  reset(): void;
}

/**
 * Reads credentials of a profile that is not a Rolekeeper role: the leaf of a chain. Reads again at
 * each call; takes at most 60 s.
 */
export interface SourceCredentials {
  resolve(profile: string): Promise<Result<Credentials>>;
  /**
   * Gets the credentials of a permission set from the portal of Identity Center, with the token of
   * the sign-in. `sign-in-needed` names the `sso-session`, or the start URL if there is none.
   */
  permissionSet(settings: SsoSettings): Promise<Result<SessionCredentials>>;
  /**
   * Returns six digits from the profile's `mfa_process`, a command of the config file (as in
   * aws-vault); null if it has none.
   */
  mfaCode(profile: string): Promise<Result<string | null>>;
}

/** A session that a person signs in to in the browser. Profiles with one `sso-session` share it. */
export type SignInSession =
  /**
   * IAM Identity Center (AWS SDKs and Tools reference guide, "IAM Identity Center credential
   * provider").
   */
  | {
      readonly kind: 'sso';
      /**
       * The profile that needs it. For a sign-in without a profile: what people call it, `name` or
       * else `startUrl`.
       */
      readonly profile: string;
      /** Name of the `sso-session` section; null if the settings are in the profile itself. */
      readonly name: string | null;
      readonly startUrl: string;
      readonly region: string;
      /**
       * `sso_registration_scopes`. Without an `sso-session` there are none, and no token can be
       * refreshed.
       */
      readonly scopes: readonly string[];
    }
  /** `aws login` (AWS SDKs and Tools reference guide, "Login credentials provider"). */
  | { readonly kind: 'login'; readonly profile: string };

/** Signs a person in, in the browser, for sources whose session has ended. */
export interface SignIn {
  /**
   * Begins a sign-in. `prompted` gets the page and the code for the person as soon as they are
   * known, or `aws-cli` if the AWS CLI shows them. `device`: with a code that can be entered in a
   * browser of another computer, even if the AWS CLI could open this one's.
   */
  begin(
    session: SignInSession,
    device: boolean,
    prompted: (prompt: SignInPrompt | 'aws-cli') => void,
  ): SignInUnderWay;
  /**
   * Calls the listener when there may be a new sign-in on this computer, by any program. May be
   * late, repeated or wrong.
   */
  watch(changed: () => void): () => void;
}

export interface SignInUnderWay {
  /**
   * Takes at most ten minutes. Fails with `sign-in-failed`, `sign-in-tool-missing`, or a failure of
   * the network.
   */
  readonly done: Promise<Result<null>>;
  cancel(): void;
}

/** A session of IAM Identity Center. */
export type SsoSession = Extract<SignInSession, { kind: 'sso' }>;

/** The page on which the person signs in, and the code that the page must show too. */
export interface SignInPrompt {
  readonly page: string;
  readonly userCode: string;
}

/** The text of `~/.aws/config`; null if there is none. */
export interface AwsConfigFile {
  readonly path: string;
  read(): Promise<Result<string | null>>;
  /** Watches folders, not files. The call may be late, repeated or without a change. */
  watch(changed: () => void): () => void;
}

/** What `state.db` stores of a session, per role and credentials file. No secrets. */
export interface SessionRecord {
  readonly roleId: string;
  /** Resolved path of the credentials file. */
  readonly path: string;
  readonly targetProfile: string;
  readonly kept: boolean;
  /**
   * Raised by a release, a new target or digest, and when another role takes the target. A write
   * that began before is dropped.
   */
  readonly generation: number;
  readonly accessKeyId: string | null;
  /** Epoch ms by STS's clock, as every time here. */
  readonly assumedAt: number | null;
  readonly expiration: number | null;
  readonly refreshAt: number | null;
  readonly releasedAt: number | null;
  readonly digest: string | null;
  readonly failure: Failure | null;
  readonly requestId: string | null;
}

/**
 * Synchronous, because a check must happen under the file's lock. Each call takes well under a
 * millisecond.
 */
export interface Records {
  get(roleId: string, path: string): SessionRecord | null;
  /** The records of every credentials file. */
  all(): readonly SessionRecord[];
  /**
   * Makes one atomic change. `change` gets a blank record (generation 0, nothing kept) if there is
   * none; null removes. Returns the new record.
   */
  change(
    roleId: string,
    path: string,
    change: (record: SessionRecord) => SessionRecord | null,
  ): SessionRecord | null;
  /**
   * Calls the listener when another process changed a record. May be late, repeated or without a
   * change.
   */
  watch(changed: () => void): () => void;
}

/** What a process knows about an absence of the person. Other processes act on it. */
export interface KnownAbsence {
  /** Why the person is away and no role is assumed; null if no role is released for that. */
  readonly away: AwayOccasion | null;
  /** When the MFA sessions were last forgotten for an absence, epoch ms; null: never. */
  readonly mfaForgottenAt: number | null;
}

/** The roles that a process refreshes. */
export interface Keeping {
  /** True if it also refreshes roles that are switched on later. */
  readonly switchedOn: boolean;
  readonly roleIds: readonly string[];
}

/** Another process that refreshes a role. */
export interface RefreshingProcess {
  readonly pid: number;
  readonly kind: 'keep' | 'application';
  /** The machine or container whose process it is; null if it is this one. */
  readonly host: string | null;
  /** When it began to refresh, in epoch ms by the machine's clock. */
  readonly since: number;
}

export interface KeepingProcess extends RefreshingProcess, Keeping {
  /**
   * False if nothing here shows whether it still runs: it is on another computer, and the file
   * system shows no locks of other computers.
   */
  readonly isVisible: boolean;
}

/**
 * Which processes refresh roles of this credentials file. If `state.db` cannot be used, it knows
 * less and does not fail.
 */
export interface KeepingProcesses {
  /** Records what this process refreshes and knows from now on; null: nothing. */
  announce(keeping: Keeping | null, absence?: KnownAbsence): void;
  /** Returns the other processes, also paused ones, but none that is known to have ended. */
  others(): readonly KeepingProcess[];
  /**
   * Returns what the other processes of this computer know about an absence, also those of other
   * credentials files.
   */
  absences(): readonly KnownAbsence[];
  /**
   * Calls the listener when another process changed its record. Can be late, repeated or without a
   * change. A killed process causes no call.
   */
  watch(changed: () => void): () => void;
}

/** STS's clock minus ours, and when it was measured by our wall clock. */
export interface ClockOffset {
  readonly offsetMs: number;
  readonly measuredAt: number;
}

/** What every process of this computer shares about STS's clock and used MFA codes. */
export interface SharedFacts {
  /** `clock`: '' for AWS's own, else the origin of another STS. */
  clockOffset(clock: string): ClockOffset | null;
  rememberClockOffset(clock: string, offset: ClockOffset): void;
  /**
   * Returns false if a process used this code for this serial before (stored as a hash, for ten
   * minutes).
   */
  claimMfaCode(hash: string, now: number): boolean;
}

/** Kept for 90 days, at most 10,000 rows, half of them for one role. */
export interface Activity {
  append(entries: readonly ActivityEntry[]): void;
  /** The newest first. */
  list(limit: number): readonly ActivityEntry[];
}

/** A lock per role, for all processes. The kernel frees it when its holder ends. */
export interface RoleLocks {
  /**
   * Waits up to `waitMs` (0: one try), then fails with `lock-held`, which names the holder. Fails
   * at once with `lock-cycle` if a process that started this one holds the lock.
   */
  acquire(roleId: string, waitMs: number): Promise<Result<HeldLock>>;
}

export interface HeldLock {
  release(): void;
}

/** settings.json as JSON. `core/settings` interprets it. */
export interface SettingsStore {
  readonly path: string;
  /**
   * `absent` if there is no file, `unparsable` if its text is no JSON. Returns the same object as
   * last time if the file did not change.
   */
  read(): Promise<Result<StoredSettings>>;
  /** What `read` returned last, without reading; null before the first read. */
  lastRead(): StoredSettings | null;
  /** Locks, reads, changes, writes. Writes nothing if `change` fails. */
  update<T>(
    change: (stored: StoredSettings) => Result<{ readonly json: unknown; readonly value: T }>,
  ): Promise<Result<T>>;
  /**
   * Renames the file that this store read last and returns its new name; null if the file has
   * changed since.
   */
  setAside(): Promise<Result<string | null>>;
  watch(changed: () => void): () => void;
}

export type StoredSettings =
  | { readonly state: 'absent' }
  | { readonly state: 'unparsable' }
  | { readonly state: 'json'; readonly json: unknown };

/**
 * A log file that redacts and rotates. Messages are plain texts; facts are values without secrets.
 */
export interface Log {
  write(
    level: 'info' | 'warn' | 'error',
    message: string,
    facts?: Readonly<Record<string, string | number | boolean | null>>,
  ): void;
}

/**
 * Asks the person at this computer, out of reach of any page or document. True only if that person
 * said yes to this question.
 */
export interface Consent {
  ask(question: ConsentQuestion): Promise<boolean>;
}

/**
 * Copies of the credentials file, without our keys, in Rolekeeper's folder. The store makes them;
 * this reads them.
 */
export interface Backups {
  list(): Promise<Result<readonly Backup[]>>;
  /**
   * Returns the copied text: a whole file, or one section with its header. `backup-missing` if no
   * copy has this id.
   */
  read(id: string): Promise<Result<string>>;
  /** Deletes these copies and returns how many there were. */
  purge(ids: readonly string[]): Promise<Result<number>>;
}

export interface Backup {
  readonly id: string;
  readonly kind: 'original' | 'section' | 'hourly' | 'restore';
  readonly at: number;
  /** Path of the credentials file that was copied. */
  readonly path: string;
  readonly profile: string | null;
  readonly bytes: number;
}
