import type { SignInSession } from '../ports.ts';
import type { Values } from './config-sections.ts';

/** Returns null if the profile needs no sign-in, or its settings are not complete. */
export function signInSessionOf(
  profile: string,
  settings: Values,
  ssoSession: (name: string) => Values | null,
): SignInSession | null {
  const valueOf = (values: Values | null, key: string): string | null => {
    const value = values?.get(key)?.trim() ?? '';
    return value === '' ? null : value;
  };
  if (valueOf(settings, 'sso_account_id') !== null || valueOf(settings, 'sso_role_name') !== null) {
    const name = valueOf(settings, 'sso_session');
    const from = name === null ? settings : ssoSession(name);
    const startUrl = valueOf(from, 'sso_start_url');
    const region = valueOf(from, 'sso_region');
    if (startUrl === null || region === null) return null;
    const scopes =
      name === null ? '' : (valueOf(from, 'sso_registration_scopes') ?? 'sso:account:access');
    const listed = scopes.split(',').map((scope) => scope.trim());
    return {
      kind: 'sso',
      profile,
      name,
      startUrl,
      region,
      scopes: listed.filter((scope) => scope !== ''),
    };
  }
  return valueOf(settings, 'login_session') === null ? null : { kind: 'login', profile };
}

/** Profiles with the same key share one sign-in. */
export function signInKeyOf(session: SignInSession): string {
  return session.kind === 'sso'
    ? `sso ${session.name ?? session.startUrl}`
    : `login ${session.profile}`;
}
