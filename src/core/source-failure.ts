import type { FileAccess } from './file-failure.ts';

/** Why there are no credentials that can call STS: MFA, source profiles, sign-ins. */
export type SourceFailure =
  | {
      readonly kind: 'mfa-needed';
      readonly serial: string;
      readonly sourceProfile: string;
      /** The server that gets the code; absent for AWS. */
      readonly host?: string;
      readonly mfaRequestId: string;
      /**
       * True if STS refused a role that the present MFA session had assumed before. Its trust
       * policy may demand a newer code (`aws:MultiFactorAuthAge`).
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
  /** A profile's program is not run, because other users could have chosen it. */
  | {
      readonly kind: 'program-refused';
      readonly profile: string;
      readonly file: string;
      readonly code: string;
      readonly access?: FileAccess;
    }
  | { readonly kind: 'source-timeout'; readonly profile: string; readonly afterMs: number }
  /**
   * `signIn`: the key of the sign-in (`signInKeyOf`), the same for all its profiles and roles.
   * Failures that earlier versions stored have none.
   */
  | {
      readonly kind: 'sign-in-needed';
      readonly profile: string;
      readonly how: 'sso' | 'login';
      readonly signIn?: string;
    }
  /** `message`: what AWS or its command line said about the refused sign-in. */
  | {
      readonly kind: 'sign-in-failed';
      readonly profile: string;
      readonly how: 'sso' | 'login';
      readonly why: 'declined' | 'timeout' | 'cancelled' | 'refused';
      readonly message: string;
    }
  /** `found`: the newest version of the AWS CLI on this machine. */
  | {
      readonly kind: 'sign-in-tool-missing';
      readonly profile: string;
      readonly needed: string;
      /** Version of the first AWS CLI on the PATH; null if unknown. */
      readonly found: string | null;
      /** The path of the program; null if there is none. */
      readonly program: string | null;
    }
  /** The portal of Identity Center refuses a request. `accountId`: null if it is about none. */
  | {
      readonly kind: 'portal-refused';
      readonly accountId: string | null;
      readonly code: string;
      readonly message: string;
    }
  /** `known`: profiles that a person can sign in to. */
  | { readonly kind: 'no-sign-in'; readonly profile: string; readonly known: readonly string[] };
