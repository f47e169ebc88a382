import { GetRoleCredentialsCommand, SSOClient } from '@aws-sdk/client-sso';
import type { SsoSettings } from '../../core/sso-settings.ts';
import type { SessionCredentials } from '../../core/credentials.ts';
import { clientSettings, SignInNeeded, ssoToken, type SsoDependencies } from './sso-token.ts';

/**
 * Gets a role's credentials from IAM Identity Center with the token that `ssoToken` returns. Throws
 * `SignInNeeded` and the SDK's errors.
 */
export async function ssoCredentials(
  settings: SsoSettings,
  dependencies: SsoDependencies,
): Promise<SessionCredentials> {
  const token = await ssoToken(settings, dependencies);
  const client = new SSOClient(clientSettings(settings, dependencies, dependencies.endpoints.sso));
  try {
    const { roleCredentials: issued = {} } = await client.send(
      new GetRoleCredentialsCommand({
        accountId: settings.accountId,
        roleName: settings.roleName,
        accessToken: token.accessToken,
      }),
    );
    const { accessKeyId, secretAccessKey, sessionToken, expiration } = issued;
    if (
      accessKeyId === undefined ||
      secretAccessKey === undefined ||
      sessionToken === undefined ||
      expiration === undefined
    ) {
      throw new Error('the credentials in the answer are incomplete');
    }
    return { accessKeyId, secretAccessKey, sessionToken, expiration };
  } catch (error) {
    if (error instanceof Error && error.name === 'UnauthorizedException') throw new SignInNeeded();
    throw error;
  } finally {
    client.destroy();
  }
}
