import type { Assuming } from '../assuming/assuming.ts';
import type { FailureKind } from '../failure.ts';
import { Repeated } from '../repeated.ts';
import type { Role } from '../roles/role.ts';
import type { LatestSnapshot } from '../sessions/latest-snapshot.ts';
import type { SessionStore } from '../sessions/session-store.ts';
import type { AwsSnapshot } from '../snapshot/aws-snapshot.ts';
import type { CorrectedClock } from '../sts/corrected-clock.ts';
import { Alarm } from './alarm.ts';
import { Deadlines } from './deadlines.ts';
import { decide, type Observation } from './decide.ts';
import type { Effect } from './effect.ts';
import type { KeeperWatches } from './keeper-watches.ts';
import { Observer } from './observer.ts';
import type { Runner } from './runner.ts';

/** The pause before the files are read again if another process has a role's lock, in ms. */
const BUSY_ROLE_MS = 2_000;

export interface KeeperDeps {
  readonly latest: LatestSnapshot;
  readonly sessions: SessionStore;
  readonly assuming: Assuming;
  readonly runner: Runner;
  readonly clock: CorrectedClock;
  /** Returns true if the person is away. The keeper then assumes no role. */
  readonly isAway: () => boolean;
}

/**
 * Refreshes the roles of a long-running process. After an event, such as a deadline or a changed
 * file, it observes the roles, calls `decide` and performs the effects.
 */
export class Keeper {
  readonly #watches: KeeperWatches;
  readonly #deps: KeeperDeps;
  readonly #observer: Observer;
  readonly #deadlines: Deadlines;
  readonly #passAlarm: Alarm;
  /**
   * IDs of the roles that were being assumed when the files were last read. The files are read
   * again whenever one of these roles has been assumed or has failed.
   */
  readonly #skipped = new Set<string>();
  readonly #passes = new Repeated(() => this.#reconcileOnce());
  #stops: readonly (() => void)[] = [];
  #isStopped = false;

