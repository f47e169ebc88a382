/**
 * The secrets that sign a request. They may be stored only in local variables, the credentials file
 * and the backups.
 */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
  /** Epoch ms by the issuer's clock. Absent for long-term keys. */
  readonly expiration?: number | undefined;
}

/** Temporary credentials as STS issues them. */
export interface SessionCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration: number;
}
