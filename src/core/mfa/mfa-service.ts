import type { SessionFact } from '../sessions/session-fact.ts';
import type { MfaOutcome } from './mfa-request.ts';
import type {
  Credentials,
  Hash,
  SessionCredentials,
  SharedFacts,
  SourceCredentials,
} from '../ports.ts';
import { failed, ok, type Result } from '../result.ts';
import type { CorrectedClock } from '../sts/corrected-clock.ts';
import { type MfaRequests, nextStep } from './mfa-requests.ts';
import type { MfaPlace } from './mfa-place.ts';
import type { MfaSessions } from './mfa-sessions.ts';
import type { Signer, StsCalls } from '../sts/sts-calls.ts';

/** A code whose request certainly never left may be sent again: so often, so soon. */
const NOT_SENT_WAITS_MS = [500, 2000];

export interface MfaServiceParts {
  readonly clock: CorrectedClock;
  readonly hash: Hash;
  readonly shared: SharedFacts;
  readonly source: SourceCredentials;
  readonly calls: StsCalls;
  readonly sessions: MfaSessions;
  readonly requests: MfaRequests;
  readonly sessionSeconds: () => number;
  /** Assumes a role that waited for the code. */
  readonly assume: (roleId: string) => Promise<Result<SessionFact>>;
  /** The same with a code in the call itself, which no second try may repeat. */
  readonly assumeOnce: (roleId: string) => Promise<Result<SessionFact>>;
  readonly isKept: (roleId: string) => boolean;
  readonly changed: () => void;
}

/** Turns one code into an MFA session, and assumes with it every role that waited. */
export class MfaService {
  readonly #parts: MfaServiceParts;
  readonly #processes = new Map<string, Promise<boolean>>();

  constructor(parts: MfaServiceParts) {
    this.#parts = parts;
  }

  /** A code from a person: gets the MFA session and assumes the roles that wait for it. Those that the old session serves go on as they are. */
  async submit(requestId: string, code: string): Promise<Result<readonly MfaOutcome[]>> {
    if (!/^\d{6}$/.test(code))
      return failed({ kind: 'field-invalid', field: 'mfaCode', rule: { rule: 'six-digits' } });
    // Answered meanwhile by another surface: nobody waits any more.
    const asked = this.#parts.requests.get(requestId);
    const waiting = [...(asked?.waiting ?? [])];
    if (asked?.place.roleId !== undefined) return this.#assumeWith(requestId, code, waiting);
    const exchanged = await this.#exchange(requestId, code);
    if (!exchanged.ok) return exchanged;
    const outcomes = waiting.map(async (roleId) => ({
      roleId,
      result: await this.#parts.assume(roleId),
    }));
    return ok(await Promise.all(outcomes));
  }

  /**
   * Asks the source profile's `mfa_process` for the code, where it has one: true once there is an MFA session. Never after a refused code, which a
   * second one of the same kind would only lock further, and one at a time.
   */
  byProcess(requestId: string): Promise<boolean> {
    const underWay = this.#processes.get(requestId) ?? this.#byProcess(requestId);
    this.#processes.set(requestId, underWay);
    return underWay.finally(() => this.#processes.delete(requestId));
  }

  /** The MFA session that a code gives the source's own keys at a place; held in memory from then on, for every role of the place. */
  trialSession(
    place: MfaPlace,
    credentials: Credentials,
    code: string,
  ): Promise<Result<SessionCredentials>> {
    return this.#sessionAt(place, { credentials, code }, { inMemory: true });
  }

  async #sessionAt(
    place: MfaPlace,
    { credentials, code }: { readonly credentials: Credentials; readonly code: string },
    how: { readonly inMemory: boolean },
  ): Promise<Result<SessionCredentials>> {
    const { sessions, clock } = this.#parts;
    const claimed = this.claim(place.serial, code);
    if (!claimed.ok) return claimed;
    const signer: Signer = {
      credentials,
      region: place.region,
      endpoint: place.endpoint,
      profile: place.sourceProfile,
      chained: false,
      mfaSerial: place.serial,
    };
    const answer = await this.#send(signer, place, code);
    if (!answer.ok) return answer;
    const session = answer.value.value;
    const { expiration } = session;
    sessions.hold(
      credentials.accessKeyId,
      place,
      { credentials: session, assumedAt: clock.now(), expiration },
      how,
    );
    return ok(session);
  }

  /** Quiet for an hour. */
  snooze(requestId: string): Result<null> {
    this.#parts.requests.snooze(requestId, this.#parts.clock.now());
    this.#parts.changed();
    return ok(null);
  }

  /** Asks in time for the code after the present MFA sessions, for roles that are kept, and again where a person had put it off. */
  look(): void {
    const { sessions, requests, clock, isKept, changed } = this.#parts;
    const now = clock.now();
    if (clock.isTrusted(null)) sessions.forgetOver(now);
    let news = requests.look(now);
    for (const { place, expiration, roleIds } of sessions.ending(now)) {
      const kept = roleIds.filter(isKept);
      if (kept.length > 0 && requests.askAhead(place, kept, expiration)) news = true;
    }
    if (news) changed();
  }

