import { failed } from '../result.ts';
import type { Failed } from '../result.ts';

/**
 * A session as it is written. The first three fields are secrets. Times are epoch ms by STS's
 * clock.
 */
export interface SectionSession {
  readonly roleId: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration: number;
  readonly assumedAt: number;
  /** 8 hex digits. */
  readonly digest: string;
  /** Written if the section has none. */
  readonly region?: string | undefined;
  /**
   * True if the config file names a region for the profile, which a region in the section would
   * hide.
   */
  readonly hasRegionElsewhere?: boolean | undefined;
}

/** The fields that decide about the section's region. */
export type SectionRegion = Pick<SectionSession, 'region' | 'hasRegionElsewhere'>;

/**
 * Returns a failure unless every AWS tool can read the name as a section's name. Java's identifiers
 * are the narrowest set. `DEFAULT` would pass its keys to every section in botocore, and
 * `__proto__` makes the JavaScript SDK read the whole file as empty.
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
  if (profile === 'DEFAULT' || profile === '__proto__') {
    return failed({ kind: 'field-invalid', field, rule: { kind: 'reserved', word: profile } });
  }
  return null;
}

// STS uses the base64 alphabet; other servers issue tokens with dots (JWT). No white space, quote
// or comment sign is accepted from any endpoint.
const value = /^[A-Za-z0-9/+=_.:@%~-]+$/;

/**
 * Returns a failure if a value from the network could begin a line, a comment or a header. The
 * message names the field, never its value.
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
    return unusable(`${bad[0]} holds characters that cannot stand in the credentials file`);
  if (session.accessKeyId.startsWith('AKIA')) return unusable('AccessKeyId is a long-term key');
  const times = [session.expiration, session.assumedAt];
  if (!times.every((at) => Number.isSafeInteger(at) && at >= 0 && at < 8.64e15))
    return unusable('a time is no time');
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
