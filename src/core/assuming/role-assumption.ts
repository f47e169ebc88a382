import type { SessionEvents } from '../sessions/session-events.ts';
import { sessionSigner } from './caller/session-signer.ts';
import type { IniDocument } from '../credentials-file/ini-document.ts';
import { writeSession } from '../credentials-file/section-edit.ts';
import type { Credentials, Random, Records, RoleLocks, SessionCredentials } from '../ports.ts';
import type { CredentialsStore } from '../credentials-file/credentials-store.ts';
import { failed, ok, type Result } from '../result.ts';
import { isSessionOf } from '../roles/assumed-role-arn.ts';
import type { Role } from '../roles/role.ts';
import type { CallerCredentials } from './caller/caller-credentials.ts';
import type { MfaAwareSts } from '../mfa/mfa-aware-sts.ts';
import type { CorrectedClock } from '../sts/corrected-clock.ts';
import { refreshAtOf } from '../sessions/expiry.ts';
import type { Failure } from '../failure.ts';
import type { GatheredWrites, Write } from './file/gathered-writes.ts';
import { classifySection, type StandingSession } from '../credentials-file/section-state.ts';
import type { HeldFacts } from '../sessions/session.ts';
import type { Issued, SessionStore } from '../sessions/session-store.ts';
import { assumeRequest, type Answered, type Signer, type StsCalls } from '../sts/sts-calls.ts';
import type { Look, AwsSnapshot } from '../snapshot/aws-snapshot.ts';

/** A waiter gives up after this; the failure names the holder. */
const LOCK_WAIT_MS = 90_000;

export interface RoleAssumptionParts {
  readonly locks: RoleLocks;
  readonly store: CredentialsStore;
  readonly records: Records;
  readonly random: Random;
  readonly clock: CorrectedClock;
  readonly calls: StsCalls;
  readonly ageingMfa: MfaAwareSts;
  readonly callers: CallerCredentials;
  readonly writes: GatheredWrites;
  readonly book: SessionStore;
  readonly readSnapshot: (look?: Look) => Promise<Result<AwsSnapshot>>;
  readonly events: SessionEvents;
  /** A role that another one displaced from their common target. */
  readonly displaced: (roleId: string, targetProfile: string) => void;
  readonly writtenInPlace: () => void;
}

export interface Obtained {
  readonly role: Role;
  readonly facts: HeldFacts;
  readonly event: 'assumed' | 'adopted' | 'fresh';
  readonly requestId: string | null;
  readonly regionHint: string | null;
}

/** On what terms a session may be written. */
export interface WriteTerms {
  /** As it was before STS was asked: raised since, nothing is written. */
  readonly generation: number;
  readonly takeOver: boolean;
  /** The file as it was read last; where it still stands it need not be read again. */
  readonly document: IniDocument;
  readonly region: ReturnType<AwsSnapshot['sectionRegion']>;
}

export interface Wish {
  /** Calls STS whatever is still valid. */
  readonly anew: boolean;
  /** The profile whose foreign section may be replaced, as the user allowed; null: none. */
  readonly takeOver: string | null;
}

/**
 * One assumption of one role, under its lock from before the STS call until file and record stand: looks what stands by now, adopts it where it
 * is fresh, else calls STS and writes.
 */
export class RoleAssumption {
  readonly #parts: RoleAssumptionParts;

  constructor(parts: RoleAssumptionParts) {
    this.#parts = parts;
  }

  async obtain(roleId: string, wish: Wish): Promise<Result<Obtained>> {
    const standing = wish.anew ? null : await this.#withoutLock(roleId);
    if (standing !== null) return ok(standing);
    const lock = await this.#parts.locks.acquire(roleId, LOCK_WAIT_MS);
    if (!lock.ok) return lock;
    try {
      return await this.#underLock(roleId, wish);
    } finally {
      lock.value.release();
    }
  }

