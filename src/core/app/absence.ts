import type { AwayReason } from '../away-reason.ts';
import { type Problem, writeFailureOf } from '../contract/app-state.ts';
import { Alarm } from '../keeping/alarm.ts';
import { Listeners } from '../listeners.ts';
import type { Clock } from '../ports/clock.ts';
import type { ReportedAbsence } from '../ports/keeping-processes.ts';
import type { AwayPolicy } from '../settings/preference-values.ts';
import type { Preferences } from '../settings/preferences.ts';
import type { Settings } from '../settings/settings.ts';
import type { NotReleased, RolePauses } from './role-pauses.ts';
import type { SessionHandling } from './session-handling.ts';

/**
 * The pause before Rolekeeper tries again to remove keys that a release left in the file, in ms.
 */
const RETRY_MS = 30_000;

export interface AbsenceDeps {
  readonly settings: () => Settings | null;
  /** The credentials file. */
  readonly file: string;
  readonly handling: SessionHandling;
  readonly pauses: RolePauses;
  /** Returns the absences that the other processes of this computer recorded. */
  readonly others: () => readonly ReportedAbsence[];
  readonly clock: Clock;
  readonly inBackground: (task: Promise<unknown>) => void;
}

/**
 * Does what the settings say when the person leaves the computer or quits the application: keeps
 * the sessions, releases the roles, or forgets the MFA sessions (ADR 0040). Only the tray
 * application notices that the person leaves; the other processes follow it (ADR 0042).
 */
export class Absence {
  readonly #deps: AbsenceDeps;
  readonly #retry: Alarm;
  /**
   * The reasons (lock, suspend, idle) that have not ended and for which the roles are released.
   */
  readonly #away = new Set<AwayReason>();
  readonly #announced = new Listeners();
  readonly #changed = new Listeners();
  /** The reason for which another process released its roles; null if none did. */
  #elsewhere: AwayReason | null = null;
  #mfaForgottenAt: number | null = null;
  /** When another process last forgot the MFA sessions, in epoch ms; null before the first read. */
  #forgottenElsewhereAt: number | null = null;
  #last: Promise<unknown> = Promise.resolve();
  #problem: Problem | null = null;

