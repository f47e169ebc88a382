import {
  CreateTokenCommand,
  type CreateTokenResponse,
  RegisterClientCommand,
  SSOOIDCClient,
  StartDeviceAuthorizationCommand,
} from '@aws-sdk/client-sso-oidc';
import { configuredEndpoint, settingsProfile } from '../../core/aws-config/configured-endpoint.ts';
import type { Profiles } from '../../core/aws-config/profiles.ts';
import { stsVariant } from '../../core/aws-config/sts-settings.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { SignInPrompt } from '../../core/ports/sign-in.ts';
import type { SsoSession } from '../../core/sign-in-session.ts';
import { failed, ok, type Result } from '../../core/result.ts';
import { FIXED_SETTINGS } from '../sts/fixed-settings.ts';
import { type RequestHandler, withRequestHandler } from '../sts/request-handler.ts';
import { scrub } from '../sts/scrub.ts';
import type { NetworkSettings } from '../sts/network-settings.ts';
import { signInFailed } from './sign-in-failed.ts';
import { writeSsoToken } from './sso-token-cache.ts';

export interface DeviceSignInDeps {
  readonly network: NetworkSettings;
  readonly profiles: Profiles;
  readonly clock: Clock;
  readonly ssoCache: string;
  readonly signal: AbortSignal;
  readonly onPrompt: (prompt: SignInPrompt) => void;
}

const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code';
/**
 * The seconds between two polls if the service names no interval or an interval of zero. The same
 * number is added to the interval after each `slow_down` (RFC 8628, 3.2 and 3.5).
 */
const INTERVAL_SECONDS = 5;
/** The limits for the interval that the service names, in seconds. */
const INTERVAL = { min: 1, max: 60 };
/** The limits for the lifetime of a code, in seconds. AWS's codes last ten minutes. */
const CODE_SECONDS = { min: 1, max: 600 };
/**
 * The longest accepted lifetime. AWS's access tokens last an hour, and its registrations last 90
 * days.
 */
const YEAR_SECONDS = 31_536_000;
/**
 * The limit for a text in an answer of RegisterClient, StartDeviceAuthorization or CreateToken. AWS
 * sends a few hundred characters.
 */
const MAX_CHARACTERS = 65_536;
/** The length limit of an address that the user opens. */
const MAX_SHOWN = 2048;

/** The form of a code. The user must be able to compare it by eye (RFC 8628, 6.1). */
const USER_CODE = /^[A-Za-z0-9-]{1,32}$/;

/**
 * Signs in to Identity Center with OAuth's device flow, in which the user approves on AWS's page in
 * a browser on any machine (RFC 8628; AWS IAM Identity Center OIDC API Reference). Writes the token
 * to the cache that all AWS tools share.
 */
export async function signInByDevice(
  session: SsoSession,
  deps: DeviceSignInDeps,
): Promise<Result<null>> {
  const { network, profiles, clock, signal } = deps;
  const profile = settingsProfile(session, profiles, network.env);
  const caBundle = profiles.get(profile)?.caBundle ?? null;
  try {
    return await withRequestHandler(
      { network, caBundle, clock, signal },
      async (requestHandler) => {
        const client = new SSOOIDCClient({
          ...FIXED_SETTINGS,
          ...endpointSettings(session, deps),
          region: session.region,
          requestHandler,
        });
        try {
          return await authorize(client, session, requestHandler, deps);
        } catch (error) {
          const noAnswer = requestHandler.noAnswerFailure();
          return noAnswer === null ? failureFrom(session, error) : failed(noAnswer);
        } finally {
          client.destroy();
        }
      },
    );
  } catch (error) {
    return failureFrom(session, error);
  }
}

