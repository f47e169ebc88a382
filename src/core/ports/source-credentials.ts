import type { Credentials, SessionCredentials } from '../credentials.ts';
import type { Result } from '../result.ts';
import type { SsoSettings } from '../sso-settings.ts';

/**
 * Reads the credentials of a profile that is not the target of a Rolekeeper role. Each call reads
 * them again, and fails if that takes longer than 60 s.
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
   * Runs the command in the profile's `mfa_process` setting, which aws-vault also supports. Returns
   * the six digits that it prints; null if the profile has no such command.
   */
  mfaCode(profile: string): Promise<Result<string | null>>;
}
