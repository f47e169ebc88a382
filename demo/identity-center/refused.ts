/**
 * An error of the AWS REST-JSON protocol. The exception's name is in a header, and also in OAuth's
 * field `error` of the body (RFC 6749, 5.2).
 */
export class Refused extends Error {
  readonly type: string;
  readonly status: number;
  /** The value of the Retry-After header. */
  readonly retryAfterSeconds: number | null;

  constructor(
    type: string,
    status: number,
    description: string,
    retryAfterSeconds: number | null = null,
  ) {
    super(description);
    this.type = type;
    this.status = status;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}