  constructor(deps: AbsenceDeps) {
    this.#deps = deps;
    this.#retry = new Alarm(deps.clock, () => {
      const { reason } = this;
      this.#enqueue(() => (reason === null ? this.#recover() : this.#release(reason)));
    });
  }

  /** At most one problem, which names the roles whose keys the last release could not remove. */
  get problems(): readonly Problem[] {
    return this.#problem === null ? [] : [this.#problem];
  }

  /** The reason for which the roles are released; null if they are not released. */
  get reason(): AwayReason | null {
    const [own] = this.#away;
    return own ?? this.#elsewhere;
  }

  /** The absence that this process noticed itself. Other processes follow it (see `follow`). */
  get own(): ReportedAbsence {
    const [away = null] = this.#away;
    return { away, mfaForgottenAt: this.#mfaForgottenAt };
  }

  /** Calls the listener when `own` changes. */
  onOwnChange(listener: () => void): () => void {
    return this.#announced.add(listener);
  }

  /** Calls the listener after each release, because a release can add or end a problem. */
  onChange(listener: () => void): () => void {
    return this.#changed.add(listener);
  }

  /** Calls `follow`, then returns `reason`. */
  currentReason(): AwayReason | null {
    this.follow();
    return this.reason;
  }

  /**
   * Does what the settings say for this reason. A second call for the same reason does not release
   * the roles again.
   */
  leave(reason: AwayReason): void {
    const { clock, handling, pauses } = this.#deps;
    const policy = this.#policy(SETTING_OF[reason]);
    if (policy === 'forget-mfa') {
      this.#mfaForgottenAt = clock.now();
      this.#announced.call();
      this.#enqueue(() => pauses.forgetMfa());
    }
    if (policy !== 'release' || this.#away.has(reason)) return;
    this.#away.add(reason);
    // Other processes must know before the keys are gone, or they would assume the roles again.
    this.#announced.call();
    handling.pause();
    this.#enqueue(() => this.#release(reason));
  }

  /** Reads what the other processes of this computer recorded, and does the same as they did. */
  follow(): void {
    const forgotten = this.#deps.others().map(({ mfaForgottenAt }) => mfaForgottenAt ?? 0);
    this.#followForgotten(Math.max(0, ...forgotten));
    const before = this.reason;
    this.#elsewhere = this.awayElsewhere();
    const { reason } = this;
    if (reason !== null && before === null) {
      this.#deps.handling.pause();
      this.#enqueue(() => this.#release(reason));
    }
    if (reason === null && before !== null) this.#deps.inBackground(this.back([]));
  }

  /**
   * Returns the reason for which another process of this computer released its roles; null if
   * none did. Changes nothing.
   */
  awayElsewhere(): AwayReason | null {
    return this.#deps.others().find(({ away }) => away !== null)?.away ?? null;
  }

  #followForgotten(at: number): void {
    const before = this.#forgottenElsewhereAt;
    this.#forgottenElsewhereAt = Math.max(at, before ?? 0);
    if (before !== null && at > before) this.#enqueue(() => this.#deps.pauses.forgetMfa());
  }

  /**
   * Ends these reasons. If no reason remains, waits for a running release, then assumes the roles
   * again.
   */
  async back(reasons: readonly AwayReason[]): Promise<void> {
    for (const reason of reasons) this.#away.delete(reason);
    await this.#last;
    if (this.reason !== null) return;
    this.#announced.call();
    this.#retry.cancel();
    const { pauses, handling } = this.#deps;
    handling.resume();
    if (pauses.hasRemaining) this.#retry.setIn(RETRY_MS);
  }

  /**
   * Does what the settings say for the end of the application. Must be called before the process
   * ends.
   */
  async quit(): Promise<void> {
    this.#retry.cancel();
    await this.#last;
    const policy = this.#policy('onQuit');
    if (policy === 'forget-mfa') await this.#deps.pauses.forgetMfa();
    if (policy === 'release') await this.#releaseAll(() => false);
  }

  #policy(name: keyof Preferences & `on${string}`): AwayPolicy {
    return this.#deps.settings()?.preferences[name] ?? 'keep';
  }

  /** Runs the task after all earlier tasks have ended. */
  #enqueue(task: () => Promise<void>): void {
    const done = this.#last.then(task);
    this.#deps.inBackground(done);
    this.#last = done.catch(() => undefined);
  }

  async #release(reason: AwayReason): Promise<void> {
    const isBack = (): boolean => this.reason === null;
    if (isBack()) return;
    const failed = await this.#releaseAll(isBack);
    const { file } = this.#deps;
    const [first] = failed;
    const roles = failed.map(({ name }) => name);
    this.#problem =
      first === undefined
        ? null
        : {
            kind: 'keys-not-removed',
            awayReason: reason,
            roles,
            failure: writeFailureOf(first.failure, file),
          };
    if (first !== undefined && !isBack()) this.#retry.setIn(RETRY_MS);
    this.#changed.call();
  }

  /** After the person came back, tries again to remove the keys that a release left in the file. */
  async #recover(): Promise<void> {
    const { settings, pauses, handling } = this.#deps;
    await pauses.releaseRemaining(settings()?.roles ?? []);
    if (pauses.hasRemaining) this.#retry.setIn(RETRY_MS);
    await handling.reconcile();
  }

  #releaseAll(isBack: () => boolean): Promise<readonly NotReleased[]> {
    const { settings, pauses } = this.#deps;
    return pauses.releaseAll(settings()?.roles ?? [], isBack);
  }
}

const SETTING_OF = { lock: 'onLock', suspend: 'onSuspend', idle: 'onIdle' } as const;
