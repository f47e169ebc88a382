import type { SourceCredentials } from '../ports/source-credentials.ts';
import type { CorrectedClock } from '../sts/corrected-clock.ts';
import type { MfaCodes } from './mfa-codes.ts';
import type { MfaRequests } from './mfa-requests.ts';

export interface MfaProcessDeps {
  readonly source: SourceCredentials;
  readonly codes: MfaCodes;
  readonly requests: MfaRequests;
  readonly clock: CorrectedClock;
}

/** Answers requests with the code that the source profile's `mfa_process` prints. */
export class MfaProcess {
  readonly #deps: MfaProcessDeps;
  readonly #underWay = new Map<string, Promise<boolean>>();

  constructor(deps: MfaProcessDeps) {
    this.#deps = deps;
  }

  /**
   * Returns true if the program's code was used, or the request no longer exists; false if a person
   * must enter the code. After a refused code, does not run the program, because a second wrong
   * code could lock the device.
   */
  answer(mfaRequestId: string): Promise<boolean> {
    const underWay = this.#underWay.get(mfaRequestId) ?? this.#answer(mfaRequestId);
    this.#underWay.set(mfaRequestId, underWay);
    return underWay.finally(() => this.#underWay.delete(mfaRequestId));
  }

  async #answer(mfaRequestId: string): Promise<boolean> {
    const isSettled = await this.#settle(mfaRequestId);
    if (!isSettled) this.#deps.requests.askPerson(mfaRequestId);
    return isSettled;
  }

  async #settle(mfaRequestId: string): Promise<boolean> {
    const { requests, source, codes, clock } = this.#deps;
    for (let attempt = 1; ; attempt += 1) {
      const asked = requests.get(mfaRequestId);
      if (asked === null || asked.request.refused) return asked === null;
      const code = await source.mfaCode(asked.need.target.sourceProfile);
      if (code.ok && code.value === null) return false;
      const used = code.ok ? await codes.use(mfaRequestId, code.value ?? '') : code;
      if (used.ok) return true;
      const { failure } = used;
      if (failure.kind !== 'mfa-code-spent' || attempt === 2) {
        requests.markProcessFailed(mfaRequestId, failure);
        return false;
      }
      // Waits, because the device still shows the code that was used last.
      const wait = Math.max(0, failure.nextAt - clock.now());
      await new Promise<void>((done) => clock.wake(wait, done));
    }
  }
}
