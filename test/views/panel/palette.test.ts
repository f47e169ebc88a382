import { describe, expect, it } from 'vitest';
import { paletteEntries } from '../../../src/views/panel/palette.ts';
import { en } from '../../../src/views/words/en.ts';
import {
  active,
  failedWith,
  hoursAndMinutes,
  NOW,
  roleView,
  stateOf,
} from '../../support/tray-states.ts';

const state = stateOf([
  roleView('prod', { kept: true, session: active(60) }),
  roleView('prod-eu'),
  roleView('a-prod'),
  ...Array.from({ length: 1000 }, (_, place) => roleView(`role-${String(place)}`)),
]);

const found = (query: string, surface: 'application' | 'browser' = 'application', shown = state) =>
  paletteEntries(shown, {
    words: en,
    now: NOW,
    surface,
    query,
    formatFor: (roleName) => ({
      roleName,
      field: (name) => name,
      time: hoursAndMinutes,
      moment: hoursAndMinutes,
    }),
  });
const lines = (query: string, shown = state): readonly string[] =>
  found(query, 'application', shown).map((entry) =>
    entry.kind === 'role' ? `${entry.card.name}: ${entry.title}` : entry.title,
  );

const PAGES = [
  'Add a role',
  'Import from ~/.aws/config',
  'Add from Identity Center',
  'Activity',
  'Doctor',
  'Settings',
  'About',
  'Keyboard shortcuts',
];

describe('the palette', () => {
  it('shows all pages and the keyboard shortcuts before the user types', () => {
    expect(lines('')).toEqual(PAGES);
  });

  it('shows before the pages the remedies of at most five roles that need a person', () => {
    const lost = Array.from({ length: 7 }, (_, place) =>
      roleView(`lost-${String(place)}`, {
        kept: true,
        session: failedWith({ kind: 'source-missing', profile: 'nowhere', path: [] }),
      }),
    );
    const needing = stateOf([roleView('off'), ...lost]);
    expect(lines('', needing)).toEqual([
      ...[0, 1, 2, 3, 4].map((place) => `lost-${String(place)}: Edit role`),
      ...PAGES,
    ]);
  });

  it('finds a page by its words, and lists each page once', () => {
    expect(lines('short')).toEqual(['Keyboard shortcuts']);
    expect(lines('about')).toEqual(['About']);
    const ids = found('').map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('lists the actions of the role with the exact name first', () => {
    const names = new Set(lines('prod').map((line) => line.split(':')[0]));
    expect([...names]).toEqual(['prod', 'prod-eu', 'a-prod']);
    expect(lines('prod')[0]).toBe('prod: Open console');
    expect(lines('prod-eu')[0]).toBe('prod-eu: Switch on');
  });

  it('finds an action by words of the role and of the action, in any order', () => {
    expect(lines('refresh prod')).toEqual(['prod: Refresh now']);
    expect(lines('prod env')).toEqual(['prod: Copy environment']);
    expect(lines('role-77 edit')[0]).toBe('role-77: Edit');
    expect(lines('nothing-like-it')).toEqual([]);
  });

  it('offers no console in a browser, and no refresh of a role that is off', () => {
    expect(found('prod console', 'browser')).toEqual([]);
    expect(lines('prod-eu refresh')).toEqual([]);
  });

  it('shows at most forty actions of a thousand roles', () => {
    expect(found('role').filter(({ kind }) => kind === 'role')).toHaveLength(40);
  });
});
