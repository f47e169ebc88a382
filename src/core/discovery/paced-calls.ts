import type { CancelSignal, PortalAnswer } from '../access-portal.ts';
import type { Clock } from '../ports/clock.ts';
import type { Random } from '../ports/random.ts';
import { CallLimit } from '../sts/call-limit.ts';

export interface Pacing {
  readonly clock: Clock;
  readonly random: Random;
  readonly cancelled: CancelSignal;
  /** Is called when the portal throttles a call, at most once for each pause. */
  readonly throttled: () => void;
}

const MAX_CONCURRENT = 8;
/**
 * The highest number of tries of one call. A portal that throttles refuses about every tenth call,
 * so 12 tries suffice.
 */
const MAX_TRIES = 12;
/** The highest number of tries of one call that get no usable answer. */
const MAX_UNANSWERED = 3;
const PAUSE_MS = { min: 200, max: 20_000 };
/** The longest wait that an answer of the portal can request. */
const MAX_RETRY_AFTER_MS = 60_000;
/**
 * How the time between the starts of two calls changes, in ms: it is zero at first, grows after
 * each throttled call, and shrinks after each success. Below `noneBelowMs`, it becomes zero again.
 */
const SPACING = { firstMs: 40, maxMs: 1000, slower: 1.5, faster: 0.99, noneBelowMs: 5 };

/**
 * Calls the portal as fast as AWS allows, which is about 20 calls a second (IAM Identity Center
 * user guide, "Quotas"). After a TooManyRequestsException, all calls pause, and continue with more
 * time between them.
 */
export class PacedCalls {
  readonly #deps: Pacing;
  readonly #limit = new CallLimit(MAX_CONCURRENT);
  #spacingMs = 0;
  #nextStartAt = 0;
  #slowedAt = -1;
  /** The number of throttled calls since the last success. */
  #throttledInRow = 0;

  constructor(deps: Pacing) {
    this.#deps = deps;
  }

  /** Returns the answer to a call, after retries; null if `cancelled` was signalled. */
  call<T>(make: () => Promise<PortalAnswer<T>>): Promise<PortalAnswer<T> | null> {
    return this.#limit.run(async () => {
      for (let tries = 1, unanswered = 0; ; tries += 1) {
        const startedAt = await this.#waitForTurn();
        if (this.#isCancelled()) return null;
        const answer = await make();
        // A running call fails when it is cancelled, so its answer is ignored.
        if (this.#isCancelled()) return null;
        if (answer.ok) {
          this.#succeeded();
          return answer;
        }
        const { kind } = answer.failure;
        if (kind === 'throttled') this.#slowDown(startedAt, answer.retryAfterMs);
        else if (isUnanswered(kind)) unanswered += 1;
        else return answer;
        if (tries >= MAX_TRIES || unanswered >= MAX_UNANSWERED) return answer;
        if (unanswered > 0) await this.#pause(this.#jittered(PAUSE_MS.min * 2 ** unanswered));
      }
    });
  }

  /** Waits until this call may start. Returns the start time. */
  async #waitForTurn(): Promise<number> {
    const { clock } = this.#deps;
    for (;;) {
      const now = clock.monotonic();
      const startAt = Math.max(now, this.#nextStartAt);
      if (startAt > now) {
        await this.#pause(startAt - now);
        if (this.#isCancelled()) return now;
        continue;
      }
      this.#nextStartAt = now + this.#spacingMs;
      return now;
    }
  }

  #succeeded(): void {
    this.#throttledInRow = 0;
    const faster = this.#spacingMs * SPACING.faster;
    this.#spacingMs = faster < SPACING.noneBelowMs ? 0 : faster;
  }

  /**
   * Pauses all calls and increases the time between them. Does nothing for a call that started
   * before the last pause, because the calls already paused for it.
   */
  #slowDown(startedAt: number, retryAfterMs: number | null): void {
    const { clock, throttled } = this.#deps;
    if (startedAt < this.#slowedAt) return;
    const now = clock.monotonic();
    this.#throttledInRow += 1;
    const doubled = PAUSE_MS.min * 2 ** Math.min(this.#throttledInRow - 1, 10);
    const asked = Math.min(retryAfterMs ?? 0, MAX_RETRY_AFTER_MS);
    const pauseMs = asked + this.#jittered(Math.min(PAUSE_MS.max, doubled));
    this.#spacingMs = Math.min(
      SPACING.maxMs,
      Math.max(SPACING.firstMs, this.#spacingMs * SPACING.slower),
    );
    this.#slowedAt = now + pauseMs;
    this.#nextStartAt = this.#slowedAt;
    throttled();
  }

  #jittered(ms: number): number {
    return Math.round(ms * (0.5 + this.#deps.random.fraction() / 2));
  }

  #isCancelled(): boolean {
    return this.#deps.cancelled.isCancelled;
  }

  #pause(ms: number): Promise<void> {
    const { clock, cancelled } = this.#deps;
    return new Promise((resolve) => {
      if (cancelled.isCancelled) {
        resolve();
        return;
      }
      const ended = (): void => {
        stopWaiting();
        forget();
        resolve();
      };
      const stopWaiting = clock.wake(ms, ended);
      const forget = cancelled.onCancel(ended);
    });
  }
}

/** Returns true if there was no usable answer and the same call may succeed soon. */
function isUnanswered(kind: string): boolean {
  return kind === 'network' || kind === 'timeout' || kind === 'service-unavailable';
}
