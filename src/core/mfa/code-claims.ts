import type { Hash } from '../ports/hash.ts';
import type { SharedFacts } from '../ports/shared-facts.ts';
import { failed, ok, type Result } from '../result.ts';
import type { CorrectedClock } from '../sts/corrected-clock.ts';
import { nextStep } from './totp-step.ts';

/**
 * Reserves each code for one process, so that it is sent only once. STS treats a second use of a
 * code as a wrong code.
 */
export class CodeClaims {
  readonly #shared: SharedFacts;
  readonly #hash: Hash;
  readonly #clock: CorrectedClock;

  constructor(shared: SharedFacts, hash: Hash, clock: CorrectedClock) {
    this.#shared = shared;
    this.#hash = hash;
    this.#clock = clock;
  }

  /** Reserves a code for this process. The caller must do this before it sends the code. */
  claim(serial: string, code: string): Result<null> {
    const now = this.#clock.now();
    return this.#shared.claimMfaCode(this.#hash(`${serial} ${code}`), now)
      ? ok(null)
      : failed({ kind: 'mfa-code-spent', serial, nextAt: nextStep(now) });
  }
}
