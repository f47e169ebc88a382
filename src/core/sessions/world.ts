import { firstViolation } from '../credentials-file/botocore-rules.ts';
import { readSection, type SectionReading } from '../credentials-file/section.ts';
import type { AwsConfigFile, CredentialsStore, Hash, Records, SessionRecord, SettingsStore } from '../ports.ts';
import { ok, type Result } from '../result.ts';
import { type Profiles, readProfiles, regionFor, sourceChain, type SourceChain } from '../roles/profiles.ts';
import { digestOf, type Role } from '../roles/role.ts';
import { readSettings, type SettingsReading } from '../settings.ts';
import type { Failure, SectionHolds } from './failure.ts';

/** What the terminal's or the application's environment adds. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** An STS endpoint outside AWS's domains that the environment or the config file sets; null where there is none or it is not honoured. */
  ambientEndpoint(configText: string): string | null;
}

export interface WorldParts {
  readonly settings: SettingsStore;
  readonly config: AwsConfigFile;
  readonly store: CredentialsStore;
  readonly records: Records;
  readonly hash: Hash;
  readonly surroundings: Surroundings;
}

/** Settings, config file and credentials file as they stood at one look. Holds secrets: local to the core. */
export class World {
  readonly reading: SettingsReading;
  readonly profiles: Profiles;
  /** '' where there is no file. */
  readonly credentialsText: string;
  readonly #parts: WorldParts;
  readonly #ambientEndpoint: string | null;

  constructor(parts: WorldParts, reading: SettingsReading, configText: string, credentialsText: string) {
    this.reading = reading;
    this.credentialsText = credentialsText;
    this.profiles = readProfiles({ config: configText, credentials: credentialsText });
    this.#parts = parts;
    this.#ambientEndpoint = parts.surroundings.ambientEndpoint(configText);
  }

  get roles(): readonly Role[] {
    return this.reading.settings.roles;
  }

  role(roleId: string): Role | null {
    return this.roles.find((role) => role.id === roleId) ?? null;
  }

  /** False for a missing and for an empty file: neither is a removal of ours. */
  get fileThere(): boolean {
    return this.credentialsText.trim() !== '';
  }

  section(profile: string): SectionReading {
    return readSection(this.credentialsText, profile);
  }

  record(roleId: string): SessionRecord | null {
    return this.#parts.records.get(roleId, this.#parts.store.path);
  }

  digestOf(role: Role): string {
    return digestOf(role, this.#ambientEndpoint, this.#parts.hash);
  }

  /** True where STS's answers must name the role that was asked: at AWS. */
  isAtAws(role: Role): boolean {
    return role.endpoint === undefined && this.#ambientEndpoint === null;
  }

  regionFor(role: Role): string {
    return regionFor(role, this.profiles, this.#parts.surroundings.env);
  }

  sourceChain(role: Role): Result<SourceChain> {
    return sourceChain(role, { roles: this.roles, profiles: this.profiles });
  }

  /** Credentials of that profile's name in the config file. */
  configHolds(profile: string): SectionHolds | null {
    return this.profiles.configHolds(profile);
  }

  /** The first thing in the credentials file that stops every AWS command of the machine. */
  broken(): Failure | null {
    const violation = firstViolation(this.credentialsText);
    return violation === null ? null : { kind: 'file-broken', file: this.#parts.store.path, ...violation };
  }
}

export async function readWorld(parts: WorldParts): Promise<Result<World>> {
  const [stored, config, credentials] = await Promise.all([
    parts.settings.read(),
    parts.config.read(),
    parts.store.read(),
  ]);
  if (!stored.ok) return stored;
  if (!config.ok) return config;
  if (!credentials.ok) return credentials;
  return ok(new World(parts, readSettings(stored.value, parts.settings.path), config.value ?? '', credentials.value ?? ''));
}
