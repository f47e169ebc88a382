import { sessionSigner } from '../caller/session-signer.ts';
import type { Failure } from '../../failure.ts';
import type { SourceCredentials } from '../../ports/source-credentials.ts';
import type { CallerIdentity } from '../../ports/sts.ts';
import { failed, ok, type Result } from '../../result.ts';
import { accessDocuments } from '../../roles/access/access.ts';
import type { SourceChain } from '../../roles/sources/source-chain.ts';
import { isAssumed, type Role } from '../../roles/role.ts';
import type { CorrectedClock } from '../../sts/corrected-clock.ts';
import type { Signer, StsCalls } from '../../sts/sts-calls.ts';
import type { CallerCredentials } from '../caller/caller-credentials.ts';
import type { CodeSource } from '../caller/leaf-credentials.ts';
import { identityMismatch } from '../issuing/identity-mismatch.ts';
import { issueSession } from '../issuing/issuers.ts';
import { nextStep } from '../../mfa/totp-step.ts';
import type { Mfa } from '../../mfa/mfa.ts';
import type { AwsSnapshot } from '../../snapshot/aws-snapshot.ts';
import { hostOfOtherSts } from '../../aws-config/sts-clock-name.ts';
import type { RoleTrial, TrialDevice, TrialStep } from './role-trial.ts';

export interface RoleTrialsDeps {
  readonly callers: CallerCredentials;
  readonly calls: StsCalls;
  readonly mfa: Mfa;
  readonly source: Pick<SourceCredentials, 'mfaCode'>;
  readonly clock: CorrectedClock;
}

/**
 * Tries a role's settings at AWS before they are saved: who calls, and whether AssumeRole succeeds.
 * Writes nothing, and drops the credentials that STS returns. No role waits for a trial.
 *
 * A trial uses up its code. The MFA session that it gets is used afterwards, in memory only.
 */
export class RoleTrials {
  readonly #deps: RoleTrialsDeps;
  /** Earliest time of the next code after a refused one, by serial. */
  readonly #notBefore = new Map<string, number>();

  constructor(deps: RoleTrialsDeps) {
    this.#deps = deps;
  }

  /**
   * `snapshot` is as if the role were saved. Without a code, the source profile's `mfa_process` gives
   * it if it has one.
   */
  async run(role: Role, snapshot: AwsSnapshot, code: string | null): Promise<RoleTrial> {
    const trial = await this.#try(role, snapshot, code);
    if (code !== null || trial.codeFor === null) return trial;
    const printed = await this.#deps.source.mfaCode(trial.codeFor.sourceProfile);
    if (!printed.ok)
      return { ...trial, steps: [...trial.steps, { kind: 'code', failure: printed.failure }] };
    return printed.value === null ? trial : this.#try(role, snapshot, printed.value);
  }