  async #byProcess(requestId: string): Promise<boolean> {
    const { requests, source, clock } = this.#parts;
    for (let attempt = 1; ; attempt += 1) {
      const asked = requests.get(requestId);
      if (asked === null || asked.request.refused) return asked === null;
      const code = await source.mfaCode(asked.place.sourceProfile);
      if (code.ok && code.value === null) return false;
      const isOwn = asked.place.roleId !== undefined;
      const use = isOwn ? this.#offer.bind(this) : this.#exchange.bind(this);
      const exchanged = code.ok ? await use(requestId, code.value ?? '') : code;
      if (exchanged.ok) return true;
      // The device still shows the code that was used last: the next one comes with the next step.
      if (exchanged.failure.kind !== 'mfa-code-spent' || attempt === 2) {
        const { failure } = exchanged;
        requests.processFailed(
          requestId,
          failure.kind === 'source-failed' ? failure.message : failure.kind,
        );
        this.#parts.changed();
        return false;
      }
      const wait = Math.max(0, exchanged.failure.nextAt - clock.now());
      await new Promise<void>((done) => clock.wake(wait, done));
    }
  }

  /** A code for the AssumeRole of one role: laid ready, and taken by the call. */
  async #assumeWith(
    requestId: string,
    code: string,
    roleIds: readonly string[],
  ): Promise<Result<readonly MfaOutcome[]>> {
    const { requests, clock, assumeOnce, changed } = this.#parts;
    const offered = await this.#offer(requestId, code);
    if (!offered.ok) return offered;
    for (const wait of [...NOT_SENT_WAITS_MS, null]) {
      const outcomes = await Promise.all(
        roleIds.map(async (roleId) => ({ roleId, result: await assumeOnce(roleId) })),
      );
      // Given back by a call that never left: sent again, as it is still new.
      const isBack = outcomes.some(
        ({ result }) => !result.ok && /^network(?:-proxy)?$/.test(result.failure.kind),
      );
      if (wait !== null && isBack && requests.isOffered(requestId)) {
        await new Promise<void>((done) => clock.wake(wait, done));
        requests.offer(requestId, code, clock.now());
        continue;
      }
      requests.withdraw(requestId);
      changed();
      const refused = outcomes.find(
        ({ result }) => !result.ok && result.failure.kind === 'mfa-refused',
      )?.result;
      return refused?.ok === false ? refused : ok(outcomes);
    }
    return ok([]);
  }

  #offer(requestId: string, code: string): Promise<Result<null>> {
    const claimed = this.#claim(requestId, code);
    if (claimed.ok) this.#parts.requests.offer(requestId, code, this.#parts.clock.now());
    return Promise.resolve(claimed);
  }

  #claim(requestId: string, code: string): Result<null> {
    const { requests, clock } = this.#parts;
    const asked = requests.get(requestId);
    if (asked === null) return ok(null);
    const { serial } = asked.place;
    const now = clock.now();
    const { notBefore } = asked.request;
    if (notBefore !== null && now < notBefore)
      return failed({ kind: 'mfa-code-spent', serial, nextAt: notBefore });
    return this.claim(serial, code);
  }

  /** Claimed before it is sent, over all processes: STS takes a code once, and a second try would count as a wrong one. */
  claim(serial: string, code: string): Result<null> {
    const { clock, hash, shared } = this.#parts;
    const now = clock.now();
    return shared.claimMfaCode(hash(`${serial} ${code}`), now)
      ? ok(null)
      : failed({ kind: 'mfa-code-spent', serial, nextAt: nextStep(now) });
  }

  async #exchange(requestId: string, code: string): Promise<Result<null>> {
    const { requests, clock } = this.#parts;
    const asked = requests.get(requestId);
    if (asked === null) return ok(null);
    const { request, place } = asked;
    const now = clock.now();
    if (request.notBefore !== null && now < request.notBefore) {
      return failed({ kind: 'mfa-code-spent', serial: place.serial, nextAt: request.notBefore });
    }
    const leaf = await this.#parts.source.resolve(place.sourceProfile);
    if (!leaf.ok) return leaf;
    const session = await this.#sessionAt(
      place,
      { credentials: leaf.value, code },
      { inMemory: false },
    );
    if (!session.ok) {
      if (session.failure.kind === 'mfa-refused') requests.refused(requestId, clock.now());
      this.#parts.changed();
      return session;
    }
    requests.answered(requestId);
    this.#parts.changed();
    return ok(null);
  }

  async #send(
    signer: Signer,
    place: MfaPlace,
    code: string,
  ): ReturnType<StsCalls['getSessionToken']> {
    const request = {
      serialNumber: place.serial,
      tokenCode: code,
      durationSeconds: this.#parts.sessionSeconds(),
    };
    for (const wait of NOT_SENT_WAITS_MS) {
      const answer = await this.#parts.calls.getSessionToken(signer, request);
      if (answer.ok || !answer.notSent) return answer;
      await new Promise<void>((done) => this.#parts.clock.wake(wait, done));
    }
    return this.#parts.calls.getSessionToken(signer, request);
  }
}
