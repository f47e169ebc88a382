import type { Api } from '../../contract/api.ts';
import type { RemovalOutcome } from '../../contract/discovery-api.ts';
import { ok } from '../../result.ts';
import { addDiscovered, type AddingDependencies } from '../discovery/add-discovered.ts';
import type { Discoveries } from '../discovery/discoveries.ts';
import { knownSignIns, ssoSessionIn } from '../discovery/sso-roles.ts';
import type { RoleEdits } from '../editing/role-edits.ts';
import type { SignIns } from '../sign-ins.ts';

export interface DiscoveryRequestsDependencies {
  readonly discoveries: Discoveries;
  readonly signIns: SignIns;
  readonly adding: AddingDependencies;
  readonly edits: Pick<RoleEdits, 'remove'>;
}

/**
 * Answers the requests that list the roles of an Identity Center sign-in, and that add and remove
 * them.
 */
export function discoveryRequests({
  discoveries,
  signIns,
  adding,
  edits,
}: DiscoveryRequestsDependencies): Api['discovery'] {
  const { readSnapshot } = adding;
  return {
    signIns: async () => {
      const snapshot = await readSnapshot();
      return snapshot.ok ? ok(knownSignIns(snapshot.value)) : snapshot;
    },
    signIn: async ({ from, device }) => {
      const snapshot = await readSnapshot();
      if (!snapshot.ok) return snapshot;
      const session = ssoSessionIn(snapshot.value, from);
      return session.ok ? signIns.beginSession(session.value, device) : session;
    },
    list: ({ from }) => discoveries.list(from),
    cancel: () => {
      discoveries.cancel();
      return Promise.resolve(ok(null));
    },
    add: ({ from, roles }) => addDiscovered(from, roles, adding),
    remove: async ({ roleIds }) => {
      const outcomes: RemovalOutcome[] = [];
      for (const roleId of new Set(roleIds))
        outcomes.push({ roleId, result: await edits.remove(roleId) });
      return ok(outcomes);
    },
  };
}