async function authorize(
  client: SSOOIDCClient,
  session: SsoSession,
  handler: RequestHandler,
  { clock, ssoCache, signal, onPrompt }: DeviceSignInDeps,
): Promise<Result<null>> {
  const registered = await client.send(
    new RegisterClientCommand({
      clientName: 'Rolekeeper',
      clientType: 'public',
      // A token can be refreshed only if it has scopes.
      ...(session.scopes.length > 0 ? { scopes: [...session.scopes] } : {}),
    }),
  );
  const { clientId = '', clientSecret = '' } = registered;
  if (!isText(clientId) || !isText(clientSecret)) {
    return failed(
      signInFailed(session, 'refused', 'the answer contains no client ID or no client secret'),
    );
  }
  const started = await client.send(
    new StartDeviceAuthorizationCommand({ clientId, clientSecret, startUrl: session.startUrl }),
  );
  const { deviceCode = '', userCode = '', verificationUri = '' } = started;
  const page = webPageIn(started.verificationUriComplete ?? verificationUri);
  if (!isText(deviceCode) || !USER_CODE.test(userCode)) {
    return failed(signInFailed(session, 'refused', 'the answer contains no code'));
  }
  if (page === null)
    return failed(signInFailed(session, 'refused', 'the answer contains no page to sign in on'));
  onPrompt({ page, userCode });

  const endsAt = clock.monotonic() + secondsWithin(CODE_SECONDS, started.expiresIn, 600) * 1000;
  const namedInterval = started.interval ?? 0;
  let interval = secondsWithin(
    INTERVAL,
    namedInterval > 0 ? namedInterval : null,
    INTERVAL_SECONDS,
  );
  for (;;) {
    await pause(clock, interval * 1000, signal);
    if (signal.aborted) return failed(signInFailed(session, 'cancelled'));
    if (clock.monotonic() >= endsAt) return failed(signInFailed(session, 'timeout'));
    try {
      const token = await client.send(
        new CreateTokenCommand({ clientId, clientSecret, grantType: DEVICE_GRANT, deviceCode }),
      );
      if (!isText(token.accessToken) || !isOptionalText(token.refreshToken)) {
        return failed(signInFailed(session, 'refused', 'the answer contains no token'));
      }
      const registeredUntil = secondsOfEpoch(registered.clientSecretExpiresAt, clock.now());
      await storeToken(token, {
        clientId,
        clientSecret,
        registrationExpiresAt: registeredUntil * 1000,
      });
      return ok(null);
    } catch (error) {
      const answer = errorNameOf(error);
      if (answer === 'SlowDownException') interval += INTERVAL_SECONDS;
      else if (answer === 'AccessDeniedException') return failed(signInFailed(session, 'declined'));
      else if (answer === 'ExpiredTokenException') return failed(signInFailed(session, 'timeout'));
      // Continues to poll while the network or the service fails, until the code expires.
      else if (
        answer !== 'AuthorizationPendingException' &&
        answer !== 'again' &&
        handler.noAnswerFailure() === null
      )
        throw error;
    }
  }

  async function storeToken(
    { accessToken = '', expiresIn, refreshToken }: CreateTokenResponse,
    registration: {
      readonly clientId: string;
      readonly clientSecret: string;
      readonly registrationExpiresAt: number;
    },
  ): Promise<void> {
    const expiresAt =
      clock.now() + secondsWithin({ min: 0, max: YEAR_SECONDS }, expiresIn, 0) * 1000;
    await writeSsoToken(ssoCache, session, {
      accessToken,
      expiresAt,
      refreshToken,
      ...registration,
    });
  }
}

/**
 * Returns the endpoint settings of the client. All of them are set, because the SDK would otherwise
 * read them from the config file in its own way.
 */
function endpointSettings(session: SsoSession, { network, profiles }: DeviceSignInDeps) {
  const profile = settingsProfile(session, profiles, network.env);
  const endpoint = configuredEndpoint(profile, profiles, network.env, 'sso_oidc');
  if (endpoint !== null) return { endpoint, useFipsEndpoint: false, useDualstackEndpoint: false };
  const { useFipsEndpoint, useDualstackEndpoint } = stsVariant(profile, profiles, network.env);
  return { useFipsEndpoint, useDualstackEndpoint };
}

/**
 * Returns the number in the answer, limited to `min` and `max`. Returns `otherwise` if the answer
 * is not a number.
 */
function secondsWithin(
  { min, max }: { readonly min: number; readonly max: number },
  answer: unknown,
  otherwise: number,
): number {
  if (typeof answer !== 'number' || !Number.isFinite(answer)) return otherwise;
  return Math.min(max, Math.max(min, answer));
}

/** Returns the epoch seconds in the answer, but at most one year from now. */
function secondsOfEpoch(answer: unknown, now: number): number {
  const seconds = Math.floor(now / 1000);
  return secondsWithin({ min: 0, max: seconds + YEAR_SECONDS }, answer, 0);
}

function isText(answer: unknown, max = MAX_CHARACTERS): boolean {
  return typeof answer === 'string' && answer !== '' && answer.length <= max;
}

function isOptionalText(answer: unknown): boolean {
  return answer === undefined || answer === null || isText(answer);
}

/** Returns the name of AWS's error, or `again` if the service itself failed. */
function errorNameOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  const { $metadata: metadata } = error as {
    readonly $metadata?: { readonly httpStatusCode?: number };
  };
  return (metadata?.httpStatusCode ?? 0) >= 500 ? 'again' : error.name;
}

/** AWS's exceptions also contain the fields of the protocol (RFC 6749, 5.2). */
interface OAuthError extends Error {
  readonly error_description?: string;
}

function failureFrom(session: SsoSession, error: unknown): Result<never> {
  const message =
    error instanceof Error
      ? ((error as OAuthError).error_description ?? error.message)
      : String(error);
  return failed(signInFailed(session, 'refused', scrub(message, [])));
}

/**
 * Returns the address of a web page (https, or http on this computer). Returns null for any other
 * text, because a program other than a browser could open it.
 */
function webPageIn(text: string): string | null {
  const url = text.length > MAX_SHOWN ? null : URL.parse(text);
  if (url?.username !== '' || url.password !== '') return null;
  const isThisComputer =
    url.protocol === 'http:' && /^(?:127\.0\.0\.1|localhost)$/.test(url.hostname);
  return url.protocol === 'https:' || isThisComputer ? url.href : null;
}

function pause(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve();
      return;
    }
    const cancel = clock.wake(ms, resolve);
    signal.addEventListener('abort', () => {
      cancel();
      resolve();
    });
  });
}
