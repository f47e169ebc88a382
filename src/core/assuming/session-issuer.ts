import type { MfaAwareSts } from '../mfa/mfa-aware-sts.ts';
import type { SessionCredentials } from '../credentials.ts';
import { failed, ok, type Result } from '../result.ts';
import type { Role } from '../roles/role.ts';
import type { Issued } from '../sessions/session-store.ts';
import type { SessionTimes } from '../sessions/session-times.ts';
import type { AwsSnapshot } from '../snapshot/aws-snapshot.ts';
import type { Answered } from '../sts/sts-requests.ts';
import type { Signer } from '../sts/signer.ts';
import type { CallerCredentials, SignerOptions } from './caller/caller-credentials.ts';
import type { SessionWriter } from './file/session-writer.ts';
import { identityMismatch } from './issuing/identity-mismatch.ts';
import { issueSession } from './issuing/issuers.ts';

export interface SessionIssuerDeps {
  readonly callers: CallerCredentials;
  readonly sts: MfaAwareSts;
  readonly writer: SessionWriter;
  readonly times: SessionTimes;
}

interface Attempt {
  readonly signer: Signer | null;
  readonly result: Result<Answered<SessionCredentials>>;
}

/** Gets a new session of a role. Writes nothing. */
export class SessionIssuer {
  readonly #deps: SessionIssuerDeps;

  constructor(deps: SessionIssuerDeps) {
    this.#deps = deps;
  }

  async issue(role: Role, snapshot: AwsSnapshot, options: SignerOptions): Promise<Result<Issued>> {
    let { signer, result } = await this.#attempt(role, snapshot, options);
    // If STS says that the parent's session or the MFA session expired, AssumeRole is tried once
    // more with a new session.
    const isExpired = !result.ok && result.failure.kind === 'credentials-expired';
    if (isExpired && signer !== null && this.#deps.callers.markExpired(signer))
      ({ signer, result } = await this.#attempt(role, snapshot, options));
    if (!result.ok) return result;
    const { value: credentials, requestId } = result.value;
    const { times } = this.#deps;
    const assumedAt = times.assumedAt(snapshot.record(role.id));
    const refreshAt = times.refreshAt({ assumedAt, expiration: credentials.expiration });
    const digest = snapshot.digestOf(role);
    const unwritten = { writtenAt: null, rewrites: 0 };
    return ok({ credentials, assumedAt, refreshAt, digest, requestId, ...unwritten });
  }

  async #attempt(role: Role, snapshot: AwsSnapshot, options: SignerOptions): Promise<Attempt> {
    const { callers, writer, sts } = this.#deps;
    const signer = await callers.signerFor(role, snapshot, options);
    if (!signer.ok) return { signer: null, result: signer };
    const answer = await writer.runBeforeWrite(() =>
      issueSession(role, signer.value, (by, request) => sts.assumeRole(by, request, role.id)),
    );
    if (!answer.ok) return { signer: signer.value, result: answer };
    const { value, requestId } = answer.value;
    const mismatch = snapshot.isIssuedByAws(role) ? identityMismatch(role, value.arn) : null;
    const result =
      mismatch === null ? ok({ value: value.credentials, requestId }) : failed(mismatch);
    return { signer: signer.value, result };
  }
}
