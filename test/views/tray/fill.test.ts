import { describe, expect, it } from 'vitest';
import type { RoleView } from '../../../src/core/contract/app-state.ts';
import { listedRoles } from '../../../src/views/role-order.ts';
import { fillOf } from '../../../src/views/tray/fill.ts';
import { everyFailure } from '../../support/every-failure.ts';
import { active, failing, NOW, roleView } from '../../support/tray-states.ts';

const MINUTE = 60_000;
/** A session of one hour is refreshed 40 minutes after its start. */
const hour = (agedMinutes: number): RoleView =>
  roleView('hour', { kept: true, session: active(60 - agedMinutes) });
const fill = (...views: readonly RoleView[]) => fillOf(listedRoles(views, NOW), NOW);

describe('the fill of the active icon', () => {
  it.each([
    [0, 1, 10],
    [9, 1, 1],
    [10, 2, 10],
    [25, 3, 5],
    [30, 4, null],
    [40, 4, null],
  ])(
    '%i min after the start of a session is step %i, and changes after %s min',
    (aged, step, minutes) => {
      expect(fill(hour(aged))).toEqual({
        fill: step,
        fillsInMs: minutes === null ? null : minutes * MINUTE,
      });
    },
  );

  it('follows the role that is refreshed next', () => {
    const later = roleView('later', { kept: true, session: active(300) });
    expect(fill(later, hour(25))).toEqual(fill(hour(25)));
  });

  it('is full if nothing is planned: no role is on, or its refresh fails', () => {
    const full = { fill: 4, fillsInMs: null };
    expect(fill(roleView('once', { session: active(60, { state: 'none' }) }))).toEqual(full);
    const failed = active(60, failing(everyFailure.network));
    expect(fill(roleView('bad', { kept: true, session: failed }))).toEqual(full);
  });

  it('always has a next step in the future, until it is full', () => {
    for (let aged = 0; aged < 40; aged += 0.25) {
      const { fill: step, fillsInMs } = fill(hour(aged));
      if (step === 4) expect(fillsInMs).toBeNull();
      else expect(fill(hour(aged + (fillsInMs ?? 0) / MINUTE)).fill).toBe(step + 1);
    }
  });
});
