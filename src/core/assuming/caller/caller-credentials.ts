import type { Failure } from '../../failure.ts';
import type { Mfa } from '../../mfa/mfa.ts';
import type { Hash } from '../../ports/hash.ts';
import { type Failed, failed, ok, type Result } from '../../result.ts';
import { FIRST_KIND } from '../../roles/role-kinds.ts';
import type { Role, AssumableRole } from '../../roles/role.ts';
import type { ChainHop, SourceChain } from '../../roles/sources/source-chain.ts';
import { sourceDevice } from '../../roles/sources/source-device.ts';
import { isKept, type SessionStore } from '../../sessions/session-store.ts';
import type { AwsSnapshot } from '../../snapshot/aws-snapshot.ts';
import type { CorrectedClock } from '../../sts/corrected-clock.ts';
import type { Signer } from '../../sts/signer.ts';
import { issueSession } from '../issuing/issuers.ts';
import type { HopSessions } from './hop-sessions.ts';
import type { CalledRole, CallerKeys, CodeSource, LeafCredentials } from './leaf-credentials.ts';
import { ParentSessions } from './parent-sessions.ts';
import type { Parents } from './parents.ts';

export interface SignerOptions {
  /**
   * If true, a parent role is not assumed before its next attempt is due. False if a person
   * requests a new session.
   */
  readonly respectBackoff: boolean;
  readonly parents: Parents;
}

/** The source chain of a role, and the options for following it. */
interface CallerRequest {
  /** The role that the credentials assume in the end. This role waits if a code is needed. */
  readonly wanted: Role;
  readonly chain: SourceChain;
  readonly snapshot: AwsSnapshot;
  readonly respectBackoff: boolean;
  /**
   * Assumes a parent role and writes its session. Null in a test of a role, because a test writes
   * nothing.
   */
  readonly parents: Parents | null;
  /**
   * Uses the MFA code of a test. Absent outside of a test, so that the role waits until a person
   * enters a code.
   */
  readonly codes?: CodeSource | undefined;
}

/** A placeholder for the role if only a source profile is known. */
const NO_ROLE: AssumableRole = {
  id: '',
  kind: FIRST_KIND,
  name: '',
  roleArn: '',
  sourceProfile: '',
  targetProfile: '',
  roleSessionName: '',
  durationSeconds: 0,
};

export interface CallerCredentialsDeps {
  readonly leaf: LeafCredentials;
  readonly hops: HopSessions;
  readonly mfa: Pick<Mfa, 'sessions' | 'requests' | 'sts'>;
  readonly sessions: SessionStore;
  readonly clock: CorrectedClock;
  readonly hash: Hash;
}

/**
 * Follows a role's source chain to find the credentials that sign its AssumeRole call. Reuses valid
 * sessions of parent roles; the session of a parent role that is off is stored only in memory.
 */
export class CallerCredentials {
  readonly #deps: CallerCredentialsDeps;
  readonly #parentSessions: ParentSessions;

  constructor(deps: CallerCredentialsDeps) {
    this.#deps = deps;
    this.#parentSessions = new ParentSessions(deps.clock);
  }

  async signerFor(
    role: Role,
    snapshot: AwsSnapshot,
    options: SignerOptions,
  ): Promise<Result<Signer>> {
    const chain = snapshot.sourceChain(role);
    if (!chain.ok) return chain;
    return this.#followChain({ wanted: role, chain: chain.value, snapshot, ...options });
  }

