import { readMarks } from '../credentials-file/section.ts';
import type { Clock, CredentialsStore, Records, SessionRecord } from '../ports.ts';
import type { Result } from '../result.ts';
import type { Role } from '../roles/role.ts';
import type { CorrectedClock } from '../sts/corrected-clock.ts';
import { refreshAtOf } from './expiry.ts';
import type { Failure } from '../failures/failure.ts';
import type { GatheredWrites } from './assumption/gathered-writes.ts';
import { judge, type Judgement, type StandingSession } from './judgement.ts';
import type { RoleAssumption } from './assumption/role-assumption.ts';
import type { RoleRelease } from './assumption/role-release.ts';
import { failureOf, isHeld } from './session.ts';
import { isKept, type SessionBook, type SessionEntry, type TellEvent } from './session-book.ts';
import { restsOnRecords } from './kept-by-record.ts';
import type { World } from './world.ts';

/** A section that vanishes so soon after we wrote it was a tool's old view; later, someone removed it on purpose. */
const VANISHED_SOON_MS = 10_000;
const MOST_REWRITES = 3;
/** A tool that rewrites the file in place leaves it incomplete for a moment: a removal is looked at twice. */
const SECOND_LOOK_MS = 250;

export interface ReconciliationParts {
  readonly timer: Clock;
  readonly clock: CorrectedClock;
  readonly book: SessionBook;
  readonly store: CredentialsStore;
  readonly records: Records;
  readonly writes: GatheredWrites;
  readonly assumption: RoleAssumption;
  readonly release: RoleRelease;
  readonly readWorld: () => Promise<Result<World>>;
  readonly looked: (world: Result<World>) => void;
  readonly isUnderWay: (roleId: string) => boolean;
  readonly refresh: (roleId: string) => void;
  readonly fail: (roleId: string, failure: Failure) => void;
  /** Another process got a session for it: it waits for no code any more. */
  readonly served: (roleId: string) => void;
  readonly tell: TellEvent;
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
  readonly #passedOver = new Set<string>();

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
  passedOver(roleId: string): boolean {
    return this.#passedOver.delete(roleId);
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
    const read = await this.#parts.readWorld();
    this.#parts.looked(read);
    if (!read.ok || restsOnRecords(read.value, this.#parts)) return;
    for (const role of read.value.roles) await this.#role(role, read.value);
    await this.#rolesGone(read.value);
  }

  async #role(role: Role, world: World): Promise<void> {
    const { book, isUnderWay } = this.#parts;
    if (isUnderWay(role.id)) {
      this.#passedOver.add(role.id);
      return;
    }
    const record = world.record(role.id);
    const digest = world.digestOf(role);
    const before = book.entry(role.id);
    const changed = before.digest !== null && before.digest !== digest;
    const kept = record?.kept ?? false;
    const lastUsedAt = record?.assumedAt ?? record?.releasedAt ?? before.lastUsedAt;
    // In one go: with each change every deadline is planned anew.
    if (before.digest !== digest || before.kept !== kept) {
      book.set(role.id, { digest, kept, lastUsedAt });
      book.step(role.id, { step: 'keep', kept: isKept(book.entry(role.id)) });
    } else if (lastUsedAt !== before.lastUsedAt) book.set(role.id, { lastUsedAt });
    if (record !== null && record.targetProfile !== '' && record.targetProfile !== role.targetProfile) {
      await this.#movedAway(role, record);
    }
    const judged = this.#judge(role, world, record);
    await this.#act(role, world, judged, changed);
    // A command that only looks shows what another process failed at last.
    if (!this.#parts.acts && record?.failure !== null && record?.failure !== undefined) {
      book.step(role.id, { step: 'fail', failure: record.failure, retryAt: null, at: this.#parts.clock.now() });
    }
  }

  #judge(role: Role, world: World, record: SessionRecord | null): Judgement {
    const section = world.section(role.targetProfile);
    return judge({ roleId: role.id, digest: world.digestOf(role), section, fileThere: world.fileThere, record });
  }

  async #act(role: Role, world: World, judged: Judgement, changed: boolean): Promise<void> {
    const { book, acts, fail } = this.#parts;
    const entry = book.entry(role.id);
    switch (judged.is) {
      case 'standing':
        this.#standing(role, judged, changed);
        return;
      case 'nothing':
      case 'foreign':
        this.#nothing(role, world, entry, changed);
        return;
      case 'old-view':
        if (acts) await this.#replaceOldView(role, world, entry);
        return;
      case 'released':
        if (acts) await this.#parts.release.releaseOldView(role, this.#parts.store);
        this.#drop(role);
        return;
      case 'displaced':
        if (acts) this.#parts.release.gone(role.id, this.#parts.store.path, world.record(role.id)?.accessKeyId ?? null);
        this.#drop(role);
        return;
      case 'file-missing':
        if (!isHeld(entry.session)) this.#assumeInTime(role, entry);
        return;
      case 'removed':
        if (acts) await this.#removed(role, entry);
        return;
      case 'taken':
        if (acts && entry.toldFailure !== 'section-not-owned' && (isKept(entry) || isHeld(entry.session))) {
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

  #standing(role: Role, judged: Extract<Judgement, { is: 'standing' }>, changed: boolean): void {
    const { book, acts, refresh, records, store, tell } = this.#parts;
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
      records.change(role.id, store.path, (record) => ({ ...record, ...facts, targetProfile: role.targetProfile }));
    }
    // What another environment wrote is shown and served out, not adopted: `refreshAt` replaces it.
    this.#hold(role, facts);
    if (judged.sameDigest) this.#parts.served(role.id);
    if (acts && judged.sameDigest && isKept(entry)) tell('adopted', role, { expiration: session.expiration });
  }

  #hold(role: Role, facts: StandingSession & { readonly refreshAt: number }): void {
    const { book, clock } = this.#parts;
    book.step(role.id, { step: 'hold', facts, kept: isKept(book.entry(role.id)), at: clock.now() });
  }

  #refreshAtOf(session: StandingSession): number {
    return session.refreshAt ?? refreshAtOf(session, 0);
  }

