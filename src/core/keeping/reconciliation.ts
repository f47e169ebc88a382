import type { SessionEvents } from '../sessions/session-events.ts';
import type { Records, SessionRecord } from '../ports.ts';
import type { CredentialsStore } from '../credentials-file/credentials-store.ts';
import type { Result } from '../result.ts';
import type { Role } from '../roles/role.ts';
import type { CorrectedClock } from '../sts/corrected-clock.ts';
import { refreshAtOf } from '../sessions/expiry.ts';
import type { Failure } from '../failure.ts';
import {
  classifySection,
  type SectionState,
  type StandingSession,
} from '../credentials-file/section-state.ts';
import type { SessionWriter } from '../assuming/file/session-writer.ts';
import type { RoleRelease } from '../assuming/file/release.ts';
import { failureOf, isHeld } from '../sessions/session.ts';
import { isKept, type SessionStore, type SessionEntry } from '../sessions/session-store.ts';
import { restsOnRecords } from './kept-by-record.ts';
import { releaseStrays } from './stray-sections.ts';
import type { AwsSnapshot } from '../snapshot/aws-snapshot.ts';

/** A section that vanishes so soon after we wrote it was a tool's old view; later, someone removed it on purpose. */
const VANISHED_SOON_MS = 10_000;
const MOST_REWRITES = 3;
/** A tool that rewrites the file in place leaves it incomplete for a moment: a removal is looked at twice. */
const SECOND_LOOK_MS = 250;

export interface ReconciliationParts {
  readonly clock: CorrectedClock;
  readonly book: SessionStore;
  readonly store: CredentialsStore;
  readonly records: Records;
  readonly writer: SessionWriter;
  readonly release: RoleRelease;
  readonly readSnapshot: () => Promise<Result<AwsSnapshot>>;
  readonly looked: (snapshot: Result<AwsSnapshot>) => void;
  readonly isUnderWay: (roleId: string) => boolean;
  readonly refresh: (roleId: string) => void;
  readonly fail: (roleId: string, failure: Failure) => void;
  /** Another process got a session for it: it waits for no code any more. */
  readonly served: (roleId: string) => void;
  readonly events: SessionEvents;
  /** Only the application and `keep` act on what they see; a one-shot command looks. */
  readonly acts: boolean;
}

/**
 * Brings sessions, records and the file together: at the start, at every change that a watcher tells, after a resume. Level-triggered: each look
 * reads everything anew and decides from what stands, so that an event that came late, twice or not at all does no harm.
 */
export class Reconciliation {
  readonly #parts: ReconciliationParts;
  #running: Promise<void> | null = null;
  #again = false;
  readonly #skipped = new Set<string>();

  constructor(parts: ReconciliationParts) {
    this.#parts = parts;
  }

  /** One look; a call while one is under way makes it look once more. */
  async look(): Promise<void> {
    this.#again = true;
    this.#running ??= this.#loop();
    await this.#running;
  }

  /** True, once, where a look passed over this role since it was under way. */
  skipped(roleId: string): boolean {
    return this.#skipped.delete(roleId);
  }

