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
import type { OtherCredentialKind } from '../file-failure.ts';
import type { AwsFiles } from './aws-files.ts';

/** Credentials that Rolekeeper did not write, in one profile. */
export interface OtherCredentials {
  readonly holds: OtherCredentialKind;
  readonly file: string;
  /** True if the file is the config file. Absent if it is the credentials file. */
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
  readonly files: AwsFiles;
  readonly profiles: Profiles;
  readonly #deps: SnapshotDeps;

  constructor(deps: SnapshotDeps, reading: SettingsReading, files: AwsFiles) {
    this.reading = reading;
    this.files = files;
    this.profiles = readProfiles({
      config: files.configText,
      credentials: files.credentials,
      owner: deps.store.owner,
    });
    this.#deps = deps;
  }

  get roles(): readonly Role[] {
    return this.reading.settings.roles;
  }

  role(roleId: string): Role | null {
    return this.roles.find((role) => role.id === roleId) ?? null;
  }

  /** Returns the role, or the failure `role-unknown` with the known names. */
  knownRole(roleId: string): Result<Role> {
    const role = this.role(roleId);
    return role === null ? this.unknownRole(roleId) : ok(role);
  }

  /**
   * Returns the failure `role-unknown` with the name that the role last had in the settings, if it
   * was ever there.
   */
  unknownRole(roleId: string): Failed {
    const known = this.roles.map(({ name }) => name);
    return failed({ kind: 'role-unknown', name: this.#deps.settings.nameOf(roleId), known });
  }

  /**
   * Returns a snapshot as if this role were saved, in place of the role `insteadOf` if that is not
   * null.
   */
  withRole(role: Role, insteadOf: string | null): AwsSnapshot {
    const { reading } = this;
    const roles = [...this.roles.filter(({ id }) => id !== insteadOf), role];
    const settings = { ...reading.settings, roles };
    return new AwsSnapshot(this.#deps, { ...reading, settings }, this.files);
  }

  /**
   * Returns the profiles whose section has an `x_rolekeeper` line of this Rolekeeper folder (see
   * `Mark`), and the ID of the role that each line names.
   */
  marks(): readonly { readonly profile: string; readonly roleId: string }[] {
    const marks = readMarks(this.files.credentials, this.#deps.store.owner);
    return marks.map(({ profile, mark }) => ({ profile, roleId: mark.roleId }));
  }

  section(profile: string): SectionReading {
    return readSection(this.files.credentials, profile, this.#deps.store.owner);
  }

  /**
   * Returns true if the record has a newer session of this role than these files. The files may
   * have been read before that session was written.
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

  /**
   * Returns true if AWS's own STS issues the role's session. The ARN in the answer of STS must then
   * name the role.
   */
  isIssuedByAws(role: Role): boolean {
    const endpoint = role.endpoint ?? this.#nonAwsEndpoint(role);
    return endpoint === null || isAwsStsEndpoint(endpoint);
  }

  regionFor(role: RegionalRole): string {
    return regionFor(role, this.profiles, this.#deps.env);
  }

  /**
   * Returns the region to set for a program that uses this role. Returns null if the program's
   * environment already has one.
   */
  childRegion(role: Role): string | null {
    return childRegion(role, this.profiles, this.#deps.env);
  }

  /** Returns the region that is written to this role's section. */
  sectionRegion(role: Role): SectionRegion {
    return sectionRegion(role, this.profiles);
  }

  /**
   * Returns the region that a person must add with `--region` for the target profile. Returns null
   * if the profile or AWS_DEFAULT_REGION has one; version 1 of the AWS CLI ignores AWS_REGION.
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
    const unreadable = this.files.firstUnreadable();
    if (unreadable !== null) return failed(unreadable);
    return sourceChain(role, { roles: this.roles, profiles: this.profiles });
  }

  /**
   * Returns the role's own STS endpoint, or else that of the environment or the config file.
   * Returns undefined if none of them names an endpoint.
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

  /** Returns the name of the clock by which this role's session is timed. */
  clockOf(role: Role): string {
    return stsClockName(this.endpointFor(role));
  }

  /**
   * Returns the kind and the file of the credentials in a profile that this Rolekeeper did not
   * write. Returns null if there are none, or if the profile has a session that this Rolekeeper
   * wrote.
   */
  otherCredentials(profile: string): OtherCredentials | null {
    const { holds, owned } = this.section(profile);
    if (holds !== null) return { holds, file: this.files.credentialsPath };
    const [first] = owned ? [] : (this.profiles.get(profile)?.credentialKinds ?? []);
    if (first === undefined) return null;
    return { holds: first, file: this.files.configPath, isConfig: true };
  }

  /**
   * Returns the file in which the profile has a `role_arn`; null if there is none. AWS tools ignore
   * the keys of a profile with a `role_arn`.
   */
  fileWithRoleArn(profile: string): string | null {
    if (this.profiles.get(profile)?.credentialKinds.includes('role_arn') !== true) return null;
    const entries = this.files.credentials.section(profile)?.entries ?? [];
    const isHere = entries.some(({ key, value }) => key === 'role_arn' && value !== '');
    return isHere ? this.files.credentialsPath : this.files.configPath;
  }

  #nonAwsEndpoint(role: Role): string | null {
    const signer = role.sourceProfile ?? role.targetProfile;
    return nonAwsEndpoint(signer, this.profiles, this.#deps.env);
  }
}
