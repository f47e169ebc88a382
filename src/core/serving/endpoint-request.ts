import type { Role } from '../roles/role.ts';
import { roleAt } from './endpoint-variables.ts';

/** A request to the credentials endpoint, as the client sent it. */
export interface EndpointRequest {
  readonly method: string;
  /** Path and query, such as `/4f1c2a9b0d3e`, which has the ID of a role. */
  readonly target: string;
  /** All values of each header, by the header's name in lower case. */
  readonly headers: Readonly<Record<string, readonly string[] | undefined>>;
}

/** The facts from which the endpoint decides on a request. */
export interface EndpointFacts {
  readonly port: number;
  /** The roles whose credentials may be requested. */
  readonly roles: readonly Role[];
  /**
   * Returns the role's token. If there is none, returns null, and nobody gets the role's
   * credentials.
   */
  readonly tokenOf: (role: Role) => string | null;
  /** Compares two texts in a time that does not depend on where they differ. */
  readonly isSame: (one: string, other: string) => boolean;
}

export type EndpointDecision =
  | { readonly kind: 'role'; readonly role: Role }
  | { readonly kind: 'refused'; readonly why: RefusedRequest };

/** Why a request is refused. */
export type RefusedRequest =
  'method' | 'body' | 'host' | 'browser' | 'token-missing' | 'token-refused';

/**
 * Matches headers that browsers add to the requests of pages, and that SDKs never send.
 * `sec-fetch-mode` is not among these, because `fetch` of Node sends it too.
 */
const BROWSER_HEADERS = /^(origin|referer|cookie|sec-(?!fetch-mode$).*|access-control-.*)$/;

/**
 * Decides which role's credentials a request may get. An unknown path and a wrong token get the
 * same refusal, so that nobody without a token learns the names of roles.
 */
export function decideRequest(
  { method, target, headers }: EndpointRequest,
  { port, roles, tokenOf, isSame }: EndpointFacts,
): EndpointDecision {
  if (!isLocalHost(headers['host'], port)) return refused('host');
  if (Object.keys(headers).some((name) => BROWSER_HEADERS.test(name))) return refused('browser');
  if (method !== 'GET') return refused('method');
  if (hasBody(headers)) return refused('body');
  const [token, ...more] = headers['authorization'] ?? [];
  if (token === undefined || more.length > 0) return refused('token-missing');
  const role = roleAt(target, roles);
  const expected = role === undefined ? null : tokenOf(role);
  if (role === undefined || expected === null || !isSame(token, expected))
    return refused('token-refused');
  return { kind: 'role', role };
}

/** Returns false for the host name of a web page that resolves to this computer (DNS rebinding). */
function isLocalHost(host: readonly string[] | undefined, port: number): boolean {
  const [value = '', ...more] = host ?? [];
  const names = ['127.0.0.1', 'localhost', '[::1]'];
  return more.length === 0 && names.some((name) => value.toLowerCase() === `${name}:${port}`);
}

function hasBody(headers: EndpointRequest['headers']): boolean {
  const lengths = headers['content-length'] ?? [];
  return headers['transfer-encoding'] !== undefined || lengths.some((length) => length !== '0');
}

function refused(why: RefusedRequest): EndpointDecision {
  return { kind: 'refused', why };
}
