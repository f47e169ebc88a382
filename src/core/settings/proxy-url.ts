import type { FieldRule } from '../field-rule.ts';

/**
 * Matches a proxy as curl and the AWS CLI accept it: `http(s)://`, a host, and perhaps a port.
 * `user:password@` is accepted only in older settings (see `proxyRule`).
 */
const PROXY =
  /^(https?:\/\/)(?:([!$-.0-;=A-Z_a-z~]+)@)?((?:\[[0-9a-f:.]+\]|[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?)(?::(\d{1,5}))?)\/?$/i;
/**
 * Returns the rule that a new proxy breaks, or null. A user is refused, because settings.json is
 * not encrypted.
 */
export function proxyRule(url: string): FieldRule | null {
  if (!isProxy(url)) return { kind: 'proxy' };
  return hasUser(url) ? { kind: 'proxy-user' } : null;
}

/** Returns a proxy's address without user and password. */
export function proxyWithoutUser(proxy: string): string {
  const [, scheme, , host] = PROXY.exec(proxy) ?? [];
  return scheme === undefined || host === undefined ? '' : `${scheme}${host}`;
}

/**
 * Returns a proxy for views. Its user and password are replaced by a character that no URL may
 * contain.
 */
export function shownProxy(proxy: string): string {
  const [, scheme = '', user, host = ''] = PROXY.exec(proxy) ?? [];
  return user === undefined ? proxy : `${scheme}…@${host}`;
}

/** Returns true if the URL has a user or a password. */
export function hasUser(url: string): boolean {
  return PROXY.exec(url)?.[2] !== undefined;
}

/** Returns true if the URL is a proxy that Rolekeeper can use, with or without a user. */
export function isProxy(url: string): boolean {
  const match = PROXY.exec(url);
  return match !== null && Number(match[4] ?? 1) >= 1 && Number(match[4] ?? 1) <= 65_535;
}