  /**
   * Does the same as `signerFor` for a test of a role, which writes nothing and lets no role wait
   * for a code.
   */
  async testSignerFor(
    role: Role,
    snapshot: AwsSnapshot,
    codes: CodeSource,
  ): Promise<Result<Signer>> {
    const chain = snapshot.sourceChain(role);
    if (!chain.ok) return chain;
    const terms = { respectBackoff: false, parents: null, codes };
    const signer = await this.#followChain({
      wanted: role,
      chain: chain.value,
      snapshot,
      ...terms,
    });
    this.#deps.mfa.requests.forget(role.id);
    return signer;
  }

  /**
   * Finds credentials that identify the caller of this role. If these are a user's own keys, no MFA
   * code is needed.
   */
  async identitySignerFor(
    role: Role,
    snapshot: AwsSnapshot,
    parents: Parents | null,
  ): Promise<Result<Signer>> {
    const chain = snapshot.sourceChain(role);
    if (!chain.ok) return chain;
    const terms = { respectBackoff: false, parents };
    const asked = { wanted: role, chain: chain.value, snapshot, ...terms };
    return chain.value.hops.length > 0 ? this.#followChain(asked) : this.#leafSigner(asked);
  }

  /**
   * Finds the credentials at the end of a source profile's chain, to identify their owner. Assumes
   * no role.
   */
  async leafSigner(sourceProfile: string, snapshot: AwsSnapshot): Promise<Result<Signer>> {
    const wanted: Role = { ...NO_ROLE, sourceProfile };
    const chain = snapshot.sourceChain(wanted);
    if (!chain.ok) return withoutTarget(chain.failure);
    const terms = { respectBackoff: false, parents: null };
    return this.#leafSigner({ wanted, chain: chain.value, snapshot, ...terms });
  }

  /**
   * Must be called when STS refused these credentials as expired. Returns true if new credentials
   * can be requested.
   */
  markExpired(signer: Signer): boolean {
    const key = signer.credentials.accessKeyId;
    if (!signer.chained || this.#parentSessions.isRefused(key)) return false;
    this.#parentSessions.markRefused(key);
    this.#deps.mfa.sessions.drop(key);
    this.#deps.hops.drop(key);
    return true;
  }

  async #followChain(asked: CallerRequest): Promise<Result<Signer>> {
    const keys = await this.#keys(asked, asked.wanted, 0);
    return keys.ok ? ok(signerOf(asked, keys.value, asked.wanted)) : keys;
  }

  async #leafSigner(asked: CallerRequest): Promise<Result<Signer>> {
    const { leaf } = asked.chain;
    const found = await this.#deps.leaf.withoutCode(leaf, asked.snapshot);
    if (!found.ok) return found;
    const keys = { credentials: found.value, profile: leaf.profile, chained: false };
    return ok(signerOf(asked, keys, asked.wanted));
  }

  /**
   * Returns the credentials that assume `called`: a session of the role at `index` in the chain. If
   * there is no such role, returns the credentials at the end of the chain.
   */
  #keys(asked: CallerRequest, called: CalledRole, index: number): Promise<Result<CallerKeys>> {
    const hop = asked.chain.hops[index];
    if (hop === undefined) return this.#deps.leaf.find({ ...asked, called });
    return hop.kind === 'role'
      ? this.#roleHop(asked, hop.role, index)
      : this.#profileHop(asked, hop, index);
  }

  async #roleHop(asked: CallerRequest, parent: Role, index: number): Promise<Result<CallerKeys>> {
    const { snapshot, respectBackoff, parents } = asked;
    const { mfa, hops, sessions } = this.#deps;
    const profile = parent.targetProfile;
    const digest = snapshot.digestOf(parent);
    const present = this.#parentSessions.credentialsOf(parent, digest, snapshot);
    if (present !== null) return ok({ credentials: present, profile, chained: true });
    if (parents !== null && isKept(sessions.entry(parent.id))) {
      const force = this.#parentSessions.isRefused(snapshot.section(profile).accessKeyId ?? '');
      const after = await parents.assumeParent(parent.id, { force, respectBackoff });
      if (!after.ok) return after;
      // `assumeParent` succeeded, so the session is fresh. Its expiry need not be checked.
      const session = this.#parentSessions.sessionOf(parent, digest, after.value);
      const credentials = session === null ? null : after.value.section(profile).credentials;
      return credentials === null
        ? failed({ kind: 'released-meanwhile' })
        : ok({ credentials, profile, chained: true });
    }
    const held = await hops.get(parent.id, digest, async () => {
      const below = await this.#keys(asked, parent, index + 1);
      if (!below.ok) return below;
      const signer = signerOf(asked, below.value, parent);
      return issueSession(parent, signer, (by, request) =>
        mfa.sts.assumeRole(by, request, asked.wanted.id),
      );
    });
    return held.ok ? ok({ credentials: held.value, profile, chained: true }) : held;
  }

  async #profileHop(
    asked: CallerRequest,
    hop: Extract<ChainHop, { kind: 'profile' }>,
    index: number,
  ): Promise<Result<CallerKeys>> {
    const { wanted, chain } = asked;
    const { mfa, hops, hash } = this.#deps;
    const { profile, request } = hop;
    const digest = hash(JSON.stringify([request, hop.region, chain.leaf, chain.path]));
    const held = await hops.get(`profile ${profile}`, digest, async () => {
      const called: CalledRole = {
        id: wanted.id,
        sourceProfile: wanted.sourceProfile,
        roleArn: request.roleArn,
        targetProfile: profile,
        region: hop.region ?? undefined,
      };
      const below = await this.#keys(asked, called, index + 1);
      if (!below.ok) return below;
      const signer = signerOf(asked, below.value, called);
      return mfa.sts.assumeRole(signer, request, wanted.id);
    });
    return held.ok ? ok({ credentials: held.value, profile, chained: true }) : held;
  }
}

function signerOf(
  { chain, snapshot }: CallerRequest,
  keys: CallerKeys,
  called: CalledRole,
): Signer {
  return {
    ...keys,
    region: snapshot.regionFor(called),
    // The endpoint belongs to the profile that signs, so each call of a chain may go to another
    // endpoint (ADR 0026).
    endpoint: snapshot.endpointFor(called, keys.profile),
    roleProfile: called.targetProfile === '' ? undefined : called.targetProfile,
    mfaSerial: chain.mfaSerial,
    sourceDevice: sourceDevice(chain, snapshot.profiles),
  };
}

/** Removes the empty profile name of `NO_ROLE` from the start of the failure's `path`. */
function withoutTarget(failure: Failure): Failed {
  return failed('path' in failure ? { ...failure, path: failure.path.slice(1) } : failure);
}
