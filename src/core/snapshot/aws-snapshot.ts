import { firstViolation, type Violation } from '../credentials-file/botocore-rules.ts';
import type { IniDocument } from '../credentials-file/ini-document.ts';
import { readMarks, readSection, type SectionReading } from '../credentials-file/section.ts';
import type { SectionRegion } from '../credentials-file/session-values.ts';
import type { Environment } from '../environment.ts';
import type { AwsConfigFile } from '../ports/aws-config-file.ts';
import type { Hash } from '../ports/hash.ts';
import type { Records, SessionRecord } from '../ports/records.ts';
import type { CredentialsStore } from '../credentials-file/credentials-store.ts';
import { type Failed, failed, ok, type Result } from '../result.ts';
import { nonAwsEndpoint, configuredEndpoint } from '../aws-config/configured-endpoint.ts';
import { isAwsStsEndpoint } from '../aws-config/partition.ts';
import { type Profiles, readProfiles } from '../aws-config/profiles.ts';
import { childRegion, type RegionalRole, regionFor, sectionRegion } from '../aws-config/region.ts';
import { digestOf } from '../roles/role-digest.ts';
import type { Role } from '../roles/role.ts';
import { type SourceChain, sourceChain } from '../roles/sources/source-chain.ts';
import type { SettingsReading } from '../settings/settings.ts';
import { stsEndpoint } from '../aws-config/sts-endpoint.ts';
import { stsVariant } from '../aws-config/sts-settings.ts';
import { stsClockName } from '../aws-config/sts-clock-name.ts';
import type { SettingsFile } from '../settings/settings-file.ts';
import type { Failure, ForeignHolds } from '../failure.ts';

/** Credentials of a profile that are not ours. */
export interface OtherCredentials {
  readonly holds: ForeignHolds;
  readonly file: string;
  /** The file is the config file. Absent: the credentials file. */
  readonly isConfig?: true;
}

export interface SnapshotDeps {
  readonly settings: Pick<SettingsFile, 'read' | 'nameOf'>;
  readonly config: Pick<AwsConfigFile, 'path' | 'read'>;
  readonly store: Pick<CredentialsStore, 'path' | 'owner' | 'read' | 'document'>;
  readonly records: Pick<Records, 'get'>;
  readonly hash: Hash;
  /** Environment variables for region and endpoint, as the AWS CLI reads them. */
  readonly env: Environment;
}

/**
 * Settings, config file and credentials file at one moment. Contains secrets, so it never leaves
 * the core.
 */
export class AwsSnapshot {
  readonly reading: SettingsReading;
  readonly configText: string;
  readonly profiles: Profiles;
  readonly credentials: IniDocument;
  /** Why the credentials file or the config file could not be read. It then counts as empty. */
  readonly unreadableFiles: readonly Failure[];
  readonly #deps: SnapshotDeps;
  #configViolation: { readonly found: Violation | null } | null = null;

  constructor(
    deps: SnapshotDeps,
    reading: SettingsReading,
    configText: string,
    credentials: IniDocument,
    unreadableFiles: readonly Failure[] = [],
  ) {
    this.reading = reading;
    this.unreadableFiles = unreadableFiles;
    this.configText = configText;
    this.credentials = credentials;
    this.profiles = readProfiles({
      config: configText,
      credentials: this.credentials,
      owner: deps.store.owner,
    });
    this.#deps = deps;
  }

  /** The first of `unreadableFiles`, or null. */
  get unreadable(): Failure | null {
    return this.unreadableFiles[0] ?? null;
  }

  get roles(): readonly Role[] {
    return this.reading.settings.roles;
  }

  role(roleId: string): Role | null {
    return this.roles.find((role) => role.id === roleId) ?? null;
  }

  /** Returns the role, or `role-unknown` with the known names. */
  knownRole(roleId: string): Result<Role> {
    const role = this.role(roleId);
    return role === null ? this.unknownRole(roleId) : ok(role);
  }

