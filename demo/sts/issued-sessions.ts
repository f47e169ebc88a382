import { randomBytes, randomInt } from 'node:crypto';
import type { Principal } from './accounts.ts';
import type { SigningKey } from './sigv4-check.ts';

/** Temporary credentials and the principal they belong to. */
export interface IssuedSession extends SigningKey {
  readonly accessKeyId: string;
  readonly sessionToken: string;
  readonly expiration: number;
  readonly principal: Principal;
}

/** The sessions issued by the embedded STS, by access key. */
export interface IssuedSessions {
  issue(principal: Principal, now: number, seconds: number): IssuedSession;
  get(accessKeyId: string): IssuedSession | null;
  /** Expires every session issued so far. */
  endAll(now: number): void;
}

export function createIssuedSessions(): IssuedSessions {
  const sessions = new Map<string, IssuedSession>();
  return {
    issue(principal, now, seconds) {
      const session: IssuedSession = {
        accessKeyId: `ASIA${randomBase32(16)}`,
        secretAccessKey: randomBytes(30).toString('base64'),
        sessionToken: sessionToken(),
        // STS reports expirations in whole seconds.
        expiration: Math.floor((now + seconds * 1000) / 1000) * 1000,
        principal,
      };
      sessions.set(session.accessKeyId, session);
      return session;
    },
    get: (accessKeyId) => sessions.get(accessKeyId) ?? null,
    endAll(now) {
      for (const [id, session] of sessions) {
        sessions.set(id, { ...session, expiration: Math.min(session.expiration, now) });
      }
    },
  };
}

/**
 * Returns a token like those of STS: long Base64 with `+`, `/` and a final `=`, which some INI
 * writers break.
 */
function sessionToken(): string {
  const token = `IQoJb3JpZ2luX2Vj${randomBytes(601).toString('base64')}`;
  return token.includes('+') && token.includes('/') ? token : sessionToken();
}

function randomBase32(length: number): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  return Array.from({ length }, () => alphabet.charAt(randomInt(32))).join('');
}
