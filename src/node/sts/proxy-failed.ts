/** The error if a proxy failed. A failure of the server behind the proxy causes another error. */
export class ProxyFailed extends Error {
  override readonly name = 'ProxyFailed';
  /** The proxy's host and port, without its user name and password. */
  readonly proxy: string;
  /** The code of the system or of TLS, or `HTTP 407`, `no HTTP`, `no answer` or `SOCKS`. */
  readonly code: string;
  /** True if no part of the request was sent. */
  readonly notSent: boolean;

  constructor(proxy: string, code: string, notSent: boolean) {
    super(`the proxy failed (${code})`);
    this.proxy = hostOf(proxy);
    this.code = code;
    this.notSent = notSent;
  }
}

/** Returns the host and port of a proxy's URL, without its user name and password. */
export function hostOf(proxy: string): string {
  return URL.parse(proxy)?.host ?? '';
}
