import type { SsoReference } from '../../aws-config/sign-in-session.ts';
import type { ChosenAssignment, DiscoveryOutcome } from '../../contract/discovery-api.ts';
import { type Failed, failed, ok, type Result } from '../../result.ts';
import { completeRole } from '../../roles/role-draft.ts';
import type { Role } from '../../roles/role.ts';
import { roleWarnings } from '../../roles/role-warnings.ts';
import type { SettingsFile } from '../../settings/settings-file.ts';
import type { AwsSnapshot } from '../../snapshot/aws-snapshot.ts';
import { signInFields, ssoSessionIn } from './sso-roles.ts';

export interface AddingDependencies {
  readonly settings: SettingsFile;
  readonly readSnapshot: () => Promise<Result<AwsSnapshot>>;
  readonly newId: () => string;
  /** Reads the settings and the AWS files again. Must be called after the settings changed. */
  readonly onChange: () => Promise<void>;
}

interface Added {
  readonly chosen: ChosenAssignment;
  readonly result: Result<Role>;
}

/**
 * Adds the chosen roles of a sign-in in one write, except roles whose name or profile is already
 * used. If the write fails, no role is added.
 */
export async function addDiscovered(
  from: SsoReference,
  chosen: readonly ChosenAssignment[],
  { settings, readSnapshot, newId, onChange }: AddingDependencies,
): Promise<Result<readonly DiscoveryOutcome[]>> {
  const before = await readSnapshot();
  if (!before.ok) return before;
  const session = ssoSessionIn(before.value, from);
  if (!session.ok) return session;
  let added: readonly Added[] = [];
  const saved = await settings.change((present) => {
    added = newRoles(from, chosen, present.roles, newId);
    const roles = added.flatMap(({ result }) => (result.ok ? [result.value] : []));
    return ok({ ...present, roles: [...present.roles, ...roles] });
  });
  if (!saved.ok) return saved;
  await onChange();
  const { roles } = saved.value;
  const { profiles } = before.value;
  return ok(
    added.map(({ chosen: { accountId, permissionSet }, result }) => {
      if (!result.ok) return { accountId, permissionSet, result };
      const role = result.value;
      const warnings = roleWarnings(role, { roles, profiles, env: {} });
      return { accountId, permissionSet, result: ok({ role, warnings }) };
    }),
  );
}

function newRoles(
  from: SsoReference,
  chosen: readonly ChosenAssignment[],
  present: readonly Role[],
  newId: () => string,
): readonly Added[] {
  const names = new Map(present.map((role) => [role.name, role]));
  const profiles = new Map(present.map((role) => [role.targetProfile, role]));
  return chosen.map((each) => {
    const { accountId, permissionSet, name, group } = each;
    const completed = completeRole(
      { kind: 'identity-center', name, accountId, permissionSet, group, ...signInFields(from) },
      { id: newId(), sessionName: '' },
    );
    if (!completed.ok) return { chosen: each, result: completed };
    const role = completed.value;
    const taken =
      takenFailure('name', names.get(role.name)) ??
      takenFailure('profile', profiles.get(role.targetProfile));
    if (taken !== null) return { chosen: each, result: taken };
    names.set(role.name, role);
    profiles.set(role.targetProfile, role);
    return { chosen: each, result: completed };
  });
}

function takenFailure(field: string, role: Role | undefined): Failed | null {
  if (role === undefined) return null;
  return failed({ kind: 'field-invalid', field, rule: { kind: 'taken', by: role.name } });
}
