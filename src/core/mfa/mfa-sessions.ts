import type { SessionCredentials } from '../credentials.ts';
import { askAheadAt, canSignCalls } from '../sessions/expiry.ts';
import type { MfaOwner, MfaTarget, MfaSession } from './mfa-target.ts';
import type { StoredMfaSessions } from './stored-mfa-sessions.ts';

/** An MFA session that ends soon, and the roles that use it. */
export interface EndingMfaSession {
  readonly target: MfaTarget;
  readonly expiration: number;
  /** IDs of the roles that use it. */
  readonly roleIds: readonly string[];
}

interface RunningSession {
  readonly session: MfaSession;
  readonly owner: MfaOwner;
  /** IDs of the roles that use the session. */
  readonly usedBy: Set<string>;
  /** ARNs of the roles that STS has allowed with this session. */
  readonly assumed: Set<string>;
  /**
   * True after STS refused a role that it had allowed before, and a new code was requested. A new
   * code is requested only once per session, because a missing permission causes the same refusal.
   */
  newCodeRequested: boolean;
}

/** The MFA sessions in memory and in the secret store. */
export class MfaSessions {
  readonly #running = new Map<string, RunningSession>();
  readonly #stored: StoredMfaSessions;

  constructor(stored: StoredMfaSessions) {
    this.#stored = stored;
  }

  /**
   * Returns the MFA session of this access key and target if it is still usable, otherwise null.
   * Records that `roleId` uses the session.
   */
  async find(
    accessKeyId: string,
    target: MfaTarget,
    roleId: string,
    now: number,
  ): Promise<SessionCredentials | null> {
    const owner = { accessKeyId, target };
    const running = this.#usable(owner, now) ?? (await this.#recall(owner, now));
    if (running === null) return null;
    running.usedBy.add(roleId);
    return running.session.credentials;
  }

  /**
   * If `inMemory` is true, the session is only in memory until a role is assumed with it. Then it
   * is also put into the secret store.
   */
  add(
    accessKeyId: string,
    target: MfaTarget,
    session: MfaSession,
    { inMemory }: { readonly inMemory: boolean },
  ): void {
    const owner = { accessKeyId, target };
    const key = keyOf(owner);
    // The roles of the old session now use the new one.
    const usedBy = new Set(this.#running.get(key)?.usedBy);
    const running: RunningSession = {
      session,
      owner,
      usedBy,
      assumed: new Set(),
      newCodeRequested: false,
    };
    this.#running.set(key, running);
    if (!inMemory) this.#store(running);
  }

  /** Forgets every session, in memory and in the store. */
  async forgetAll(): Promise<void> {
    this.#running.clear();
    await this.#stored.forgetAll();
  }

  /** Forgets a session that has ended according to STS. */
  drop(sessionAccessKeyId: string): void {
    for (const [key, { session, owner }] of this.#running) {
      if (session.credentials.accessKeyId !== sessionAccessKeyId) continue;
      this.#running.delete(key);
      if (!this.#stored.isReplaced(owner, session)) this.#stored.forget(owner);
    }
  }

  /** Removes ended sessions from the store. `now` must come from a trusted clock (`isTrusted`). */
  removeEnded(now: number): void {
    this.#stored.removeEnded(now);
  }

  /**
   * Forgets the sessions that end soon and that another process has replaced. Returns their
   * targets.
   */
  dropReplaced(now: number): readonly MfaTarget[] {
    const replaced = [...this.#running].filter(
      ([, { session, owner }]) =>
        now >= askAheadAt(session) && this.#stored.isReplaced(owner, session),
    );
    for (const [key] of replaced) this.#running.delete(key);
    return replaced.map(([, { owner }]) => owner.target);
  }

  /** Returns the sessions that end so soon that a person should be asked for a new code. */
  ending(now: number): readonly EndingMfaSession[] {
    return [...this.#running.values()]
      .filter(({ session }) => now >= askAheadAt(session) && canSignCalls(session, now))
      .map(({ session, owner, usedBy }) => ({
        target: owner.target,
        expiration: session.expiration,
        roleIds: [...usedBy],
      }));
  }

  /**
   * Records that these credentials assumed the role. Does nothing if they belong to no MFA session.
   */
  recordAssumed(sessionAccessKeyId: string, roleArn: string): void {
    const running = this.#withAccessKey(sessionAccessKeyId);
    if (running === null || running.assumed.has(roleArn)) return;
    running.assumed.add(roleArn);
    this.#store(running);
  }

  /**
   * Must be called after STS refused a role. Returns the session's target if the session assumed
   * this role before, because a new code may then help; `isFirst` is true for the first such call.
   */
  offerNewCode(
    sessionAccessKeyId: string,
    roleArn: string,
  ): { readonly target: MfaTarget; readonly isFirst: boolean } | null {
    const running = this.#withAccessKey(sessionAccessKeyId);
    if (running?.assumed.has(roleArn) !== true) return null;
    const isFirst = !running.newCodeRequested;
    running.newCodeRequested = true;
    if (isFirst) this.#store(running);
    return { target: running.owner.target, isFirst };
  }

  #usable(owner: MfaOwner, now: number): RunningSession | null {
    const running = this.#running.get(keyOf(owner));
    return running !== undefined && canSignCalls(running.session, now) ? running : null;
  }

  /** Reads the session that another process stored. */
  async #recall(owner: MfaOwner, now: number): Promise<RunningSession | null> {
    const stored = await this.#stored.read(owner);
    // Meanwhile a person may have entered a code, or another role may have read the session.
    const running = this.#usable(owner, now);
    if (running !== null || stored === null || !canSignCalls(stored.session, now)) return running;
    const { session, assumed, newCodeRequested } = stored;
    const recalled: RunningSession = {
      session,
      owner,
      usedBy: new Set(),
      assumed: new Set(assumed),
      newCodeRequested,
    };
    this.#running.set(keyOf(owner), recalled);
    return recalled;
  }

  #store({ owner, session, assumed, newCodeRequested }: RunningSession): void {
    this.#stored.keep(owner, { session, assumed: [...assumed], newCodeRequested });
  }

  #withAccessKey(sessionAccessKeyId: string): RunningSession | null {
    for (const running of this.#running.values()) {
      if (running.session.credentials.accessKeyId === sessionAccessKeyId) return running;
    }
    return null;
  }
}

function keyOf({ accessKeyId, target: { serial, endpoint } }: MfaOwner): string {
  return `${accessKeyId} ${serial} ${endpoint ?? ''}`;
}
