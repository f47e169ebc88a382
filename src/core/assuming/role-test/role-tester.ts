import { sessionSigner } from '../caller/session-signer.ts';
import type { Failure } from '../../failure.ts';
import type { SourceCredentials } from '../../ports/source-credentials.ts';
import type { CallerIdentity } from '../../ports/sts.ts';
import type { Result } from '../../result.ts';
import { accessDocuments } from '../../roles/access/access.ts';
import type { SourceChain } from '../../roles/sources/source-chain.ts';
import { isAssumed, type Role } from '../../roles/role.ts';
import type { CorrectedClock } from '../../sts/corrected-clock.ts';
import type { StsCalls } from '../../sts/sts-calls.ts';
import type { Signer } from '../../sts/signer.ts';
import type { CallerCredentials } from '../caller/caller-credentials.ts';
import { identityMismatch } from '../issuing/identity-mismatch.ts';
import { issueSession } from '../issuing/issuers.ts';
import type { Mfa } from '../../mfa/mfa.ts';
import type { AwsSnapshot } from '../../snapshot/aws-snapshot.ts';
import { RoleTestCodes } from './role-test-codes.ts';
import type { RoleTestResult, RoleTestStep } from './role-test-result.ts';

export interface RoleTesterDeps {
  readonly callers: CallerCredentials;
  readonly calls: StsCalls;
  readonly mfa: Mfa;
  readonly source: Pick<SourceCredentials, 'mfaCode'>;
  readonly clock: CorrectedClock;
}

/**
 * Tries a role's settings at AWS before they are saved, and writes nothing. Discards the role's
 * credentials; an MFA session from the test's code stays in memory, because AWS accepts a code only
 * once.
 */
export class RoleTester {
  readonly #deps: RoleTesterDeps;
  /** By device serial: the earliest time of the next code after AWS refused one. */
  readonly #notBefore = new Map<string, number>();

  constructor(deps: RoleTesterDeps) {
    this.#deps = deps;
  }

  /**
   * `snapshot` contains the role as if it were saved. If the test needs a code and `code` is null,
   * the source profile's `mfa_process` can supply one.
   */
  async run(role: Role, snapshot: AwsSnapshot, code: string | null): Promise<RoleTestResult> {
    const result = await this.#try(role, snapshot, code);
    if (code !== null || result.codeFor === null) return result;
    const printed = await this.#deps.source.mfaCode(result.codeFor.sourceProfile);
    if (!printed.ok)
      return { ...result, steps: [...result.steps, { kind: 'code', failure: printed.failure }] };
    return printed.value === null ? result : this.#try(role, snapshot, printed.value);
  }

  async #try(role: Role, snapshot: AwsSnapshot, code: string | null): Promise<RoleTestResult> {
    // If a file is broken, its profiles are unknown, and no role can be assumed.
    const broken = snapshot.files.firstFailure();
    if (broken !== null) return endedBy([], 'source', broken);
    const chain = snapshot.sourceChain(role);
    if (!chain.ok) return endedBy([], 'source', chain.failure);
    const codes = this.#codes(code);
    const { leaf, hops, mfaSerial } = chain.value;
    const source: RoleTestStep = {
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
      : await this.#deps.callers.testSignerFor(role, snapshot, codes);
    if (!first.ok) return this.#withoutSigner([], source, first.failure, codes);
    const steps = [source, ...(isDirect ? [] : codeStep(mfaSerial))];
    const caller = await this.#deps.calls.identifyNow(first.value);
    if (caller.ok) steps.push({ kind: 'caller', arn: caller.value.arn });
    // A server that is not AWS may lack GetCallerIdentity, so its failure does not end the test.
    else if (snapshot.isIssuedByAws(role)) return endedBy(steps, 'caller', caller.failure);
    const found = { codes, caller: caller.ok ? caller.value : null };
    if (!isDirect) return this.#assume(role, snapshot, { signer: first.value, steps, ...found });
    const signer = await this.#deps.callers.testSignerFor(role, snapshot, codes);
    if (!signer.ok) return this.#withoutSigner(steps, null, signer.failure, codes);
    const all = [...steps, ...codeStep(mfaSerial)];
    return this.#assume(role, snapshot, { signer: signer.value, steps: all, ...found });
  }

