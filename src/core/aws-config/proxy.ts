import type { Environment } from '../environment.ts';

/** The server that a request goes to. */
export interface Destination {
  /** `https:` or `http:`. */
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number | undefined;
}

/**
 * Returns the proxy that HTTPS_PROXY, HTTP_PROXY and NO_PROXY select for a destination; null for a
 * direct connection. Reads the variables as the AWS CLI does (botocore/httpsession.py and utils.py,
 * which use Python's urllib.request).
 */
export function proxyFor(
  { protocol, hostname, port }: Destination,
  env: Environment,
): string | null {
  const scheme = protocol.replace(/:$/, '');
  // In a CGI script, HTTP_PROXY has the `Proxy` header of the web client, so it is not trusted.
  if (scheme === 'http' && env['REQUEST_METHOD'] !== undefined && env['http_proxy'] === undefined)
    return null;
  const proxy = variable(env, `${scheme}_proxy`);
  if (proxy === '' || isExempt(hostname, port, variable(env, 'no_proxy'))) return null;
  if (/^https?:/i.test(proxy)) return proxy;
  return proxy.startsWith('//') ? `http:${proxy}` : `http://${proxy}`;
}

/**
 * Returns true if the proxy settings of the system apply. They do not apply if a variable for this
 * scheme is set (even if it is empty), if NO_PROXY exempts the host, or if the host is this
 * machine.
 */
export function usesSystemProxy(
  { protocol, hostname, port }: Destination,
  env: Environment,
): boolean {
  const name = `${protocol.replace(/:$/, '')}_proxy`;
  if (Object.keys(env).some((key) => key.toLowerCase() === name && env[key] !== undefined)) {
    return false;
  }
  return !isThisMachine(hostname) && !isExempt(hostname, port, variable(env, 'no_proxy'));
}

/**
 * Returns true for a host to which browsers never use a proxy (Chromium, net/docs/proxy.md,
 * "Implicit bypass rules").
 */
function isThisMachine(hostname: string): boolean {
  return /^(?:(?:.+\.)?localhost\.?|127(?:\.\d{1,3}){3}|\[?::1\]?)$/i.test(hostname);
}

/**
 * Returns the environment with HTTPS_PROXY set to this URL. This computer is added to NO_PROXY.
 */
export function throughProxy(env: Environment, url: string): Environment {
  const local = 'localhost,127.0.0.1,::1';
  const exempt = variable(env, 'no_proxy');
  const others = Object.entries(env).filter(([name]) => !/^(?:https|no)_proxy$/i.test(name));
  return {
    ...Object.fromEntries(others),
    https_proxy: url,
    no_proxy: exempt === '' ? local : `${exempt},${local}`,
  };
}

/**
 * Returns the value of a variable, or '' if there is none. The variable with the lower-case name
 * wins over other spellings, even if it is empty.
 */
function variable(env: Environment, name: string): string {
  const lower = env[name];
  if (lower !== undefined) return lower;
  return (
    Object.entries(env).find(([key, value]) => key.toLowerCase() === name && value !== '')?.[1] ??
    ''
  );
}

/** Returns true if NO_PROXY is `*`, or names the host or a parent domain of the host. */
function isExempt(hostname: string, port: number | undefined, noProxy: string): boolean {
  if (noProxy === '*') return true;
  const host = hostname.toLowerCase();
  const withPort = port === undefined ? host : `${host}:${port}`;
  return noProxy
    .split(',')
    .map((name) => name.trim().toLowerCase().replace(/^\.+/, ''))
    .some(
      (name) =>
        name !== '' && [host, withPort].some((each) => each === name || each.endsWith(`.${name}`)),
    );
}
