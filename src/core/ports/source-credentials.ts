import type { Credentials, SessionCredentials } from '../credentials.ts';
import type { Result } from '../result.ts';
import type { SsoSettings } from '../sso-settings.ts';

/**
 * Reads credentials of a profile that is not a Rolekeeper role: the leaf of a chain. Reads again at
 * each call; takes at most 60 s.
 */
export interface SourceCredentials {
  resolve(profile: string): Promise<Result<Credentials>>;
  /**
   * Gets the credentials of a permission set from the portal of Identity Center, with the token of
   * the sign-in. `sign-in-needed` names the `sso-session`, or the start URL if there is none.
   */
  permissionSet(settings: SsoSettings): Promise<Result<SessionCredentials>>;
  /**
   * Returns six digits from the profile's `mfa_process`, a command of the config file (as in
   * aws-vault); null if it has none.
   */
  mfaCode(profile: string): Promise<Result<string | null>>;
}
