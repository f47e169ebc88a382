import { CreateTokenCommand, SSOOIDCClient } from '@aws-sdk/client-sso-oidc';
import type { SsoSettings } from '../../core/sso-settings.ts';
import type { Clock } from '../../core/ports/clock.ts';
import {
  type CachedSsoToken,
  readSsoToken,
  type SsoToken,
  writeSsoToken,
} from '../sign-in/sso-token-cache.ts';
import { FIXED_SETTINGS } from '../sts/fixed-settings.ts';
import type { RequestHandler } from '../sts/request-handler.ts';

/** The sign-in that a token belongs to. */
export type SsoSignIn = Pick<SsoSettings, 'session' | 'startUrl' | 'region'>;

export interface SsoDependencies {
  readonly clock: Clock;
  readonly requestHandler: RequestHandler;
  /** `~/.aws/sso/cache` */
  readonly cacheFolder: string;
  /** The endpoints of the portal and of its OIDC service. Null means AWS's own endpoint. */
  readonly endpoints: { readonly sso: string | null; readonly oidc: string | null };
  readonly useFipsEndpoint: boolean;
  readonly useDualstackEndpoint: boolean;
  readonly refreshes: TokenRefreshes;
}

/**
 * The running refreshes, by the session's name. Callers share a refresh, because a refresh token
 * works only once.
 */
export type TokenRefreshes = Map<string, Promise<CachedSsoToken>>;

/** The error if the user must sign in again. */
export class SignInNeeded extends Error {
  override readonly name = 'SignInNeeded';
}

/** A token is refreshed if it ends within five minutes, as in the SDKs. */
const REFRESH_AHEAD_MS = 5 * 60_000;

/**
 * Returns the token of a sign-in from the cache that all AWS tools share, and refreshes the token
 * of an `sso-session` shortly before it expires. Throws `SignInNeeded`.
 */
export async function ssoToken(
  settings: SsoSignIn,
  dependencies: SsoDependencies,
): Promise<CachedSsoToken> {
  const { clock, cacheFolder, refreshes } = dependencies;
  const token = readSsoToken(cacheFolder, namedSignIn(settings));
  if (token === null) throw new SignInNeeded();
  if (token.expiresAt - clock.now() > REFRESH_AHEAD_MS) return token;
  const { session } = settings;
  if (session !== null) {
    const refresh = refreshes.get(session) ?? refreshAndStore(token, settings, dependencies);
    refreshes.set(session, refresh);
    try {
      return await refresh;
    } catch {
      // If the refresh fails, the token can still be valid for some minutes.
    } finally {
      refreshes.delete(session);
    }
  }
  if (token.expiresAt <= clock.now()) throw new SignInNeeded();
  return token;
}

async function refreshAndStore(
  token: CachedSsoToken,
  settings: SsoSignIn,
  dependencies: SsoDependencies,
): Promise<CachedSsoToken> {
  const { clock, cacheFolder } = dependencies;
  const { refreshToken, clientId, clientSecret, registrationExpiresAt = 0 } = token;
  const canRefresh = refreshToken !== undefined && registrationExpiresAt > clock.now();
  if (!canRefresh || clientId === undefined || clientSecret === undefined) throw new SignInNeeded();
  const client = new SSOOIDCClient(
    clientSettings(settings, dependencies, dependencies.endpoints.oidc),
  );
  try {
    const answer = await client.send(
      new CreateTokenCommand({ clientId, clientSecret, refreshToken, grantType: 'refresh_token' }),
    );
    const { accessToken, expiresIn } = answer;
    if (accessToken === undefined || accessToken === '' || expiresIn === undefined) {
      throw new SignInNeeded();
    }
    const next: SsoToken = {
      accessToken,
      expiresAt: clock.now() + expiresIn * 1000,
      refreshToken: answer.refreshToken ?? refreshToken,
      clientId,
      clientSecret,
      registrationExpiresAt,
    };
    await writeSsoToken(cacheFolder, namedSignIn(settings), next);
    return next;
  } finally {
    client.destroy();
  }
}

function namedSignIn({ session, startUrl, region }: SsoSignIn): {
  readonly name: string | null;
  readonly startUrl: string;
  readonly region: string;
} {
  return { name: session, startUrl, region };
}

/** Returns the settings for a client of the portal or of its OIDC service. */
export function clientSettings(
  { region }: SsoSignIn,
  { requestHandler, useFipsEndpoint, useDualstackEndpoint }: SsoDependencies,
  endpoint: string | null,
): typeof FIXED_SETTINGS & {
  readonly region: string;
  readonly requestHandler: RequestHandler;
  readonly useFipsEndpoint: boolean;
  readonly useDualstackEndpoint: boolean;
  readonly endpoint?: string;
} {
  const shared = { ...FIXED_SETTINGS, region, requestHandler };
  return endpoint === null
    ? { ...shared, useFipsEndpoint, useDualstackEndpoint }
    : { ...shared, endpoint, useFipsEndpoint: false, useDualstackEndpoint: false };
}
