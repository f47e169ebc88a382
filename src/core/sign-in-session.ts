/**
 * A session that a person signs in to in the browser. Profiles with the same `sso-session` share
 * the session.
 */
export type SignInSession =
  /**
   * IAM Identity Center (AWS SDKs and Tools reference guide, "IAM Identity Center credential
   * provider").
   */
  | {
      readonly kind: 'sso';
      /**
       * The profile that needs the session; `name` if no profile needs it, or `startUrl` if `name`
       * is null too.
       */
      readonly profile: string;
      /** Name of the `sso-session` section. Null if the settings are in the profile itself. */
      readonly name: string | null;
      readonly startUrl: string;
      readonly region: string;
      /**
       * The values of `sso_registration_scopes`; empty if there is no `sso-session` section. A
       * token without scopes cannot be refreshed.
       */
      readonly scopes: readonly string[];
    }
  /** `aws login` (AWS SDKs and Tools reference guide, "Login credentials provider"). */
  | { readonly kind: 'login'; readonly profile: string };

/** A session of IAM Identity Center. */
export type SsoSession = Extract<SignInSession, { kind: 'sso' }>;
