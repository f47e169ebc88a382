import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import type { SignInSession } from '../../core/sign-in-session.ts';
import { zonedTime } from '../../core/zoned-time.ts';
import { MAX_BYTES, readRegular } from '../files/open-regular.ts';
import { replaceFile } from '../files/replace-file.ts';
import { trustedFolder } from '../files/trusted-path.ts';

/**
 * An Identity Center token, with the fields that all AWS tools read from their cache
 * (botocore/tokens.py, SSOTokenProvider; the SDK's `getSSOTokenFromFile`).
 */
export interface SsoToken {
  readonly accessToken: string;
  /** Epoch ms by this machine's clock, because the other tools compare it with the same clock. */
  readonly expiresAt: number;
  readonly refreshToken?: string | undefined;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly registrationExpiresAt: number;
}

/**
 * Returns `~/.aws/sso/cache/<hash>.json`. The hash is the SHA-1 of the session's name, or of the
 * start URL if the session has no name.
 */
export function ssoTokenFile(cacheFolder: string, { name, startUrl }: NamedSignIn): string {
  const key = createHash('sha1')
    .update(name ?? startUrl)
    .digest('hex');
  return join(cacheFolder, `${key}.json`);
}

/**
 * Writes a token to the cache that all AWS tools share (mode 0600). Throws the system's errors, and
 * `FileRefused` if another user could change a part of the path.
 */
export async function writeSsoToken(
  cacheFolder: string,
  session: NamedSignIn,
  token: SsoToken,
): Promise<void> {
  const file = ssoTokenFile(cacheFolder, session);
  trustedFolder(dirname(file));
  const { accessToken, expiresAt, refreshToken, clientId, clientSecret, registrationExpiresAt } =
    token;
  const cached = {
    startUrl: session.startUrl,
    region: session.region,
    accessToken,
    expiresAt: isoSeconds(expiresAt),
    clientId,
    clientSecret,
    registrationExpiresAt: isoSeconds(registrationExpiresAt),
    ...(refreshToken === undefined ? {} : { refreshToken }),
  };
  await replaceFile(file, JSON.stringify(cached));
}

/** The sign-in that a token belongs to. */
type NamedSignIn = Pick<Extract<SignInSession, { kind: 'sso' }>, 'name' | 'startUrl' | 'region'>;

/** A token from the cache. Some fields can be missing, because other tools write fewer fields. */
export interface CachedSsoToken {
  readonly accessToken: string;
  readonly expiresAt: number;
  readonly refreshToken?: string | undefined;
  readonly clientId?: string | undefined;
  readonly clientSecret?: string | undefined;
  readonly registrationExpiresAt?: number | undefined;
}

/** Returns the token in the cache, or null if there is no readable one. */
export function readSsoToken(cacheFolder: string, session: NamedSignIn): CachedSsoToken | null {
  let json: unknown;
  try {
    const rules = { links: 'followed', maxBytes: MAX_BYTES.small } as const;
    json = JSON.parse(readRegular(ssoTokenFile(cacheFolder, session), rules).toString('utf8'));
  } catch {
    return null;
  }
  const fields: Readonly<Record<string, unknown>> =
    typeof json === 'object' && json !== null ? { ...json } : {};
  const text = (key: string): string | undefined => {
    const value = fields[key];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const time = (key: string): number | undefined => {
    // Old versions of the AWS CLI wrote `UTC` as the time zone.
    return zonedTime(text(key) ?? '') ?? undefined;
  };
  const [accessToken, expiresAt] = [text('accessToken'), time('expiresAt')];
  if (accessToken === undefined || expiresAt === undefined) return null;
  return {
    accessToken,
    expiresAt,
    refreshToken: text('refreshToken'),
    clientId: text('clientId'),
    clientSecret: text('clientSecret'),
    registrationExpiresAt: time('registrationExpiresAt'),
  };
}

/**
 * Returns a time as text in whole seconds, because Go's and botocore's parsers accept no fraction.
 */
function isoSeconds(at: number): string {
  return new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');
}
