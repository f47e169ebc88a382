import type { RoleSecrets } from '../core/app.ts';

/** What a shell changes to work as a role: the keys and the region in, and out what would hide them. */
export function secretsAsEnvironment(secrets: RoleSecrets): {
  readonly set: Readonly<Record<string, string>>;
  readonly unset: readonly string[];
} {
  const { accessKeyId, secretAccessKey, sessionToken, expiration } = secrets.credentials;
  return {
    set: {
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_SESSION_TOKEN: sessionToken,
      AWS_CREDENTIAL_EXPIRATION: wholeSeconds(expiration),
      ...(secrets.region === null ? {} : { AWS_REGION: secrets.region, AWS_DEFAULT_REGION: secrets.region }),
    },
    unset: ['AWS_PROFILE', 'AWS_DEFAULT_PROFILE', 'AWS_SECURITY_TOKEN'],
  };
}

/** ISO 8601 in UTC without fractions, as AWS's own tools write it; rounded down, so that nothing seems to last longer. */
export function wholeSeconds(at: number): string {
  return new Date(Math.floor(at / 1000) * 1000).toISOString().replace('.000Z', 'Z');
}
