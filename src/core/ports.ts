import type { ConsentQuestion } from './consent-question.ts';
import type { Failure } from './failure.ts';
import type { Result } from './result.ts';

/**
 * Everything that the core needs from outside. Each port is narrow, can be named without the word Electron and has two real implementations;
 * `src/node` holds the one on Node, `test/contracts` one suite per port.
 */

/** The machine's clocks. `now` is wall time in epoch ms as the machine believes it; `monotonic` is ms that no one can set back. */
export interface Clock {
  now(): number;
  monotonic(): number;
  /** Calls once after about `afterMs` of monotonic time; the returned function cancels. */
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

/** What signs a request. Secrets: they stay in local variables, the credentials file and the backups. */
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

/** Who calls STS, and where. */
export interface Caller {
  readonly credentials: Credentials;
  readonly region: string;
  /** A role's explicit endpoint; without it AWS's regional endpoint, or what the environment configures. */
  readonly endpoint?: string | undefined;
  /** The profile that these credentials are of: its `endpoint_url` and `ca_bundle` hold. Absent: the one that the environment selects. */
  readonly profile?: string | undefined;
  /**
   * The profile of the role that is assumed, as botocore runs with: its FIPS, dual stack and
   * `sts_regional_endpoints` hold, and its `ca_bundle` before the other's. Absent: `profile`.
   */
  readonly roleProfile?: string | undefined;
  /** STS's clock minus ours, for the signature. */
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
  /** A code of the caller's device, for this call alone. */
  readonly mfa?: { readonly serialNumber: string; readonly tokenCode: string } | undefined;
}

export interface AssumedRole {
  readonly credentials: SessionCredentials;
  /** arn:aws:sts::ACCOUNT:assumed-role/NAME/SESSION, where STS tells it. */
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

/** What one call brought back: the value or the raw error, and what every answer carries. */
export type StsAnswer<T> =
  | {
      readonly ok: true;
      readonly value: T;
      readonly requestId: string | null;
      readonly clockOffsetMs: number;
      /** False if another server than AWS's own STS answered, or one without TLS. */
      readonly atAws?: boolean;
    }
  | {
      readonly ok: false;
      readonly error: StsError;
      readonly atAws?: boolean;
      readonly requestId: string | null;
      /** null where nothing answered */ readonly clockOffsetMs: number | null;
    };

/** STS's or the network's error, before it is classified (`failures/failure-from-sts`). */
export interface StsError {
  /** The wire's error code (`AccessDenied`), else the exception's name. */
  readonly code: string;
  /** STS's own words, stripped of anything secret. */
  readonly message: string;
  /** HTTP status; null where nothing answered. */
  readonly status: number | null;
  readonly host: string;
  /** Set where no STS answered: `connection` (refused, reset, no name …), `timeout`, `intercepted` (TLS error, 407, an answer that is not STS's XML). */
  /** The proxy that failed: its host and port. */
  readonly proxy?: string;
  readonly trouble: 'connection' | 'proxy' | 'timeout' | 'intercepted' | null;
  /** True where it is certain that the request never left (connection refused, name not found): a code in it is not spent. */
  readonly notSent: boolean;
}

/** STS over the network. Each call is sent once, with a deadline of 15 s; nothing is retried here. */
export interface Sts {
  assumeRole(caller: Caller, request: AssumeRoleRequest): Promise<StsAnswer<AssumedRole>>;
  getSessionToken(
    caller: Caller,
    request: MfaSessionRequest,
  ): Promise<StsAnswer<SessionCredentials>>;
  getCallerIdentity(caller: Caller): Promise<StsAnswer<CallerIdentity>>;
  /** After a resume or a change of network: cancels what is in flight (as `timeout`) and drops pooled connections. */
  reset(): void;
}

/** Credentials of a profile that no role of ours stands for: the leaf of a chain. Read anew at each call; at most 60 s. */
export interface SourceCredentials {
  resolve(profile: string): Promise<Result<Credentials>>;
  /** Six digits from the profile's `mfa_process`, a command of the config file that prints them (as aws-vault has it); null where it has none. */
  mfaCode(profile: string): Promise<Result<string | null>>;
}

/** What a person signs in to in the browser, so that a profile gives credentials; profiles of one `sso-session` share it. */
export type SignInSession =
  /** IAM Identity Center (AWS SDKs and Tools reference guide, "IAM Identity Center credential provider"). */
  | {
      readonly how: 'sso';
      readonly profile: string;
      /** Of the `sso-session` section; null where the settings stand in the profile itself. */
      readonly name: string | null;
      readonly startUrl: string;
      readonly region: string;
      /** `sso_registration_scopes`; without an `sso-session` there are none, and no token can be refreshed. */
      readonly scopes: readonly string[];
    }
  /** `aws login` (AWS SDKs and Tools reference guide, "Login credentials provider"). */
  | { readonly how: 'login'; readonly profile: string };

/** A person's sign-in in the browser, for sources whose session is over. */
export interface SignIn {
  /**
   * Begins one. `prompted` is told what the person needs to see as soon as it is known, or that the AWS CLI shows it. `device`: with a code that may be entered in a browser of
   * another machine, also where the AWS CLI could open this one's.
   */
  begin(
    session: SignInSession,
    device: boolean,
    prompted: (prompt: SignInPrompt | 'aws-cli') => void,
  ): SignInUnderWay;
  /** Told when a sign-in on this machine may be new, whoever did it; may come late, twice or for nothing. */
  watch(changed: () => void): () => void;
}

export interface SignInUnderWay {
  /** At most ten minutes. Failures: `sign-in-failed`, `sign-in-tool-missing`, the network's. */
  readonly done: Promise<Result<null>>;
  cancel(): void;
}

/** The page where the person signs in, and the code that the page must show too. */
export interface SignInPrompt {
  readonly page: string;
  readonly userCode: string;
}

/** The text of `~/.aws/config`; null where there is none. */
export interface AwsConfigFile {
  readonly path: string;
  read(): Promise<Result<string | null>>;
  /** Folders are watched, not files; the call may come late, twice or for nothing. */
  watch(changed: () => void): () => void;
}

/** What `state.db` remembers of a session, per role and credentials file. No secrets. */
export interface SessionRecord {
  readonly roleId: string;
  /** Resolved path of the credentials file. */
  readonly path: string;
  readonly targetProfile: string;
  readonly kept: boolean;
  /** Raised by a release, a changed target or digest, and when another role takes the target: a write begun before it is dropped. */
  readonly generation: number;
  readonly accessKeyId: string | null;
  /** Corrected epoch ms, like every time here. */
  readonly assumedAt: number | null;
  readonly expiration: number | null;
  readonly refreshAt: number | null;
  readonly releasedAt: number | null;
  readonly digest: string | null;
  readonly failure: Failure | null;
  readonly requestId: string | null;
}

/** Synchronous, since a check must happen under the file's lock; each call well under a millisecond. */
export interface Records {
  get(roleId: string, path: string): SessionRecord | null;
  /** Of every credentials file. */
  all(): readonly SessionRecord[];
  /** One atomic read-change-write. `change` gets a blank record (generation 0, nothing kept) where there is none; null removes. Returns what stands now. */
  change(
    roleId: string,
    path: string,
    change: (record: SessionRecord) => SessionRecord | null,
  ): SessionRecord | null;
  /** Told when another process changed a record; may come late, twice or for nothing. */
  watch(changed: () => void): () => void;
}

/** STS's clock minus ours, and when (by our wall clock) that was measured. */
export interface ClockOffset {
  readonly offsetMs: number;
  readonly measuredAt: number;
}

/** What every process of this machine should know of STS's clock and of codes already used. */
export interface SharedFacts {
  /** `clock`: '' for AWS's own, else the origin of another STS. */
  clockOffset(clock: string): ClockOffset | null;
  rememberClockOffset(clock: string, offset: ClockOffset): void;
  /** False where some process used this code for this serial before (kept hashed, for ten minutes). */
  claimMfaCode(hash: string, now: number): boolean;
}

/** One line of the activity log: what, which role, when, which STS request. */
export interface ActivityEntry {
  readonly at: number;
  readonly event: ActivityEvent;
  /** Empty for what happened to no role, but to a profile or a file. */
  readonly roleId: string;
  readonly roleName: string;
  readonly expiration: number | null;
  readonly failureKind: string | null;
  readonly requestId: string | null;
}

export type ActivityEvent =
  | 'assumed'
  | 'adopted'
  | 'refreshed'
  | 'rewritten'
  | 'failed'
  | 'released'
  | 'removed'
  /** Its role was removed, here or by another process. */
  | 'role-removed'
  /** Keys of a role that is gone were copied to the backups and removed. */
  | 'cleaned-up'
  /** Values that Rolekeeper did not write were copied to the backups and replaced by a session. */
  | 'taken-over'
  /** The role has another target: its keys went from one section to another. */
  | 'moved'
  /** A backup was put back: of a section (named by its role or profile) or of the whole file. */
  | 'restored'
  /** Backups of the file that is named were deleted. */
  | 'backups-deleted';

/** Kept 90 days or 10,000 rows, of one role half as many. */
export interface Activity {
  append(entries: readonly ActivityEntry[]): void;
  /** The newest first. */
  list(limit: number): readonly ActivityEntry[];
}

/**
 * Where secrets are kept, and so for how long: in this process because it is meant so, in the system's keychain, or in this process for want of better
 * (the keychain's key is no secret, there is none, the file cannot be written).
 */
export type SecretsKept =
  'process' | 'keychain' | 'memory-constant-key' | 'memory-no-keychain' | 'memory-not-written';

/** Few and short secrets that may outlive the process. Whoever keeps one holds it in memory too: where it cannot be protected it is not kept. */
export interface SecretStore {
  /** What is kept, as known without asking the system, and until when it is good for something (epoch ms by its issuer's clock). */
  kept(): readonly { readonly name: string; readonly until: number }[];
  /** Null where nothing is kept under this name, or where it cannot be decrypted now: it stays then. */
  read(name: string): Promise<string | null>;
  /** Replaces what was kept under the name. Changes take effect in the order in which they are asked for. */
  keep(name: string, secret: string, until: number): Promise<void>;
  forget(name: string): Promise<void>;
  /** Null until the system had to be asked, which may prompt a person. */
  where(): SecretsKept | null;
  /** Asks the system. */
  look(): Promise<SecretsKept>;
}

/** A lock per role, over all processes. Freed by the kernel when its holder dies. */
export interface RoleLocks {
  /** Waits up to `waitMs` (0: one try). `lock-held` names the holder; a lock held by a process that started this one is `lock-cycle` at once. */
  acquire(roleId: string, waitMs: number): Promise<Result<HeldLock>>;
}

export interface HeldLock {
  release(): void;
}

/** settings.json as JSON; `core/settings` gives it meaning. */
export interface SettingsStore {
  readonly path: string;
  /** `absent` where there is no file; `unparsable` where its text is no JSON. The very same value as last time where the file has not changed. */
  read(): Promise<Result<StoredSettings>>;
  /** Lock, read, change, write; the change may be refused. Nothing is written where `change` fails. */
  update<T>(
    change: (stored: StoredSettings) => Result<{ readonly json: unknown; readonly value: T }>,
  ): Promise<Result<T>>;
  /** Moves the file as this store last read it beside itself under a new name and returns that name; null where it has changed since. */
  setAside(): Promise<Result<string | null>>;
  watch(changed: () => void): () => void;
}

export type StoredSettings =
  | { readonly state: 'absent' }
  | { readonly state: 'unparsable' }
  | { readonly state: 'json'; readonly json: unknown };

/** One redacting, rotating log. Messages are plain; facts are values without secrets. */
export interface Log {
  write(
    level: 'info' | 'warn' | 'error',
    message: string,
    facts?: Readonly<Record<string, string | number | boolean | null>>,
  ): void;
}

/**
 * Asks the person at this machine, outside of anything that a page or a document can reach. True only
 * if that person said yes to this question.
 */
export interface Consent {
  ask(question: ConsentQuestion): Promise<boolean>;
}

/** Copies of the credentials file, ours cut out, in Rolekeeper's folder. The store makes them; this reads them. */
export interface Backups {
  list(): Promise<Result<readonly Backup[]>>;
  /** The copied text: of a whole file, or of one section with its header. `backup-missing` where there is none of that id. */
  read(id: string): Promise<Result<string>>;
  /** Deletes these copies and returns how many there were. */
  purge(ids: readonly string[]): Promise<Result<number>>;
}

export interface Backup {
  readonly id: string;
  readonly kind: 'original' | 'section' | 'hourly' | 'restore';
  readonly at: number;
  /** Of the credentials file that was copied. */
  readonly path: string;
  readonly profile: string | null;
  readonly bytes: number;
}
