import type { Credentials, Hash, SourceCredentials } from '../../ports.ts';
import type { Failure } from '../../failure.ts';
import { type Failed, failed, ok, type Result } from '../../result.ts';
import { sourceDevice } from '../../roles/sources/source-device.ts';
import type { ChainHop, ChainLeaf, SourceChain } from '../../roles/sources/source-chain.ts';
import type { Role } from '../../roles/role.ts';
import type { CorrectedClock } from '../../sts/corrected-clock.ts';
import { servesAsCaller } from '../../sessions/expiry.ts';
import { classifySection } from '../../credentials-file/section-state.ts';
import type { MfaAwareSts } from '../../mfa/mfa-aware-sts.ts';
import { codeNeeded, type MfaRequests } from '../../mfa/mfa-requests.ts';
import type { MfaPlace } from '../../mfa/mfa-place.ts';
import type { MfaSessions } from '../../mfa/mfa-sessions.ts';
import { isKept, type SessionStore } from '../../sessions/session-store.ts';
import { assumeRequest, type MfaCode, type Signer } from '../../sts/sts-calls.ts';
import type { AwsSnapshot } from '../../snapshot/aws-snapshot.ts';
import { SessionsInMemory } from './hop-sessions.ts';

/** Credentials that can sign, before it is known for which call. */
interface Bearer {
  readonly credentials: Credentials;
  readonly profile: string;
  readonly chained: boolean;
  readonly code?: MfaCode | undefined;
}

/** One walk down a chain for one wish. */
interface Walk {
  /** The role that is wanted in the end: it waits where a code is needed. */
  readonly wanted: Role;
  readonly chain: SourceChain;
  readonly snapshot: AwsSnapshot;
  readonly respectBackoff: boolean;
  /** Set on a trial: nothing is written, and nobody is asked to wait for a code. */
  readonly codes?: CodesAtHand | undefined;
}

/** How a trial goes about MFA. Null: there is no code. */
export interface CodesAtHand {
  session(place: MfaPlace, credentials: Credentials): Promise<Result<Credentials> | null>;
  inCall(place: MfaPlace): Result<MfaCode> | null;
}

/** The way to a source begins at a role's target, and here there is none. */
function withoutTarget(failure: Failure): Failed {
  return failed('path' in failure ? { ...failure, path: failure.path.slice(1) } : failure);
}

/** Where a source profile is asked about for no role. */
const NO_ROLE: Role = {
  id: '',
  name: '',
  roleArn: '',
  sourceProfile: '',
  targetProfile: '',
  roleSessionName: '',
  durationSeconds: 0,
};

export interface ParentWish {
  readonly anew: boolean;
  readonly respectBackoff: boolean;
}

export interface CallerCredentialsParts {
  readonly source: SourceCredentials;
  readonly calls: MfaAwareSts;
  readonly clock: CorrectedClock;
  readonly hash: Hash;
  readonly mfa: MfaSessions;
  readonly mfaRequests: MfaRequests;
  readonly book: SessionStore;
  /** Refreshes a parent that is kept, under its own lock; `anew` even where it seems fresh, `respectBackoff`: not before its own time to try again. */
  readonly refreshParent: (roleId: string, how: ParentWish) => Promise<Result<unknown>>;
  readonly readSnapshot: () => Promise<Result<AwsSnapshot>>;
}

/**
 * Finds who signs AssumeRole for a role: walks its source chain from the leaf up, taking at each hop what still serves. A parent that is kept is
 * refreshed and read from the file; one that is off is assumed in memory, its section not written.
 */
export class CallerCredentials {
  readonly #parts: CallerCredentialsParts;
  readonly #memory: SessionsInMemory;
  /** Access keys that STS called expired although their end had not come. */
  readonly #dead = new Set<string>();

  constructor(parts: CallerCredentialsParts) {
    this.#parts = parts;
    this.#memory = new SessionsInMemory(parts.clock);
  }

