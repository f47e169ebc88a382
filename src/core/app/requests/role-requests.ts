import type { RoleTester } from '../../assuming/role-test/role-tester.ts';
import type { Api } from '../../contract/api.ts';
import { failed, ok } from '../../result.ts';
import { changesOnlyDisplay } from '../../roles/role-draft.ts';
import type { Role } from '../../roles/role.ts';
import { sourceProfiles } from '../../roles/sources/source-profiles.ts';
import type { RoleConsent } from '../consent/role-consent.ts';
import type { RoleDrafts } from '../editing/role-drafts.ts';
import type { RoleEdits } from '../editing/role-edits.ts';
import type { RoleImport } from '../editing/role-import.ts';
import type { ReadSnapshot } from '../../snapshot/snapshot-reader.ts';
import type { WantedSessions } from '../wanted-sessions.ts';

export interface RoleRequestsDeps {
  readonly edits: RoleEdits;
  readonly drafts: RoleDrafts;
  readonly imports: RoleImport;
  readonly test: Api['role']['test'];
  readonly wanted: WantedSessions;
  readonly readSnapshot: ReadSnapshot;
}

/** Answers the requests that edit, import and test roles. */
export function roleRequests({
  edits,
  drafts,
  imports,
  test,
  wanted,
  readSnapshot,
}: RoleRequestsDeps): Api['role'] {
  return {
    add: ({ role }) => edits.add(role),
    set: async ({ roleId, changes }) => {
      const saved = await edits.set(roleId, changes);
      if (saved.ok && !changesOnlyDisplay(changes)) await wanted.renewIfKept(roleId);
      return saved;
    },
    move: ({ roleId, before }) => edits.move(roleId, before),
    remove: ({ roleId }) => edits.remove(roleId),
    putBack: async ({ roleId }) => {
      const back = await edits.putBack(roleId);
      if (!back.ok) return back;
      const { saved, stateBefore } = back.value;
      // If assuming the role fails, the request still succeeds, and the role's card shows the
      // failure.
      if (stateBefore !== 'off')
        await wanted.assumeNow(roleId, { keep: stateBefore === 'kept', takeOver: null });
      return ok(saved);
    },
    preview: ({ role, roleId }) => drafts.preview(role, roleId),
    test,
    sources: async () => {
      const snapshot = await readSnapshot();
      if (!snapshot.ok) return snapshot;
      return ok(sourceProfiles(snapshot.value.profiles, snapshot.value.roles));
    },
    importable: () => imports.importable(),
    import: ({ profiles, withSourceMfa }) => imports.import(profiles, withSourceMfa),
  };
}

export interface DraftTestDeps {
  readonly drafts: RoleDrafts;
  readonly roleConsent: RoleConsent;
  readonly tester: RoleTester;
  readonly newId: () => string;
}

/** Answers the request to test a draft of a role at AWS. */
export function draftTest({
  drafts,
  roleConsent,
  tester,
  newId,
}: DraftTestDeps): Api['role']['test'] {
  return async ({ role: draft, roleId, code }) => {
    if (code !== null && !/^\d{6}$/.test(code))
      return failed({ kind: 'field-invalid', field: 'mfaCode', rule: { kind: 'six-digits' } });
    const proposed = await drafts.propose(draft, roleId);
    if (!proposed.ok) return proposed;
    const { snapshot } = proposed.value;
    const refusal = await roleConsent.refusal(proposed.value.role, roleId, snapshot, true);
    if (refusal !== null) return refusal;
    // The tested role has a new id, so that the sessions and the MFA request of the saved role do
    // not change.
    const role: Role = { ...proposed.value.role, id: newId() };
    return ok(await tester.run(role, snapshot.withRole(role, roleId), code));
  };
}
