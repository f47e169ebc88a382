import type { Environment } from '../environment.ts';

/** `https:` or `http:` */
export interface Destination {
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number | undefined;
}

/**
 * Returns the proxy for a destination as the AWS CLI chooses it (botocore/httpsession.py and
 * utils.py on Python's urllib.request); null for a direct connection.
 *
 * HTTPS_PROXY or HTTP_PROXY by the destination's scheme, lower case first; a variable that is set
 * but empty means none. NO_PROXY is `*` or a list of names, each with its subdomains.
 */
export function proxyFor(
  { protocol, hostname, port }: Destination,
  env: Environment,
): string | null {
  const scheme = protocol.replace(/:$/, '');
  // A CGI script gets the request's `Proxy` header as HTTP_PROXY, so the variable is not trusted
  // there.
  if (scheme === 'http' && env['REQUEST_METHOD'] !== undefined && env['http_proxy'] === undefined)
    return null;
  const proxy = variable(env, `${scheme}_proxy`);
  if (proxy === '' || isExempt(hostname, port, variable(env, 'no_proxy'))) return null;
  if (/^https?:/i.test(proxy)) return proxy;
  return proxy.startsWith('//') ? `http:${proxy}` : `http://${proxy}`;
}

/**
 * True if the system may name a proxy: the environment names none for this scheme and does not
 * exempt the host, and the host is not this machine. An empty variable means "no proxy".
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

/** What browsers never send to a proxy (Chromium, net/docs/proxy.md, "Implicit bypass rules"). */
function isThisMachine(hostname: string): boolean {
  return /^(?:(?:.+\.)?localhost\.?|127(?:\.\d{1,3}){3}|\[?::1\]?)$/i.test(hostname);
}

/**
 * Returns the environment with this proxy for AWS and no proxy for this computer. Hosts in NO_PROXY
 * stay without a proxy.
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

function variable(env: Environment, name: string): string {
  const lower = env[name];
  if (lower !== undefined) return lower;
  return (
    Object.entries(env).find(([key, value]) => key.toLowerCase() === name && value !== '')?.[1] ??
    ''
  );
}

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
