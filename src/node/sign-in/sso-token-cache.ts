import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import type { SignInSession } from '../../core/aws-config/sign-in-session.ts';
import { replaceFile } from '../files/replace-file.ts';
import { trustedFolder } from '../files/trusted-path.ts';

/** A token of Identity Center as every AWS tool reads it from its cache (botocore/tokens.py, SSOTokenProvider; the SDK's `getSSOTokenFromFile`). */
export interface SsoToken {
  readonly accessToken: string;
  /** Epoch ms by this machine's clock, as its readers judge. */
  readonly expiresAt: number;
  readonly refreshToken?: string | undefined;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly registrationExpiresAt: number;
}

/** `~/.aws/sso/cache/<SHA-1 of the session's name, else of the start URL>.json`. */
function ssoTokenFile(cacheFolder: string, { name, startUrl }: SsoSession): string {
  const key = createHash('sha1')
    .update(name ?? startUrl)
    .digest('hex');
  return join(cacheFolder, `${key}.json`);
}

/**
 * Puts a token where the AWS tools look for it, 0600. Throws `FileRefused` if another user could
 * exchange a part of its path, and the system's errors.
 */
export async function writeSsoToken(cacheFolder: string, session: SsoSession, token: SsoToken): Promise<void> {
  const file = ssoTokenFile(cacheFolder, session);
  trustedFolder(dirname(file));
  const { accessToken, expiresAt, refreshToken, clientId, clientSecret, registrationExpiresAt } = token;
  const cached = {
    startUrl: session.startUrl,
    region: session.region,
    accessToken,
    expiresAt: secondsOf(expiresAt),
    clientId,
    clientSecret,
    registrationExpiresAt: secondsOf(registrationExpiresAt),
    ...(refreshToken === undefined ? {} : { refreshToken }),
  };
  await replaceFile(file, JSON.stringify(cached));
}

type SsoSession = Extract<SignInSession, { how: 'sso' }>;

/** Go's and botocore's readers want no fractions. */
function secondsOf(at: number): string {
  return new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');
}
