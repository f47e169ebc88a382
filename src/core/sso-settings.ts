/** What IAM Identity Center needs to give a profile credentials. */
export interface SsoSettings {
  readonly startUrl: string;
  readonly region: string;
  readonly accountId: string;
  readonly roleName: string;
  /** Name of the `sso-session` section. Null if the settings are in the profile itself. */
  readonly session: string | null;
}
