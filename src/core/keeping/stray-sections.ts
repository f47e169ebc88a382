import type { SessionEvents } from '../sessions/session-events.ts';
import { readMarks } from '../credentials-file/section.ts';
import type { CredentialsStore } from '../credentials-file/credentials-store.ts';
import type { RoleRelease } from '../assuming/file/release.ts';
import type { AwsSnapshot } from '../snapshot/aws-snapshot.ts';

interface Parts {
  readonly release: RoleRelease;
  readonly store: CredentialsStore;
  readonly events: SessionEvents;
  readonly isUnderWay: (roleId: string) => boolean;
}

/** Releases sections under the mark of a role that is gone, or that has another target by now. */
export async function releaseStrays(
  snapshot: AwsSnapshot,
  { release, store, events, isUnderWay }: Parts,
): Promise<void> {
  for (const { profile, mark } of readMarks(snapshot.credentials, store.owner)) {
    const role = snapshot.role(mark.roleId);
    if (role !== null && (role.targetProfile === profile || isUnderWay(role.id))) continue;
    const old = { id: mark.roleId, targetProfile: profile };
    const released = await release.release(old, store, role === null ? 'gone-before' : 'as-before');
    if (!released.ok || !released.value) continue;
    // The role's name went with the role: its profile is what a person knows.
    if (role === null) events.emit('cleaned-up', { ...old, name: profile });
    else events.emit('released', { ...old, name: role.name });
  }
}
