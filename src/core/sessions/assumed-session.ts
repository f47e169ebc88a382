/**
 * The session in the credentials file after a request to assume its role, without its secrets.
 * `event` is `assumed` only if this process got a new session.
 */
export interface AssumedSession {
  readonly roleId: string;
  readonly profile: string;
  readonly path: string;
  readonly expiration: number;
  readonly event: 'assumed' | 'adopted' | 'fresh';
  /**
   * The region that a person must add with `--region`. Null if the profile or AWS_DEFAULT_REGION
   * has one; version 1 of the AWS CLI ignores AWS_REGION.
   */
  readonly regionHint: string | null;
}
