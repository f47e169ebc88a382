import type { SourceCredentials } from '../ports/source-credentials.ts';
import { failed, ok, type Result } from '../result.ts';
import type { CorrectedClock } from '../sts/corrected-clock.ts';
import type { CodeClaims } from './code-claims.ts';
import type { MfaExchange } from './mfa-exchange.ts';
import type { MfaTarget } from './mfa-target.ts';
import type { MfaRequests } from './mfa-requests.ts';

export interface MfaCodesDeps {
  readonly exchange: MfaExchange;
  readonly claims: CodeClaims;
  readonly source: SourceCredentials;
  readonly requests: MfaRequests;
  readonly clock: CorrectedClock;
}

/** Uses the code that a person or a program gave for a request. */
export class MfaCodes {
  readonly #deps: MfaCodesDeps;

  constructor(deps: MfaCodesDeps) {
    this.#deps = deps;
  }

  /**
   * Gets an MFA session with the code. A code for a role's own AssumeRole is only stored in memory
   * until that call.
   */
  async use(mfaRequestId: string, code: string): Promise<Result<null>> {
    const { requests, claims, clock } = this.#deps;
    const asked = requests.get(mfaRequestId);
    // The request was already answered, for example in another process.
    if (asked === null) return ok(null);
    const { target, use } = asked.need;
    const { notBefore } = asked.request;
    if (notBefore !== null && clock.now() < notBefore)
      return failed({ kind: 'mfa-code-spent', serial: target.serial, nextAt: notBefore });
    if (use.kind === 'session') return this.#exchange(mfaRequestId, target, code);
    const claimed = claims.claim(target.serial, code);
    if (claimed.ok) requests.storeCode(mfaRequestId, code, clock.now());
    return claimed;
  }

  async #exchange(mfaRequestId: string, target: MfaTarget, code: string): Promise<Result<null>> {
    const { source, exchange, requests, clock } = this.#deps;
    const leaf = await source.resolve(target.sourceProfile);
    if (!leaf.ok) return leaf;
    const by = { credentials: leaf.value, code };
    const session = await exchange.sessionFor(target, by, { inMemory: false });
    if (session.ok) {
      requests.remove(mfaRequestId);
      return ok(null);
    }
    if (session.failure.kind === 'mfa-refused') requests.markRefused(mfaRequestId, clock.now());
    return session;
  }
}
