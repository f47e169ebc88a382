import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AppState, RoleView } from '../../../src/core/contract/app-state.ts';
import type { Renewal, Session } from '../../../src/core/sessions/session.ts';
import { noticesOf } from '../../../src/views/notices/notices.ts';
import type { MenuItem } from '../../../src/views/tray/menu-item.ts';
import { trayView } from '../../../src/views/tray/tray-view.ts';
import { en } from '../../../src/views/words/en.ts';
import { everyFailure, everyProblem } from '../../support/every-failure.ts';
import {
  active,
  hoursAndMinutes,
  NOW,
  roleView,
  stateOf,
  unremarkable,
} from '../../support/tray-states.ts';

const ACCESS_KEY = 'ASIAEXAMPLE000000001';

const failures = fc.constantFrom(...Object.values(everyFailure));
const renewals: fc.Arbitrary<Renewal> = fc.oneof(
  fc.constantFrom<Renewal>({ state: 'none' }, { state: 'scheduled' }),
  fc.record({
    state: fc.constant('refreshing' as const),
    attempt: fc.nat(5),
    lastFailure: fc.option(failures),
  }),
  fc.record({
    state: fc.constant('failing' as const),
    failure: failures,
    attempt: fc.integer({ min: 1, max: 5 }),
    retryAt: fc.constantFrom(null, NOW),
  }),
);
const sessions: fc.Arbitrary<Session> = fc.oneof(
  fc.constant<Session>({ state: 'inactive' }),
  fc.record({
    state: fc.constant('assuming' as const),
    attempt: fc.nat(5),
    lastFailure: fc.option(failures),
  }),
  fc.record({
    state: fc.constant('failed' as const),
    failure: failures,
    attempt: fc.integer({ min: 1, max: 5 }),
    retryAt: fc.constantFrom(null, NOW),
  }),
  fc
    .record({
      minutes: fc.integer({ min: -60, max: 600 }),
      renewal: renewals,
      state: fc.constantFrom('active' as const, 'expired' as const),
      warnedAt: fc.constantFrom(null, NOW),
    })
    .map(({ minutes, renewal, state, warnedAt }) => active(minutes, renewal, { state, warnedAt })),
);
const names = fc.oneof(
  fc.string({ minLength: 1, maxLength: 80, unit: 'binary' }),
  fc.stringMatching(/^[A-Za-z0-9_./%@-]{1,64}$/),
  fc.constantFrom('R&D', '\u202egnp.exe', '\u001b[2J', ' ', ACCESS_KEY, '<b>bold</b>', '\ud800'),
);
const roles: fc.Arbitrary<readonly RoleView[]> = fc
  .array(
    fc.record({
      name: names,
      kept: fc.boolean(),
      session: sessions,
      mfaSerial: fc.option(fc.constant('arn:aws:iam::1:mfa/alice')),
      group: fc.option(names),
      pinned: fc.boolean(),
      lastUsedAt: fc.option(fc.integer({ min: NOW - 100, max: NOW })),
    }),
    { maxLength: 90 },
  )
  .map((all) =>
    all.map(({ name, kept, session, mfaSerial, group, pinned, lastUsedAt }, index) => {
      const id = index.toString(16).padStart(12, '0');
      const role = {
        id,
        pinned,
        ...(mfaSerial === null ? {} : { mfaSerial }),
        ...(group === null ? {} : { group }),
      };
      return roleView(name, { kept, session, lastUsedAt, role });
    }),
  );
const states: fc.Arbitrary<AppState> = fc
  .record({
    roles,
    requests: fc.uniqueArray(fc.record({ id: fc.uuid(), sourceProfile: names, serial: names }), {
      maxLength: 30,
      selector: ({ id }) => id,
    }),
    problems: fc.subarray(Object.values(everyProblem)),
    network: fc.constantFrom('online' as const, 'offline' as const),
  })
  .map(({ roles: all, requests, problems, network }) =>
    stateOf(all, {
      mfaRequests: requests.map((one) => ({ ...one, roleIds: [], ...unremarkable })),
      problems,
      network,
    }),
  );

function allItems(menu: readonly MenuItem[]): readonly MenuItem[] {
  return menu.flatMap((item) =>
    item.kind === 'submenu' ? [item, ...allItems(item.items)] : [item],
  );
}

const surface = { words: en, now: NOW, formatTime: hoursAndMinutes };
const forbidden = /[\p{Cc}\p{Cf}\p{Cs}]|[<>]|A[KS]IA[A-Z0-9]{12}|undefined|NaN|Infinity|\[object/u;

describe('in any state', () => {
  it('every menu item has a safe label and its own ID, and no menu is longer than a screen', () => {
    fc.assert(
      fc.property(states, fc.constantFrom('darwin', 'win32', 'linux'), (state, platform) => {
        const { menu, tooltip } = trayView(state, { ...surface, platform });
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
          if (item.kind === 'submenu') expect(item.items.length).toBeLessThanOrEqual(20);
        expect(menu.length).toBeLessThanOrEqual(20);
      }),
    );
  });

  it('every role has exactly one item, and roles that are on have one submenu of actions', () => {
    fc.assert(
      fc.property(states, (state) => {
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

  it('no separator is first, last or beside another', () => {
    fc.assert(
      fc.property(states, (state) => {
        const kinds = trayView(state, { ...surface, platform: 'linux' }).menu.map(
          ({ kind }) => kind,
        );
        expect(kinds.join(' ')).not.toMatch(/^separator|separator$|separator separator/);
      }),
    );
  });

  it('the order of the stored roles changes only the order of pinned roles and of equal names', () => {
    fc.assert(
      fc.property(states, (state) => {
        const distinct = state.roles.filter(
          ({ role }, index) =>
            role.pinned !== true &&
            state.roles.findIndex(
              (other) => shownName(other.role.name) === shownName(role.name),
            ) === index,
        );
        const there = trayView({ ...state, roles: distinct }, { ...surface, platform: 'linux' });
        const back = trayView(
          { ...state, roles: distinct.toReversed() },
          { ...surface, platform: 'linux' },
        );
        expect(back).toEqual(there);
      }),
    );
  });

  it('no notice is unsafe, too long for its system, or repeated', () => {
    fc.assert(
      fc.property(states, states, (before, after) => {
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

/** Names that look the same on screen are sorted as in the settings. */
function shownName(name: string): string {
  return name
    .replace(/[^A-Za-z0-9]/gu, '')
    .toLowerCase()
    .slice(0, 40);
}
