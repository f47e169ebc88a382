import { firstViolation, type Violation } from '../credentials-file/botocore-rules.ts';
import { type IniDocument, parseIni } from '../credentials-file/ini-document.ts';
import { readSection, type SectionReading } from '../credentials-file/section.ts';
import type { SectionRegion } from '../credentials-file/session-values.ts';
import type { AwsConfigFile, Hash, Records, SessionRecord } from '../ports.ts';
import type { CredentialsStore } from '../credentials-file/credentials-store.ts';
import { failed, ok, type Result } from '../result.ts';
import { ambientEndpoint, configuredEndpoint } from '../aws-config/configured-endpoint.ts';
import { isAwsStsEndpoint } from '../aws-config/partition.ts';
import { type Profiles, readProfiles } from '../aws-config/profiles.ts';
import { childRegion, regionFor, sectionRegion } from '../aws-config/region.ts';
import { digestOf, type Role } from '../roles/role.ts';
import type { Environment } from '../aws-config/shadowing.ts';
import { type SourceChain, sourceChain } from '../roles/sources/source-chain.ts';
import type { SettingsReading } from '../settings/settings.ts';
import { stsEndpoint } from '../aws-config/sts-endpoint.ts';
import { stsVariant } from '../aws-config/sts-settings.ts';
import { stsClockName } from '../aws-config/sts-clock-name.ts';
import type { SettingsFile } from '../settings/settings-file.ts';
import type { Failure, SectionHolds } from '../failure.ts';

export interface SnapshotParts {
  readonly settings: SettingsFile;
  readonly config: AwsConfigFile;
  readonly store: CredentialsStore;
  readonly records: Records;
  readonly hash: Hash;
  /** Environment variables: region and endpoint, as the AWS CLI reads them. */
  readonly env: Environment;
}

/** Settings, config file and credentials file as they stood at one look. Holds secrets: local to the core. */
export class AwsSnapshot {
  readonly reading: SettingsReading;
  readonly configText: string;
  readonly profiles: Profiles;
  readonly credentials: IniDocument;
  /** Why the credentials file or the config file could not be read; it then counts as empty. */
  readonly unreadableFiles: readonly Failure[];
  readonly #parts: SnapshotParts;
  #configViolation: { readonly found: Violation | null } | null = null;

  constructor(
    parts: SnapshotParts,
    reading: SettingsReading,
    configText: string,
    credentialsText: string,
    unreadableFiles: readonly Failure[] = [],
  ) {
    this.reading = reading;
    this.unreadableFiles = unreadableFiles;
    this.configText = configText;
    this.credentials = parseIni(credentialsText);
    this.profiles = readProfiles({
      config: configText,
      credentials: this.credentials,
      owner: parts.store.owner,
    });
    this.#parts = parts;
  }

  /** The first of `unreadableFiles`. */
  get unreadable(): Failure | null {
    return this.unreadableFiles[0] ?? null;
  }

  get roles(): readonly Role[] {
    return this.reading.settings.roles;
  }

  role(roleId: string): Role | null {
    return this.roles.find((role) => role.id === roleId) ?? null;
  }

  /** The role, else `role-unknown` with the names that there are. */
  knownRole(roleId: string): Result<Role> {
    const role = this.role(roleId);
    const known = this.roles.map(({ name }) => name);
    return role === null ? failed({ kind: 'role-unknown', name: roleId, known }) : ok(role);
  }

  /** The same files as if this role were saved, in the place of the one that it changes. */
  withRole(role: Role, insteadOf: string | null): AwsSnapshot {
    const { reading, configText, credentials } = this;
    const roles = [...this.roles.filter(({ id }) => id !== insteadOf), role];
    return new AwsSnapshot(
      this.#parts,
      { ...reading, settings: { ...reading.settings, roles } },
      configText,
      credentials.text,
      this.unreadableFiles,
    );
  }

  /** False for a missing and for an empty file: neither is a removal of ours. */
  get fileThere(): boolean {
    return this.credentials.text.trim() !== '';
  }

  /** Path of the credentials file. */
  get credentialsPath(): string {
    return this.#parts.store.path;
  }

