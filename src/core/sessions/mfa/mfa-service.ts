import type { MfaOutcome, SessionFact } from '../../api.ts';
import type { Clock, Hash, SharedFacts, SourceCredentials } from '../../ports.ts';
import { failed, ok, type Result } from '../../result.ts';
import type { CorrectedClock } from '../../sts/corrected-clock.ts';
import { type MfaPlace, type MfaSessions, nextStep } from './mfa-sessions.ts';
import type { Signer, StsCalls } from '../../sts/sts-calls.ts';

/** A code whose request certainly never left may be sent again: so often, so soon. */
const NOT_SENT_WAITS_MS = [500, 2000];

export interface MfaServiceParts {
  readonly clock: CorrectedClock;
  readonly timer: Clock;
  readonly hash: Hash;
  readonly shared: SharedFacts;
  readonly source: SourceCredentials;
  readonly calls: StsCalls;
  readonly sessions: MfaSessions;
  readonly sessionSeconds: () => number;
  /** Assumes a role that waited for the code. */
  readonly assume: (roleId: string) => Promise<Result<SessionFact>>;
  readonly changed: () => void;
}

/** Turns one code into an MFA session, and assumes with it every role that waited. */
export class MfaService {
  readonly #parts: MfaServiceParts;

  constructor(parts: MfaServiceParts) {
    this.#parts = parts;
  }

  async submit(requestId: string, code: string): Promise<Result<readonly MfaOutcome[]>> {
    const { sessions, clock, hash, shared } = this.#parts;
    if (!/^\d{6}$/.test(code)) return failed({ kind: 'field-invalid', field: 'mfaCode', rule: { rule: 'six-digits' } });
    const asked = sessions.request(requestId);
    // Answered meanwhile by another surface: nobody waits any more.
    if (asked === null) return ok([]);
    const { request, place } = asked;
    const now = clock.now();
    if (request.notBefore !== null && now < request.notBefore) {
      return failed({ kind: 'mfa-code-spent', serial: place.serial, nextAt: request.notBefore });
    }
    const leaf = await this.#parts.source.resolve(place.sourceProfile);
    if (!leaf.ok) return leaf;
    // Claimed before it is sent, over all processes: STS takes a code once, and a second try would count as a wrong one.
    if (!shared.claimMfaCode(hash(`${place.serial} ${code}`), now)) {
      return failed({ kind: 'mfa-code-spent', serial: place.serial, nextAt: nextStep(now) });
    }
    const signer: Signer = {
      credentials: leaf.value,
      region: place.region,
      endpoint: place.endpoint,
      profile: place.sourceProfile,
      chained: false,
      mfaSerial: place.serial,
    };
    const answer = await this.#send(signer, place, code);
    if (!answer.ok) {
      if (answer.failure.kind === 'mfa-refused') sessions.refused(requestId, clock.now());
      this.#parts.changed();
      return answer;
    }
    const credentials = answer.value.value;
    sessions.hold(leaf.value.accessKeyId, place, {
      credentials,
      assumedAt: clock.now(),
      expiration: credentials.expiration,
    });
    sessions.answered(requestId);
    this.#parts.changed();
    const outcomes = request.roleIds.map(async (roleId) => ({ roleId, result: await this.#parts.assume(roleId) }));
    return ok(await Promise.all(outcomes));
  }

  async #send(signer: Signer, place: MfaPlace, code: string): ReturnType<StsCalls['getSessionToken']> {
    const request = {
      serialNumber: place.serial,
      tokenCode: code,
      durationSeconds: this.#parts.sessionSeconds(),
    };
    for (const wait of NOT_SENT_WAITS_MS) {
      const answer = await this.#parts.calls.getSessionToken(signer, request);
      if (answer.ok || !answer.notSent) return answer;
      await new Promise<void>((done) => this.#parts.timer.wake(wait, done));
    }
    return this.#parts.calls.getSessionToken(signer, request);
  }
}
