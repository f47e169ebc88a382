import { classifySection, type SectionState } from '../credentials-file/section-state.ts';
import type { SessionRecord } from '../ports.ts';
import type { Role } from '../roles/role.ts';
import type { Looks } from '../sessions/looks.ts';
import { isKept, type SessionEntry, type SessionStore } from '../sessions/session-store.ts';
import { failureOf, isHeld } from '../sessions/session.ts';
import type { AwsSnapshot } from '../snapshot/aws-snapshot.ts';
import type { FileEffects } from './file-effects.ts';
import { restsOnRecords } from './kept-by-record.ts';
import type { OldSections } from './old-sections.ts';
import type { Refreshing } from './refreshing.ts';
import type { SessionEffects } from './session-effects.ts';

/** A program that rewrites the file in place leaves it incomplete for a moment. */
const SECOND_LOOK_MS = 250;
/** When to look again at a role that another process is changing. */
const BUSY_ROLE_MS = 2_000;

export interface ReconciliationParts {
  readonly looks: Looks;
  readonly sessions: SessionStore;
  readonly effects: SessionEffects;
  readonly files: FileEffects;
  readonly oldSections: OldSections;
  readonly refresh: Refreshing;
}

/**
 * Brings sessions, records and file together. Each look reads everything again and decides from the
 * present state, so an event that comes late, twice or never does no harm.
 */
export class Reconciliation {
  readonly #acts: boolean;
  readonly #parts: ReconciliationParts;
  readonly #skipped = new Set<string>();
  #running: Promise<void> | null = null;
  #again = false;
  #cancelLater: (() => void) | null = null;

  /** `acts`: a one-shot command only looks. */
  constructor(acts: boolean, parts: ReconciliationParts) {
    this.#acts = acts;
    this.#parts = parts;
  }

  /** One look. A call during a look causes one more. */
  async look(): Promise<void> {
    this.#again = true;
    this.#running ??= this.#loop();
    await this.#running;
  }

  stop(): void {
    this.#cancelLater?.();
  }

