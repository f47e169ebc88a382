import type { BrokenRule } from './field-rule.ts';
import type { CredentialKind } from './credential-kind.ts';

/** Why a file, or the state that processes share, cannot be used or changed. */
export type FileFailure =
  | {
      readonly kind: 'section-not-owned';
      readonly profile: string;
      /** The file with the other credentials. */
      readonly file: string;
      /** True if the file is the config file. Absent if it is the credentials file. */
      readonly isConfig?: true;
      readonly holds: OtherCredentialKind;
    }
  /** A person or a tool removed Rolekeeper's keys from the file, so the role was switched off. */
  | { readonly kind: 'section-removed'; readonly profile: string; readonly file: string }
  | {
      readonly kind: 'section-shadowed';
      readonly profile: string;
      readonly by: 'role_arn';
      /** The file with the `role_arn`. */
      readonly file: string;
      readonly suggestion: string;
    }
  | {
      readonly kind: 'file-broken';
      readonly file: string;
      /** True if the file is the config file. Absent if it is the credentials file. */
      readonly isConfig?: true;
      readonly line: number;
      readonly rule: BrokenRule;
    }
  | ({ readonly kind: 'file-unreadable' } & UnusableFile)
  | ({ readonly kind: 'file-unwritable' } & UnusableFile)
  /** Other programs changed the file again and again, so nothing was written. */
  | { readonly kind: 'file-unsettled'; readonly file: string }
  | { readonly kind: 'backup-missing'; readonly what: string }
  | {
      readonly kind: 'lock-held';
      readonly what: 'role' | 'file' | 'settings';
      readonly holderPid: number | null;
      readonly holderHost: string | null;
      readonly waitedMs: number;
    }
  /**
   * The process that has the lock started this process, for example as the `credential_process` of
   * the source profile. Each would wait for the other.
   */
  | { readonly kind: 'lock-cycle'; readonly holderPid: number }
  /** The role was released or changed while it was being assumed. Nothing was written. */
  | { readonly kind: 'released-meanwhile' }
  | ({ readonly kind: 'state-unavailable' } & UnusableFile);

/**
 * The file or folder that causes the failure, its owner's user ID, and its mode in octal digits.
 */
export interface FileAccess {
  readonly path: string;
  readonly owner: number;
  readonly mode: string;
}

/**
 * A file that Rolekeeper cannot use. `code` is the error code of the system (such as `EACCES`) or
 * the name of a rule of Rolekeeper.
 */
export interface UnusableFile {
  readonly file: string;
  readonly code: string;
  readonly access?: FileAccess;
}

/**
 * A kind of credentials that this Rolekeeper did not write. `other-rolekeeper` is a session of a
 * Rolekeeper with another home folder or on another computer.
 */
export type OtherCredentialKind = CredentialKind | 'other-rolekeeper';
