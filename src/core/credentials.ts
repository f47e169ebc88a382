/** The secrets that sign a request. SECURITY.md says where they may be stored. */
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
