import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RoleView } from '../../../src/core/contract/app-state.ts';
import { moveOnto, pinnedRolesOf } from '../../../src/views/panel/moving.ts';
import { groupRoles, listedRoles } from '../../../src/views/role-order.ts';
import { active, NOW, roleView, stateOf } from '../../support/tray-states.ts';

/** Roles with different names, some of them pinned and some of them on. */
const anyRoles = fc
  .uniqueArray(
    fc.record({ name: fc.stringMatching(/^[a-z]{1,4}$/), pinned: fc.boolean(), on: fc.boolean() }),
    {
      selector: ({ name }) => name,
      minLength: 2,
      maxLength: 12,
    },
  )
  .map((roles) =>
    roles.map(({ name, pinned, on }) =>
      roleView(name, { role: { pinned }, ...(on ? { kept: true, session: active(60) } : {}) }),
    ),
  );

const groupsOf = (roles: readonly RoleView[]) => groupRoles(listedRoles(roles, NOW));

/** Returns the roles in the order of the settings after a move. */
function afterMove(
  roles: readonly RoleView[],
  { roleId, before }: { roleId: string; before: string | null },
): readonly RoleView[] {
  const role = roles.filter((view) => view.role.id === roleId);
  const others = roles.filter((view) => view.role.id !== roleId);
  const place = others.findIndex((view) => view.role.id === before);
  const end = place === -1 ? others.length : place;
  return [...others.slice(0, end), ...role, ...others.slice(end)];
}

describe('the move of a pinned role onto another role', () => {
  it('gives the moved role the place of the other role, and keeps the order of all further roles', () => {
    fc.assert(
      fc.property(anyRoles, fc.nat(), fc.nat(), (roles, one, other) => {
        for (const { roles: group } of groupsOf(roles)) {
          const pinnedRoles = pinnedRolesOf(group, stateOf(roles));
          if (pinnedRoles.length < 2) continue;
          const roleId = pinnedRoles[one % pinnedRoles.length]?.id ?? '';
          const onto = pinnedRoles[other % pinnedRoles.length]?.id ?? '';
          const move = moveOnto(pinnedRoles, roleId, onto);
          if (roleId === onto) {
            expect(move).toBeNull();
            continue;
          }
          if (move === null) throw new Error('a pinned role can be moved');
          const after = groupsOf(afterMove(roles, move));
          const line = after.flatMap((each) => each.roles).map(({ view }) => view.role.id);
          const shown = pinnedRoles
            .map(({ id }) => id)
            .sort((a, b) => line.indexOf(a) - line.indexOf(b));
          expect(shown.indexOf(roleId)).toBe(pinnedRoles.findIndex(({ id }) => id === onto));
          expect(move).toMatchObject({
            position: shown.indexOf(roleId) + 1,
            count: pinnedRoles.length,
          });
          const without = (each: readonly string[]) => each.filter((id) => id !== roleId);
          const before = groupsOf(roles).flatMap((each) => each.roles);
          expect(without(line)).toEqual(without(before.map(({ view }) => view.role.id)));
        }
      }),
    );
  });

  it('is not possible if one of the two roles is not pinned', () => {
    const roles = [roleView('a', { role: { pinned: true } }), roleView('b')];
    const pinnedRoles = pinnedRolesOf(listedRoles(roles, NOW), stateOf(roles));
    const [a, b] = roles.map(({ role }) => role.id);
    expect(moveOnto(pinnedRoles, b ?? '', a)).toBeNull();
    expect(moveOnto(pinnedRoles, a ?? '', b)).toBeNull();
  });
});
