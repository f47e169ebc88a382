import type { Assuming } from '../assuming/assuming.ts';
import type { Role } from '../roles/role.ts';
import { observe, type ObservedSession } from '../sessions/observe.ts';
import type { SessionStore } from '../sessions/session-store.ts';
import type { AwsSnapshot } from '../snapshot/aws-snapshot.ts';
import type { CorrectedClock } from '../sts/corrected-clock.ts';
import type { Observation } from './decide.ts';

export interface ObserverDeps {
  readonly sessions: SessionStore;
  readonly assuming: Assuming;
  readonly clock: CorrectedClock;
}

/** Creates the observations for `decide` from the sessions, a snapshot and the time. */
export class Observer {
  readonly #deps: ObserverDeps;
  /**
   * When a role's keys were first missing in the file, in ms of the monotonic clock, by role ID.
   */
  readonly #missing = new Map<string, number>();

  constructor(deps: ObserverDeps) {
    this.#deps = deps;
  }

  sessions(): readonly ObservedSession[] {
    return this.#deps.sessions.entries().map(([roleId]) => this.#session(roleId));
  }

  role(role: Role, snapshot: AwsSnapshot, { isLocked }: { isLocked: boolean }): Observation {
    const { clock } = this.#deps;
    const seen = observe(role, snapshot, this.#session(role.id));
    const missingSince = this.#missing.get(role.id) ?? null;
    if (seen.state.kind !== 'removed') this.#missing.delete(role.id);
    const times = { now: clock.now(), monotonic: clock.monotonic(), missingSince };
    return { kind: 'role', ...seen, ...times, isLocked };
  }

  /**
   * Returns all sessions in memory and all sections with an `x_rolekeeper` line. Some of them can
   * belong to removed roles or to old target profiles.
   */
  rest(snapshot: AwsSnapshot): Observation {
    const targets = new Map(snapshot.roles.map(({ id, targetProfile }) => [id, targetProfile]));
    for (const roleId of this.#missing.keys())
      if (!targets.has(roleId)) this.#missing.delete(roleId);
    const isComplete = snapshot.reading.complete;
    const [sessions, marks] = [this.sessions(), snapshot.marks()];
    return { kind: 'rest', sessions, targets, isComplete, marks };
  }

  unreadableFiles(snapshot: AwsSnapshot): Observation {
    const roles = snapshot.roles.map(({ id }) => {
      return { ...this.#session(id), record: snapshot.record(id) };
    });
    return { kind: 'unreadable', roles };
  }

  /**
   * Remembers when this role's keys were first found missing in the file. A second call changes
   * nothing.
   */
  markMissing(roleId: string): void {
    if (!this.#missing.has(roleId)) this.#missing.set(roleId, this.#deps.clock.monotonic());
  }

  #session(roleId: string): ObservedSession {
    const { sessions, assuming } = this.#deps;
    return { roleId, entry: sessions.entry(roleId), isUnderWay: assuming.isUnderWay(roleId) };
  }
}
