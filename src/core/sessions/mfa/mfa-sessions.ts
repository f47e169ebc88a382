import type { SessionCredentials } from '../../ports.ts';
import { askAheadAt, servesAsCaller } from '../expiry.ts';

/** Where and with what an MFA session is asked for: one code serves all roles of the same. */
export interface MfaPlace {
  readonly sourceProfile: string;
  readonly serial: string;
  readonly region: string;
  readonly endpoint: string | undefined;
}

export interface MfaSession {
  readonly credentials: SessionCredentials;
  readonly assumedAt: number;
  readonly expiration: number;
}

/** An MFA session that runs out, and for whom. */
export interface EndingMfaSession {
  readonly place: MfaPlace;
  readonly expiration: number;
  /** Roles that are assumed with it. */
  readonly roleIds: readonly string[];
}

interface Held {
  readonly session: MfaSession;
  readonly place: MfaPlace;
  readonly served: Set<string>;
  /** ARNs of roles that STS let be assumed with it. */
  readonly assumed: Set<string>;
  /** A role was refused that had been assumed before, and a new code was offered for it: once. */
  offeredAnew: boolean;
}

/** GetSessionToken results. In memory: they belong to the process that asked. */
export class MfaSessions {
  readonly #held = new Map<string, Held>();

  /** The MFA session of this access key at this place, where it still serves; `roleId` is served by it from now on. */
  find(accessKeyId: string, place: MfaPlace, roleId: string, now: number): SessionCredentials | null {
    const held = this.#held.get(keyOf(accessKeyId, place));
    if (held === undefined || !servesAsCaller(held.session, now)) return null;
    held.served.add(roleId);
    return held.session.credentials;
  }

  hold(accessKeyId: string, place: MfaPlace, session: MfaSession): void {
    const key = keyOf(accessKeyId, place);
    // Who was served by the one before is served by this one.
    const served = new Set(this.#held.get(key)?.served);
    this.#held.set(key, { session, place, served, assumed: new Set(), offeredAnew: false });
  }

  /** STS said that it is over. */
  drop(sessionAccessKeyId: string): void {
    for (const [key, { session }] of this.#held) {
      if (session.credentials.accessKeyId === sessionAccessKeyId) this.#held.delete(key);
    }
  }

  /** Those whose end is near enough for a person to be asked. */
  ending(now: number): readonly EndingMfaSession[] {
    return [...this.#held.values()]
      .filter(({ session }) => now >= askAheadAt(session) && servesAsCaller(session, now))
      .map(({ session, place, served }) => ({ place, expiration: session.expiration, roleIds: [...served] }));
  }

  /** True where these credentials are of an MFA session, with which the role was assumed. */
  wasAssumed(sessionAccessKeyId: string, roleArn: string): void {
    this.#by(sessionAccessKeyId)?.assumed.add(roleArn);
  }

  /**
   * Where this session, which assumed the role before, was refused it: the place at which a new code may help (trust policies with
   * `aws:MultiFactorAuthAge`), and whether none was offered yet. Null for every other refusal.
   */
  refusedAnew(
    sessionAccessKeyId: string,
    roleArn: string,
  ): { readonly place: MfaPlace; readonly isFirst: boolean } | null {
    const held = this.#by(sessionAccessKeyId);
    if (held?.assumed.has(roleArn) !== true) return null;
    const isFirst = !held.offeredAnew;
    held.offeredAnew = true;
    return { place: held.place, isFirst };
  }

  #by(sessionAccessKeyId: string): Held | null {
    for (const held of this.#held.values()) {
      if (held.session.credentials.accessKeyId === sessionAccessKeyId) return held;
    }
    return null;
  }
}

function keyOf(accessKeyId: string, { serial, endpoint }: MfaPlace): string {
  return `${accessKeyId} ${serial} ${endpoint ?? ''}`;
}
