import { describe, expect, it } from 'vitest';
import type { Discovery } from '../../../src/core/contract/discovery-api.ts';
import type { DiscoveredAssignment } from '../../../src/core/discovery/compare-listing.ts';
import {
  type DiscoverChoices,
  discoverPage,
  discoverPlan,
  listedSets,
  vanishedLines,
} from '../../../src/views/panel/discover-page.ts';
import { withPresentRoles } from '../../../src/views/panel/discovered-roles.ts';
import { de } from '../../../src/views/words/de.ts';
import { en } from '../../../src/views/words/en.ts';

function assignment(
  account: number,
  permissionSet: string,
  more: Partial<DiscoveredAssignment> = {},
): DiscoveredAssignment {
  return {
    accountId: `10000000000${String(account)}`,
    accountName: `Team ${String(account)}`,
    emailAddress: '',
    permissionSet,
    state: 'new',
    role: null,
    ...more,
  };
}

const role = { id: 'aaaaaaaaaaaa', name: 'mine' };
const discovery: Discovery = {
  assignments: [
    assignment(1, 'Admin'),
    assignment(1, 'Read', { state: 'known', role }),
    assignment(2, 'Admin'),
    assignment(3, 'Old', { state: 'vanished', role: { id: 'bbbbbbbbbbbb', name: 'old' } }),
    assignment(3, 'Older', { state: 'vanished' }),
  ],
  unlisted: [],
  lastAt: null,
};
const nothing: DiscoverChoices = {
  chosen: new Set(),
  template: '{account}-{role}',
  group: '{account}',
  typed: new Map(),
  query: '',
  show: 'all',
  opened: new Map(),
  limit: 30,
};

function pageOf(changes: Partial<DiscoverChoices> = {}, of = discovery, words = en) {
  const listed = listedSets(of);
  const choices = { ...nothing, ...changes };
  const plan = discoverPlan(listed, choices, []);
  return { plan, page: discoverPage(listed, choices, plan, words) };
}

describe('the page that adds roles from Identity Center', () => {
  it('groups permission sets by account, and offers only permission sets without a role', () => {
    const { page } = pageOf();
    expect(
      page.accounts.map(({ name, sets, selectable }) => [name, sets.length, selectable.length]),
    ).toEqual([
      ['Team 1', 2, 1],
      ['Team 2', 1, 1],
    ]);
    expect(page.selectable).toEqual(['100000000001 Admin', '100000000002 Admin']);
    expect(page.parts).toEqual([
      ['all', 3],
      ['chosen', 0],
    ]);
  });

  it('keeps a name in the list of names to change while the user corrects it', () => {
    const key = '100000000001 Admin';
    const chosen = new Set([key]);
    const { page } = pageOf({ chosen, typed: new Map([[key, 'free']]), show: 'to-change' });
    expect(page.accounts[0]?.sets[0]).toMatchObject({ name: 'free', typed: 'free', clash: null });
    expect(page.parts.at(-1)).toEqual(['to-change', 0]);
    const { page: broken } = pageOf({ chosen, typed: new Map([[key, '']]) }, discovery, de);
    expect(broken.accounts[0]?.sets[0]?.clash).toBe(
      'AWS-Werkzeuge können diesen Namen nicht verwenden.',
    );
    expect(broken).toMatchObject({ toAdd: [], clashes: 1 });
  });

  const assignments = Array.from({ length: 9 }, (_, at) => assignment(at, 'Admin'));
  const many = { ...discovery, assignments };

  it('opens the accounts that a search finds, unless the user closed them', () => {
    const openIn = (changes: Partial<DiscoverChoices>) =>
      pageOf(changes, many).page.accounts.filter(({ isOpen }) => isOpen).length;
    expect(openIn({})).toBe(0);
    expect(openIn({ query: 'adm' })).toBe(9);
    expect(openIn({ query: 'adm', opened: new Map([['100000000003', false]]) })).toBe(8);
  });

  it('shows only as many accounts as the limit, and offers the permission sets of all accounts', () => {
    expect(pageOf({ limit: 4 }, many).page).toMatchObject({ accounts: { length: 4 }, more: 5 });
    expect(pageOf({ limit: 4 }, many).page.selectable).toHaveLength(9);
  });

  it('gives no names to roles while the name template is invalid', () => {
    const chosen = new Set(['100000000001 Admin']);
    const { page, plan } = pageOf({ chosen, template: '{x}' });
    expect(plan.failure).toMatchObject({ kind: 'field-invalid', field: 'template' });
    expect(page).toMatchObject({ toAdd: [], clashes: 0 });
    expect(page.accounts[0]?.sets[0]).toMatchObject({ isChosen: true, name: null });
  });

  it('shows names from AWS without characters that hide or reorder text', () => {
    const hidden = assignment(1, 'Read\u202eOnly', { accountName: 'Team\u0007 <1>' });
    const { page } = pageOf({}, { ...discovery, assignments: [hidden] });
    expect(page.accounts[0]).toMatchObject({
      name: 'Team 1',
      sets: [{ permissionSet: 'ReadOnly' }],
    });
    const gone = { ...discovery, assignments: [{ ...hidden, state: 'vanished' as const }] };
    expect(vanishedLines(gone)).toEqual([
      { account: 'Team 1', permissionSet: 'ReadOnly', role: null },
    ]);
  });

  it('shows the roles that exist now, however old the listing is', () => {
    const from = { kind: 'sso-session', name: 'demo' } as const;
    const knownAs = { id: 'aaaaaaaaaaaa', name: 'old-name' };
    const given = {
      ...discovery,
      assignments: [
        { ...assignment(1, 'Admin'), state: 'known' as const, role: knownAs },
        assignment(2, 'Admin'),
        { ...assignment(3, 'Older'), state: 'vanished' as const, role: knownAs },
      ],
    };
    const added = {
      id: 'cccccccccccc',
      kind: 'identity-center',
      name: 'added',
      targetProfile: 'added',
      ssoSession: 'demo',
      accountId: '100000000002',
      permissionSet: 'Admin',
    } as const;
    const { assignments } = withPresentRoles(given, from, [added]);
    expect(assignments.map(({ accountId, state, role }) => [accountId, state, role])).toEqual([
      ['100000000001', 'new', null],
      ['100000000002', 'known', { id: 'cccccccccccc', name: 'added' }],
    ]);
  });
});
