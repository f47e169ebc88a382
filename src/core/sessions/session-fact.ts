/** The session in the credentials file after an assume, without its secrets. */
export interface SessionFact {
  readonly roleId: string;
  readonly profile: string;
  readonly path: string;
  readonly expiration: number;
  readonly event: 'assumed' | 'adopted' | 'fresh';
  /**
   * The value for `--region`. Null if the profile or AWS_DEFAULT_REGION gives one; aws 1.x ignores
   * AWS_REGION.
   */
  readonly regionHint: string | null;
}
