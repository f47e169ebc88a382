import type { SsoReference } from '../../core/aws-config/sign-in-session.ts';
import type { Discovery } from '../../core/contract/discovery-api.ts';
import { assignmentKey } from '../../core/discovery/assignment.ts';
import type { DiscoveredAssignment } from '../../core/discovery/compare-listing.ts';
import type { Role } from '../../core/roles/role.ts';

type PermissionSetRole = Extract<Role, { readonly permissionSet: string }>;

function isPermissionSet(role: Role): role is PermissionSetRole {
  return role.permissionSet !== undefined;
}

/**
 * Updates the roles in a listing, because roles can change after Identity Center was asked. Omits a
 * permission set that Identity Center no longer lists if its role was removed too.
 */
export function withPresentRoles(
  discovery: Discovery,
  from: SsoReference,
  roles: readonly Role[],
): Discovery {
  const sets = roles.filter(isPermissionSet);
  const byId = new Map(sets.map((role) => [role.id, role]));
  const bySet = new Map(
    sets.filter((role) => isOf(role, from)).map((role) => [assignmentKey(role), role]),
  );
  const assignments = discovery.assignments.flatMap((each): readonly DiscoveredAssignment[] => {
    const key = assignmentKey(each);
    const own = byId.get(each.role?.id ?? '');
    const role = own !== undefined && assignmentKey(own) === key ? own : bySet.get(key);
    if (each.state === 'vanished') return each.role !== null && role === undefined ? [] : [each];
    if (role === undefined) return [{ ...each, state: 'new', role: null }];
    return [{ ...each, state: 'known', role: { id: role.id, name: role.name } }];
  });
  return { ...discovery, assignments };
}

function isOf({ ssoSession, startUrl }: PermissionSetRole, from: SsoReference): boolean {
  return from.kind === 'sso-session' ? ssoSession === from.name : startUrl === from.startUrl;
}

/** Returns the IDs of the roles whose permission set is not listed any more. */
export function vanishedRoleIds({ assignments }: Discovery): ReadonlySet<string> {
  const vanished = assignments.filter(({ state }) => state === 'vanished');
  return new Set(vanished.flatMap(({ role }) => (role === null ? [] : [role.id])));
}
