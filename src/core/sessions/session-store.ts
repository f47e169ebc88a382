import type { FailureKind } from '../failure.ts';
import { Listeners } from '../listeners.ts';
import type { SessionCredentials } from '../credentials.ts';
import { advance, INACTIVE, hasCredentials, type Session, type SessionStep } from './session.ts';

/** What this process knows about a role while it runs. */
export interface SessionEntry {
  readonly session: Session;
  /**
   * True if the role's record in `state.db` says that the role is switched on for this credentials
   * file.
   */
  readonly kept: boolean;
  /**
   * True if this process refreshes the role although the record does not say that the role is
   * switched on.
   */
  readonly keptHere: boolean;
  readonly clickedAt: number | null;
  /**
   * The profile in which Rolekeeper may replace credentials that it did not write, because a person
   * allowed it. Null after the next success.
   */
  readonly takeOver: string | null;
  /**
   * The kind of failure that was last reported. Null after a success, so that the next failure is
   * reported again.
   */
  readonly reportedFailure: FailureKind | null;
  /**
   * True if the session in the file was assumed with other settings of the role, or through another
   * STS endpoint, than this process has. The session is used until its refresh replaces it.
   */
  readonly fromOtherEnvironment: boolean;
  /** Digest of the role's settings and STS endpoint, as this process last read them. */
  readonly digest: string | null;
  /** When the role was last assumed or released, in epoch ms. */
  readonly lastUsedAt: number | null;
  /**
   * The session that STS issued, with its secrets. It is written again if a program removes it from
   * the file or if the file could not be written.
   */
  readonly issued: Issued | null;
}

export interface Issued {
  readonly credentials: SessionCredentials;
  readonly assumedAt: number;
  readonly refreshAt: number;
  readonly digest: string;
  readonly requestId: string | null;
  /**
   * When the session was written, in ms of the monotonic clock. Null if the file could not be
   * written.
   */
  readonly writtenAt: number | null;
  /** How many times the session was written again, because it soon disappeared from the file. */
  readonly rewrites: number;
}

const BLANK: SessionEntry = {
  session: INACTIVE,
  kept: false,
  keptHere: false,
  clickedAt: null,
  takeOver: null,
  reportedFailure: null,
  fromOtherEnvironment: false,
  digest: null,
  lastUsedAt: null,
  issued: null,
};

/** The sessions of this process, in memory. Calls its listeners after every change. */
export class SessionStore {
  readonly #entries = new Map<string, SessionEntry>();
  readonly #changed = new Listeners();

  onChange(listener: () => void): () => void {
    return this.#changed.add(listener);
  }

  /** Returns true if the role is switched on or has a session in the credentials file. */
  isInUse(roleId: string): boolean {
    const entry = this.entry(roleId);
    return isKept(entry) || hasCredentials(entry.session);
  }

  entry(roleId: string): SessionEntry {
    return this.#entries.get(roleId) ?? BLANK;
  }

  session(roleId: string): Session {
    return this.entry(roleId).session;
  }

  entries(): readonly (readonly [string, SessionEntry])[] {
    return [...this.#entries];
  }

  /**
   * Records that a person asked for a session now. `takeOver` is the profile whose keys may be
   * replaced.
   */
  onClick(roleId: string, at: number, takeOver: string | null): void {
    this.set(roleId, { clickedAt: at, ...(takeOver === null ? {} : { takeOver }) });
  }

  step(roleId: string, step: SessionStep): Session {
    const entry = this.entry(roleId);
    const session = advance(entry.session, step);
    if (session !== entry.session) {
      this.set(roleId, {
        session,
        lastUsedAt: step.kind === 'obtain' ? step.facts.assumedAt : entry.lastUsedAt,
      });
    }
    return session;
  }

  set(roleId: string, change: Partial<SessionEntry>): void {
    this.#entries.set(roleId, { ...this.entry(roleId), ...change });
    this.#changed.call();
  }

  forget(roleId: string): void {
    if (this.#entries.delete(roleId)) this.#changed.call();
  }
}

/** Returns true if the role is switched on in its record, or if only this process refreshes it. */
export function isKept(entry: SessionEntry): boolean {
  return entry.kept || entry.keptHere;
}
