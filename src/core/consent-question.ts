import type { OtherCredentialKind } from './file-failure.ts';

/** Preferences that decide what Rolekeeper reads, runs, contacts or trusts. */
export const TRUST_SETTINGS = [
  'credentialsFile',
  'configFile',
  'alsoWriteTo',
  'proxy',
  'caBundle',
] as const;

export type TrustSetting = (typeof TRUST_SETTINGS)[number];

export function isTrustSetting(name: string): name is TrustSetting {
  return TRUST_SETTINGS.some((trusted) => trusted === name);
}

/** A question to a person before a change, with what the person must know for the answer. */
export type ConsentQuestion =
  /**
   * A preference would change from `present` to `next`; null means the default of AWS or of the
   * system. `present` never contains a proxy's password.
   */
  | {
      readonly kind: 'preference';
      readonly name: TrustSetting;
      readonly present: string | null;
      readonly next: string | null;
    }
  /** Signed requests and MFA codes of these roles go to a server that is not AWS's. */
  | { readonly kind: 'endpoint'; readonly endpoint: string; readonly roleNames: readonly string[] }
  /** The program that opens the AWS console for these roles. */
  | { readonly kind: 'browser'; readonly command: string; readonly roleNames: readonly string[] }
  /**
   * A role's keys would go into a profile that has other credentials. If the person agrees,
   * Rolekeeper copies the profile's section of the credentials file to the backups and replaces it.
   */
  | {
      readonly kind: 'take-over';
      readonly roleName: string;
      readonly profile: string;
      /** The file with the other credentials. */
      readonly file: string;
      /** True if the other credentials are in the config file, which does not change. */
      readonly isConfig?: true;
      readonly holds: OtherCredentialKind;
    }
  /**
   * A backup replaces the whole credentials file, or the section of `profile`. Other credentials
   * are copied to the backups first.
   */
  | {
      readonly kind: 'restore';
      readonly backupId: string;
      readonly profile: string | null;
      readonly file: string;
      /** When the backup was made, epoch ms. */
      readonly at: number;
      /** The sections that are added, removed or changed. */
      readonly sections: readonly string[];
    }
  /** Copies of the credentials file, or of its sections, are deleted for good. */
  | { readonly kind: 'purge'; readonly backups: readonly DeletedBackup[] };

export interface DeletedBackup {
  readonly id: string;
  readonly kind: string;
  readonly at: number;
  readonly path: string;
  /** Null for a copy of the whole file. */
  readonly profile: string | null;
}