  async #loop(): Promise<void> {
    try {
      while (this.#again) {
        this.#again = false;
        await this.#once();
      }
    } finally {
      this.#running = null;
    }
  }

  async #once(): Promise<void> {
    this.#parts.clock.learnFromOthers();
    const read = await this.#parts.readSnapshot();
    this.#parts.looked(read);
    if (!read.ok || restsOnRecords(read.value, this.#parts)) return;
    for (const role of read.value.roles) await this.#role(role, read.value);
    await this.#rolesGone(read.value);
  }

  async #role(role: Role, snapshot: AwsSnapshot): Promise<void> {
    const { book, isUnderWay } = this.#parts;
    if (isUnderWay(role.id)) {
      this.#skipped.add(role.id);
      return;
    }
    const record = snapshot.record(role.id);
    const digest = snapshot.digestOf(role);
    const before = book.entry(role.id);
    const changed = before.digest !== null && before.digest !== digest;
    const kept = record?.kept ?? false;
    const lastUsedAt = record?.assumedAt ?? record?.releasedAt ?? before.lastUsedAt;
    // In one go: with each change every deadline is planned anew.
    if (before.digest !== digest || before.kept !== kept) {
      book.set(role.id, { digest, kept, lastUsedAt });
      book.step(role.id, { step: 'keep', kept: isKept(book.entry(role.id)) });
    } else if (lastUsedAt !== before.lastUsedAt) book.set(role.id, { lastUsedAt });
    if (
      record !== null &&
      record.targetProfile !== '' &&
      record.targetProfile !== role.targetProfile
    ) {
      await this.#movedAway(role, record);
    }
    const judged = this.#classifySection(role, snapshot, record);
    await this.#act(role, snapshot, judged, changed);
    // A command that only looks shows what another process failed at last.
    if (!this.#parts.acts && record?.failure !== null && record?.failure !== undefined) {
      book.step(role.id, {
        step: 'fail',
        failure: record.failure,
        retryAt: null,
        at: this.#parts.clock.now(),
      });
    }
  }

  #classifySection(role: Role, snapshot: AwsSnapshot, record: SessionRecord | null): SectionState {
    const section = snapshot.section(role.targetProfile);
    return classifySection({
      roleId: role.id,
      digest: snapshot.digestOf(role),
      section,
      fileThere: snapshot.fileThere,
      record,
    });
  }

  async #act(
    role: Role,
    snapshot: AwsSnapshot,
    judged: SectionState,
    changed: boolean,
  ): Promise<void> {
    const { book, acts, fail } = this.#parts;
    const entry = book.entry(role.id);
    switch (judged.is) {
      case 'standing':
        this.#standing(role, judged, changed);
        return;
      case 'nothing':
      case 'foreign':
        this.#nothing(role, snapshot, entry, changed);
        return;
      case 'old-view':
        if (acts) await this.#replaceOldView(role, snapshot, entry);
        return;
      case 'released':
        if (acts) await this.#releaseOldView(role);
        this.#drop(role);
        return;
      case 'displaced':
        if (acts)
          this.#parts.release.gone(
            role.id,
            this.#parts.store.path,
            snapshot.record(role.id)?.accessKeyId ?? null,
          );
        this.#drop(role);
        return;
      case 'file-missing':
        if (!isHeld(entry.session)) this.#assumeInTime(role, entry);
        return;
      case 'removed':
        if (acts) await this.#removed(role, entry);
        return;
      case 'taken':
        if (
          acts &&
          entry.toldFailure !== 'section-not-owned' &&
          (isKept(entry) || isHeld(entry.session))
        ) {
          const { holds } = judged;
          fail(role.id, {
            kind: 'section-not-owned',
            profile: role.targetProfile,
            file: this.#parts.store.path,
            holds,
          });
        }
        return;
    }
  }

  async #releaseOldView(role: Role): Promise<void> {
    const { release, store, book, events } = this.#parts;
    const released = await release.releaseOldView(role, store);
    // `#drop` tells it of a role that was on.
    if (released.ok && released.value && !book.isOn(role.id)) events.emit('released', role);
  }

  #standing(role: Role, judged: Extract<SectionState, { is: 'standing' }>, changed: boolean): void {
    const { book, acts, refresh, records, store, events } = this.#parts;
    const entry = book.entry(role.id);
    const { session } = judged;
    if (acts && changed && !judged.sameDigest && isKept(entry)) {
      refresh(role.id);
      return;
    }
    if (entry.fromOtherEnvironment !== !judged.sameDigest)
      book.set(role.id, { fromOtherEnvironment: !judged.sameDigest });
    const known = isHeld(entry.session) && entry.session.accessKeyId === session.accessKeyId;
    if (known) return;
    const facts = { ...session, refreshAt: this.#refreshAtOf(session) };
    if (acts && judged.newer && judged.sameDigest) {
      records.change(role.id, store.path, (record) => ({
        ...record,
        ...facts,
        targetProfile: role.targetProfile,
      }));
    }
    // What another environment wrote is shown and served out, not adopted: `refreshAt` replaces it.
    this.#hold(role, facts);
    if (judged.sameDigest) this.#parts.served(role.id);
    if (acts && judged.sameDigest && isKept(entry))
      events.emit('adopted', role, { expiration: session.expiration });
  }

  #hold(role: Role, facts: StandingSession & { readonly refreshAt: number }): void {
    const { book, clock } = this.#parts;
    book.step(role.id, { step: 'hold', facts, kept: isKept(book.entry(role.id)), at: clock.now() });
  }

  #refreshAtOf(session: StandingSession): number {
    return session.refreshAt ?? refreshAtOf(session, 0);
  }

  /** Nothing of ours is expected: a role that we held was released elsewhere, one that is kept is to be assumed. */
  #nothing(role: Role, snapshot: AwsSnapshot, entry: SessionEntry, changed: boolean): void {
    const record = snapshot.record(role.id);
    const releasedAt = record?.releasedAt ?? null;
    const held = isHeld(entry.session) ? entry.session : null;
    const released =
      held !== null && releasedAt !== null && releasedAt >= held.assumedAt && !changed;
    const givenUp = entry.session.state === 'failed' && !isKept(entry) && record?.failure === null;
    if (released || givenUp) this.#drop(role);
    else this.#assumeInTime(role, entry);
  }

  /** What is kept and does not stand is assumed; one that fails keeps its own time to try again. */
  #assumeInTime(role: Role, entry: SessionEntry): void {
    if (this.#parts.acts && isKept(entry) && failureOf(entry.session) === null)
      this.#parts.refresh(role.id);
  }

  #drop(role: Role): void {
    const { book, events } = this.#parts;
    const told = book.isOn(role.id);
    book.set(role.id, { kept: false, keptHere: false, issued: null, toldFailure: null });
    book.step(role.id, { step: 'drop' });
    if (told) events.emit('released', role);
  }

  /** The file shows a session older than the one we know: put ours back without a word, or get a new one. */
  async #replaceOldView(role: Role, snapshot: AwsSnapshot, entry: SessionEntry): Promise<void> {
    if (await this.#writeAgain(role, snapshot, entry, entry.issued?.rewrites ?? 0)) return;
    this.#assumeInTime(role, entry);
  }

  async #removed(role: Role, entry: SessionEntry): Promise<void> {
    const { clock, readSnapshot, book, release, store, fail, events } = this.#parts;
    await new Promise<void>((done) => clock.wake(SECOND_LOOK_MS, done));
    const again = await readSnapshot();
    if (!again.ok || this.#parts.isUnderWay(role.id)) return;
    const judged = this.#classifySection(role, again.value, again.value.record(role.id));
    if (judged.is !== 'removed') {
      this.#again = true;
      return;
    }
    const writtenAt = entry.issued?.writtenAt ?? null;
    const soon = writtenAt !== null && clock.monotonic() - writtenAt < VANISHED_SOON_MS;
    const rewrites = (entry.issued?.rewrites ?? 0) + 1;
    if (
      soon &&
      rewrites <= MOST_REWRITES &&
      (await this.#writeAgain(role, again.value, entry, rewrites))
    )
      return;
    const told = isKept(entry) || isHeld(entry.session);
    release.gone(role.id, store.path, again.value.record(role.id)?.accessKeyId ?? null);
    book.set(role.id, { kept: false, keptHere: false, issued: null });
    book.step(role.id, { step: 'drop' });
    if (!told) return;
    fail(role.id, { kind: 'section-removed', profile: role.targetProfile, file: store.path });
    events.emit('removed', role);
  }

  /** Writes the session that we hold into the file again; false where we hold none that the record knows. */
  async #writeAgain(
    role: Role,
    snapshot: AwsSnapshot,
    entry: SessionEntry,
    rewrites: number,
  ): Promise<boolean> {
    const { writer, clock, events, book } = this.#parts;
    const record = snapshot.record(role.id);
    const { issued } = entry;
    const ours =
      issued !== null && record !== null && issued.credentials.accessKeyId === record.accessKeyId;
    if (!ours || clock.now() >= issued.credentials.expiration) return false;
    const terms = {
      generation: record.generation,
      takeOver: false,
      snapshot,
    };
    const written = await writer.writeAgain(role, { ...issued, rewrites }, terms);
    if (!written.ok) return false;
    book.set(role.id, { issued: { ...issued, rewrites, writtenAt: clock.monotonic() } });
    events.emit('rewritten', role, { expiration: issued.credentials.expiration });
    return true;
  }

  async #movedAway(role: Role, record: SessionRecord): Promise<void> {
    if (!this.#parts.acts || record.accessKeyId === null) return;
    const old = { id: role.id, targetProfile: record.targetProfile };
    const released = await this.#parts.release.release(old, this.#parts.store, 'as-before');
    if (released.ok && released.value)
      this.#parts.events.emit('released', { ...old, name: role.name });
    this.#parts.book.step(role.id, { step: 'drop' });
  }

  /** Sections under the mark of a role that is gone from the settings, and sessions of it. */
  async #rolesGone(snapshot: AwsSnapshot): Promise<void> {
    const { book, acts, events } = this.#parts;
    for (const [roleId, entry] of book.entries()) {
      if (snapshot.role(roleId) !== null || this.#parts.isUnderWay(roleId)) continue;
      const told = isKept(entry) || isHeld(entry.session);
      book.forget(roleId);
      if (told) events.emit('role-removed', { id: roleId });
    }
    // Settings that could not be read name no roles: nothing follows from that.
    if (acts && snapshot.reading.complete) await releaseStrays(snapshot, this.#parts);
  }
}