  async #try(role: Role, snapshot: AwsSnapshot, code: string | null): Promise<RoleTrial> {
    const chain = snapshot.sourceChain(role);
    if (!chain.ok) return endedBy([], 'source', chain.failure);
    const codes = this.#codes(code);
    const { leaf, hops, mfaSerial } = chain.value;
    const source: TrialStep = {
      kind: 'source',
      profile: leaf.profile,
      gives: leaf.kind,
      through: throughOf(chain.value),
    };
    // A user's own keys can call GetCallerIdentity without a code. If the source is another role,
    // that role must be assumed first.
    const isDirect = hops.length === 0;
    const first = isDirect
      ? await this.#deps.callers.identitySignerFor(role, snapshot, null)
      : await this.#deps.callers.trialSignerFor(role, snapshot, codes);
    if (!first.ok) return this.#withoutSigner([], source, first.failure, codes);
    const steps = [source, ...(isDirect ? [] : codeStep(mfaSerial))];
    const caller = await this.#deps.calls.identifyNow(first.value);
    if (caller.ok) steps.push({ kind: 'caller', arn: caller.value.arn });
    // Servers other than AWS may lack GetCallerIdentity.
    else if (snapshot.isAtAws(role)) return endedBy(steps, 'caller', caller.failure);
    if (!isDirect)
      return this.#assume(role, snapshot, {
        signer: first.value,
        steps,
        codes,
        caller: caller.ok ? caller.value : null,
      });
    const signer = await this.#deps.callers.trialSignerFor(role, snapshot, codes);
    if (!signer.ok) return this.#withoutSigner(steps, null, signer.failure, codes);
    const all = [...steps, ...codeStep(mfaSerial)];
    return this.#assume(role, snapshot, {
      signer: signer.value,
      steps: all,
      codes,
      caller: caller.ok ? caller.value : null,
    });
  }

  /** Returns the identity of a role, with a session that is not kept. */
  async identify(
    role: Role,
    snapshot: AwsSnapshot,
    code: string | null,
  ): Promise<Result<CallerIdentity>> {
    const signer = await this.#deps.callers.trialSignerFor(role, snapshot, this.#codes(code));
    if (!signer.ok) return signer;
    const issued = await this.#issue(role, signer.value);
    if (!issued.ok) return issued;
    return this.#deps.calls.identifyNow(
      sessionSigner(role, issued.value.value.credentials, snapshot),
    );
  }

  async #assume(
    role: Role,
    snapshot: AwsSnapshot,
    {
      signer,
      steps,
      codes,
      caller,
    }: {
      readonly signer: Signer;
      readonly steps: readonly TrialStep[];
      readonly codes: TrialCodes;
      readonly caller: CallerIdentity | null;
    },
  ): Promise<RoleTrial> {
    const answer = await this.#issue(role, signer);
    if (!answer.ok) {
      const { failure } = answer;
      if (failure.kind === 'mfa-refused') {
        const before = steps.filter(({ kind: step }) => step !== 'code');
        return {
          steps: [...before, { kind: 'code', failure }],
          codeFor: this.#refused(failure.serial, signer.profile, codes),
          access: null,
        };
      }
      const isDenied = failure.kind === 'access-denied' && isAssumed(role);
      const access = isDenied ? accessDocuments(role, caller) : null;
      return { ...endedBy(steps, 'assume', failure), access };
    }
    const { credentials, arn } = answer.value.value;
    const mismatch = snapshot.isAtAws(role) ? identityMismatch(role, arn) : null;
    if (mismatch !== null) return endedBy(steps, 'assume', mismatch);
    const { expiration } = credentials;
    return {
      steps: [...steps, { kind: 'assume', roleArn: role.roleArn ?? null, expiration }],
      codeFor: null,
      access: null,
    };
  }

  #issue(role: Role, signer: Signer): ReturnType<typeof issueSession> {
    const { calls } = this.#deps;
    return issueSession(role, signer, (by, request) => calls.assumeRole(by, request));
  }

  /** The step `source` is reported as passed if only the MFA code is missing. */
  #withoutSigner(
    steps: readonly TrialStep[],
    source: TrialStep | null,
    failure: Failure,
    codes: TrialCodes,
  ): RoleTrial {
    const host = codes.host();
    const before = source === null ? steps : [...steps, source];
    switch (failure.kind) {
      case 'mfa-needed': {
        const { serial, sourceProfile } = failure;
        const notBefore = this.#notBefore.get(serial) ?? null;
        return { steps: before, codeFor: { serial, sourceProfile, host, notBefore }, access: null };
      }
      case 'mfa-refused': {
        const [{ profile } = { profile: '' }] = before.filter((step) => 'profile' in step);
        return {
          ...endedBy(before, 'code', failure),
          codeFor: this.#refused(failure.serial, profile, codes),
        };
      }
      case 'mfa-code-spent': {
        const [{ profile } = { profile: '' }] = before.filter((step) => 'profile' in step);
        const { serial, nextAt: notBefore } = failure;
        return {
          ...endedBy(before, 'code', failure),
          codeFor: { serial, sourceProfile: profile, host, notBefore },
        };
      }
      default:
        return endedBy(steps, 'source', failure);
    }
  }

  #refused(serial: string, sourceProfile: string, codes: TrialCodes): TrialDevice {
    const notBefore = nextStep(this.#deps.clock.now());
    this.#notBefore.set(serial, notBefore);
    return { serial, sourceProfile, host: codes.host(), notBefore };
  }

  #codes(code: string | null): TrialCodes {
    let endpoint: string | undefined;
    const tooEarly = (serial: string): Result<never> | null => {
      const nextAt = this.#notBefore.get(serial) ?? 0;
      return this.#deps.clock.now() < nextAt
        ? failed({ kind: 'mfa-code-spent', serial, nextAt })
        : null;
    };
    return {
      host: () => hostOfOtherSts(endpoint),
      session: async (place, credentials) => {
        endpoint = place.endpoint;
        if (code === null) return null;
        const { exchange } = this.#deps.mfa;
        const by = { credentials, code };
        return tooEarly(place.serial) ?? exchange.sessionFor(place, by, { inMemory: true });
      },
      inCall: (place) => {
        endpoint = place.endpoint;
        const { serial } = place;
        if (code === null) return null;
        const early = tooEarly(serial);
        if (early !== null) return early;
        const claimed = this.#deps.mfa.claims.claim(serial, code);
        return claimed.ok
          ? ok({ mfaRequestId: '', serialNumber: serial, tokenCode: code })
          : claimed;
      },
    };
  }
}

/** Remembers which server gets the code of a trial. */
interface TrialCodes extends CodeSource {
  /** Null for AWS. */
  host(): string | null;
}

function endedBy(
  steps: readonly TrialStep[],
  step: TrialStep['kind'],
  failure: Failure,
): RoleTrial {
  return { steps: [...steps, { kind: step, failure }], codeFor: null, access: null };
}

function codeStep(serial: string | null): readonly TrialStep[] {
  return serial === null ? [] : [{ kind: 'code', serial }];
}

function throughOf({ hops }: SourceChain): readonly string[] {
  return hops.map((hop) => (hop.kind === 'role' ? hop.role.targetProfile : hop.profile)).reverse();
}