  constructor(watches: KeeperWatches, deps: KeeperDeps) {
    this.#watches = watches;
    this.#deps = deps;
    this.#observer = new Observer(deps);
    this.#deadlines = new Deadlines(deps.clock, this.#observer, (seen) => {
      deps.runner.inBackground(this.#act(seen, null));
    });
    this.#passAlarm = new Alarm(deps.clock, () => this.#reconcileSoon());
  }

  async start(): Promise<void> {
    const { facts, sources } = this.#watches;
    const { sessions, assuming, clock } = this.#deps;
    const reconcile = () => this.#reconcileSoon();
    const reconcileAndRetry = () => this.#retrySoon(null);
    const stops = [
      clock.onCorrected(reconcileAndRetry),
      sessions.onChange(() => this.#deadlines.plan()),
      assuming.onSettled((roleId) => {
        this.#deadlines.plan();
        if (this.#skipped.delete(roleId)) reconcile();
      }),
    ];
    await this.#passes.run();
    stops.push(...facts.map((each) => each.watch(reconcile)));
    stops.push(...sources.map((each) => each.watch(reconcileAndRetry)));
    this.#stops = stops;
    this.#deadlines.check();
  }

  /**
   * Reads the files and records, and performs the effects that follow. If `reconcile` is already
   * running, everything is read once more after that.
   */
  async reconcile(): Promise<void> {
    await this.#passes.run();
    this.#deadlines.check();
  }

  keepHere(roleId: string): void {
    const { sessions } = this.#deps;
    sessions.set(roleId, { keptHere: true });
    sessions.step(roleId, { kind: 'keep', kept: true });
    this.#assume(roleId);
  }

  /**
   * Reads the files and records again, because a program may have written the released keys back.
   */
  onRelease(): Promise<void> {
    this.#reconcileSoon();
    return Promise.resolve();
  }

  /** Assumes at once the roles that wait for a sign-in. */
  onSignIn(): void {
    this.#retrySoon('sign-in-needed');
  }

  /**
   * Measures STS's clock, reads the files and records again, and retries failed roles. Must be
   * called after the computer woke up, the network changed, or the wall clock jumped.
   */
  onWake(): void {
    this.#deps.runner.inBackground(this.#startOver());
  }

  /**
   * Checks no deadlines until `resume` is called, so that no role is refreshed. Must be called when
   * the person leaves and the settings say that roles are released.
   */
  pause(): void {
    this.#deadlines.pause();
  }

  resume(): void {
    if (this.#isStopped || !this.#deadlines.isPaused) return;
    this.#deadlines.resume();
    this.#retrySoon(null);
  }

  stop(): void {
    this.#isStopped = true;
    this.#deadlines.pause();
    this.#passAlarm.cancel();
    for (const stop of this.#stops) stop();
  }

  #reconcileSoon(): void {
    this.#deps.runner.inBackground(this.reconcile());
  }

  #retrySoon(failedWith: FailureKind | null): void {
    this.#deps.runner.inBackground(this.#reconcileAndRetry(failedWith));
  }

  async #startOver(): Promise<void> {
    await this.#deps.runner.measureClock({ isJump: true });
    await this.#reconcileAndRetry(null);
  }

  /**
   * Reads the files and records again, then tries failed roles at once: all of them, or only those
   * that failed with `failedWith`.
   */
  async #reconcileAndRetry(failedWith: FailureKind | null): Promise<void> {
    await this.reconcile();
    await this.#act({ kind: 'retry', failedWith, sessions: this.#observer.sessions() }, null);
  }

  async #reconcileOnce(): Promise<void> {
    const read = await this.#deps.latest.read();
    if (!read.ok) return;
    const snapshot = read.value;
    const observer = this.#observer;
    if (snapshot.files.firstFailure() !== null)
      return this.#act(observer.unreadableFiles(snapshot), snapshot);
    for (const role of snapshot.roles)
      await this.#act(observer.role(role, snapshot, { isLocked: false }), snapshot);
    await this.#act(observer.rest(snapshot), snapshot);
  }

  #act(seen: Observation, snapshot: AwsSnapshot | null): Promise<void> {
    return this.#run(decide(seen), snapshot);
  }

  /** Performs the effects in order. It runs synchronously until the first asynchronous effect. */
  async #run(effects: readonly Effect[], snapshot: AwsSnapshot | null): Promise<void> {
    for (const effect of effects) {
      const ended = this.#effect(effect, snapshot);
      if (ended !== null) await ended;
    }
  }

  #effect(effect: Effect, snapshot: AwsSnapshot | null): Promise<void> | null {
    const { runner, isAway } = this.#deps;
    switch (effect.kind) {
      case 'write-again':
      case 'release-old-copy':
      case 'release-section':
        if (snapshot === null) return null;
        return runner.runFile(effect, snapshot).then((more) => this.#run(more, snapshot));
      case 'reconcile-under-lock':
        return this.#underLock(effect.roleId, (role, now) =>
          role === null
            ? this.#passes.again()
            : this.#act(this.#observer.role(role, now, { isLocked: true }), now),
        );
      case 'check-stray':
        return this.#underLock(effect.roleId, (role, now) => {
          const isComplete = now.reading.complete;
          return this.#act({ ...effect, kind: 'stray', role, isComplete }, now);
        });
      case 'reconcile':
        this.#passes.again();
        return null;
      case 'skip':
        this.#skipped.add(effect.roleId);
        return null;
      case 'await-removal':
        this.#observer.markMissing(effect.roleId);
        this.#reconcileIn(effect.afterMs);
        return null;
      case 'start-over':
        this.onWake();
        return null;
      case 'measure-clock':
        runner.inBackground(
          runner.measureClock({ isJump: false }).then(() => this.#deadlines.plan()),
        );
        return null;
      case 'drop':
        // While the person is away, roles are released but stay on.
        runner.runQuick(isAway() ? { kind: 'end-session', roleId: effect.role.id } : effect);
        return null;
      case 'assume':
        if (!isAway()) this.#assume(effect.roleId);
        return null;
      default:
        runner.runQuick(effect);
        return null;
    }
  }

  /** Starts a refresh and does not wait for it, because it may wait for a person's MFA code. */
  #assume(roleId: string): void {
    const { assuming, runner, isAway } = this.#deps;
    const isStillWanted = (): boolean => !isAway();
    runner.inBackground(assuming.assume(roleId, { force: false, isStillWanted }));
  }

  async #underLock(
    roleId: string,
    work: (role: Role | null, snapshot: AwsSnapshot) => Promise<void> | void,
  ): Promise<void> {
    const isDone = await this.#deps.latest.underLock(roleId, async (snapshot) => {
      await work(snapshot.role(roleId), snapshot);
      return true;
    });
    if (isDone === null) this.#reconcileIn(BUSY_ROLE_MS);
  }

  #reconcileIn(ms: number): void {
    if (!this.#isStopped) this.#passAlarm.setIn(ms);
  }
}
