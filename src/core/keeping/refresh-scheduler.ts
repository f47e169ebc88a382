import type { CorrectedClock } from '../sts/corrected-clock.ts';
import { isRefreshDue, nextDeadline } from '../sessions/session.ts';
import { isKept, type SessionStore } from '../sessions/session-store.ts';

/** Monotonic timers stand still in a suspend that nobody announces: while a role is kept, no sleep is longer. */
const LONGEST_SLEEP_MS = 60_000;
/** A deadline just missed by rounding must not spin. */
const SHORTEST_SLEEP_MS = 20;

export interface RefreshSchedulerParts {
  readonly clock: CorrectedClock;
  readonly book: SessionStore;
  readonly isUnderWay: (roleId: string) => boolean;
  readonly refresh: (roleId: string) => void;
  /** The wall clock jumped: what was planned by it means nothing. */
  readonly clockJumped: () => void;
  /** What else is due by the clock: MFA sessions that run out. */
  readonly lookAtMfa: () => void;
  /** Nothing counts as fresh until STS's clock has been measured. */
  readonly measureClock: () => void;
}

/** One timer to the nearest deadline of any session, on the wall clock; planned anew at each change. */
export class RefreshScheduler {
  readonly #parts: RefreshSchedulerParts;
  #cancel: (() => void) | null = null;
  #plannedFor = Number.POSITIVE_INFINITY;
  #stopped = false;

  constructor(parts: RefreshSchedulerParts) {
    this.#parts = parts;
  }

  /** Plans the next wake, where it is nearer than the one planned. */
  plan(): void {
    if (this.#stopped) return;
    const { clock, book } = this.#parts;
    let sleep = Number.POSITIVE_INFINITY;
    for (const [roleId, entry] of book.entries()) {
      if (isKept(entry)) sleep = Math.min(sleep, LONGEST_SLEEP_MS);
      if (this.#parts.isUnderWay(roleId)) continue;
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
    const { clock, book } = this.#parts;
    if (clock.jumped()) this.#parts.clockJumped();
    else if (!clock.isTrusted(null)) this.#parts.measureClock();
    this.#parts.lookAtMfa();
    const now = clock.now();
    for (const [roleId, entry] of book.entries()) {
      if (this.#parts.isUnderWay(roleId)) continue;
      const session = book.step(roleId, { step: 'look', at: now });
      if (isKept(entry) && isRefreshDue(session, now)) this.#parts.refresh(roleId);
    }
    this.plan();
  }

  stop(): void {
    this.#stopped = true;
    this.#cancel?.();
    this.#cancel = null;
  }
}
