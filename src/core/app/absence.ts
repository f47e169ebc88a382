import { type AwayOccasion, type Problem, unwrittenFile } from '../contract/app-state.ts';
import { Alarm } from '../keeping/alarm.ts';
import type { Clock } from '../ports.ts';
import type { AwayPolicy } from '../settings/preference-values.ts';
import type { Preferences } from '../settings/preferences.ts';
import type { Settings } from '../settings/settings.ts';
import type { NotReleased, RolePauses } from './role-pauses.ts';
import type { SessionHandling } from './session-handling.ts';

/** The pause before Rolekeeper tries again to release a role, while the person is away. */
const RETRY_MS = 30_000;

export interface AbsenceParts {
  readonly settings: () => Settings | null;
  /** The credentials file. */
  readonly file: string;
  readonly handling: SessionHandling;
  readonly pauses: RolePauses;
  readonly clock: Clock;
  readonly inBackground: (task: Promise<unknown>) => void;
  readonly changed: () => void;
}

/**
 * Does what the settings say while the person is away (ADR 0040): keeps the sessions, releases
 * them, or forgets the MFA sessions. Released roles stay switched on, and no role is assumed until
 * the person is back.
 */
export class Absence {
  readonly #parts: AbsenceParts;
  readonly #retry: Alarm;
  /**
   * The occasions (lock, suspend, idle) that have not ended and for which the roles are released.
   */
  readonly #away = new Set<AwayOccasion>();
  #last: Promise<unknown> = Promise.resolve();
  #problem: Problem | null = null;

  constructor(parts: AbsenceParts) {
    this.#parts = parts;
    this.#retry = new Alarm(parts.clock, () => {
      const [occasion] = this.#away;
      this.#do(() => (occasion === undefined ? this.#recover() : this.#release(occasion)));
    });
  }

  /** The problem of the last release, which names the roles whose keys could not be removed. */
  get problems(): readonly Problem[] {
    return this.#problem === null ? [] : [this.#problem];
  }

  /** A second call for the same occasion does nothing. */
  leave(occasion: AwayOccasion): void {
    const policy = this.#policy(POLICY_OF[occasion]);
    if (policy === 'forget-mfa') this.#do(() => this.#parts.pauses.forgetMfa());
    if (policy !== 'release' || this.#away.has(occasion)) return;
    this.#away.add(occasion);
    this.#parts.handling.pause();
    this.#do(() => this.#release(occasion));
  }

  /** Assumes the roles again if no other occasion remains. A running release ends first. */
  async back(occasions: readonly AwayOccasion[]): Promise<void> {
    for (const occasion of occasions) this.#away.delete(occasion);
    await this.#last;
    if (this.#away.size > 0) return;
    this.#retry.cancel();
    const { pauses, handling } = this.#parts;
    handling.resume();
    if (pauses.hasRemaining) this.#retry.setIn(RETRY_MS);
  }

  /** Call it before the process ends. */
  async quit(): Promise<void> {
    this.#retry.cancel();
    await this.#last;
    const policy = this.#policy('onQuit');
    if (policy === 'forget-mfa') await this.#parts.pauses.forgetMfa();
    if (policy === 'release') await this.#releaseAll(() => false);
  }

  #policy(name: keyof Preferences & `on${string}`): AwayPolicy {
    return this.#parts.settings()?.preferences[name] ?? 'keep';
  }

  /** Runs the tasks one after the other. */
  #do(task: () => Promise<void>): void {
    const done = this.#last.then(task);
    this.#parts.inBackground(done);
    this.#last = done.catch(() => undefined);
  }

  async #release(occasion: AwayOccasion): Promise<void> {
    const isBack = (): boolean => this.#away.size === 0;
    if (isBack()) return;
    const failed = await this.#releaseAll(isBack);
    const { file, changed } = this.#parts;
    const [first] = failed;
    const roles = failed.map(({ name }) => name);
    this.#problem =
      first === undefined
        ? null
        : {
            kind: 'keys-not-removed',
            occasion,
            roles,
            failure: unwrittenFile(first.failure, file),
          };
    if (first !== undefined && !isBack()) this.#retry.setIn(RETRY_MS);
    changed();
  }

  /** Call it if the person is back, but keys of released roles are still in the file. */
  async #recover(): Promise<void> {
    const { settings, pauses, handling } = this.#parts;
    await pauses.releaseRemaining(settings()?.roles ?? []);
    if (pauses.hasRemaining) this.#retry.setIn(RETRY_MS);
    await handling.look();
  }

  #releaseAll(isBack: () => boolean): Promise<readonly NotReleased[]> {
    const { settings, pauses } = this.#parts;
    return pauses.releaseAll(settings()?.roles ?? [], isBack);
  }
}

const POLICY_OF = { lock: 'onLock', suspend: 'onSuspend', idle: 'onIdle' } as const;
