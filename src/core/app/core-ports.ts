import type { Check } from '../contract/check.ts';
import type { FieldRule } from '../failure.ts';
import type { Problem } from '../contract/app-state.ts';
import type {
  Activity,
  AwsConfigFile,
  Backups,
  Clock,
  Consent,
  Hash,
  Log,
  Random,
  Records,
  RoleLocks,
  SecretStore,
  SettingsStore,
  SharedFacts,
  SignIn,
  SourceCredentials,
  Sts,
} from '../ports.ts';
import type { CredentialsStore } from '../credentials-file/credentials-store.ts';
import type { Environment } from '../aws-config/shadowing.ts';

/** Everything outside, as ports. */
export interface CorePorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly hash: Hash;
  readonly sts: Sts;
  readonly source: SourceCredentials;
  readonly signIn: SignIn;
  readonly config: AwsConfigFile;
  readonly store: CredentialsStore;
  readonly storeAt: (path: string) => CredentialsStore;
  readonly records: Records;
  readonly shared: SharedFacts;
  readonly activity: Activity;
  readonly locks: RoleLocks;
  readonly settings: SettingsStore;
  readonly secrets: SecretStore;
  readonly backups: Backups;
  readonly consent: Consent;
  readonly log: Log;
  /** What only the machine can tell about itself: modes, proxies, certificates. */
  readonly inspect: (wanted: Inspection) => Promise<readonly Check[]>;
  readonly paths: TrustedPaths;
  /** Trouble met while the ports were made. */
  readonly problems: () => readonly Problem[];
}

/** What the doctor wants to know of the machine. */
export interface Inspection {
  /** True: no server is contacted. */
  readonly offline: boolean;
  /** Where the roles call STS. */
  readonly stsUrls: readonly string[];
  readonly profileBundles: readonly ProfileBundle[];
}

/** A profile's `ca_bundle`, as it is written in the file. */
export interface ProfileBundle {
  readonly profile: string;
  readonly path: string;
}

/** The rules for paths that a person, a page or a document wants in the settings. */
export interface TrustedPaths {
  /** By the text alone, `~` and variables expanded; null for none. Nothing is looked at. */
  readonly rule: (path: string) => FieldRule | null;
  /** By what the path leads to. Only a file of certificates is opened. */
  readonly examine: (
    name: 'credentialsFile' | 'configFile' | 'caBundle',
    path: string,
  ) => Promise<FieldRule | null>;
}

export interface CoreOptions {
  /** As in `AppOptions`. */
  readonly refresh: 'nothing' | 'switched-on' | 'on-request';
  readonly env: Environment;
  readonly sessionName: string;
}
