import type { SignInSession, SsoSession } from '../sign-in-session.ts';
import type { Values } from './config-sections.ts';

/** Names a sign-in to Identity Center by its `sso-session` section or by its start URL. */
export type SsoReference =
  | { readonly kind: 'sso-session'; readonly name: string }
  | { readonly kind: 'start-url'; readonly startUrl: string; readonly region: string };

/**
 * Returns the sign-in that `from` names; null if its section does not exist or is not complete.
 */
export function ssoSessionOf(
  from: SsoReference,
  ssoSession: (name: string) => Values | null,
): SsoSession | null {
  if (from.kind === 'start-url') {
    const { startUrl, region } = from;
    return { kind: 'sso', profile: startUrl, name: null, startUrl, region, scopes: [] };
  }
  return ssoSessionFrom(ssoSession(from.name), from.name, from.name);
}

/**
 * Returns the sign-in of a profile; null if the profile needs none, or if its settings are not
 * complete.
 */
export function signInSessionOf(
  profile: string,
  settings: Values,
  ssoSession: (name: string) => Values | null,
): SignInSession | null {
  if (valueOf(settings, 'sso_account_id') !== null || valueOf(settings, 'sso_role_name') !== null) {
    const name = valueOf(settings, 'sso_session');
    return ssoSessionFrom(name === null ? settings : ssoSession(name), name, profile);
  }
  return valueOf(settings, 'login_session') === null ? null : { kind: 'login', profile };
}

function ssoSessionFrom(
  from: Values | null,
  name: string | null,
  profile: string,
): SsoSession | null {
  const startUrl = valueOf(from, 'sso_start_url');
  const region = valueOf(from, 'sso_region');
  if (startUrl === null || region === null) return null;
  const scopes =
    name === null ? '' : (valueOf(from, 'sso_registration_scopes') ?? 'sso:account:access');
  const listed = scopes.split(',').map((scope) => scope.trim());
  const filled = listed.filter((scope) => scope !== '');
  return { kind: 'sso', profile, name, startUrl, region, scopes: filled };
}

function valueOf(values: Values | null, key: string): string | null {
  const value = values?.get(key)?.trim() ?? '';
  return value === '' ? null : value;
}

/** Returns the key of a sign-in. Profiles with the same key share one sign-in. */
export function signInKeyOf(session: SignInSession): string {
  return session.kind === 'sso'
    ? `sso ${session.name ?? session.startUrl}`
    : `login ${session.profile}`;
}
