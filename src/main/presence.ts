import { powerMonitor } from 'electron';
import type { App } from '../core/contract/app.ts';
import type { AppState } from '../core/contract/app-state.ts';
import type { AwayReason } from '../core/away-reason.ts';

/** The interval between two reads of the idle time, in ms. The system has no event for it. */
const READ_EVERY_MS = 5_000;

export interface PresenceDependencies {
  readonly core: Pick<App, 'leave' | 'wake' | 'state'>;
  readonly isLinux: boolean;
}

/**
 * Tells the core when the user leaves the computer and comes back. On Linux, reads the lock state
 * together with the idle time, because Linux has no event for a locked screen.
 */
export class Presence {
  readonly #core: PresenceDependencies['core'];
  readonly #isLinux: boolean;
  #timer: NodeJS.Timeout | null = null;
  /** True after the user left, until the next call of `reportReturn`. */
  #hasLeft = false;
  #isIdle = false;
  #isLocked = false;

  constructor({ core, isLinux }: PresenceDependencies) {
    this.#core = core;
    this.#isLinux = isLinux;
    powerMonitor.on('suspend', () => this.#leave('suspend'));
    powerMonitor.on('lock-screen', () => this.#leave('lock'));
    this.onChange(core.state());
  }

  /** Starts or stops reading the idle time, because only some settings need it. */
  onChange({ preferences: { onIdle, onLock } }: Pick<AppState, 'preferences'>): void {
    const isNeeded = onIdle !== 'keep' || (this.#isLinux && onLock !== 'keep');
    if (isNeeded && this.#timer === null) this.#readLater();
    if (isNeeded || this.#timer === null) return;
    clearTimeout(this.#timer);
    this.#timer = null;
    this.reportReturn();
  }

  /**
   * Tells the core that the user is back. Call it when the user uses Rolekeeper, because some
   * systems do not report the return.
   */
  reportReturn(): void {
    if (this.#hasLeft) this.#core.wake('active');
    this.#hasLeft = false;
    this.#isIdle = false;
    this.#isLocked = false;
  }

  #leave(reason: AwayReason): void {
    this.#hasLeft = true;
    this.#core.leave(reason);
  }

  #readLater(): void {
    this.#timer = setTimeout(() => {
      this.#readState();
      this.#readLater();
    }, READ_EVERY_MS);
    this.#timer.unref();
  }

  #readState(): void {
    const { onIdle, idleMinutes, onLock } = this.#core.state().preferences;
    const limit = idleMinutes * 60;
    const isIdle = onIdle !== 'keep' && powerMonitor.getSystemIdleTime() >= limit;
    // Some desktops do not report the lock state.
    const isLocked =
      this.#isLinux && onLock !== 'keep' && powerMonitor.getSystemIdleState(limit) === 'locked';
    if (isLocked && !this.#isLocked) this.#leave('lock');
    if (isIdle && !this.#isIdle) this.#leave('idle');
    if (this.#isLocked && !isLocked) this.#core.wake('unlock');
    else if (this.#isIdle && !isIdle) this.#core.wake('active');
    this.#isIdle = isIdle;
    this.#isLocked = isLocked;
  }
}
