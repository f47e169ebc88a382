import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AppState } from '../../../src/core/contract/app-state.ts';
import { INACTIVE, type Session } from '../../../src/core/sessions/session.ts';
import type { RoleCard } from '../../../src/views/panel/role-card.ts';
import { RoleCards } from '../../../src/views/panel/role-cards.ts';
import { type PanelContext, rolesPage } from '../../../src/views/panel/roles-page.ts';
import { panelFormat } from '../../../src/renderer/panel/panel-format.ts';
import { timeTexts } from '../../../src/views/time-texts.ts';
import { de } from '../../../src/views/words/de.ts';
import { en } from '../../../src/views/words/en.ts';
import { everyFailure } from '../../support/every-failure.ts';
import { active, NOW, roleView, stateOf } from '../../support/tray-states.ts';

const times = timeTexts('en-GB');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

interface PageChanges extends Partial<Pick<PanelContext, 'now' | 'query' | 'surface'>> {
  readonly language?: 'en' | 'de';
}

function pageOf(state: AppState, cards: RoleCards, changes: PageChanges = {}) {
  const { now = NOW, query = '', surface = 'application', language = 'en' } = changes;
  const words = language === 'en' ? en : de;
  return rolesPage(state, {
    ...{ words, now, query, surface, cards, mark: null, limit: 2000 },
    formatFor: (roleName) => panelFormat(words, times, now, roleName),
  });
}

function cardsOf(
  state: AppState,
  cards: RoleCards,
  changes: PageChanges = {},
): readonly RoleCard[] {
  return pageOf(state, cards, changes).groups.flatMap((group) => group.cards);
}

const sessions = fc.constantFrom<Session>(
  INACTIVE,
  active(30),
  active(600),
  active(-5, { state: 'none' }, { state: 'expired' }),
  { state: 'failed', failure: everyFailure['mfa-refused'], attempt: 1, retryAt: NOW + 13 * HOUR },
  { state: 'assuming', attempt: 1, lastFailure: null },
);

/**
 * Roles, each with the target profile of the next role as its source. Only their group contains the
 * searched word "hidden".
 */
const someRoles = fc
  .array(
    fc.record({
      session: sessions,
      kept: fc.boolean(),
      pinned: fc.boolean(),
      lastUsedAt: fc.option(fc.constant(NOW - HOUR)),
      mfaSerial: fc.option(fc.constant('arn:aws:iam::111122223333:mfa/alice'), { nil: undefined }),
    }),
    { minLength: 1, maxLength: 5 },
  )
  .map((all) =>
    all.map(({ pinned, mfaSerial, ...facts }, index) => {
      const sourceProfile = `profile-${String(index + 1)}`;
      const own = { pinned, sourceProfile, targetProfile: `profile-${String(index)}` };
      const role = {
        ...own,
        group: 'hidden word',
        ...(mfaSerial === undefined ? {} : { mfaSerial }),
      };
      return roleView(`role-${String(index)}`, { ...facts, role });
    }),
  );

/** A step that often differs from the previous step in only one value. */
const aStep = fc.record({
  absent: fc.constantFrom(null, null, 0, 1),
  changed: fc.constantFrom(null, null, null, 0),
  changes: fc.record({
    now: fc.constantFrom(NOW, NOW, NOW + 25 * MINUTE, NOW + 10 * HOUR, NOW + 26 * HOUR),
    query: fc.constantFrom('', '', 'hidden', 'role'),
    surface: fc.constantFrom('application', 'application', 'browser'),
    language: fc.constantFrom('en', 'en', 'de'),
  }),
});

describe('the cards of a page', () => {
  it('are the same as on a new page, whatever the page showed before', () => {
    fc.assert(
      fc.property(someRoles, fc.array(aStep, { minLength: 2, maxLength: 8 }), (roles, steps) => {
        const cards = new RoleCards();
        for (const { absent, changed, changes } of steps) {
          const views = roles
            .filter((_, index) => index !== absent)
            .map((view, index) => (index === changed ? { ...view, kept: !view.kept } : view));
          const state = structuredClone(stateOf(views));
          expect(pageOf(state, cards, changes)).toEqual(pageOf(state, new RoleCards(), changes));
        }
      }),
      { numRuns: 300 },
    );
  });

  it('are the same objects as before, except for a role that changed', () => {
    const views = Array.from({ length: 1000 }, (_, index) =>
      roleView(`role ${String(index)}`, { kept: true, session: active(60 + index) }),
    );
    const cards = new RoleCards();
    const before = cardsOf(stateOf(views), cards);
    const [first, ...rest] = structuredClone(views);
    const changed = stateOf(first === undefined ? rest : [{ ...first, kept: false }, ...rest]);
    const after = cardsOf(changed, cards, { now: NOW + 1 });
    const known = new Set(before);
    expect(after.filter((card) => !known.has(card)).map(({ name }) => name)).toEqual(['role 0']);
    expect(after).toHaveLength(1000);
  });
});
