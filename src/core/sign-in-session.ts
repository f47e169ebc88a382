/** A session that a person signs in to in the browser. Profiles with one `sso-session` share it. */
export type SignInSession =
  /**
   * IAM Identity Center (AWS SDKs and Tools reference guide, "IAM Identity Center credential
   * provider").
   */
  | {
      readonly kind: 'sso';
      /**
       * The profile that needs it. For a sign-in without a profile: what people call it, `name` or
       * else `startUrl`.
       */
      readonly profile: string;
      /** Name of the `sso-session` section; null if the settings are in the profile itself. */
      readonly name: string | null;
      readonly startUrl: string;
      readonly region: string;
      /**
       * `sso_registration_scopes`. Without an `sso-session` there are none, and no token can be
       * refreshed.
       */
      readonly scopes: readonly string[];
    }
  /** `aws login` (AWS SDKs and Tools reference guide, "Login credentials provider"). */
  | { readonly kind: 'login'; readonly profile: string };

/** A session of IAM Identity Center. */
export type SsoSession = Extract<SignInSession, { kind: 'sso' }>;
