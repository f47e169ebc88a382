import { failed } from '../result.ts';
import type { Failed } from '../result.ts';

/**
 * A session to write into a section, with the secrets `secretAccessKey` and `sessionToken`. Times
 * are epoch ms by STS's clock.
 */
export interface SectionSession {
  readonly roleId: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration: number;
  readonly assumedAt: number;
  /** The first 8 hex digits of the digest of the role's settings. */
  readonly digest: string;
  /** The region to write. The user's own region in the section is not replaced. */
  readonly region?: string | undefined;
  /**
   * True if the config file has a region for the profile. A region in the section would hide it.
   */
  readonly hasRegionElsewhere?: boolean | undefined;
}

/** The fields that the section's region depends on. */
export type SectionRegion = Pick<SectionSession, 'region' | 'hasRegionElsewhere'>;

/**
 * Returns null if every AWS tool can read the name as a section's name, else a failure. The SDK for
 * Java accepts the fewest characters.
 */
export function checkProfileName(profile: string): Failed | null {
  const field = 'targetProfile';
  if (!/^[A-Za-z0-9_\-/.%@]+$/.test(profile)) {
    return failed({
      kind: 'field-invalid',
      field,
      rule: { kind: 'characters', allowed: 'A-Z a-z 0-9 _ - / . % @' },
    });
  }
  // botocore would copy the keys of `DEFAULT` into every section, and `__proto__` makes the SDK for
  // JavaScript read the whole file as empty.
  if (profile === 'DEFAULT' || profile === '__proto__') {
    return failed({ kind: 'field-invalid', field, rule: { kind: 'reserved', word: profile } });
  }
  return null;
}

// STS uses the base64 alphabet, and other servers also issue tokens with dots (JWT). White space,
// quotes and comment signs are not accepted.
const value = /^[A-Za-z0-9/+=_.:@%~-]+$/;

/**
 * Returns a failure if a value from the network is unsafe to write, because it could add a line, a
 * comment or a header. The message has the name of the field, but never the value.
 */
export function checkSession(session: SectionSession): Failed | null {
  const fields: readonly (readonly [string, string, RegExp])[] = [
    ['AccessKeyId', session.accessKeyId, /^[A-Za-z0-9/+=_.:@%-]+$/],
    ['SecretAccessKey', session.secretAccessKey, value],
    ['SessionToken', session.sessionToken, value],
    ['role id', session.roleId, /^[A-Za-z0-9_-]+$/],
    ['digest', session.digest, /^[0-9a-f]{8}$/],
    ['region', session.region ?? 'none', /^[A-Za-z0-9-]+$/],
  ];
  const bad = fields.find(([, text, allowed]) => !allowed.test(text));
  if (bad !== undefined)
    return unusable(`${bad[0]} has characters that are not allowed in the credentials file`);
  if (session.accessKeyId.startsWith('AKIA')) return unusable('AccessKeyId is a long-term key');
  const times = [session.expiration, session.assumedAt];
  if (!times.every((at) => Number.isSafeInteger(at) && at >= 0 && at < 8.64e15))
    return unusable('the time of the call or of the expiration is not valid');
  return null;
}

function unusable(message: string): Failed {
  return failed({
    kind: 'sts-unexpected',
    code: 'UnusableCredentials',
    message,
    status: null,
    requestId: null,
  });
}
