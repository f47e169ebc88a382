import type { FileAccess } from './file-failure.ts';

/**
 * Why there are no credentials that can call STS. The cause is MFA, a source profile or a sign-in.
 */
export type SourceFailure =
  | {
      readonly kind: 'mfa-needed';
      readonly serial: string;
      readonly sourceProfile: string;
      /** The server that gets the code. Absent for AWS. */
      readonly host?: string;
      readonly mfaRequestId: string;
      /**
       * True if STS refused a role that the same MFA session could assume before. The role's
       * trust policy may demand a newer code (`aws:MultiFactorAuthAge`).
       */
      readonly sessionRefused: boolean;
    }
  | { readonly kind: 'mfa-code-spent'; readonly serial: string; readonly nextAt: number }
  | { readonly kind: 'mfa-impossible'; readonly serial: string; readonly profile: string }
  | { readonly kind: 'source-missing'; readonly profile: string; readonly path: readonly string[] }
  | {
      readonly kind: 'source-ambiguous';
      readonly profile: string;
      readonly roleNames: readonly string[];
    }
  | { readonly kind: 'source-cycle'; readonly path: readonly string[] }
  | { readonly kind: 'source-failed'; readonly profile: string; readonly message: string }
  /**
   * Rolekeeper does not run a profile's program, because other users can change the file that names
   * it.
   */
  | {
      readonly kind: 'program-refused';
      readonly profile: string;
      readonly file: string;
      readonly code: string;
      readonly access?: FileAccess;
    }
  | { readonly kind: 'source-timeout'; readonly profile: string; readonly afterMs: number }
  /**
   * `signIn` is the key from `signInKeyOf`, which is the same for all profiles and roles of one
   * sign-in. Failures that earlier versions stored have no key.
   */
  | {
      readonly kind: 'sign-in-needed';
      readonly profile: string;
      readonly how: 'sso' | 'login';
      readonly signIn?: string;
    }
  /** `message` is what AWS or the AWS CLI reported about the refused sign-in. */
  | {
      readonly kind: 'sign-in-failed';
      readonly profile: string;
      readonly how: 'sso' | 'login';
      readonly why: 'declined' | 'timeout' | 'cancelled' | 'refused';
      readonly message: string;
    }
  /** The AWS CLI, which this sign-in needs, is missing or too old. */
  | {
      readonly kind: 'sign-in-tool-missing';
      readonly profile: string;
      readonly needed: string;
      /** Version of the AWS CLI that was found. Null if it is unknown. */
      readonly found: string | null;
      /** Path of the AWS CLI that was found. Null if there is none. */
      readonly program: string | null;
    }
  /**
   * The portal of Identity Center refuses a request. `accountId` is null if the request was not
   * about one account.
   */
  | {
      readonly kind: 'portal-refused';
      readonly accountId: string | null;
      readonly code: string;
      readonly message: string;
    }
  /** The profile has no sign-in. `known` are the profiles that have one. */
  | { readonly kind: 'no-sign-in'; readonly profile: string; readonly known: readonly string[] };
