import type { Assuming } from '../assuming/assuming.ts';
import type { SessionEffects } from '../keeping/session-effects.ts';
import { Repeated } from '../repeated.ts';
import type { LatestSnapshot } from '../sessions/latest-snapshot.ts';
import { observe, type ObservedSession } from '../sessions/observe.ts';
import type { SessionEffect } from '../sessions/session-effect.ts';
import type { SessionStore } from '../sessions/session-store.ts';
import { keptEffects, memoryEffects } from '../sessions/memory-effects.ts';
import type { AwsSnapshot } from '../snapshot/aws-snapshot.ts';
import type { SessionHandling } from './session-handling.ts';

export interface HandlingWithoutRefreshDeps {
  readonly latest: LatestSnapshot;
  readonly sessions: SessionStore;
  readonly assuming: Assuming;
  readonly effects: SessionEffects;
  /** Runs a task without waiting for it, and logs what it throws. */
  readonly inBackground: (task: Promise<unknown>) => void;
}

/** Follows changes of the sessions for a command that refreshes none. */
export class HandlingWithoutRefresh implements SessionHandling {
  readonly #deps: HandlingWithoutRefreshDeps;
  readonly #skipped = new Set<string>();
  readonly #passes = new Repeated(() => this.#reconcileOnce());
  #stop: () => void = () => undefined;

  constructor(deps: HandlingWithoutRefreshDeps) {
    this.#deps = deps;
  }

  start(): Promise<void> {
    const { assuming, inBackground } = this.#deps;
    this.#stop = assuming.onSettled((roleId) => {
      // The last read skipped this role, because it was being assumed.
      if (this.#skipped.delete(roleId)) inBackground(this.reconcile());
    });
    return this.reconcile();
  }

  reconcile(): Promise<void> {
    return this.#passes.run();
  }

  keepHere(roleId: string): void {
    const { sessions, assuming, inBackground } = this.#deps;
    sessions.set(roleId, { keptHere: true });
    sessions.step(roleId, { kind: 'keep', kept: true });
    inBackground(assuming.assume(roleId, { force: false }));
  }

  /** Reads the files again. A read also removes MFA sessions that no role needs any more. */
  onRelease(): Promise<void> {
    return this.reconcile();
  }

  /** Does nothing, because no role of a command waits for a sign-in. */
  onSignIn(): void {
    return undefined;
  }

  onWake(): void {
    this.#deps.inBackground(this.reconcile());
  }

  /** Does nothing, because a command has no refreshes to stop. */
  pause(): void {
    return undefined;
  }

  resume(): void {
    return undefined;
  }

  stop(): void {
    this.#stop();
  }

  async #reconcileOnce(): Promise<void> {
    const { latest, sessions, effects } = this.#deps;
    const read = await latest.read();
    if (!read.ok) return;
    const snapshot = read.value;
    for (const effect of snapshot.files.firstFailure() === null
      ? this.#effectsOfSnapshot(snapshot)
      : this.#effectsOfRecords(snapshot))
      effects.run(effect);
    if (snapshot.files.firstFailure() !== null) return;
    for (const [roleId] of sessions.entries())
      if (snapshot.role(roleId) === null && !this.#session(roleId).isUnderWay)
        effects.run({ kind: 'forget-role', roleId });
  }

  #effectsOfSnapshot(snapshot: AwsSnapshot): readonly SessionEffect[] {
    return snapshot.roles.flatMap((role) => {
      const session = this.#session(role.id);
      if (session.isUnderWay) this.#skipped.add(role.id);
      return memoryEffects(observe(role, snapshot, session));
    });
  }

  #effectsOfRecords(snapshot: AwsSnapshot): readonly SessionEffect[] {
    return snapshot.roles.flatMap(({ id }) => keptEffects(this.#session(id), snapshot.record(id)));
  }

  #session(roleId: string): ObservedSession {
    const { sessions, assuming } = this.#deps;
    return { roleId, entry: sessions.entry(roleId), isUnderWay: assuming.isUnderWay(roleId) };
  }
}
