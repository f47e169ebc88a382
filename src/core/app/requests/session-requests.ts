import type { Api, Released } from '../../contract/api.ts';
import { ok, type Result } from '../../result.ts';
import type { Role } from '../../roles/role.ts';
import type { AwsSnapshot } from '../../snapshot/aws-snapshot.ts';
import type { ConsentGate } from '../consent/consent-gate.ts';
import type { CorePorts } from '../core-ports.ts';
import type { RoleLookup } from '../editing/role-lookup.ts';
import type { ShownSessions } from '../sessions.ts';
import type { WantedSessions } from '../wanted-sessions.ts';

export interface SessionRequestsDeps {
  readonly ports: Pick<CorePorts, 'store' | 'backups' | 'records'>;
  readonly wanted: WantedSessions;
  readonly shown: Pick<ShownSessions, 'settings'>;
  readonly roles: RoleLookup;
  readonly consent: ConsentGate;
}

/** Answers the requests that assume, keep and release roles. */
export function sessionRequests({
  ports,
  wanted,
  shown,
  roles,
  consent,
}: SessionRequestsDeps): Api['session'] {
  /**
   * Calls `work` if the role exists. Does not read the settings if the last read had the role,
   * because `work` reads the files itself.
   */
  function withKnownRole<T>(roleId: string, work: () => Promise<Result<T>>): Promise<Result<T>> {
    const isKnown = shown.settings().roles.some(({ id }) => id === roleId);
    return isKnown ? work() : roles.find(roleId, work);
  }

  return {
    assume: ({ roleId, keep, takeOver }) =>
      takeOver
        ? roles.find(roleId, async (role, snapshot) => {
            const allowed = await allowedTakeOver(role, snapshot, consent);
            if (!allowed.ok) return allowed;
            return wanted.assumeNow(roleId, { keep, takeOver: allowed.value });
          })
        : withKnownRole(roleId, () => wanted.assumeNow(roleId, { keep, takeOver: null })),
    ensure: ({ roleId }) => withKnownRole(roleId, () => wanted.ensure(roleId)),
    release: ({ roleId }) => roles.find(roleId, (role) => releaseRole(role, ports, wanted)),
    keepHere: ({ roleId }) =>
      roles.find(roleId, async () => {
        wanted.keepHere(roleId);
        return ok(null);
      }),
  };
}

async function releaseRole(
  role: Role,
  { store, backups, records }: SessionRequestsDeps['ports'],
  wanted: WantedSessions,
): Promise<Result<Released>> {
  const released = await wanted.release(role);
  if (!released.ok) return released;
  const { id, targetProfile } = role;
  const copies = await backups.list();
  const restorable =
    copies.ok &&
    copies.value.some(
      ({ kind, path, profile }) =>
        kind === 'section' && path === store.path && profile === targetProfile,
    );
  const alsoIn = records
    .all()
    .filter(({ roleId, path }) => roleId === id && path !== store.path)
    .filter(({ accessKeyId }) => accessKeyId !== null)
    .map(({ path }) => path);
  return ok({ roleId: id, alsoIn, restorable });
}

/**
 * Asks the person whether Rolekeeper may replace credentials that it did not write, and returns the
 * profile of those credentials. Returns null if there are no such credentials.
 */
async function allowedTakeOver(
  role: Role,
  snapshot: AwsSnapshot,
  consent: ConsentGate,
): Promise<Result<string | null>> {
  const profile = role.targetProfile;
  const others = snapshot.otherCredentials(profile);
  // A profile with `role_arn` cannot be taken over, because AWS tools would not use the written
  // keys.
  if (others === null || snapshot.fileWithRoleArn(profile) !== null) return ok(null);
  const question = { kind: 'take-over', roleName: role.name, profile, ...others } as const;
  return (await consent.refusal(question)) ?? ok(profile);
}
