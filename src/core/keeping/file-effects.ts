import type { RoleRelease } from '../assuming/file/release.ts';
import type { SessionWriter } from '../assuming/file/session-writer.ts';
import type { CredentialsStore } from '../credentials-file/credentials-store.ts';
import type { Role } from '../roles/role.ts';
import type { SessionEvents } from '../sessions/session-events.ts';
import type { SessionEntry, SessionStore } from '../sessions/session-store.ts';
import type { AwsSnapshot } from '../snapshot/aws-snapshot.ts';
import type { CorrectedClock } from '../sts/corrected-clock.ts';

/** Keys that vanish so soon after a write were overwritten by a program's old copy of the file. */
const VANISHED_SOON_MS = 10_000;
const MOST_REWRITES = 3;

export interface FileEffectsParts {
  readonly store: CredentialsStore;
  readonly release: RoleRelease;
  readonly writer: SessionWriter;
  readonly sessions: SessionStore;
  readonly events: SessionEvents;
  readonly clock: CorrectedClock;
}

/** What a look changes in the credentials file. */
export class FileEffects {
  readonly #parts: FileEffectsParts;

  constructor(parts: FileEffectsParts) {
    this.#parts = parts;
  }

  /** Removes keys that a program wrote back after their release. */
  async releaseOldView(role: Role): Promise<void> {
    const { release, store, sessions, events } = this.#parts;
    const released = await release.releaseOldView(role, store);
    // A role that is on is switched off after this, which emits the event.
    if (released.ok && released.value && !sessions.isOn(role.id)) events.emit('released', role);
  }

  /** Writes a session back that was removed just after we wrote it. Returns false if it was not. */
  async restore(role: Role, snapshot: AwsSnapshot, entry: SessionEntry): Promise<boolean> {
    const writtenAt = entry.issued?.writtenAt ?? null;
    const now = this.#parts.clock.monotonic();
    const isSoon = writtenAt !== null && now - writtenAt < VANISHED_SOON_MS;
    const rewrites = (entry.issued?.rewrites ?? 0) + 1;
    if (!isSoon || rewrites > MOST_REWRITES) return false;
    return this.writeAgain(role, snapshot, entry, rewrites);
  }

  /** Returns false if we hold no session that the record knows, or if the write failed. */
  async writeAgain(
    role: Role,
    snapshot: AwsSnapshot,
    entry: SessionEntry,
    rewrites = entry.issued?.rewrites ?? 0,
  ): Promise<boolean> {
    const { writer, clock, events, sessions } = this.#parts;
    const record = snapshot.record(role.id);
    const { issued } = entry;
    const isOurs =
      issued !== null && record !== null && issued.credentials.accessKeyId === record.accessKeyId;
    if (!isOurs || clock.now() >= issued.credentials.expiration) return false;
    const terms = { generation: record.generation, takeOver: false, snapshot };
    const written = await writer.writeAgain(role, { ...issued, rewrites }, terms);
    if (!written.ok) return false;
    sessions.set(role.id, { issued: { ...issued, rewrites, writtenAt: clock.monotonic() } });
    events.emit('rewritten', role, { expiration: issued.credentials.expiration });
    return true;
  }
}
