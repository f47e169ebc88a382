import { describe, expect, it } from 'vitest';
import type { Assignment } from '../../../src/core/access-portal.ts';
import { assignmentKey } from '../../../src/core/discovery/assignment.ts';
import {
  GROUP_TEMPLATE,
  NAME_TEMPLATE,
  PLACEHOLDERS,
  readTemplate,
} from '../../../src/core/discovery/name-template.ts';
import { type NamePlanInput, planNames } from '../../../src/core/discovery/planned-names.ts';
import { isReservedName, roleNameOf } from '../../../src/core/roles/role-name.ts';
import { createSeededRandom } from '../../support/seeded-random.ts';

const prod: Assignment = {
  accountId: '111122223333',
  accountName: 'Shop Prod',
  emailAddress: 'shop@example.com',
  permissionSet: 'ReadOnly',
};
const plan: NamePlanInput = {
  template: NAME_TEMPLATE,
  group: GROUP_TEMPLATE,
  typed: new Map(),
  roles: [],
};

function planned(chosen: readonly Assignment[], changes: Partial<NamePlanInput> = {}) {
  const result = planNames(chosen, { ...plan, ...changes });
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.value;
}

describe('a name template', () => {
  it.each([
    ['{account}-{role}', 'Shop-Prod-ReadOnly', 'Shop-Prod-ReadOnly'],
    ['{accountId}/{role}', '111122223333/ReadOnly', '111122223333/ReadOnly'],
    ['aws.{email}', 'aws.shop@example.com', 'aws.shop@example.com'],
    ['{role} in {account}', 'ReadOnly-in-Shop-Prod', 'ReadOnly-in-Shop-Prod'],
    ['Läden {role}', 'Läden-ReadOnly', 'L-den-ReadOnly'],
  ])('%s gives the role %s and the profile %s', (template, name, targetProfile) => {
    expect(planned([prod], { template })).toMatchObject([
      { name, targetProfile, group: 'Shop Prod', clash: null },
    ]);
  });

  it.each([
    ['{acount}-{role}', '{acount}'],
    ['{account', '{account'],
    ['account}', 'account}'],
    ['{{account}}', '{'],
    ['{}', '{}'],
    ['{constructor}', '{constructor}'],
    ['{Account}', '{Account}'],
  ])('%s is refused, because %s is no placeholder', (template, found) => {
    expect(planNames([prod], { ...plan, template })).toEqual({
      ok: false,
      failure: {
        kind: 'field-invalid',
        field: 'template',
        rule: { kind: 'placeholder', found, known: PLACEHOLDERS },
      },
    });
  });

  it('uses the ID of an account without a name', () => {
    expect(planned([{ ...prod, accountName: ' ' }])[0]?.name).toBe('111122223333-ReadOnly');
  });

  it('gives each role a free, valid name and profile, or reports a clash, for random texts', () => {
    const random = createSeededRandom(7);
    const fraction = (): number => random.fraction();
    const pick = <T>(from: readonly T[]): T => from[Math.floor(fraction() * from.length)] as T;
    const characters = [
      'a',
      'b',
      'Ä',
      'ß',
      '漢',
      '\u0301',
      '😀',
      ' ',
      '-',
      '_',
      '/',
      '.',
      '%',
      '@',
      '[',
    ];
    characters.push(']', '#', ';', '=', ':', '"', '\\', '\n', '{', '}', 'DEFAULT', '__proto__');
    const text = (most: number): string =>
      Array.from({ length: Math.floor(fraction() * most) }, () => pick(characters)).join('');
    for (let run = 0; run < 500; run += 1) {
      const chosen = Array.from({ length: 12 }, (_, index) => ({
        accountId: String(100_000_000_000 + (index % 4)),
        accountName: text(8),
        emailAddress: text(8),
        permissionSet: `Set${String(index)}`,
      }));
      const template = Array.from({ length: 3 }, () =>
        pick([...PLACEHOLDERS, text(4).replace(/[{}]/g, '')]),
      ).join('');
      const roles = [{ name: text(6), targetProfile: text(6) }];
      const names = planned(chosen, { template, roles });
      const free = names.filter(({ clash }) => clash === null);
      // Assignments without a clash can be added together: no two have the same name or profile.
      expect(new Set(free.map(({ name }) => name)).size).toBe(free.length);
      expect(new Set(free.map(({ targetProfile }) => targetProfile)).size).toBe(free.length);
      for (const { name, targetProfile } of free) {
        expect(roleNameOf(name)).toBe(name);
        expect(name).not.toBe('');
        expect([name, targetProfile].some(isReservedName)).toBe(false);
        expect(roles.some((role) => role.name === name)).toBe(false);
        expect(roles.some((role) => role.targetProfile === targetProfile)).toBe(false);
      }
      for (const { clash, name, targetProfile } of names)
        if (clash?.kind === 'planned')
          expect(names.find((each) => each.assignment === clash.other)?.clash).not.toBeNull();
        else if (clash?.kind === 'unusable')
          expect(name === '' || [name, targetProfile].some(isReservedName)).toBe(true);
    }
  });
});

describe('clashes of planned names', () => {
  const admin = { ...prod, permissionSet: 'Admin' };

  it('are shown for a name and for a profile that an existing role uses', () => {
    const roles = [
      { name: 'Shop-Prod-ReadOnly', targetProfile: 'x' },
      { name: 'other', targetProfile: 'Shop-Prod-Admin' },
    ];
    expect(planned([prod, admin], { roles }).map(({ clash }) => clash)).toEqual([
      { kind: 'role', roleName: 'Shop-Prod-ReadOnly' },
      { kind: 'profile', roleName: 'other', profile: 'Shop-Prod-Admin' },
    ]);
  });

  it('are shown for both new roles if they get the same name or the same profile', () => {
    const clashes = planned([prod, admin], { template: '{account}' }).map(({ clash }) => clash);
    expect(clashes).toEqual([
      { kind: 'planned', other: admin },
      { kind: 'planned', other: prod },
    ]);
    // The names differ, but the profiles that are made from them are the same.
    const alike = planned([
      { ...prod, accountName: 'é' },
      { ...prod, accountId: '111122223334', accountName: 'ö' },
    ]);
    expect(alike.map(({ name }) => name)).toEqual(['é-ReadOnly', 'ö-ReadOnly']);
    expect(alike.map(({ clash }) => clash?.kind)).toEqual(['planned', 'planned']);
  });

  it('are resolved if the person types another name', () => {
    const typed = new Map([[assignmentKey(admin), 'shop-admin']]);
    expect(planned([prod, admin], { template: '{account}', typed })).toMatchObject([
      { name: 'Shop-Prod', clash: null },
      { name: 'shop-admin', clash: null },
    ]);
  });

  it('are found in 2,000 names in less than 500 ms of CPU time', () => {
    const chosen = Array.from({ length: 2000 }, (_, index) => ({
      ...prod,
      accountId: String(100_000_000_000 + index),
    }));
    const before = process.cpuUsage();
    expect(planned(chosen).every(({ clash }) => clash?.kind === 'planned')).toBe(true);
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000).toBeLessThan(500);
  });
});

it('a group template can be empty, and the failure of an invalid one names the field "group"', () => {
  expect(planned([prod], { group: '' })).toMatchObject([{ group: '' }]);
  expect(readTemplate('{team}', 'group')).toMatchObject({ failure: { field: 'group' } });
});
