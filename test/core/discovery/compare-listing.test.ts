import { describe, expect, it } from 'vitest';
import type { Assignment } from '../../../src/core/access-portal.ts';
import { compareListing, rememberedListing } from '../../../src/core/discovery/compare-listing.ts';

const one = assignment('111111111111', 'One');
const two = assignment('222222222222', 'Two');
const ten = assignment('101010101010', 'One 10');

function assignment(accountId: string, accountName: string, permissionSet = 'Admin'): Assignment {
  return { accountId, accountName, emailAddress: 'a@example.com', permissionSet };
}

function refused({ accountId, accountName, emailAddress }: Assignment) {
  const failure = { kind: 'throttled', requestId: null } as const;
  return { accountId, accountName, emailAddress, failure };
}

function linesOf(...args: Parameters<typeof compareListing>) {
  return compareListing(...args).map(({ accountName, permissionSet, state, role }) =>
    [accountName, permissionSet, state, role?.name ?? '-'].join(' '),
  );
}

describe('a listing compared with roles and with the last listing', () => {
  const role = {
    id: '0123456789ab',
    name: 'mine',
    accountId: two.accountId,
    permissionSet: 'Admin',
  };

  it('contains new permission sets and those that a role uses, sorted by account', () => {
    const listing = { assignments: [two, ten, one], unlisted: [] };
    expect(linesOf(listing, { last: null, roles: [role] })).toEqual([
      'One Admin new -',
      'One 10 Admin new -',
      'Two Admin known mine',
    ]);
  });

  it('reports a permission set as vanished if only the last listing or a role has it', () => {
    const last = { at: 1, assignments: [one, two, assignment(one.accountId, 'One', 'Gone')] };
    expect(linesOf({ assignments: [one], unlisted: [] }, { last, roles: [role] })).toEqual([
      'One Admin new -',
      'One Gone vanished -',
      'Two Admin vanished mine',
    ]);
    // The next comparison reports again the vanished permission set that a role uses, but not the
    // one without a role.
    const again = rememberedListing({ assignments: [one], unlisted: [] }, last, 2);
    expect(linesOf({ assignments: [one], unlisted: [] }, { last: again, roles: [role] })).toEqual([
      ' Admin vanished mine',
      'One Admin new -',
    ]);
  });

  it('reports nothing as vanished in an account that could not be listed, and remembers its assignments for the next comparison', () => {
    const last = { at: 1, assignments: [one, two] };
    const partial = { assignments: [one], unlisted: [refused(two)] };
    expect(linesOf(partial, { last, roles: [role] })).toEqual(['One Admin new -']);
    const again = rememberedListing(partial, last, 2);
    expect(again).toEqual({ at: 2, assignments: [one, two] });
    expect(linesOf({ assignments: [one], unlisted: [] }, { last: again, roles: [] })).toEqual([
      'One Admin new -',
      'Two Admin vanished -',
    ]);
  });
});
