import type { MfaOutcome } from '../mfa/mfa-request.ts';
import type { Mfa } from '../mfa/mfa.ts';
import { RESEND_PAUSES_MS } from '../mfa/mfa-exchange.ts';
import { failed, ok, type Result } from '../result.ts';
import type { CorrectedClock } from '../sts/corrected-clock.ts';
import type { Assuming } from './assuming.ts';

export interface EnteredCodesDeps {
  readonly mfa: Mfa;
  /** Assumes a role. In a command, this also retries transient failures. */
  readonly attempts: Pick<Assuming, 'assume'>;
  /** Assumes a role without repeating the attempt, because a code may be sent only once. */
  readonly once: Pick<Assuming, 'assume'>;
  readonly clock: CorrectedClock;
}

/** Uses the MFA codes that a person enters, and assumes the roles that waited for them. */
export class EnteredCodes {
  readonly #deps: EnteredCodesDeps;

  constructor(deps: EnteredCodesDeps) {
    this.#deps = deps;
  }

  /** Uses the code, then assumes only the roles that wait for it. */
  async submit(mfaRequestId: string, code: string): Promise<Result<readonly MfaOutcome[]>> {
    if (!/^\d{6}$/.test(code))
      return failed({ kind: 'field-invalid', field: 'mfaCode', rule: { kind: 'six-digits' } });
    const { mfa, attempts } = this.#deps;
    const asked = mfa.requests.get(mfaRequestId);
    const waiting = [...(asked?.waiting ?? [])];
    const used = await mfa.codes.use(mfaRequestId, code);
    if (!used.ok) return used;
    return asked?.need.use.kind === 'call'
      ? this.#inCall(mfaRequestId, code, waiting)
      : ok(await assumeAll(attempts, waiting));
  }

  /** Stops asking for this code for an hour. */
  snooze(mfaRequestId: string): Result<null> {
    const { mfa, clock } = this.#deps;
    mfa.requests.snooze(mfaRequestId, clock.now());
    return ok(null);
  }

  /**
   * Assumes the roles with AssumeRole calls that send the code. If the code was certainly not sent,
   * repeats the calls with the same code.
   */
  async #inCall(
    mfaRequestId: string,
    code: string,
    roleIds: readonly string[],
  ): Promise<Result<readonly MfaOutcome[]>> {
    const { once, clock } = this.#deps;
    const { requests } = this.#deps.mfa;
    let outcomes = await assumeAll(once, roleIds);
    for (const pause of RESEND_PAUSES_MS) {
      // If the call was not sent, AWS does not know the code, so the code can be used again.
      if (!outcomes.some(wasNotSent) || !requests.hasCode(mfaRequestId)) break;
      await new Promise<void>((done) => clock.wake(pause, done));
      requests.storeCode(mfaRequestId, code, clock.now());
      outcomes = await assumeAll(once, roleIds);
    }
    requests.removeCode(mfaRequestId);
    const refused = outcomes
      .map(({ result }) => result)
      .find((result) => !result.ok && result.failure.kind === 'mfa-refused');
    return refused?.ok === false ? refused : ok(outcomes);
  }
}

function assumeAll(
  assuming: Pick<Assuming, 'assume'>,
  roleIds: readonly string[],
): Promise<readonly MfaOutcome[]> {
  return Promise.all(
    roleIds.map(async (roleId) => ({
      roleId,
      result: await assuming.assume(roleId, { force: true }),
    })),
  );
}

function wasNotSent({ result }: MfaOutcome): boolean {
  return !result.ok && /^network(?:-proxy)?$/.test(result.failure.kind);
}
