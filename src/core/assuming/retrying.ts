import type { Result } from '../result.ts';
import type { AssumedSession } from '../sessions/assumed-session.ts';
import type { SessionTimes } from '../sessions/session-times.ts';
import type { CorrectedClock } from '../sts/corrected-clock.ts';
import { retryClass } from '../sessions/retry.ts';
import type { Assuming, AssumeOptions } from './assuming.ts';

const MAX_ATTEMPTS = 3;
const MAX_TOTAL_MS = 20_000;

/**
 * Repeats attempts after transient failures. Commands need this, because nothing retries after they
 * end.
 */
export class Retrying implements Pick<Assuming, 'assume'> {
  readonly #assuming: Assuming;
  readonly #times: SessionTimes;
  readonly #clock: CorrectedClock;

  constructor(assuming: Assuming, times: SessionTimes, clock: CorrectedClock) {
    this.#assuming = assuming;
    this.#times = times;
    this.#clock = clock;
  }

  async assume(roleId: string, options: AssumeOptions): Promise<Result<AssumedSession>> {
    const began = this.#clock.monotonic();
    for (let attempt = 1; ; attempt += 1) {
      const result = await this.#assuming.assume(roleId, options);
      if (result.ok || retryClass(result.failure) !== 'transient') return result;
      if (result.failure.kind === 'lock-held' || attempt >= MAX_ATTEMPTS) return result;
      const pause = this.#times.pauseMs(attempt);
      if (this.#clock.monotonic() - began + pause > MAX_TOTAL_MS) return result;
      await new Promise<void>((done) => this.#clock.wake(pause, done));
    }
  }
}
