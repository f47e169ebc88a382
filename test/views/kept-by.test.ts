import { describe, expect, it } from 'vitest';
import type { RefreshingProcess } from '../../src/core/ports/keeping-processes.ts';
import { keptByText } from '../../src/views/kept-by.ts';
import { RoleCards } from '../../src/views/panel/role-cards.ts';
import { rolesPage } from '../../src/views/panel/roles-page.ts';
import type { RoleCard } from '../../src/views/panel/role-card.ts';
import { trayView } from '../../src/views/tray/tray-view.ts';
import { de } from '../../src/views/words/de.ts';
import { en } from '../../src/views/words/en.ts';
import { active, hoursAndMinutes, NOW, roleView, stateOf } from '../support/tray-states.ts';
import type { RoleFacts } from '../support/tray-states.ts';

const keep: RefreshingProcess = { kind: 'keep', pid: 4242, host: null, since: NOW };
const application: RefreshingProcess = { kind: 'application', pid: 77, host: null, since: NOW };

describe('a role that another process refreshes', () => {
  const card = (facts: RoleFacts): RoleCard | undefined => {
    const formatFor = (roleName: string | null) => ({
      roleName,
      field: (name: string) => name,
      time: hoursAndMinutes,
      moment: hoursAndMinutes,
    });
    const context = {
      words: en,
      now: NOW,
      formatFor,
      query: '',
      mark: null,
      limit: 40,
      surface: 'application' as const,
      cards: new RoleCards(),
    };
    return rolesPage(stateOf([roleView('a', facts)]), context).groups[0]?.cards[0];
  };
  const keptByOf = (shown: RoleCard | undefined): string | undefined =>
    shown?.facts.find(({ label }) => label === 'Kept fresh by')?.text;
  const trayOf = (facts: RoleFacts): string =>
    JSON.stringify(
      trayView(stateOf([roleView('a', facts)]), {
        words: en,
        now: NOW,
        formatTime: hoursAndMinutes,
        platform: 'linux',
        maxLines: 20,
      }).menu,
    );

  it('has a text with the program and the ID of that process, in both languages', () => {
    expect(keptByText(en, [])).toBeNull();
    expect(keptByText(en, [keep])).toBe('rolekeeper keep (process 4242)');
    expect(keptByText(en, [keep, application, { ...keep, pid: 5 }])).toBe(
      'rolekeeper keep (process 4242), the application (process 77) and rolekeeper keep (process 5)',
    );
    expect(de.keeping.by(keptByText(de, [keep, application]) ?? '')).toBe(
      'Frisch gehalten von rolekeeper keep (Prozess 4242) und der Anwendung (Prozess 77)',
    );
  });

  it('has a text with the computer of that process, without terminal sequences', () => {
    const text = keptByText(en, [{ ...keep, host: 'build\u001B[2J-7' }]);
    expect(text).toContain('(process 4242 on build');
    expect(text).not.toContain('\u001B');
  });

  it('shows that process and the next refresh on its card, although the role is not switched on', () => {
    const session = active(30, { state: 'none' });
    expect(card({ session })).toMatchObject({ next: 'not refreshed' });
    expect(keptByOf(card({ session }))).toBeUndefined();
    const kept = card({ session, keptBy: [keep] });
    expect(kept?.next).toMatch(/^refreshes \d\d:\d\d$/);
    expect(keptByOf(kept)).toBe('rolekeeper keep (process 4242)');
    expect(keptByOf(card({ session: active(30), kept: true, keptBy: [keep] }))).toBe(
      'this Rolekeeper process and rolekeeper keep (process 4242)',
    );
  });

  it('shows that process in its submenu of the tray', () => {
    const session = active(30);
    expect(trayOf({ session, kept: true })).not.toContain('Kept fresh');
    expect(trayOf({ session, kept: true, keptBy: [keep] })).toContain(
      'Kept fresh by rolekeeper keep (process 4242)',
    );
  });
});