  /** Nothing of ours is expected: a role that we held was released elsewhere, one that is kept is to be assumed. */
  #nothing(role: Role, world: World, entry: SessionEntry, changed: boolean): void {
    const record = world.record(role.id);
    const releasedAt = record?.releasedAt ?? null;
    const held = isHeld(entry.session) ? entry.session : null;
    const released = held !== null && releasedAt !== null && releasedAt >= held.assumedAt && !changed;
    const givenUp = entry.session.state === 'failed' && !isKept(entry) && record?.failure === null;
    if (released || givenUp) this.#drop(role);
    else this.#assumeInTime(role, entry);
  }

  /** What is kept and does not stand is assumed; one that fails keeps its own time to try again. */
  #assumeInTime(role: Role, entry: SessionEntry): void {
    if (this.#parts.acts && isKept(entry) && failureOf(entry.session) === null) this.#parts.refresh(role.id);
  }

  #drop(role: Role): void {
    const { book, tell } = this.#parts;
    const told = book.isOn(role.id);
    book.set(role.id, { kept: false, keptHere: false, issued: null, toldFailure: null });
    book.step(role.id, { step: 'drop' });
    if (told) tell('released', role, {});
  }

  /** The file shows a session older than the one we know: put ours back without a word, or get a new one. */
  async #replaceOldView(role: Role, world: World, entry: SessionEntry): Promise<void> {
    if (await this.#writeAgain(role, world, entry, entry.issued?.rewrites ?? 0)) return;
    this.#assumeInTime(role, entry);
  }

  async #removed(role: Role, entry: SessionEntry): Promise<void> {
    const { timer, readWorld, book, release, store, fail, tell } = this.#parts;
    await new Promise<void>((done) => timer.wake(SECOND_LOOK_MS, done));
    const again = await readWorld();
    if (!again.ok || this.#parts.isUnderWay(role.id)) return;
    const judged = this.#judge(role, again.value, again.value.record(role.id));
    if (judged.is !== 'removed') {
      this.#again = true;
      return;
    }
    const writtenAt = entry.issued?.writtenAt ?? null;
    const soon = writtenAt !== null && timer.monotonic() - writtenAt < VANISHED_SOON_MS;
    const rewrites = (entry.issued?.rewrites ?? 0) + 1;
    if (soon && rewrites <= MOST_REWRITES && (await this.#writeAgain(role, again.value, entry, rewrites))) return;
    const told = isKept(entry) || isHeld(entry.session);
    release.gone(role.id, store.path, again.value.record(role.id)?.accessKeyId ?? null);
    book.set(role.id, { kept: false, keptHere: false, issued: null });
    book.step(role.id, { step: 'drop' });
    if (!told) return;
    fail(role.id, { kind: 'section-removed', profile: role.targetProfile, file: store.path });
    tell('removed', role, {});
  }

  /** Writes the session that we hold into the file again; false where we hold none that the record knows. */
  async #writeAgain(role: Role, world: World, entry: SessionEntry, rewrites: number): Promise<boolean> {
    const { writes, assumption, clock, tell, book } = this.#parts;
    const record = world.record(role.id);
    const { issued } = entry;
    const ours = issued !== null && record !== null && issued.credentials.accessKeyId === record.accessKeyId;
    if (!ours || clock.now() >= issued.credentials.expiration) return false;
    const terms = { generation: record.generation, takeOver: false, document: world.credentials };
    const written = await writes.write(assumption.writeOf(role, { ...issued, rewrites }, terms));
    if (!written.ok) return false;
    book.set(role.id, { issued: { ...issued, rewrites, writtenAt: clock.monotonic() } });
    tell('rewritten', role, { expiration: issued.credentials.expiration });
    return true;
  }

  async #movedAway(role: Role, record: SessionRecord): Promise<void> {
    if (!this.#parts.acts || record.accessKeyId === null) return;
    const old = { id: role.id, targetProfile: record.targetProfile };
    await this.#parts.release.release(old, this.#parts.store, 'as-before');
    this.#parts.book.step(role.id, { step: 'drop' });
  }

  /** Sections under the mark of a role that is gone from the settings, and sessions of it. */
  async #rolesGone(world: World): Promise<void> {
    const { book, acts, release, store, tell } = this.#parts;
    for (const [roleId, entry] of book.entries()) {
      if (world.role(roleId) !== null || this.#parts.isUnderWay(roleId)) continue;
      const told = isKept(entry) || isHeld(entry.session);
      book.forget(roleId);
      if (told) tell('removed', { id: roleId, name: roleId }, {});
    }
    // Settings that could not be read name no roles: nothing follows from that.
    if (!acts || !world.reading.complete) return;
    for (const { profile, mark } of readMarks(world.credentials, store.owner)) {
      const role = world.role(mark.roleId);
      if (role !== null && (role.targetProfile === profile || this.#parts.isUnderWay(role.id))) continue;
      const old = { id: mark.roleId, targetProfile: profile };
      const released = await release.release(old, store, role === null ? 'gone-before' : 'as-before');
      // The role's name went with the role: its profile is what a person knows.
      if (role === null && released.ok && released.value) tell('cleaned-up', { id: mark.roleId, name: profile }, {});
    }
  }
}
