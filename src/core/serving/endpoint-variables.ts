import type { EnvironmentChange } from '../contract/environment.ts';
import type { Role } from '../roles/role.ts';

/**
 * Returns the URL at which programs request a role's credentials. It has the role's ID, which stays
 * the same if the role gets a new name, and an IP address, which no name server can redirect.
 */
export function endpointUrl(port: number, { id }: Pick<Role, 'id'>): string {
  return `http://127.0.0.1:${port}${pathOfId(id)}`;
}

/** Returns the role whose ID or present name is in the path. */
export function roleAt(path: string, roles: readonly Role[]): Role | undefined {
  return (
    roles.find(({ id }) => pathOfId(id) === path) ??
    roles.find(({ name }) => pathOfName(name) === path)
  );
}

function pathOfId(id: string): string {
  return `/${id}`;
}

/** Returns the path with the role's name, for addresses that a person writes and a team shares. */
function pathOfName(name: string): string {
  return `/${encodeURIComponent(name.toWellFormed())}`;
}

/** Where a program finds the token: in its environment, or in a file that it reads each time. */
export type TokenPlace =
  | { readonly kind: 'variable'; readonly token: string }
  | { readonly kind: 'file'; readonly path: string };

/**
 * Variables that SDKs use instead of the endpoint, and other variables that would contradict it.
 */
const CONFLICTING_VARIABLES = [
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_SECURITY_TOKEN',
  'AWS_CREDENTIAL_EXPIRATION',
  'AWS_PROFILE',
  'AWS_DEFAULT_PROFILE',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
  'AWS_ROLE_ARN',
  'AWS_ROLE_SESSION_NAME',
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  'AWS_CONTAINER_AUTHORIZATION_TOKEN',
  'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE',
];

/** Returns the variables for a program that gets a role's credentials from the endpoint. */
export function endpointVariables(
  url: string,
  place: TokenPlace,
  region: string | null,
): EnvironmentChange {
  const set: Readonly<Record<string, string>> = {
    AWS_CONTAINER_CREDENTIALS_FULL_URI: url,
    ...(place.kind === 'variable'
      ? { AWS_CONTAINER_AUTHORIZATION_TOKEN: place.token }
      : { AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: withSlashes(place.path) }),
    ...(region === null ? {} : { AWS_REGION: region, AWS_DEFAULT_REGION: region }),
  };
  return { set, unset: CONFLICTING_VARIABLES.filter((name) => !(name in set)) };
}

/** Windows accepts both slashes, but parsers of `.env` files disagree about the backslash. */
function withSlashes(path: string): string {
  return /^(?:[a-z]:|\\)\\/i.test(path) ? path.replaceAll('\\', '/') : path;
}