  /** What is fresh and known needs no lock: nothing is written. */
  async #withoutLock(roleId: string): Promise<Obtained | null> {
    const snapshot = await this.#parts.readSnapshot();
    const role = snapshot.ok ? snapshot.value.role(roleId) : null;
    if (!snapshot.ok || role === null || snapshot.value.broken() !== null) return null;
    const digest = snapshot.value.digestOf(role);
    const fresh = await this.#fresh(role, digest, snapshot.value);
    const known = snapshot.value.record(roleId)?.accessKeyId === fresh?.accessKeyId;
    return fresh === null || !known ? null : this.#adopt(role, digest, fresh, snapshot.value);
  }

  async #underLock(roleId: string, wish: Wish): Promise<Result<Obtained>> {
    const first = await this.#parts.readSnapshot();
    // Read for several at once, it may be from before the lock was had; the record, which is read now, tells.
    const read =
      first.ok && first.value.isBehindRecord(roleId)
        ? await this.#parts.readSnapshot({ anew: true })
        : first;
    if (!read.ok) return read;
    const snapshot = read.value;
    const known = snapshot.knownRole(roleId);
    if (!known.ok) return known;
    const role = known.value;
    const broken = snapshot.broken();
    if (broken !== null) return failed(broken);
    const digest = snapshot.digestOf(role);
    const fresh = wish.anew ? null : await this.#fresh(role, digest, snapshot);
    if (fresh !== null) return ok(this.#adopt(role, digest, fresh, snapshot));
    const refused = this.#refusal(role, snapshot, wish.takeOver === role.targetProfile);
    if (refused !== null) return failed(refused);
    const generation = snapshot.record(role.id)?.generation ?? 0;
    const unwritten = this.#unwritten(role.id, digest, wish);
    const issued =
      unwritten === null ? await this.#ask(role, digest, snapshot, !wish.anew) : ok(unwritten);
    if (!issued.ok) return issued;
    const terms = {
      generation,
      takeOver: wish.takeOver === role.targetProfile,
      document: snapshot.credentials,
      region: snapshot.sectionRegion(role),
    };
    const facts = await this.#write(role, issued.value, terms);
    if (!facts.ok) return facts;
    return ok({
      role,
      facts: facts.value,
      event: 'assumed',
      requestId: issued.value.requestId,
      regionHint: snapshot.regionHint(role),
    });
  }

  /** A session that stands under the role's own target with today's digest, not older than the record, before its `refreshAt`, on a trusted clock. */
  async #fresh(role: Role, digest: string, snapshot: AwsSnapshot): Promise<StandingSession | null> {
    const section = snapshot.section(role.targetProfile);
    const judged = classifySection({
      roleId: role.id,
      digest,
      section,
      fileThere: snapshot.fileThere,
      record: snapshot.record(role.id),
    });
    if (judged.is !== 'standing' || !judged.sameDigest) return null;
    const { clock } = this.#parts;
    const name = snapshot.clockOf(role);
    if (!clock.isTrusted(judged.session.assumedAt, name) && section.credentials !== null) {
      await this.measure(role, section.credentials, snapshot);
    }
    if (!clock.isTrusted(judged.session.assumedAt, name)) return null;
    const refreshAt =
      judged.session.refreshAt ?? refreshAtOf(judged.session, this.#parts.random.fraction());
    const isValid = clock.now() < Math.min(refreshAt, judged.session.expiration);
    return isValid ? { ...judged.session, refreshAt } : null;
  }

  /** Measures STS's clock by the cheapest call; a refusal carries the date too. */
  async measure(role: Role, credentials: Credentials, snapshot: AwsSnapshot): Promise<void> {
    await this.#parts.calls.identifyNow(sessionSigner(role, credentials, snapshot));
  }

  #adopt(role: Role, digest: string, session: StandingSession, snapshot: AwsSnapshot): Obtained {
    const refreshAt = session.refreshAt ?? refreshAtOf(session, 0);
    const facts: HeldFacts = { ...session, refreshAt };
    const { records, store, book } = this.#parts;
    const record = snapshot.record(role.id);
    if (record?.accessKeyId !== facts.accessKeyId || record.failure !== null) {
      const { targetProfile } = role;
      records.change(role.id, store.path, (present) => ({
        ...present,
        targetProfile,
        ...facts,
        digest,
        failure: null,
      }));
    }
    const known = book.session(role.id);
    const ours = 'accessKeyId' in known && known.accessKeyId === facts.accessKeyId;
    return {
      role,
      facts,
      event: ours ? 'fresh' : 'adopted',
      requestId: null,
      regionHint: snapshot.regionHint(role),
    };
  }

  /** What must be asked first, before a call is spent. */
  #refusal(role: Role, snapshot: AwsSnapshot, takeOver: boolean): Failure | null {
    const profile = role.targetProfile;
    const holds = snapshot.foreign(profile);
    // A role_arn with a source hides our keys from every tool: writing them would be a lie.
    if (holds.includes('role_arn'))
      return { kind: 'section-shadowed', profile, by: 'role_arn', suggestion: `${profile}-rk` };
    const [first] = holds;
    const section = snapshot.section(profile);
    if (takeOver || first === undefined || section.owned) return null;
    const by = section.holds === 'other-rolekeeper' ? section.holds : first;
    return { kind: 'section-not-owned', profile, file: this.#parts.store.path, holds: by };
  }

  /** Credentials that STS gave and the file did not take, still worth writing. */
  #unwritten(roleId: string, digest: string, wish: Wish): Issued | null {
    const { issued } = this.#parts.book.entry(roleId);
    if (wish.anew || issued?.writtenAt !== null || issued.digest !== digest) return null;
    return this.#parts.clock.now() < issued.refreshAt ? issued : null;
  }

  async #ask(
    role: Role,
    digest: string,
    snapshot: AwsSnapshot,
    respectBackoff: boolean,
  ): Promise<Result<Issued>> {
    const first = await this.#askOnce(role, snapshot, respectBackoff);
    if (
      first.result.ok ||
      first.result.failure.kind !== 'credentials-expired' ||
      first.signer === null
    ) {
      return first.result.ok
        ? ok(this.#issued(role, digest, first.result.value, snapshot))
        : first.result;
    }
    // STS called the parent or the MFA session expired: once more with a new one.
    if (!this.#parts.callers.expired(first.signer)) return first.result;
    const second = await this.#askOnce(role, snapshot, respectBackoff);
    return second.result.ok
      ? ok(this.#issued(role, digest, second.result.value, snapshot))
      : second.result;
  }

  async #askOnce(
    role: Role,
    snapshot: AwsSnapshot,
    respectBackoff: boolean,
  ): Promise<{
    readonly signer: Signer | null;
    readonly result: Result<Answered<SessionCredentials>>;
  }> {
    const signer = await this.#parts.callers.signerFor(role, snapshot, respectBackoff);
    if (!signer.ok) return { signer: null, result: signer };
    const answer = await this.#parts.writes.underWay(() =>
      this.#parts.ageingMfa.assumeRole(signer.value, assumeRequest(role), role.id),
    );
    if (!answer.ok) return { signer: signer.value, result: answer };
    const { value, requestId } = answer.value;
    const mismatch = snapshot.isAtAws(role) ? identityMismatch(role, value.assumedRoleArn) : null;
    return {
      signer: signer.value,
      result: mismatch === null ? ok({ value: value.credentials, requestId }) : failed(mismatch),
    };
  }

  #issued(
    role: Role,
    digest: string,
    { value, requestId }: Answered<SessionCredentials>,
    snapshot: AwsSnapshot,
  ): Issued {
    const record = snapshot.record(role.id);
    // A session is always younger than what it replaces, whatever the clock did meanwhile: marks are ordered by this time.
    const assumedAt = Math.max(
      this.#parts.clock.now(),
      (record?.assumedAt ?? 0) + 1,
      (record?.releasedAt ?? 0) + 1,
    );
    const refreshAt = refreshAtOf(
      { assumedAt, expiration: value.expiration },
      this.#parts.random.fraction(),
    );
    return {
      credentials: value,
      assumedAt,
      refreshAt,
      digest,
      requestId,
      writtenAt: null,
      rewrites: 0,
    };
  }

  async #write(role: Role, issued: Issued, terms: WriteTerms): Promise<Result<HeldFacts>> {
    const { book, writes } = this.#parts;
    book.set(role.id, { issued });
    const written = await writes.write(this.writeOf(role, issued, terms));
    if (!written.ok) return written;
    if (written.value.inPlace) this.#parts.writtenInPlace();
    const { accessKeyId, expiration } = issued.credentials;
    return ok({
      accessKeyId,
      expiration,
      assumedAt: issued.assumedAt,
      refreshAt: issued.refreshAt,
    });
  }

  /** The edit that brings an issued session into the file, unless the role was released or changed meanwhile; file first, then record. */
  writeOf(
    role: Role,
    issued: Issued,
    { generation, takeOver, document, region }: WriteTerms,
  ): Write {
    const { records, store, book } = this.#parts;
    let displaced: string | null = null;
    let replacesOthers = false;
    return {
      known: document,
      edit: (present) => {
        if ((records.get(role.id, store.path)?.generation ?? 0) !== generation)
          return failed({ kind: 'released-meanwhile' });
        const edit = writeSession(
          present,
          role.targetProfile,
          {
            roleId: role.id,
            ...issued.credentials,
            assumedAt: issued.assumedAt,
            digest: issued.digest,
            ...region,
          },
          { takeOver, file: store.path, owner: store.owner },
        );
        displaced = edit.ok ? edit.value.displacedRoleId : null;
        replacesOthers = edit.ok && edit.value.takenOver.length > 0;
        return edit;
      },
      written: () => {
        if (displaced !== null) this.#parts.displaced(displaced, role.targetProfile);
        if (replacesOthers) this.#parts.events.emit('taken-over', role);
        const { accessKeyId, expiration } = issued.credentials;
        records.change(role.id, store.path, (record) => ({
          ...record,
          targetProfile: role.targetProfile,
          accessKeyId,
          expiration,
          assumedAt: issued.assumedAt,
          refreshAt: issued.refreshAt,
          digest: issued.digest,
          failure: null,
          requestId: issued.requestId,
        }));
        book.set(role.id, { issued: { ...issued, writtenAt: this.#parts.clock.monotonic() } });
      },
    };
  }
}

/** At AWS the answer names the role and the session that were asked for. */
function identityMismatch(role: Role, got: string | null): Failure | null {
  return got === null || isSessionOf(got, role)
    ? null
    : { kind: 'identity-mismatch', asked: role.roleArn, got };
}