  section(profile: string): SectionReading {
    return readSection(this.credentials, profile, this.#parts.store.owner);
  }

  /** True where the record knows a session of this role that these files do not show: they may have been read before it was written. */
  isBehindRecord(roleId: string): boolean {
    const role = this.role(roleId);
    const known = this.record(roleId);
    if (role === null || known?.assumedAt === null || known?.assumedAt === undefined) return false;
    const { mark } = this.section(role.targetProfile);
    return known.accessKeyId !== null && (mark === null || mark.assumedAt < known.assumedAt);
  }

  record(roleId: string): SessionRecord | null {
    return this.#parts.records.get(roleId, this.#parts.store.path);
  }

  digestOf(role: Role): string {
    return digestOf(role, this.#ambientEndpoint(role), this.#parts.hash);
  }

  /** True where STS's answers must name the role that was asked: at AWS. */
  isAtAws(role: Role): boolean {
    const endpoint = role.endpoint ?? this.#ambientEndpoint(role);
    return endpoint === null || isAwsStsEndpoint(endpoint);
  }

  regionFor(role: Role): string {
    return regionFor(role, this.profiles, this.#parts.env);
  }

  /** For a program that works as this role; null if it inherits one. */
  childRegion(role: Role): string | null {
    return childRegion(role, this.profiles, this.#parts.env);
  }

  /** For the section that is written for this role. */
  sectionRegion(role: Role): SectionRegion {
    return sectionRegion(role, this.profiles);
  }

  /** What `--region` must say for the target profile; null where the profile or AWS_DEFAULT_REGION says it (aws 1.x ignores AWS_REGION). */
  regionHint(role: Role): string | null {
    const said =
      role.region ??
      this.profiles.get(role.targetProfile)?.region ??
      this.sectionRegion(role).region ??
      this.#parts.env['AWS_DEFAULT_REGION'];
    return said === undefined || said === '' ? this.regionFor(role) : null;
  }

  sourceChain(role: Role): Result<SourceChain> {
    if (this.unreadable !== null) return failed(this.unreadable);
    return sourceChain(role, { roles: this.roles, profiles: this.profiles });
  }

  /** The role's own STS endpoint, else what environment or config file set; undefined: AWS's. */
  endpointFor(role: Role, signer: string = role.sourceProfile): string | undefined {
    return role.endpoint ?? configuredEndpoint(signer, this.profiles, this.#parts.env) ?? undefined;
  }

  /** Where STS is asked with this role's own session. */
  stsUrl(role: Role): string {
    const named = this.endpointFor(role) ?? this.endpointFor(role, role.targetProfile);
    if (named !== undefined) return named;
    const variant = stsVariant(role.targetProfile, this.profiles, this.#parts.env);
    return stsEndpoint(this.regionFor(role), variant).url;
  }

  /** Whose clock tells this role's times. */
  clockOf(role: Role): string {
    return stsClockName(this.endpointFor(role));
  }

  /** Credentials in either file that are another's, under that profile's name. */
  foreign(profile: string): readonly SectionHolds[] {
    return this.profiles.get(profile)?.holds ?? [];
  }

  /** Why AWS tools cannot read the files. Then nothing may be concluded from them, or written. */
  broken(): Failure | null {
    return this.brokenFiles()[0] ?? null;
  }

  /** The same of each file, for the person who has to repair them. */
  brokenFiles(): readonly Failure[] {
    const { violation } = this.credentials;
    const { path } = this.#parts.store;
    const broken =
      violation === null ? [] : [{ kind: 'file-broken', file: path, ...violation } as const];
    return [...broken, ...this.unreadableFiles];
  }

  /** `brokenFiles`, and the config file if AWS tools refuse it: Rolekeeper reads what it can of it. */
  fileProblems(): readonly Failure[] {
    const config = this.brokenConfig();
    return config === null ? this.brokenFiles() : [...this.brokenFiles(), config];
  }

  /** The rule of botocore's that the config file breaks; then AWS tools see none of its profiles. */
  brokenConfig(): Failure | null {
    this.#configViolation ??= { found: firstViolation(this.configText) };
    const { found } = this.#configViolation;
    return found === null ? null : { kind: 'file-broken', file: this.#parts.config.path, ...found };
  }

  #ambientEndpoint(role: Role): string | null {
    return ambientEndpoint(role.sourceProfile, this.profiles, this.#parts.env);
  }
}

/** `fresh`: does not share a read that began before this call. */
export interface Look {
  readonly fresh: boolean;
}

export type ReadSnapshot = (look?: Look) => Promise<Result<AwsSnapshot>>;

/**
 * Concurrent callers share one read. Parses again only if a file changed: a thousand roles that are
 * refreshed together look at the same files. The last snapshot is held weakly: it contains secrets.
 */
export function snapshotReader(parts: SnapshotParts): ReadSnapshot {
  let last: WeakRef<AwsSnapshot> | null = null;
  let underWay: Promise<Result<AwsSnapshot>> | null = null;

  async function readNow(): Promise<Result<AwsSnapshot>> {
    const { settings, config: configFile, store } = parts;
    const [reading, config, credentials] = await Promise.all([
      settings.read(),
      configFile.read(),
      store.read(),
    ]);
    if (!reading.ok) return reading;
    const [configText, text] = [textOf(config), textOf(credentials)];
    const unreadable = [credentials, config].flatMap((read) => (read.ok ? [] : [read.failure]));
    if (unreadable.length > 0)
      return ok(new AwsSnapshot(parts, reading.value, configText, text, unreadable));
    const before = last?.deref();
    const isSame =
      before?.reading === reading.value &&
      before.configText === configText &&
      before.credentials.text === text;
    if (isSame) return ok(before);
    const snapshot = new AwsSnapshot(parts, reading.value, configText, text);
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
