import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readProfiles } from '../../src/core/aws-config/profiles.ts';
import { sortedByAccount } from '../../src/core/discovery/assignment.ts';
import { nameOrder } from '../../src/core/name-order.ts';
import { roleProfiles } from '../../src/core/roles/import/importable.ts';
import { sourceProfiles } from '../../src/core/roles/sources/source-profiles.ts';
import { activityPage } from '../../src/views/activity/activity-page.ts';
import { paletteEntries } from '../../src/views/panel/palette.ts';
import { groupRoles, listedRoles } from '../../src/views/role-order.ts';
import { timeTexts } from '../../src/views/time-texts.ts';
import { trayView } from '../../src/views/tray/tray-view.ts';
import { en } from '../../src/views/words/en.ts';
import { anyCharacter } from '../support/any-character.ts';
import { hoursAndMinutes, NOW, roleView, stateOf } from '../support/tray-states.ts';

const SORTED = ['account-1', 'account-2', 'Account-3', 'account-10', 'account-20', 'zone'];
const SHUFFLED = ['zone', 'account-10', 'Account-3', 'account-1', 'account-20', 'account-2'];
const views = SHUFFLED.map((name) => roleView(name));
const config = SHUFFLED.map(
  (name) =>
    `[profile ${name}]\nrole_arn = arn:aws:iam::123456789012:role/R\nsource_profile = default\n`,
).join('');
const profiles = readProfiles({ config, credentials: null });
const times = timeTexts('en-GB');
const assignment = { accountName: 'a', accountId: '1', emailAddress: '', permissionSet: 'P' };
const inActivity = { words: en, now: NOW, times, query: '', roleId: null, roleName: null };

describe('the order of names', () => {
  it.each<readonly [where: string, sorted: () => readonly string[]]>([
    ['the profiles to import', () => roleProfiles(profiles)],
    ['the source profiles', () => sourceProfiles(profiles, []).map(({ profile }) => profile)],
    [
      'the accounts of Identity Center',
      () =>
        sortedByAccount(SHUFFLED.map((accountName) => ({ ...assignment, accountName }))).map(
          ({ accountName }) => accountName,
        ),
    ],
    [
      'the permission sets of an account',
      () =>
        sortedByAccount(SHUFFLED.map((permissionSet) => ({ ...assignment, permissionSet }))).map(
          ({ permissionSet }) => permissionSet,
        ),
    ],
    ['the list of roles', () => listedRoles(views, NOW).map(({ name }) => name)],
    [
      'the groups of roles',
      () =>
        groupRoles(
          listedRoles(
            SHUFFLED.map((group) => roleView(`in-${group}`, { role: { group } })),
            NOW,
          ),
        ).map(({ group }) => group ?? ''),
    ],
    [
      'the role filter of the activity log',
      () =>
        activityPage(
          views.map(({ role }) => ({
            at: NOW,
            event: 'released',
            roleId: role.id,
            roleName: role.name,
            expiration: null,
            failureKind: null,
            requestId: null,
          })),
          { ...inActivity, limit: 10 },
        ).roles.map(({ name }) => name),
    ],
    [
      'the palette',
      () =>
        paletteEntries(stateOf(views), {
          words: en,
          now: NOW,
          surface: 'application',
          query: 'switch',
          formatFor: (roleName) => ({
            roleName,
            field: String,
            time: hoursAndMinutes,
            moment: hoursAndMinutes,
          }),
        }).flatMap((entry) => (entry.kind === 'role' ? [entry.card.name] : [])),
    ],
    [
      'the tray menu',
      () => menuOf(views).flatMap((item) => (item.kind === 'checkbox' ? [item.label] : [])),
    ],
  ])('compares numbers in names by their value, for %s', (_where, sorted) => {
    expect(sorted()).toEqual(SORTED);
  });

  it('is the order of submenus, whose titles have the full names of the first and the last role', () => {
    const [rest] = menuOf(
      Array.from({ length: 60 }, (_, place) => roleView(`account-${String(place + 1)}`)),
    ).filter(({ kind }) => kind === 'submenu');
    const titles = rest?.kind === 'submenu' ? rest.items : [];
    expect(titles.map((item) => 'label' in item && item.label)).toEqual([
      'account-1 – account-20',
      'account-21 – account-40',
      'account-41 – account-60',
    ]);
  });

  it('does not depend on the order before the sorting', () => {
    const names = fc.uniqueArray(
      fc.oneof(
        fc.string({ unit: fc.constantFrom('a', 'A', 'b', '0', '1', '2', '-', ' '), maxLength: 6 }),
        fc.string({ unit: anyCharacter, maxLength: 4 }),
      ),
    );
    fc.assert(
      fc.property(names, (given) => {
        const sorted = given.toSorted(nameOrder());
        expect(given.toReversed().toSorted(nameOrder())).toEqual(sorted);
        expect(given.toSorted().toSorted(nameOrder())).toEqual(sorted);
      }),
    );
  });
});

function menuOf(roles: readonly ReturnType<typeof roleView>[]) {
  return trayView(stateOf(roles), {
    words: en,
    now: NOW,
    formatTime: hoursAndMinutes,
    platform: 'linux',
    maxLines: 20,
  }).menu;
}
