import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noticesOf } from '../../../src/views/notices/notices.ts';
import type { MenuItem } from '../../../src/views/tray/menu-item.ts';
import { menuLines } from '../../../src/views/tray/menu-length.ts';
import { trayView } from '../../../src/views/tray/tray-view.ts';
import { en } from '../../../src/views/words/en.ts';
import { anyState } from '../../support/any-state.ts';
import { hoursAndMinutes, NOW } from '../../support/tray-states.ts';

function allItems(menu: readonly MenuItem[]): readonly MenuItem[] {
  return menu.flatMap((item) =>
    item.kind === 'submenu' ? [item, ...allItems(item.items)] : [item],
  );
}

const surface = { words: en, now: NOW, formatTime: hoursAndMinutes, maxLines: 20 };
const forbidden = /[\p{Cc}\p{Cf}\p{Cs}]|[<>]|A[KS]IA[A-Z0-9]{12}|undefined|NaN|Infinity|\[object/u;

const systems = fc.constantFrom('darwin', 'win32', 'linux');
/** Heights of work areas in px. The shortest menu fits on the smallest of them. */
const heights = fc.oneof(fc.integer({ min: 264, max: 460 }), fc.integer({ min: 264, max: 3000 }));

describe('in any state of the application', () => {
  it('every menu item has its own ID and no unsafe character, and no menu is longer than a screen', () => {
    fc.assert(
      fc.property(anyState, systems, heights, (state, platform, height) => {
        const maxLines = menuLines([height]);
        const { menu, tooltip } = trayView(state, { ...surface, platform, maxLines });
        const items = allItems(menu);
        const ids = items.map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        expect(tooltip.length).toBeLessThanOrEqual(127);
        for (const text of [
          tooltip,
          ...items.flatMap((item) => (item.kind === 'separator' ? [] : [item.label])),
        ]) {
          expect(text.trim()).not.toBe('');
          expect(text).not.toMatch(forbidden);
          expect(text.replaceAll('&&', '')).not.toContain('&');
        }
        for (const item of items)
          if (item.kind === 'submenu') expect(item.items.length).toBeLessThanOrEqual(maxLines);
        expect(menu.length).toBeLessThanOrEqual(maxLines);
        // A line is at most 34 px high, in GNOME with large text.
        expect(menu.length * 34).toBeLessThan(height);
      }),
    );
  });

  it('every role has one menu item, and every role that is on has one submenu of actions', () => {
    fc.assert(
      fc.property(anyState, (state) => {
        const items = allItems(trayView(state, { ...surface, platform: 'linux' }).menu);
        const withId = (id: string): number => items.filter((item) => item.id === id).length;
        for (const { role, kept, session } of state.roles) {
          expect(withId(`role:${role.id}`)).toBe(1);
          const isOff = !kept && session.state === 'inactive';
          if (isOff) expect(withId(`actions:${role.id}`)).toBe(0);
          if (kept || session.state === 'active') expect(withId(`actions:${role.id}`)).toBe(1);
        }
        for (const request of state.mfaRequests) expect(withId(`mfa:${request.id}`)).toBe(1);
      }),
    );
  });

  it('no separator is first, last or beside another separator', () => {
    fc.assert(
      fc.property(anyState, (state) => {
        const kinds = trayView(state, { ...surface, platform: 'linux' }).menu.map(
          ({ kind }) => kind,
        );
        expect(kinds.join(' ')).not.toMatch(/^separator|separator$|separator separator/);
      }),
    );
  });

  it('the order of roles in the settings affects only pinned roles and roles with equal names', () => {
    fc.assert(
      fc.property(anyState, (state) => {
        const distinct = state.roles.filter(
          ({ role }, index) =>
            role.pinned !== true &&
            state.roles.findIndex(
              (other) => shownName(other.role.name) === shownName(role.name),
            ) === index,
        );
        const inOrder = trayView({ ...state, roles: distinct }, { ...surface, platform: 'linux' });
        const reversed = trayView(
          { ...state, roles: distinct.toReversed() },
          { ...surface, platform: 'linux' },
        );
        expect(reversed).toEqual(inOrder);
      }),
    );
  });

  it('no notice has an unsafe character or a body of more than 240 characters, and none is repeated', () => {
    fc.assert(
      fc.property(anyState, anyState, (before, after) => {
        const { shown: notices, ended } = noticesOf(before, after, surface);
        const ids = notices.map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        for (const id of [...ids, ...ended]) expect(id).toMatch(/^[a-z0-9-]{1,64}$/);
        for (const { title, body } of notices) {
          expect(title.trim()).not.toBe('');
          expect(`${title} ${body}`).not.toMatch(forbidden);
          expect(body.length).toBeLessThanOrEqual(240);
        }
        expect(noticesOf(after, after, surface)).toEqual({ shown: [], ended: [] });
        expect(noticesOf(null, after, surface)).toEqual({ shown: [], ended: [] });
      }),
    );
  });
});

/** Returns a simplified name. It is the same for roles whose displayed names may be the same. */
function shownName(name: string): string {
  return name
    .replace(/[^A-Za-z0-9]/gu, '')
    .toLowerCase()
    .slice(0, 40);
}
