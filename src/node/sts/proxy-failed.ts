/** The proxy failed, not the server that it connects to. */
export class ProxyFailed extends Error {
  override readonly name = 'ProxyFailed';
  /** The proxy's host and port, without user and password. */
  readonly proxy: string;
  /** The system's or TLS's code, `HTTP 407`, `no HTTP`, `no answer` or `SOCKS`. */
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

/** Host and port of a proxy's URL, without its password. */
export function hostOf(proxy: string): string {
  return URL.parse(proxy)?.host ?? '';
}
