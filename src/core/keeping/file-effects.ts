import type { RoleRelease } from '../assuming/file/release.ts';
import type { SessionWriter } from '../assuming/file/session-writer.ts';
import type { CredentialsStore } from '../credentials-file/credentials-store.ts';
import type { SessionEvents } from '../sessions/session-events.ts';
import type { SessionStore } from '../sessions/session-store.ts';
import type { AwsSnapshot } from '../snapshot/aws-snapshot.ts';
import type { CorrectedClock } from '../sts/corrected-clock.ts';
import type { Effect, FileEffect } from './effect.ts';

export interface FileEffectsDeps {
  readonly store: CredentialsStore;
  readonly release: RoleRelease;
  readonly writer: SessionWriter;
  readonly sessions: SessionStore;
  readonly events: SessionEvents;
  readonly clock: CorrectedClock;
}

/** Performs the effects that change the credentials file. */
export class FileEffects {
  readonly #deps: FileEffectsDeps;

  constructor(deps: FileEffectsDeps) {
    this.#deps = deps;
  }

  /** Performs the effect. Returns the effects that follow. */
  async run(effect: FileEffect, snapshot: AwsSnapshot): Promise<readonly Effect[]> {
    switch (effect.kind) {
      case 'write-again':
        return (await this.#writeAgain(effect, snapshot)) ? [] : effect.otherwise;
      case 'release-old-copy':
        await this.#releaseOldCopy(effect);
        return [];
      case 'release-section':
        return (await this.#releaseSection(effect)) ? effect.then : [];
    }
  }

  async #writeAgain(
    { role, generation, rewrites }: Of<'write-again'>,
    snapshot: AwsSnapshot,
  ): Promise<boolean> {
    const { writer, clock, events, sessions } = this.#deps;
    const { issued } = sessions.entry(role.id);
    if (issued === null) return false;
    const conditions = { generation, takeOver: false, snapshot };
    const written = await writer.writeAgain(role, { ...issued, rewrites }, conditions);
    if (!written.ok) return false;
    sessions.set(role.id, { issued: { ...issued, rewrites, writtenAt: clock.monotonic() } });
    events.emit('rewritten', role, { expiration: issued.credentials.expiration });
    return true;
  }

  async #releaseOldCopy({ role }: Of<'release-old-copy'>): Promise<void> {
    const { release, store, sessions, events } = this.#deps;
    const released = await release.releaseOldCopy(role, store);
    // For a role in use, the effect `drop` follows, which emits `released` itself.
    if (released.ok && released.value && !sessions.isInUse(role.id)) events.emit('released', role);
  }

  async #releaseSection({ roleId, roleName, profile }: Of<'release-section'>): Promise<boolean> {
    const { release, store, events } = this.#deps;
    const old = { id: roleId, targetProfile: profile };
    const after = roleName === null ? 'already-removed' : 'as-before';
    const released = await release.release(old, store, after);
    if (!released.ok) return false;
    // The name of a removed role is unknown, so the event has the name of its profile.
    if (released.value && roleName === null) events.emit('cleaned-up', { ...old, name: profile });
    else if (released.value) events.emit('released', { ...old, name: roleName ?? profile });
    return true;
  }
}

type Of<Kind extends FileEffect['kind']> = Extract<FileEffect, { kind: Kind }>;
