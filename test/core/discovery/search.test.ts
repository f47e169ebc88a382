import { describe, expect, it } from 'vitest';
import { sampleOrganization } from '../../../demo/identity-center/assignments.ts';
import type { Assignment } from '../../../src/core/access-portal.ts';
import { matcherOf, matching, searchableOf } from '../../../src/core/discovery/search.ts';
import { createSeededRandom } from '../../support/seeded-random.ts';

const shop: Assignment = {
  accountId: '111122223333',
  accountName: 'Shop Prod',
  emailAddress: 'shop@example.com',
  permissionSet: 'ReadOnly',
};

describe('a pattern', () => {
  it.each([
    'shop',
    'SHOP prod',
    'prod readonly',
    '1111',
    'example.com',
    '',
    'shop*',
    '*prod',
    'readonly',
    'read????',
    'shop prod/readonly',
    'shop*/read*',
    '1111*/readonly',
    '*@example.com',
    '*',
  ])('"%s" matches the permission set ReadOnly of the account Shop Prod', (pattern) => {
    expect(matching([shop], [pattern])).toEqual([shop]);
  });

  it.each(['shopprod', 'prod admin', 'prod*', '*shop', 'read*/shop*', 'read???', '9999', 'x*'])(
    '"%s" does not match the permission set ReadOnly of the account Shop Prod',
    (pattern) => {
      expect(matching([shop], [pattern])).toEqual([]);
    },
  );

  it('with É matches a name that has e and a separate accent character', () => {
    const cafe = { ...shop, accountName: 'Cafe\u0301' };
    expect(matching([cafe], ['CAFÉ'])).toEqual([cafe]);
  });

  it('selects an assignment once, even if another pattern also selects it; an empty list of patterns selects none', () => {
    expect(matching([shop], ['shop', 'readonly', 'nothing'])).toEqual([shop]);
    expect(matching([shop], [])).toEqual([]);
  });

  it('with a star matches what a regular expression matches, in less than 1 s for a name of 5,000 characters', () => {
    const random = createSeededRandom(3);
    const fraction = (): number => random.fraction();
    const text = (most: number, characters: string): string =>
      Array.from({ length: Math.floor(fraction() * most) }, () =>
        characters.charAt(Math.floor(fraction() * characters.length)),
      ).join('');
    for (let run = 0; run < 3000; run += 1) {
      const permissionSet = text(8, 'ab');
      const pattern = `${text(4, 'ab*?')}*`;
      const expression = new RegExp(
        `^${pattern.replaceAll('*', '.*').replaceAll('?', '.')}$`,
        'su',
      );
      const only = { accountId: '', accountName: '', emailAddress: '', permissionSet };
      const { parts } = searchableOf(only);
      const found = matcherOf(pattern)({ assignment: only, parts: [parts[3] ?? ''], paths: [] });
      expect([pattern, permissionSet, found]).toEqual([
        pattern,
        permissionSet,
        expression.test(permissionSet),
      ]);
    }
    const slow = { ...shop, accountName: 'a'.repeat(5000) };
    const before = process.cpuUsage();
    expect(matching([slow], [`${'*a'.repeat(20)}*b`])).toEqual([]);
    expect(process.cpuUsage(before).user / 1000).toBeLessThan(1000);
  });

  it('searches 2,000 permission sets in less than 50 ms of CPU time', () => {
    const all = sampleOrganization(500).roles.map((role) => searchableOf({ ...shop, ...role }));
    const before = process.cpuUsage();
    for (const typed of ['t', 'te', 'team', 'team 04', 'team 042 bil'])
      all.filter(matcherOf(typed));
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000 / 5).toBeLessThan(50);
  });
});
