import { configuredEndpoint, settingsProfile } from '../../core/aws-config/configured-endpoint.ts';
import type { Profiles } from '../../core/aws-config/profiles.ts';
import type { SsoSettings } from '../../core/sso-settings.ts';
import { stsVariant } from '../../core/aws-config/sts-settings.ts';
import type { Failure } from '../../core/failure.ts';
import type { Clock, SessionCredentials } from '../../core/ports.ts';
import { failed, ok, type Result } from '../../core/result.ts';
import { expand } from '../expanded-path.ts';
import { CaBundleError } from '../sts/certificate-authorities.ts';
import type { NetworkSettings } from '../sts/network-settings.ts';
import { withRequestHandler } from '../sts/request-handler.ts';
import { scrub } from '../sts/scrub.ts';
import { portalFailure, type SdkError } from './portal-failure.ts';
import { ssoCredentials } from './sso-credentials.ts';
import type { TokenRefreshes } from './sso-token.ts';

export interface PermissionSetDependencies {
  readonly network: NetworkSettings;
  readonly clock: Clock;
  readonly profiles: Profiles;
  readonly refreshes: TokenRefreshes;
  readonly signal: AbortSignal;
}

/** Gets the credentials of a permission set. They last as long as the permission set says. */
export async function permissionSetCredentials(
  settings: SsoSettings,
  { network, clock, profiles, refreshes, signal }: PermissionSetDependencies,
): Promise<Result<SessionCredentials>> {
  const { session: name, startUrl, region } = settings;
  const signIn = name ?? startUrl;
  const session = { kind: 'sso', profile: signIn, name, startUrl, region, scopes: [] } as const;
  const profile = settingsProfile(session, profiles, network.env);
  const caBundle = profiles.get(profile)?.caBundle ?? null;
  try {
    return await withRequestHandler({ network, caBundle, clock, signal }, async (handler) => {
      try {
        const credentials = await ssoCredentials(settings, {
          clock,
          requestHandler: handler,
          refreshes,
          cacheFolder: expand('~/.aws/sso/cache', network.env),
          endpoints: {
            sso: configuredEndpoint(profile, profiles, network.env, 'sso'),
            oidc: configuredEndpoint(profile, profiles, network.env, 'sso_oidc'),
          },
          ...stsVariant(profile, profiles, network.env),
        });
        return ok(credentials);
      } catch (error) {
        return failed(handler.noAnswer() ?? failureOf(error, settings, signIn));
      }
    });
  } catch (error) {
    if (!(error instanceof CaBundleError)) throw error;
    return failed({ kind: 'source-failed', profile: signIn, message: scrub(error.message, []) });
  }
}

/** Names of refusals that name the account or the permission set. */
const DENIED: readonly string[] = ['ForbiddenException', 'ResourceNotFoundException'];

function failureOf(error: unknown, settings: SsoSettings, signIn: string): Failure {
  const { accountId, roleName: permissionSet } = settings;
  if (error instanceof Error && DENIED.includes(error.name)) {
    const { $metadata: { requestId = null } = {} } = error as SdkError;
    const message = scrub(error.message, []);
    return { kind: 'permission-set-denied', accountId, permissionSet, message, requestId };
  }
  return portalFailure(error, { signIn, accountId, secrets: [] });
}