  /** Returns true, once, if a look skipped this role because it was being assumed. */
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
    const { looks, sessions: book, refresh } = this.#parts;
    const read = await looks.look();
    const isUnderWay = (roleId: string) => refresh.isUnderWay(roleId);
    if (!read.ok || restsOnRecords(read.value, { book, isUnderWay })) return;
    for (const role of read.value.roles) await this.#role(role, read.value);
    await this.#rolesGone(read.value);
  }

  async #role(role: Role, snapshot: AwsSnapshot): Promise<void> {
    const { refresh, effects } = this.#parts;
    if (refresh.isUnderWay(role.id)) {
      this.#skipped.add(role.id);
      return;
    }
    const record = snapshot.record(role.id);
    if (this.#acts && !(await this.#isSettled(role, snapshot, record))) return;
    const changed = this.#takeSettings(role, snapshot.digestOf(role), record);
    const state = stateOf(role, snapshot);
    if (this.#acts) await this.#act(role, snapshot, state, changed);
    else this.#observe(role, snapshot, state, changed);
    const failure = record?.failure ?? null;
    // A command that only looks shows what another process failed at last.
    if (!this.#acts && failure !== null) effects.showFailure(role, failure);
  }

  /** Returns false if a process is changing the role, or if something was put right just now. */
  async #isSettled(
    role: Role,
    snapshot: AwsSnapshot,
    record: SessionRecord | null,
  ): Promise<boolean> {
    const { sessions, oldSections, looks } = this.#parts;
    const movedFrom = oldTargetOf(role, record);
    if (movedFrom !== null) {
      const end = await oldSections.release(role.id, movedFrom);
      if (end === 'released') sessions.step(role.id, { step: 'drop' });
      if (end === 'busy') this.#lookLater();
      else if (end !== 'failed') this.#again = true;
      return false;
    }
    if (!isInQuestion(sessions.entry(role.id), record, snapshot.digestOf(role))) return true;
    const same = await looks.underLock(role.id, (now) => isSame(role, snapshot, now));
    if (same === null) this.#lookLater();
    else if (!same) this.#again = true;
    return same === true;
  }

  #lookLater(): void {
    const { looks, refresh } = this.#parts;
    this.#cancelLater ??= looks.after(BUSY_ROLE_MS, () => {
      this.#cancelLater = null;
      refresh.run(this.look());
    });
  }

  /** Returns true if the settings that decide the session have changed since the last look. */
  #takeSettings(role: Role, digest: string, record: SessionRecord | null): boolean {
    const { sessions } = this.#parts;
    const before = sessions.entry(role.id);
    const kept = record?.kept ?? false;
    const lastUsedAt = record?.assumedAt ?? record?.releasedAt ?? before.lastUsedAt;
    // In one go: each change plans every deadline again.
    if (before.digest !== digest || before.kept !== kept) {
      sessions.set(role.id, { digest, kept, lastUsedAt });
      sessions.step(role.id, { step: 'keep', kept: isKept(sessions.entry(role.id)) });
    } else if (lastUsedAt !== before.lastUsedAt) sessions.set(role.id, { lastUsedAt });
    return before.digest !== null && before.digest !== digest;
  }

  /** Shows the state of the file and changes nothing. */
  #observe(role: Role, snapshot: AwsSnapshot, state: SectionState, changed: boolean): void {
    switch (state.is) {
      case 'standing':
        this.#standing(role, state, changed);
        return;
      case 'nothing':
      case 'foreign':
        if (this.#isReleased(role, snapshot, changed)) this.#parts.effects.drop(role);
        return;
      case 'released':
      case 'displaced':
        this.#parts.effects.drop(role);
        return;
      case 'old-view':
      case 'file-missing':
      case 'removed':
      case 'taken':
        return;
    }
  }

  async #act(
    role: Role,
    snapshot: AwsSnapshot,
    state: SectionState,
    changed: boolean,
  ): Promise<void> {
    const { sessions, effects, files } = this.#parts;
    const entry = sessions.entry(role.id);
    switch (state.is) {
      case 'standing':
        this.#standing(role, state, changed);
        return;
      case 'nothing':
      case 'foreign':
        if (this.#isReleased(role, snapshot, changed)) effects.drop(role);
        else this.#assumeInTime(role, entry);
        return;
      case 'old-view':
        // The file shows an older session than ours, which goes back without a word.
        if (!(await files.writeAgain(role, snapshot, entry))) this.#assumeInTime(role, entry);
        return;
      case 'released':
        await files.releaseOldView(role);
        effects.drop(role);
        return;
      case 'displaced':
        effects.forgetSession(role, snapshot.record(role.id)?.accessKeyId ?? null);
        effects.drop(role);
        return;
      case 'file-missing':
        if (!isHeld(entry.session)) this.#assumeInTime(role, entry);
        return;
      case 'removed':
        await this.#removed(role, entry);
        return;
      case 'taken':
        effects.taken(role, state.holds);
        return;
    }
  }

  #standing(role: Role, state: Extract<SectionState, { is: 'standing' }>, changed: boolean): void {
    const { sessions, effects, refresh } = this.#parts;
    const entry = sessions.entry(role.id);
    const { session, sameDigest } = state;
    if (this.#acts && changed && !sameDigest && isKept(entry)) {
      refresh.role(role.id);
      return;
    }
    if (entry.fromOtherEnvironment !== !sameDigest)
      sessions.set(role.id, { fromOtherEnvironment: !sameDigest });
    if (isHeld(entry.session) && entry.session.accessKeyId === session.accessKeyId) return;
    if (this.#acts && state.newer && sameDigest) effects.record(role, session);
    // A session of another environment is shown and used until its refresh, and not adopted.
    effects.hold(role, session);
    if (sameDigest) effects.adopted(role, session, this.#acts && isKept(entry));
  }

  /** True if a role that we held was released elsewhere, or one that failed was given up. */
  #isReleased(role: Role, snapshot: AwsSnapshot, changed: boolean): boolean {
    const entry = this.#parts.sessions.entry(role.id);
    const record = snapshot.record(role.id);
    const releasedAt = record?.releasedAt ?? null;
    const held = isHeld(entry.session) ? entry.session : null;
    const released =
      held !== null && releasedAt !== null && releasedAt >= held.assumedAt && !changed;
    const isGivenUp =
      entry.session.state === 'failed' && !isKept(entry) && record?.failure === null;
    return released || isGivenUp;
  }

  /** Assumes a kept role. One that fails keeps its own time to try again. */
  #assumeInTime(role: Role, entry: SessionEntry): void {
    if (isKept(entry) && failureOf(entry.session) === null) this.#parts.refresh.role(role.id);
  }

  async #removed(role: Role, entry: SessionEntry): Promise<void> {
    const { looks, refresh, files, effects } = this.#parts;
    const again = await looks.readAfter(SECOND_LOOK_MS);
    if (!again.ok || refresh.isUnderWay(role.id)) return;
    const snapshot = again.value;
    if (stateOf(role, snapshot).is !== 'removed') {
      this.#again = true;
      return;
    }
    if (await files.restore(role, snapshot, entry)) return;
    effects.removed(role, snapshot.record(role.id)?.accessKeyId ?? null);
  }

  /** Sessions and sections of roles that are gone from the settings. */
  async #rolesGone(snapshot: AwsSnapshot): Promise<void> {
    const { sessions, refresh, effects, oldSections } = this.#parts;
    const isUnderWay = (roleId: string) => refresh.isUnderWay(roleId);
    for (const [roleId] of sessions.entries())
      if (snapshot.role(roleId) === null && !isUnderWay(roleId)) effects.forgetRole(roleId);
    if (!this.#acts || !snapshot.reading.complete) return;
    if (await oldSections.releaseAll(snapshot, isUnderWay)) this.#lookLater();
  }
}

function stateOf(role: Role, snapshot: AwsSnapshot): SectionState {
  return classifySection({
    roleId: role.id,
    digest: snapshot.digestOf(role),
    section: snapshot.section(role.targetProfile),
    fileThere: snapshot.fileThere,
    record: snapshot.record(role.id),
  });
}

/** The section that has the role's keys although the settings name another one. */
function oldTargetOf(role: Role, record: SessionRecord | null): string | null {
  const { accessKeyId = null, targetProfile = '' } = record ?? {};
  return accessKeyId === null || ['', role.targetProfile].includes(targetProfile)
    ? null
    : targetProfile;
}

/** True if the record lost the session that we hold: the settings may be about to change. */
function isInQuestion(entry: SessionEntry, record: SessionRecord | null, digest: string): boolean {
  const isLost = (record?.accessKeyId ?? null) === null;
  return isLost && isHeld(entry.session) && entry.digest === digest;
}

function isSame(role: Role, before: AwsSnapshot, now: AwsSnapshot): boolean {
  const present = now.role(role.id);
  return (
    present?.targetProfile === role.targetProfile &&
    now.digestOf(present) === before.digestOf(role) &&
    now.credentials.text === before.credentials.text
  );
}
