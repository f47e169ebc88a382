/** The proxy failed, not the server behind it. */
export class ProxyFailed extends Error {
  override readonly name = 'ProxyFailed';
  /** The proxy's host and port, without user and password. */
  readonly proxy: string;
  /** The code of the system or TLS, `HTTP 407`, or `no HTTP`. */
  readonly code: string;
  /** True if no part of the request was sent. */
  readonly notSent: boolean;

  constructor(proxy: string, code: string, notSent: boolean) {
    super(`the proxy failed (${code})`);
    this.proxy = URL.parse(proxy)?.host ?? '';
    this.code = code;
    this.notSent = notSent;
  }
}
