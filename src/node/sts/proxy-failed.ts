/** The proxy, not the server behind it, kept a request from being answered. */
export class ProxyFailed extends Error {
  override readonly name = 'ProxyFailed';
  /** The proxy's host and port, without its user and password. */
  readonly proxy: string;
  /** The system's or TLS's code, `HTTP 407`, or `no HTTP`. */
  readonly code: string;
  /** True if nothing of the request was sent. */
  readonly notSent: boolean;

  constructor(proxy: string, code: string, notSent: boolean) {
    super(`the proxy failed (${code})`);
    this.proxy = URL.parse(proxy)?.host ?? '';
    this.code = code;
    this.notSent = notSent;
  }
}
