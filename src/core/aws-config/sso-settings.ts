import type { SsoSettings } from '../sso-settings.ts';
import type { Values } from './config-sections.ts';

export interface SsoReading {
  /** Null if the settings are incomplete. */
  readonly settings: SsoSettings | null;
  /** Why botocore refuses the settings; null if it accepts them. */
  readonly fault: string | null;
}

/**
 * Reads a profile's settings of Identity Center (botocore/credentials.py, `SSOProvider`, and
 * botocore/tokens.py, `SSOTokenProvider`). Returns null if the profile has none.
 */
export function readSso(
  values: Values,
  ssoSessions: (name: string) => Values | null,
): SsoReading | null {
  const valueOf = (from: Values, key: string): string | null => {
    const value = from.get(key) ?? '';
    return value === '' ? null : value;
  };
  const accountId = valueOf(values, 'sso_account_id');
  const roleName = valueOf(values, 'sso_role_name');
  if (accountId === null && roleName === null) return null;
  const session = valueOf(values, 'sso_session');
  const from = session === null ? values : ssoSessions(session);
  if (from === null) return brokenSettings(`the sso-session "${session ?? ''}" does not exist`);
  for (const [key, value] of session === null ? [] : from) {
    const own = values.get(key);
    if (own !== undefined && own !== value) {
      return brokenSettings(`${key} is not the same in the profile and in its sso-session`);
    }
  }
  const startUrl = valueOf(from, 'sso_start_url');
  const region = valueOf(from, 'sso_region');
  const needed = {
    sso_role_name: roleName,
    sso_account_id: accountId,
    sso_start_url: startUrl,
    sso_region: region,
  };
  if (startUrl === null || region === null || accountId === null || roleName === null) {
    const missing = Object.entries(needed).flatMap(([key, value]) => (value === null ? [key] : []));
    return brokenSettings(`missing: ${missing.join(', ')}`);
  }
  return { settings: { startUrl, region, accountId, roleName, session }, fault: null };
}

function brokenSettings(fault: string): SsoReading {
  return { settings: null, fault };
}