  /** Returns `role-unknown` with the role's last name, if the settings ever had it. */
  unknownRole(roleId: string): Failed {
    const known = this.roles.map(({ name }) => name);
    return failed({ kind: 'role-unknown', name: this.#deps.settings.nameOf(roleId), known });
  }

  /** Returns a snapshot as if this role were saved, in place of the one that it changes. */
  withRole(role: Role, insteadOf: string | null): AwsSnapshot {
    const { reading, configText, credentials } = this;
    const roles = [...this.roles.filter(({ id }) => id !== insteadOf), role];
    return new AwsSnapshot(
      this.#deps,
      { ...reading, settings: { ...reading.settings, roles } },
      configText,
      credentials,
      this.unreadableFiles,
    );
  }

  /** False for a missing or empty file. Neither means that someone removed our keys. */
  get fileExists(): boolean {
    return this.credentials.text.trim() !== '';
  }

  /** Path of the credentials file. */
  get credentialsPath(): string {
    return this.#deps.store.path;
  }

  /** Sections with a mark of this home, and the role that each mark names. */
  marks(): readonly { readonly profile: string; readonly roleId: string }[] {
    const marks = readMarks(this.credentials, this.#deps.store.owner);
    return marks.map(({ profile, mark }) => ({ profile, roleId: mark.roleId }));
  }

  section(profile: string): SectionReading {
    return readSection(this.credentials, profile, this.#deps.store.owner);
  }

  /**
   * Returns true if the record knows a session of this role that these files do not show. They may
   * have been read before it was written.
   */
  isBehindRecord(roleId: string): boolean {
    const role = this.role(roleId);
    const known = this.record(roleId);
    if (role === null || known?.assumedAt === null || known?.assumedAt === undefined) return false;
    const { mark } = this.section(role.targetProfile);
    return known.accessKeyId !== null && (mark === null || mark.assumedAt < known.assumedAt);
  }

  record(roleId: string): SessionRecord | null {
    return this.#deps.records.get(roleId, this.#deps.store.path);
  }

  digestOf(role: Role): string {
    return digestOf(role, this.#nonAwsEndpoint(role), this.#deps.hash);
  }

  /** Returns true if STS must name the requested role in its answer, as AWS does. */
  isAtAws(role: Role): boolean {
    const endpoint = role.endpoint ?? this.#nonAwsEndpoint(role);
    return endpoint === null || isAwsStsEndpoint(endpoint);
  }

  regionFor(role: RegionalRole): string {
    return regionFor(role, this.profiles, this.#deps.env);
  }

  /** Returns the region for a program that uses this role; null if it inherits one. */
  childRegion(role: Role): string | null {
    return childRegion(role, this.profiles, this.#deps.env);
  }

  /** Returns the region for this role's written section. */
  sectionRegion(role: Role): SectionRegion {
    return sectionRegion(role, this.profiles);
  }

  /**
   * Returns the region that `--region` must name for the target profile; null if the profile or
   * AWS_DEFAULT_REGION names it (aws 1.x ignores AWS_REGION).
   */
  regionHint(role: Role): string | null {
    const stated =
      role.region ??
      this.profiles.get(role.targetProfile)?.region ??
      this.sectionRegion(role).region ??
      this.#deps.env['AWS_DEFAULT_REGION'];
    return stated === undefined || stated === '' ? this.regionFor(role) : null;
  }

  sourceChain(role: Role): Result<SourceChain> {
    if (this.unreadable !== null) return failed(this.unreadable);
    return sourceChain(role, { roles: this.roles, profiles: this.profiles });
  }

  /**
   * Returns the role's own STS endpoint, else that of environment or config file; undefined for
   * AWS's.
   */
  endpointFor(
    role: Pick<Role, 'endpoint' | 'sourceProfile' | 'targetProfile'>,
    signer: string = role.sourceProfile ?? role.targetProfile,
  ): string | undefined {
    return role.endpoint ?? configuredEndpoint(signer, this.profiles, this.#deps.env) ?? undefined;
  }

  /** Returns the URL of STS for calls with this role's own session. */
  stsUrl(role: Role): string {
    const named = this.endpointFor(role) ?? this.endpointFor(role, role.targetProfile);
    if (named !== undefined) return named;
    const variant = stsVariant(role.targetProfile, this.profiles, this.#deps.env);
    return stsEndpoint(this.regionFor(role), variant).url;
  }

  /** Returns the clock that times this role's session. */
  clockOf(role: Role): string {
    return stsClockName(this.endpointFor(role));
  }

  /**
   * Returns other credentials under that profile's name, and their file; null if there are none.
   * Those in the credentials file come first, because a session is written there.
   */
  otherCredentials(profile: string): OtherCredentials | null {
    const { holds, owned } = this.section(profile);
    if (holds !== null) return { holds, file: this.credentialsPath };
    const [first] = owned ? [] : (this.profiles.get(profile)?.holds ?? []);
    if (first === undefined) return null;
    return { holds: first, file: this.#deps.config.path, isConfig: true };
  }

  /** Returns the file with a `role_arn` that hides keys of that profile; null if none does. */
  fileWithRoleArn(profile: string): string | null {
    if (this.profiles.get(profile)?.holds.includes('role_arn') !== true) return null;
    const entries = this.credentials.section(profile)?.entries ?? [];
    const isHere = entries.some(({ key, value }) => key === 'role_arn' && value !== '');
    return isHere ? this.credentialsPath : this.#deps.config.path;
  }

  /**
   * Returns why AWS tools cannot read the files; null if they can. Nothing may be concluded from
   * broken files, or written.
   */
  firstFailure(): Failure | null {
    return this.brokenFiles()[0] ?? null;
  }

  /** Returns the same for each file, for the person who repairs them. */
  brokenFiles(): readonly Failure[] {
    const { violation } = this.credentials;
    const { path } = this.#deps.store;
    const broken =
      violation === null ? [] : [{ kind: 'file-broken', file: path, ...violation } as const];
    return [...broken, ...this.unreadableFiles];
  }

  /**
   * Returns `brokenFiles`, and the config file if AWS tools refuse it. Rolekeeper reads what it can
   * of that file.
   */
  fileProblems(): readonly Failure[] {
    const config = this.brokenConfig();
    return config === null ? this.brokenFiles() : [...this.brokenFiles(), config];
  }

  /**
   * Returns the rule of botocore that the config file breaks. AWS tools then see none of its
   * profiles.
   */
  brokenConfig(): Failure | null {
    this.#configViolation ??= { found: firstViolation(this.configText) };
    const { found } = this.#configViolation;
    const { path: file } = this.#deps.config;
    return found === null ? null : { kind: 'file-broken', file, isConfig: true, ...found };
  }

  #nonAwsEndpoint(role: Role): string | null {
    const signer = role.sourceProfile ?? role.targetProfile;
    return nonAwsEndpoint(signer, this.profiles, this.#deps.env);
  }
}

/** `fresh`: does not share a read that began before this call. */
export interface ReadOptions {
  readonly fresh: boolean;
}

export type ReadSnapshot = (options?: ReadOptions) => Promise<Result<AwsSnapshot>>;

/**
 * Returns a reader of snapshots. Concurrent callers share one read, and files are parsed again only
 * if they changed. The last snapshot is held weakly, because it contains secrets.
 */
export function snapshotReader(deps: SnapshotDeps): ReadSnapshot {
  let last: WeakRef<AwsSnapshot> | null = null;
  let underWay: Promise<Result<AwsSnapshot>> | null = null;

  async function readNow(): Promise<Result<AwsSnapshot>> {
    const { settings, config: configFile, store } = deps;
    const [reading, config, credentials] = await Promise.all([
      settings.read(),
      configFile.read(),
      store.read(),
    ]);
    if (!reading.ok) return reading;
    const [configText, text] = [textOf(config), textOf(credentials)];
    const unreadable = [credentials, config].flatMap((read) => (read.ok ? [] : [read.failure]));
    if (unreadable.length > 0)
      return ok(new AwsSnapshot(deps, reading.value, configText, store.document(text), unreadable));
    const before = last?.deref();
    const known = before?.credentials.text === text ? before.credentials : null;
    const isSame = before?.reading === reading.value && before.configText === configText;
    if (isSame && known !== null) return ok(before);
    const document = known ?? store.document(text);
    const snapshot = new AwsSnapshot(deps, reading.value, configText, document);
    last = new WeakRef(snapshot);
    return ok(snapshot);
  }

  return ({ fresh } = { fresh: false }) => {
    if (underWay !== null && !fresh) return underWay;
    const reading = readNow().finally(() => {
      if (underWay === reading) underWay = null;
    });
    underWay = reading;
    return reading;
  };
}

function textOf(read: Result<string | null>): string {
  return read.ok ? (read.value ?? '') : '';
}