  /** `respectBackoff`: in the background a parent's back-off is kept; a click does not wait for it. */
  async signerFor(
    role: Role,
    snapshot: AwsSnapshot,
    respectBackoff: boolean,
  ): Promise<Result<Signer>> {
    const chain = snapshot.sourceChain(role);
    if (!chain.ok) return chain;
    const walk: Walk = { wanted: role, chain: chain.value, snapshot, respectBackoff };
    const bearer = await this.#bearer(walk, role, 0);
    if (!bearer.ok) return bearer;
    return ok(this.#signer(walk, bearer.value, role));
  }

  /** The same without a trace: a parent that is kept and has nothing fresh is assumed in memory, and where a code is needed no role waits for it. */
  async trialSignerFor(
    role: Role,
    snapshot: AwsSnapshot,
    codes: CodesAtHand,
  ): Promise<Result<Signer>> {
    const chain = snapshot.sourceChain(role);
    if (!chain.ok) return chain;
    const walk: Walk = { wanted: role, chain: chain.value, snapshot, respectBackoff: false, codes };
    const bearer = await this.#bearer(walk, role, 0);
    this.#parts.mfaRequests.forget(role.id);
    return bearer.ok ? ok(this.#signer(walk, bearer.value, role)) : bearer;
  }

  /** Who calls for this role, to be named and not to assume: a user's own keys answer without a code. */
  async identitySignerFor(role: Role, snapshot: AwsSnapshot): Promise<Result<Signer>> {
    const chain = snapshot.sourceChain(role);
    if (!chain.ok || chain.value.hops.length > 0) return this.signerFor(role, snapshot, false);
    const { profile } = chain.value.leaf;
    const credentials = await this.#leafCredentials(chain.value.leaf, snapshot);
    if (!credentials.ok) return credentials;
    const walk: Walk = { wanted: role, chain: chain.value, snapshot, respectBackoff: false };
    return ok(
      this.#signer(walk, { credentials: credentials.value, profile, chained: false }, role),
    );
  }

  /** The end of a source profile's chain, to be named: nothing is assumed, and no code is asked for. */
  async leafSigner(sourceProfile: string, snapshot: AwsSnapshot): Promise<Result<Signer>> {
    const asked: Role = { ...NO_ROLE, sourceProfile };
    const chain = snapshot.sourceChain(asked);
    if (!chain.ok) return withoutTarget(chain.failure);
    const { leaf } = chain.value;
    const credentials = await this.#leafCredentials(leaf, snapshot);
    if (!credentials.ok) return credentials;
    const walk: Walk = { wanted: asked, chain: chain.value, snapshot, respectBackoff: false };
    return ok(
      this.#signer(
        walk,
        { credentials: credentials.value, profile: leaf.profile, chained: false },
        asked,
      ),
    );
  }

  /** STS said that these credentials are over: the next signer is had anew. True where there is something to get anew. */
  expired(signer: Signer): boolean {
    const key = signer.credentials.accessKeyId;
    if (!signer.chained || this.#dead.has(key)) return false;
    this.#dead.add(key);
    this.#parts.mfa.drop(key);
    this.#memory.drop(key);
    return true;
  }

  #signer({ chain, snapshot }: Walk, bearer: Bearer, called: Role): Signer {
    return {
      ...bearer,
      region: snapshot.regionFor(called),
      // Of the profile that signs: one hop may have another endpoint than the next (ADR 0026).
      endpoint: snapshot.endpointFor(called, bearer.profile),
      roleProfile: called.targetProfile === '' ? undefined : called.targetProfile,
      mfaSerial: chain.mfaSerial,
      sourceDevice: sourceDevice(chain, snapshot.profiles),
    };
  }

  /** What is to assume `called`: hop `index` of the chain, or the leaf behind the last. */
  #bearer(walk: Walk, called: Role, index: number): Promise<Result<Bearer>> {
    const hop = walk.chain.hops[index];
    if (hop === undefined) return this.#leaf(walk, called);
    return hop.kind === 'role'
      ? this.#roleHop(walk, hop.role, index)
      : this.#profileHop(walk, hop, index);
  }

