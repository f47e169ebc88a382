/** What stands in the credentials file after an assume; the secrets are read from there by whoever may. */
export interface SessionFact {
  readonly roleId: string;
  readonly profile: string;
  readonly path: string;
  readonly expiration: number;
  readonly event: 'assumed' | 'adopted' | 'fresh';
  /** What `--region` must say for this profile; null where the profile itself or AWS_DEFAULT_REGION gives a region (aws 1.x ignores AWS_REGION). */
  readonly regionHint: string | null;
}
