import { describe, expect, it } from 'vitest';
import type { RoleView } from '../../../src/core/contract/app-state.ts';
import { listedRoles } from '../../../src/views/role-order.ts';
import { fillOf } from '../../../src/views/tray/fill.ts';
import { everyFailure } from '../../support/every-failure.ts';
import { active, failing, NOW, roleView } from '../../support/tray-states.ts';

const MINUTE = 60_000;
/** A role with a session of one hour, which is refreshed 40 minutes after its start. */
const hourRole = (agedMinutes: number): RoleView =>
  roleView('hour', { kept: true, session: active(60 - agedMinutes) });
const fill = (...views: readonly RoleView[]) => fillOf(listedRoles(views, NOW), NOW);

describe('the fill of the tray icon', () => {
  it.each([
    [0, 1, 'changes in 10 min', 10],
    [9, 1, 'changes in 1 min', 1],
    [10, 2, 'changes in 10 min', 10],
    [25, 3, 'changes in 5 min', 5],
    [30, 4, 'does not change', null],
    [40, 4, 'does not change', null],
  ])(
    '%i min after the start of a session is step %i of 4, and %s',
    (aged, step, _change, minutes) => {
      expect(fill(hourRole(aged))).toEqual({
        fill: step,
        nextStepInMs: minutes === null ? null : minutes * MINUTE,
      });
    },
  );

  it('depends on the role that is refreshed next', () => {
    const later = roleView('later', { kept: true, session: active(300) });
    expect(fill(later, hourRole(25))).toEqual(fill(hourRole(25)));
  });

  it('is full if no refresh is planned: no role is on, or the refresh fails', () => {
    const full = { fill: 4, nextStepInMs: null };
    expect(fill(roleView('once', { session: active(60, { state: 'none' }) }))).toEqual(full);
    const failed = active(60, failing(everyFailure.network));
    expect(fill(roleView('bad', { kept: true, session: failed }))).toEqual(full);
  });

  it('reaches the next step after `nextStepInMs`, until it is full', () => {
    for (let aged = 0; aged < 40; aged += 0.25) {
      const { fill: step, nextStepInMs } = fill(hourRole(aged));
      if (step === 4) expect(nextStepInMs).toBeNull();
      else expect(fill(hourRole(aged + (nextStepInMs ?? 0) / MINUTE)).fill).toBe(step + 1);
    }
  });
});
