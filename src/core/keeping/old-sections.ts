import type { RoleRelease } from '../assuming/file/release.ts';
import type { CredentialsStore } from '../credentials-file/credentials-store.ts';
import { readMarks } from '../credentials-file/section.ts';
import type { SessionEvents } from '../sessions/session-events.ts';
import type { Looks } from '../sessions/looks.ts';
import type { AwsSnapshot } from '../snapshot/aws-snapshot.ts';

export interface OldSectionsParts {
  readonly store: CredentialsStore;
  readonly release: RoleRelease;
  readonly events: SessionEvents;
  readonly looks: Looks;
}

/** `in-use`: the section is the role's after all. `busy`: a process is changing the role. */
export type OldSectionEnd = 'released' | 'in-use' | 'busy' | 'failed';

/**
 * Releases sections of roles that are gone or have another target by now. A command that moves a
 * role changes the file before the settings, so only a look under the role's lock can tell.
 */
export class OldSections {
  readonly #parts: OldSectionsParts;

  constructor(parts: OldSectionsParts) {
    this.#parts = parts;
  }

  /** Sections with the mark of a role that does not have them. Returns true if one was busy. */
  async releaseAll(
    { credentials, roles }: AwsSnapshot,
    isUnderWay: (roleId: string) => boolean,
  ): Promise<boolean> {
    let isBusy = false;
    for (const { profile, mark } of readMarks(credentials, this.#parts.store.owner)) {
      const role = roles.find(({ id }) => id === mark.roleId);
      if (role?.targetProfile === profile || isUnderWay(mark.roleId)) continue;
      if ((await this.release(mark.roleId, profile)) === 'busy') isBusy = true;
    }
    return isBusy;
  }

  async release(roleId: string, profile: string): Promise<OldSectionEnd> {
    const { looks } = this.#parts;
    return (await looks.underLock(roleId, (now) => this.#end(now, roleId, profile))) ?? 'busy';
  }

  async #end(snapshot: AwsSnapshot, roleId: string, profile: string): Promise<OldSectionEnd> {
    const { release, store, events } = this.#parts;
    const role = snapshot.role(roleId);
    if (role?.targetProfile === profile) return 'in-use';
    // Settings that could not be read name no roles: nothing follows from that.
    if (role === null && !snapshot.reading.complete) return 'failed';
    const old = { id: roleId, targetProfile: profile };
    const released = await release.release(old, store, role === null ? 'gone-before' : 'as-before');
    if (!released.ok) return 'failed';
    // The role's name went with the role: its profile is what a person knows.
    if (released.value && role === null) events.emit('cleaned-up', { ...old, name: profile });
    else if (released.value) events.emit('released', { ...old, name: role?.name ?? profile });
    return 'released';
  }
}
