import type { Result } from '../result.ts';
import type { CorrectedClock } from '../sts/corrected-clock.ts';
import { sessionSigner } from '../assuming/caller/session-signer.ts';
import type { StsCalls } from '../sts/sts-calls.ts';
import { hasCredentials } from '../sessions/session.ts';
import type { SessionStore } from '../sessions/session-store.ts';
import type { AwsSnapshot } from '../snapshot/aws-snapshot.ts';

/** The shortest time between two measurements by `measure`, in ms. */
const RETRY_MS = 60_000;

export interface ClockMeasuringDeps {
  readonly clock: CorrectedClock;
  readonly sessions: SessionStore;
  readonly calls: StsCalls;
  readonly readSnapshot: () => Promise<Result<AwsSnapshot>>;
}

/** Measures STS's clock with GetCallerIdentity. A session in the file signs the call. */
export class ClockMeasuring {
  readonly #deps: ClockMeasuringDeps;
  #underWay: Promise<void> | null = null;
  #lastAt = Number.NEGATIVE_INFINITY;

  constructor(deps: ClockMeasuringDeps) {
    this.#deps = deps;
  }

  /** Measures the clock, but at most once a minute. After a failure, a later call tries again. */
  async measure(): Promise<void> {
    const now = this.#deps.clock.monotonic();
    if (this.#underWay === null && now - this.#lastAt < RETRY_MS) return;
    await this.measureNow();
  }

  async measureNow(): Promise<void> {
    this.#lastAt = this.#deps.clock.monotonic();
    this.#underWay ??= this.#measureOnce().finally(() => {
      this.#underWay = null;
    });
    await this.#underWay;
  }

  async #measureOnce(): Promise<void> {
    const { clock, sessions, calls, readSnapshot } = this.#deps;
    const snapshot = await readSnapshot();
    if (!snapshot.ok || clock.isTrusted(null)) return;
    for (const role of snapshot.value.roles) {
      const { credentials } = snapshot.value.section(role.targetProfile);
      const isTiming = snapshot.value.clockOf(role) === clock.timing;
      if (!isTiming || credentials === null || !hasCredentials(sessions.session(role.id))) continue;
      await calls.identifyNow(sessionSigner(role, credentials, snapshot.value));
      return;
    }
  }
}