  async #roleHop(walk: Walk, parent: Role, index: number): Promise<Result<Bearer>> {
    const { snapshot, respectBackoff } = walk;
    const digest = snapshot.digestOf(parent);
    const standing = this.#standing(parent, digest, snapshot);
    if (standing !== null)
      return ok({ credentials: standing, profile: parent.targetProfile, chained: true });
    if (walk.codes === undefined && isKept(this.#parts.book.entry(parent.id))) {
      const anew = this.#dead.has(snapshot.section(parent.targetProfile).accessKeyId ?? '');
      const refreshed = await this.#parts.refreshParent(parent.id, { anew, respectBackoff });
      if (!refreshed.ok) return refreshed;
      const after = await this.#parts.readSnapshot();
      if (!after.ok) return after;
      const credentials = this.#standing(parent, digest, after.value);
      return credentials === null
        ? failed({ kind: 'released-meanwhile' })
        : ok({ credentials, profile: parent.targetProfile, chained: true });
    }
    return this.#inMemory(parent.id, digest, parent.targetProfile, async () => {
      const below = await this.#bearer(walk, parent, index + 1);
      if (!below.ok) return below;
      return this.#parts.calls.assumeRole(
        this.#signer(walk, below.value, parent),
        assumeRequest(parent),
        walk.wanted.id,
      );
    });
  }

  #profileHop(
    walk: Walk,
    hop: Extract<ChainHop, { kind: 'profile' }>,
    index: number,
  ): Promise<Result<Bearer>> {
    const { wanted, chain } = walk;
    const digest = this.#parts.hash(
      JSON.stringify([hop.request, hop.region, chain.leaf, chain.path]),
    );
    return this.#inMemory(`profile ${hop.profile}`, digest, hop.profile, async () => {
      const called: Role = {
        ...wanted,
        roleArn: hop.request.roleArn,
        targetProfile: hop.profile,
        region: hop.region ?? undefined,
        endpoint: undefined,
        mfa: undefined,
      };
      const below = await this.#bearer(walk, called, index + 1);
      if (!below.ok) return below;
      return this.#parts.calls.assumeRole(
        this.#signer(walk, below.value, called),
        hop.request,
        wanted.id,
      );
    });
  }

  async #leaf({ wanted, chain, snapshot, codes }: Walk, called: Role): Promise<Result<Bearer>> {
    const { profile, kind } = chain.leaf;
    const credentials = await this.#leafCredentials(chain.leaf, snapshot);
    if (!credentials.ok) return credentials;
    // Identity Center hands out the credentials of a role: what they assume is a chained session.
    if (chain.mfaSerial === null)
      return ok({ credentials: credentials.value, profile, chained: kind === 'sso' });
    const place: MfaPlace = {
      sourceProfile: profile,
      serial: chain.mfaSerial,
      region: snapshot.regionFor(called),
      endpoint: snapshot.endpointFor(called, profile),
    };
    if (codes !== undefined) return this.#onTrial({ codes, place, called }, credentials.value);
    if (called.mfa === 'each-time')
      return this.#withCode({ ...place, roleId: called.id }, credentials.value, wanted);
    const session = await this.#parts.mfa.find(
      credentials.value.accessKeyId,
      place,
      wanted.id,
      this.#parts.clock.now(),
    );
    if (session !== null) return ok({ credentials: session, profile, chained: true });
    const { id } = this.#parts.mfaRequests.ask(place, wanted.id);
    return failed(codeNeeded(place, id));
  }

  async #onTrial(
    {
      codes,
      place,
      called,
    }: { readonly codes: CodesAtHand; readonly place: MfaPlace; readonly called: Role },
    credentials: Credentials,
  ): Promise<Result<Bearer>> {
    const { sourceProfile: profile } = place;
    const needed = failed(codeNeeded(place, ''));
    if (called.mfa === 'each-time') {
      const code = codes.inCall(place) ?? needed;
      return code.ok ? ok({ credentials, profile, chained: false, code: code.value }) : code;
    }
    const { mfa, clock } = this.#parts;
    const held = await mfa.find(credentials.accessKeyId, place, called.id, clock.now());
    const session =
      held === null ? ((await codes.session(place, credentials)) ?? needed) : ok(held);
    return session.ok ? ok({ credentials: session.value, profile, chained: true }) : session;
  }

  /** The user's own keys with a code for the one call that they are to sign. */
  #withCode(place: MfaPlace, credentials: Credentials, wanted: Role): Result<Bearer> {
    const { mfaRequests, clock, book } = this.#parts;
    const { serial, sourceProfile: profile } = place;
    const taken = mfaRequests.take(place, clock.now());
    if (taken !== null) {
      return ok({ credentials, profile, chained: false, code: { ...taken, serialNumber: serial } });
    }
    const session = book.session(wanted.id);
    const standsUntil = session.state === 'active' ? session.expiration : null;
    const { id } = mfaRequests.ask(place, wanted.id, standsUntil);
    return failed(codeNeeded(place, id));
  }

  /** Keys that stand in the credentials file are in the file as it was just read; everything else is asked for. */
  async #leafCredentials(
    { profile, kind }: ChainLeaf,
    snapshot: AwsSnapshot,
  ): Promise<Result<Credentials>> {
    const inFile = kind === 'keys' || kind === 'temporary-keys' ? snapshot.section(profile) : null;
    if (inFile?.owned === false && inFile.credentials !== null) return ok(inFile.credentials);
    return this.#parts.source.resolve(profile);
  }

  /** The parent's session as it stands in the file, where it still serves. */
  #standing(parent: Role, digest: string, snapshot: AwsSnapshot): Credentials | null {
    const section = snapshot.section(parent.targetProfile);
    const judged = classifySection({
      roleId: parent.id,
      digest,
      section,
      fileThere: true,
      record: snapshot.record(parent.id),
    });
    if (judged.is !== 'standing' || !judged.sameDigest || section.credentials === null) return null;
    const { clock } = this.#parts;
    if (
      this.#dead.has(judged.session.accessKeyId) ||
      !clock.isTrusted(judged.session.assumedAt, snapshot.clockOf(parent))
    )
      return null;
    return servesAsCaller(judged.session, clock.now()) ? section.credentials : null;
  }

  async #inMemory(
    id: string,
    digest: string,
    profile: string,
    assume: () => ReturnType<MfaAwareSts['assumeRole']>,
  ): Promise<Result<Bearer>> {
    const held = await this.#memory.get(id, digest, assume);
    return held.ok ? ok({ credentials: held.value, profile, chained: true }) : held;
  }
}
