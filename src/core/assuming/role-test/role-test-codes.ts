import { hostOfOtherSts } from '../../aws-config/sts-clock-name.ts';
import type { Credentials } from '../../credentials.ts';
import type { Mfa } from '../../mfa/mfa.ts';
import type { MfaTarget } from '../../mfa/mfa-target.ts';
import { nextStep } from '../../mfa/totp-step.ts';
import { type Failed, failed, ok, type Result } from '../../result.ts';
import type { CorrectedClock } from '../../sts/corrected-clock.ts';
import type { MfaCode } from '../../sts/signer.ts';
import type { CodeSource } from '../caller/leaf-credentials.ts';
import type { RoleTestDevice } from './role-test-result.ts';

export interface RoleTestCodesDeps {
  readonly mfa: Pick<Mfa, 'exchange' | 'claims'>;
  readonly clock: CorrectedClock;
  /**
   * By device serial: the earliest time of the next code after AWS refused one. All tests share
   * this map.
   */
  readonly notBefore: Map<string, number>;
}

/** Uses the MFA code of one test, and remembers which server gets it. */
export class RoleTestCodes implements CodeSource {
  readonly #deps: RoleTestCodesDeps;
  readonly #code: string | null;
  #endpoint: string | undefined;

  constructor(deps: RoleTestCodesDeps, code: string | null) {
    this.#deps = deps;
    this.#code = code;
  }

  async sessionFor(
    target: MfaTarget,
    credentials: Credentials,
  ): Promise<Result<Credentials> | null> {
    this.#endpoint = target.endpoint;
    if (this.#code === null) return null;
    const { exchange } = this.#deps.mfa;
    const by = { credentials, code: this.#code };
    return (
      this.#refusalIfEarly(target.serial) ?? exchange.sessionFor(target, by, { inMemory: true })
    );
  }

  codeForCall({ endpoint, serial }: MfaTarget): Result<MfaCode> | null {
    this.#endpoint = endpoint;
    if (this.#code === null) return null;
    const early = this.#refusalIfEarly(serial);
    if (early !== null) return early;
    const claimed = this.#deps.mfa.claims.claim(serial, this.#code);
    if (!claimed.ok) return claimed;
    return ok({ mfaRequestId: '', serialNumber: serial, tokenCode: this.#code });
  }

  /** Returns the device whose code the test needs, with the earliest time of the next code. */
  device(serial: string, sourceProfile: string): RoleTestDevice {
    const notBefore = this.#deps.notBefore.get(serial) ?? null;
    return { serial, sourceProfile, host: hostOfOtherSts(this.#endpoint), notBefore };
  }

  /**
   * Does the same as `device` after AWS refused a code. No code is then accepted before the next
   * step of 30 s.
   */
  deviceAfterRefusal(serial: string, sourceProfile: string): RoleTestDevice {
    this.#deps.notBefore.set(serial, nextStep(this.#deps.clock.now()));
    return this.device(serial, sourceProfile);
  }

  #refusalIfEarly(serial: string): Failed | null {
    const nextAt = this.#deps.notBefore.get(serial) ?? 0;
    if (this.#deps.clock.now() >= nextAt) return null;
    return failed({ kind: 'mfa-code-spent', serial, nextAt });
  }
}