  /** Gets a session of a role, returns the session's identity and discards the session. */
  async identify(
    role: Role,
    snapshot: AwsSnapshot,
    code: string | null,
  ): Promise<Result<CallerIdentity>> {
    const signer = await this.#deps.callers.testSignerFor(role, snapshot, this.#codes(code));
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
      readonly steps: readonly RoleTestStep[];
      readonly codes: RoleTestCodes;
      readonly caller: CallerIdentity | null;
    },
  ): Promise<RoleTestResult> {
    const answer = await this.#issue(role, signer);
    if (!answer.ok) {
      const { failure } = answer;
      if (failure.kind === 'mfa-refused') {
        const before = steps.filter(({ kind: step }) => step !== 'code');
        return {
          steps: [...before, { kind: 'code', failure }],
          codeFor: codes.deviceAfterRefusal(failure.serial, signer.profile),
          access: null,
        };
      }
      const isDenied = failure.kind === 'access-denied' && isAssumed(role);
      const access = isDenied ? accessDocuments(role, caller) : null;
      return { ...endedBy(steps, 'assume', failure), access };
    }
    const { credentials, arn } = answer.value.value;
    const mismatch = snapshot.isIssuedByAws(role) ? identityMismatch(role, arn) : null;
    if (mismatch !== null) return endedBy(steps, 'assume', mismatch);
    const { expiration } = credentials;
    return {
      steps: [...steps, { kind: 'assume', roleArn: role.roleArn ?? null, expiration }],
      codeFor: null,
      access: null,
    };
  }

  #codes(code: string | null): RoleTestCodes {
    const { mfa, clock } = this.#deps;
    return new RoleTestCodes({ mfa, clock, notBefore: this.#notBefore }, code);
  }

  #issue(role: Role, signer: Signer): ReturnType<typeof issueSession> {
    const { calls } = this.#deps;
    return issueSession(role, signer, (by, request) => calls.assumeRole(by, request));
  }

  /**
   * Returns the result if no credentials can sign the call. The step `source` has passed if only
   * the MFA code is missing or wrong.
   */
  #withoutSigner(
    steps: readonly RoleTestStep[],
    source: RoleTestStep | null,
    failure: Failure,
    codes: RoleTestCodes,
  ): RoleTestResult {
    const before = source === null ? steps : [...steps, source];
    const [{ profile } = { profile: '' }] = before.filter((step) => 'profile' in step);
    switch (failure.kind) {
      case 'mfa-needed': {
        const { serial, sourceProfile } = failure;
        return { steps: before, codeFor: codes.device(serial, sourceProfile), access: null };
      }
      case 'mfa-refused': {
        const codeFor = codes.deviceAfterRefusal(failure.serial, profile);
        return { ...endedBy(before, 'code', failure), codeFor };
      }
      case 'mfa-code-spent': {
        const { serial, nextAt: notBefore } = failure;
        const codeFor = { ...codes.device(serial, profile), notBefore };
        return { ...endedBy(before, 'code', failure), codeFor };
      }
      default:
        return endedBy(steps, 'source', failure);
    }
  }
}

function endedBy(
  steps: readonly RoleTestStep[],
  step: RoleTestStep['kind'],
  failure: Failure,
): RoleTestResult {
  return { steps: [...steps, { kind: step, failure }], codeFor: null, access: null };
}

function codeStep(serial: string | null): readonly RoleTestStep[] {
  return serial === null ? [] : [{ kind: 'code', serial }];
}

function throughOf({ hops }: SourceChain): readonly string[] {
  return hops.map((hop) => (hop.kind === 'role' ? hop.role.targetProfile : hop.profile)).reverse();
}
