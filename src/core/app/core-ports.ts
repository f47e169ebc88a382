import type { AccessPortal, LastListings } from '../access-portal.ts';
import type { AboutFacts } from '../contract/about.ts';
import type { Check } from '../contract/check.ts';
import type { FieldRule } from '../field-rule.ts';
import type { Problem } from '../contract/app-state.ts';
import type { Environment } from '../environment.ts';
import type { Activity } from '../ports/activity.ts';
import type { AwsConfigFile } from '../ports/aws-config-file.ts';
import type { Backups } from '../ports/backups.ts';
import type { Clock } from '../ports/clock.ts';
import type { Consent } from '../ports/consent.ts';
import type { Hash } from '../ports/hash.ts';
import type { KeepingProcesses } from '../ports/keeping-processes.ts';
import type { Log } from '../ports/log.ts';
import type { Random } from '../ports/random.ts';
import type { Records } from '../ports/records.ts';
import type { RoleLocks } from '../ports/role-locks.ts';
import type { SettingsStore } from '../ports/settings-store.ts';
import type { SharedFacts } from '../ports/shared-facts.ts';
import type { SignIn } from '../ports/sign-in.ts';
import type { SourceCredentials } from '../ports/source-credentials.ts';
import type { Sts } from '../ports/sts.ts';
import type { SecretStore } from '../secret-store.ts';
import type { Preferences } from '../settings/preferences.ts';
import type { CredentialsStore } from '../credentials-file/credentials-store.ts';

/** The implementations of all ports. */
export interface CorePorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly hash: Hash;
  readonly sts: Sts;
  readonly source: SourceCredentials;
  readonly signIn: SignIn;
  readonly portal: AccessPortal;
  readonly listings: LastListings;
  readonly config: AwsConfigFile;
  readonly store: CredentialsStore;
  readonly storeAt: (path: string) => CredentialsStore;
  readonly records: Records;
  readonly shared: SharedFacts;
  readonly activity: Activity;
  readonly locks: RoleLocks;
  readonly keeping: KeepingProcesses;
  readonly settings: SettingsStore;
  /** Returns false if the preferences name other AWS files than this process uses. */
  readonly namesOurFiles: (preferences: Preferences) => boolean;
  readonly secrets: SecretStore;
  readonly backups: Backups;
  readonly consent: Consent;
  readonly log: Log;
  /** Runs the doctor's checks of this computer: files, the network to STS and the desktop. */
  readonly inspect: (wanted: InspectionRequest) => Promise<readonly Check[]>;
  readonly about: AboutFacts;
  readonly paths: PathChecks;
  /** Returns the problems that occurred while the ports were created. */
  readonly problems: () => readonly Problem[];
}

/** The parameters of `inspect`. */
export interface InspectionRequest {
  /** If true, the checks contact no server. */
  readonly offline: boolean;
  /** The URLs of STS that roles use. */
  readonly stsUrls: readonly string[];
  readonly profileBundles: readonly ProfileBundle[];
}

/** A profile's `ca_bundle`, as the config file has it. */
export interface ProfileBundle {
  readonly profile: string;
  readonly path: string;
}

/** Checks the paths in the settings. A person, a page or an imported document chooses them. */
export interface PathChecks {
  /**
   * Returns the rule that the path breaks, after `~` and variables are expanded; null if it breaks
   * none. Accesses no file.
   */
  readonly rule: (path: string) => FieldRule | null;
  /**
   * Does the check of `rule`, then checks the file at the path. Reads the file's content only for
   * `caBundle`.
   */
  readonly examine: (
    name: 'credentialsFile' | 'configFile' | 'alsoWriteTo' | 'caBundle',
    path: string,
  ) => Promise<FieldRule | null>;
}

export interface CoreOptions {
  /**
   * Which roles this process refreshes: `nothing`: none; `switched-on`: the roles that are switched
   * on; `on-request`: only the roles passed to `keepHere`.
   */
  readonly refresh: 'nothing' | 'switched-on' | 'on-request';
  readonly env: Environment;
  readonly sessionName: string;
}
