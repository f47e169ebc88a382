import { describe, expect, it } from 'vitest';
import type { RoleView } from '../../src/core/contract/app-state.ts';
import { listedRoles, groupRoles } from '../../src/views/role-order.ts';
import { everyFailure } from '../support/every-failure.ts';
import { active, failedWith, NOW, roleView } from '../support/tray-states.ts';

/** Returns a line for each group: its kind, its name and its roles. */
function linesOf(views: readonly RoleView[]): readonly string[] {
  return groupRoles(listedRoles(views, NOW)).map(
    ({ kind: place, group, roles }) =>
      `${place}${group === null ? '' : ` ${group}`}: ${roles.map(({ name }) => name).join(' ')}`,
  );
}

const usedRole = (
  name: string,
  minutesAgo: number,
  role: Partial<RoleView['role']> = {},
): RoleView => roleView(name, { lastUsedAt: NOW - minutesAgo * 60_000, role });

describe('the order of the roles', () => {
  it('is: roles that need a person, roles that are on, pinned roles, groups, and the rest', () => {
    expect(
      linesOf([
        roleView('rest-b'),
        roleView('rest-A'),
        roleView('z', { role: { group: 'beta' } }),
        roleView('y', { role: { group: 'Alpha' } }),
        roleView('pin', { role: { pinned: true, group: 'Alpha' } }),
        roleView('on', { kept: true, session: active(60), role: { pinned: true } }),
        roleView('bad', {
          kept: true,
          session: failedWith(everyFailure['access-denied']),
          role: { group: 'beta' },
        }),
        roleView('once', { session: active(60, { state: 'none' }) }),
      ]),
    ).toEqual([
      'attention: bad',
      'on: on once',
      'pinned: pin',
      'group Alpha: y',
      'group beta: z',
      'rest: rest-A rest-b',
    ]);
  });

  it('has the pinned roles in the order of the settings', () => {
    const pinned = ['c', 'a', 'b'].map((name) => roleView(name, { role: { pinned: true } }));
    expect(linesOf([roleView('z'), ...pinned, roleView('x')])).toEqual([
      'pinned: c a b',
      'rest: x z',
    ]);
  });

  it('has pinned roles first among roles that are on, and among roles that need a person', () => {
    const pinned = { pinned: true };
    const on = { kept: true, session: active(60) };
    const bad = { kept: true, session: failedWith(everyFailure['access-denied']) };
    expect(
      linesOf([
        roleView('z', { ...on, role: pinned }),
        roleView('a', on),
        roleView('y', { ...bad, role: pinned }),
        roleView('m', { ...on, role: pinned }),
        roleView('b', bad),
        roleView('c', { ...bad, role: pinned }),
      ]),
    ).toEqual(['attention: y c b', 'on: z m a']);
  });

  it('has the five most recently used roles before the groups if there are more than eight', () => {
    const eight = [
      usedRole('a', 60),
      usedRole('b', 10, { group: 'G' }),
      usedRole('c', 20),
      usedRole('d', 30),
      usedRole('e', 40),
      usedRole('f', 50),
      usedRole('pin', 1, { pinned: true }),
      roleView('never'),
    ];
    expect(linesOf(eight)).toEqual(['pinned: pin', 'group G: b', 'rest: a c d e f never']);
    const on = roleView('on', { kept: true, session: active(60), lastUsedAt: NOW });
    expect(linesOf([...eight, on])).toEqual([
      'on: on',
      'pinned: pin',
      'recent: b c d e f',
      'rest: a never',
    ]);
  });
});
