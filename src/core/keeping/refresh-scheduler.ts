import type { Assuming } from '../assuming/assuming.ts';
import { Listeners } from '../listeners.ts';
import type { Mfa } from '../mfa/mfa.ts';
import type { CorrectedClock } from '../sts/corrected-clock.ts';
import { isRefreshDue, nextDeadline } from '../sessions/session.ts';
import { isKept, type SessionStore } from '../sessions/session-store.ts';

import type { Refreshing } from './refreshing.ts';
import type { ClockMeasuring } from './clock-measuring.ts';

/** Monotonic timers stop during a suspend that nobody announces, so sleeps are short. */
const LONGEST_SLEEP_MS = 60_000;
/** A deadline just missed by rounding must not spin. */
const SHORTEST_SLEEP_MS = 20;

export interface RefreshSchedulerParts {
  readonly clock: CorrectedClock;
  readonly sessions: SessionStore;
  readonly assuming: Assuming;
  readonly mfa: Mfa;
  readonly measuring: ClockMeasuring;
  readonly refresh: Refreshing;
}

/** One timer for the nearest deadline of any session. Each change plans it again. */
export class RefreshScheduler {
  readonly #parts: RefreshSchedulerParts;
  #cancel: (() => void) | null = null;
  #plannedFor = Number.POSITIVE_INFINITY;
  #stopped = false;
  readonly #jumped = new Listeners();

  constructor(parts: RefreshSchedulerParts) {
    this.#parts = parts;
  }

  /** Calls the listener when the wall clock jumped: what was planned by it is wrong. */
  onJump(listener: () => void): () => void {
    return this.#jumped.add(listener);
  }

  /** Plans the next wake if it is nearer than the one planned. */
  plan(): void {
    if (this.#stopped) return;
    const { clock, sessions, assuming } = this.#parts;
    let sleep = Number.POSITIVE_INFINITY;
    for (const [roleId, entry] of sessions.entries()) {
      if (isKept(entry)) sleep = Math.min(sleep, LONGEST_SLEEP_MS);
      if (assuming.isUnderWay(roleId)) continue;
      const deadline = nextDeadline(entry.session, isKept(entry));
      if (deadline !== null)
        sleep = Math.min(sleep, Math.max(SHORTEST_SLEEP_MS, deadline - clock.now()));
    }
    if (sleep === Number.POSITIVE_INFINITY) return;
    sleep = Math.min(sleep, LONGEST_SLEEP_MS);
    const at = clock.monotonic() + sleep;
    if (this.#cancel !== null && at >= this.#plannedFor) return;
    this.#cancel?.();
    this.#plannedFor = at;
    this.#cancel = clock.wake(sleep, () => {
      this.#cancel = null;
      this.#plannedFor = Number.POSITIVE_INFINITY;
      this.look();
    });
  }

  /** Looks at every deadline now. */
  look(): void {
    if (this.#stopped) return;
    const { clock, sessions, assuming } = this.#parts;
    const { mfa, measuring, refresh } = this.#parts;
    if (clock.jumped()) this.#jumped.call();
    else if (!clock.isTrusted(null)) {
      // Nothing counts as fresh until STS's clock has been measured.
      refresh.run(
        measuring.measure().then(() => {
          this.plan();
        }),
      );
    }
    mfa.askAhead((roleId) => isKept(sessions.entry(roleId)));
    const now = clock.now();
    for (const [roleId, entry] of sessions.entries()) {
      if (assuming.isUnderWay(roleId)) continue;
      const session = sessions.step(roleId, { step: 'look', at: now });
      if (isKept(entry) && isRefreshDue(session, now)) refresh.role(roleId);
    }
    this.plan();
  }

  stop(): void {
    this.#stopped = true;
    this.#cancel?.();
    this.#cancel = null;
  }
}
