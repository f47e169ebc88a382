import { configuredEndpoint, settingsProfile } from '../../core/aws-config/configured-endpoint.ts';
import type { Profiles } from '../../core/aws-config/profiles.ts';
import { stsVariant } from '../../core/aws-config/sts-settings.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { SsoSession } from '../../core/sign-in-session.ts';
import { failed, type Result } from '../../core/result.ts';
import { expand } from '../expanded-path.ts';
import { CaBundleError } from '../sts/certificate-authorities.ts';
import type { NetworkSettings } from '../sts/network-settings.ts';
import { type RequestHandler, withRequestHandler } from '../sts/request-handler.ts';
import { scrub } from '../sts/scrub.ts';
import type { SsoDependencies, TokenRefreshes } from './sso-token.ts';

export interface PortalDependencies {
  readonly network: NetworkSettings;
  readonly clock: Clock;
  readonly profiles: Profiles;
  readonly refreshes: TokenRefreshes;
  readonly signal: AbortSignal;
}

/**
 * Calls `use` with the connections to the portal of a sign-in, which use the same certificates and
 * proxy as the calls of STS. Fails with `source-failed` if the file of
 * certificates cannot be used.
 */
export async function withPortal<T>(
  session: SsoSession,
  { network, clock, profiles, refreshes, signal }: PortalDependencies,
  use: (dependencies: SsoDependencies, handler: RequestHandler) => Promise<Result<T>>,
): Promise<Result<T>> {
  const profile = settingsProfile(session, profiles, network.env);
  const caBundle = profiles.get(profile)?.caBundle ?? null;
  try {
    return await withRequestHandler({ network, caBundle, clock, signal }, (handler) =>
      use(
        {
          clock,
          requestHandler: handler,
          refreshes,
          cacheFolder: expand('~/.aws/sso/cache', network.env),
          endpoints: {
            sso: configuredEndpoint(profile, profiles, network.env, 'sso'),
            oidc: configuredEndpoint(profile, profiles, network.env, 'sso_oidc'),
          },
          ...stsVariant(profile, profiles, network.env),
        },
        handler,
      ),
    );
  } catch (error) {
    if (!(error instanceof CaBundleError)) throw error;
    const message = scrub(error.message, []);
    return failed({ kind: 'source-failed', profile: session.profile, message });
  }
}
