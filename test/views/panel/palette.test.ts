import { describe, expect, it } from 'vitest';
import { paletteEntries } from '../../../src/views/panel/palette.ts';
import { en } from '../../../src/views/words/en.ts';
import { active, hoursAndMinutes, NOW, roleView, stateOf } from '../../support/tray-states.ts';

const state = stateOf([
  roleView('prod', { kept: true, session: active(60) }),
  roleView('prod-eu'),
  roleView('a-prod'),
  ...Array.from({ length: 1000 }, (_, place) => roleView(`role-${String(place)}`)),
]);

const found = (wanted: string, surface: 'application' | 'browser' = 'application') =>
  paletteEntries(state, {
    words: en,
    now: NOW,
    surface,
    wanted,
    voiceFor: (roleName) => ({
      roleName,
      field: (name) => name,
      time: hoursAndMinutes,
      moment: hoursAndMinutes,
    }),
  });
const lines = (wanted: string): readonly string[] =>
  found(wanted).map((entry) =>
    entry.kind === 'role' ? `${entry.title}: ${entry.detail}` : entry.title,
  );

describe('the palette', () => {
  it('shows the pages before a word is typed', () => {
    expect(lines('')).toContain('Settings');
    expect(found('').every(({ kind }) => kind === 'page')).toBe(true);
  });

  it('finds the actions of roles, the exact name first', () => {
    const names = new Set(found('prod').map(({ title }) => title));
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

  it('offers only what is possible: no console in a browser, no refresh of a role that is off', () => {
    expect(found('prod console', 'browser')).toEqual([]);
    expect(lines('prod-eu refresh')).toEqual([]);
  });

  it('shows at most forty actions of a thousand roles', () => {
    expect(found('role').filter(({ kind }) => kind === 'role')).toHaveLength(40);
  });
});
