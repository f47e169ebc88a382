import { sessionSigner } from '../../assuming/caller/session-signer.ts';
import type { RoleTester } from '../../assuming/role-test/role-tester.ts';
import type { Api } from '../../contract/api.ts';
import { failed, ok } from '../../result.ts';
import { accessDocuments, iamCallerOf } from '../../roles/access/access.ts';
import { isAssumed } from '../../roles/role.ts';
import type { RoleLookup } from '../editing/role-lookup.ts';
import type { CallingSessions } from '../sessions.ts';

/** Answers the requests for the identity of a caller and for the policies that a role needs. */
export function accessRequests(
  { callers, calls, clock, assuming }: CallingSessions,
  roles: RoleLookup,
  tester: RoleTester,
): Api['access'] {
  return {
    documents: ({ roleId, identify }) =>
      roles.find(roleId, async (role, snapshot) => {
        if (!isAssumed(role)) return failed({ kind: 'no-policies', roleName: role.name });
        const signer = identify ? await callers.identitySignerFor(role, snapshot, assuming) : null;
        const caller = signer?.ok === true ? await calls.identify(signer.value) : null;
        return ok(accessDocuments(role, caller?.ok === true ? caller.value : null));
      }),
    identify: async ({ profile }) => {
      const snapshot = await roles.readSnapshot();
      if (!snapshot.ok) return snapshot;
      const signer = await callers.leafSigner(profile, snapshot.value);
      if (!signer.ok) return signer;
      const identity = await calls.identifyNow(signer.value);
      if (!identity.ok) return identity;
      const { kind } = iamCallerOf(identity.value);
      return ok({ identity: identity.value, kind, profile: signer.value.profile });
    },
    whoami: ({ roleId, code }) =>
      roles.find(roleId, async (role, snapshot) => {
        const { credentials, mark, owned, expiration } = snapshot.section(role.targetProfile);
        const hasSession = owned && mark?.roleId === roleId && (expiration ?? 0) > clock.now();
        if (hasSession && credentials !== null)
          return calls.identifyNow(sessionSigner(role, credentials, snapshot));
        return tester.identify(role, snapshot, code);
      }),
  };
}
