import type { FailureKind } from '../failure.ts';
import { Listeners } from '../listeners.ts';
import type { SessionCredentials } from '../credentials.ts';
import { advance, INACTIVE, hasCredentials, type Session, type SessionStep } from './session.ts';

/** What this process knows about a role while it runs. */
export interface SessionEntry {
  readonly session: Session;
  /** Switched on for this credentials file, as the record says. */
  readonly kept: boolean;
  /** Kept by this process alone, while it runs. */
  readonly keptHere: boolean;
  readonly clickedAt: number | null;
  /**
   * The profile whose other credentials a person allowed to replace. Null again after the next
   * success.
   */
  readonly takeOver: string | null;
  /** The failure that was reported since the last success. Null again after a success. */
  readonly reportedFailure: FailureKind | null;
  /**
   * The session in the file was assumed with other settings of the environment. It is used until
   * its refresh, then replaced.
   */
  readonly fromOtherEnvironment: boolean;
  /** Digest of the settings that this process last acted on. */
  readonly digest: string | null;
  /** From the record, or later from this process. */
  readonly lastUsedAt: number | null;
  /**
   * Secrets. The session that STS gave us: written again if a program removes it, and if the file
   * could not be written.
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
  /** How often it was written again because it vanished soon after. */
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

  /** True if the role is kept or has a session that is not released. */
  isOn(roleId: string): boolean {
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

  /** A person asked for a session now. `takeOver`: the profile whose keys may be replaced. */
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

/** Kept by the record or by this process. */
export function isKept(entry: SessionEntry): boolean {
  return entry.kept || entry.keptHere;
}
