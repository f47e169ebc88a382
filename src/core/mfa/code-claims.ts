import type { Hash } from '../ports/hash.ts';
import type { SharedFacts } from '../ports/shared-facts.ts';
import { failed, ok, type Result } from '../result.ts';
import type { CorrectedClock } from '../sts/corrected-clock.ts';
import { nextStep } from './totp-step.ts';

/**
 * Lets one process send each code once. STS accepts a code once and counts a second try as wrong.
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

  /** Call this before the code is sent. */
  claim(serial: string, code: string): Result<null> {
    const now = this.#clock.now();
    return this.#shared.claimMfaCode(this.#hash(`${serial} ${code}`), now)
      ? ok(null)
      : failed({ kind: 'mfa-code-spent', serial, nextAt: nextStep(now) });
  }
}
