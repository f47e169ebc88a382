import type { FailureKind } from '../failure.ts';
import { Listeners } from '../listeners.ts';
import type { SessionCredentials } from '../credentials.ts';
import { advance, INACTIVE, hasCredentials, type Session, type SessionStep } from './session.ts';

/** What this process knows about a role while it runs. */
export interface SessionEntry {
  readonly session: Session;
  /** True if the record says that the role is switched on for this credentials file. */
  readonly kept: boolean;
  /** True if only this process keeps the role, while it runs. */
  readonly keptHere: boolean;
  readonly clickedAt: number | null;
  /**
   * A person allowed Rolekeeper to replace the other credentials of this profile. Null again after
   * the next success.
   */
  readonly takeOver: string | null;
  /** The failure that was reported since the last success. Null again after a success. */
  readonly reportedFailure: FailureKind | null;
  /**
   * True if the session in the file was assumed with other environment variables. The session is
   * used until its refresh replaces it.
   */
  readonly fromOtherEnvironment: boolean;
  /** Digest of the settings that this process last acted on. */
  readonly digest: string | null;
  /** The last use in the record, or a later use in this process. */
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
  /** Monotonic milliseconds. Null if the file could not be written. */
  readonly writtenAt: number | null;
  /** How often the session was written again because it soon disappeared from the file. */
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

  /** Returns true if the role is kept, or if it has a session that was not released. */
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

/** Returns true if the record or this process keeps the role. */
export function isKept(entry: SessionEntry): boolean {
  return entry.kept || entry.keptHere;
}
