import type { Credentials, SessionCredentials } from '../credentials.ts';
import type { Result } from '../result.ts';
import type { SsoSettings } from '../sso-settings.ts';

/**
 * Reads the credentials of a profile that is not the target of a Rolekeeper role. Each call reads
 * them again, and fails after 60 s.
 */
export interface SourceCredentials {
  resolve(profile: string): Promise<Result<Credentials>>;
  /**
   * Gets the credentials of a permission set from the portal of Identity Center, with the token of
   * the sign-in. The failure `sign-in-needed` names the `sso-session`, or the start URL if there is
   * none.
   */
  permissionSet(settings: SsoSettings): Promise<Result<SessionCredentials>>;
  /**
   * Returns the six digits that the profile's `mfa_process` prints, a command in the config file,
   * as in aws-vault. Returns null if the profile has none.
   */
  mfaCode(profile: string): Promise<Result<string | null>>;
}
