import { describe, expect, it } from 'vitest';
import type { Check } from '../../src/core/contract/check.ts';
import { doctorRows, withNeeds } from '../../src/views/doctor-rows.ts';
import { needsAttention, roleStatusOf } from '../../src/views/role-status.ts';
import { de } from '../../src/views/words/de.ts';
import { en } from '../../src/views/words/en.ts';
import type { FailureVoice } from '../../src/views/words/voice.ts';
import { everyFailure } from '../support/every-failure.ts';
import { active, failedWith, failing, roleView, stateOf } from '../support/tray-states.ts';

const voiceOf = (roleName: string | null): FailureVoice => ({
  roleName,
  field: (name) => name,
  time: () => '15:04',
  moment: String,
});
const sourceOf = (role: string, profile: string): Check => ({
  check: 'source',
  level: 'bad',
  facts: { role, profile, trouble: 'source-missing' },
});

describe('the rows of the doctor', () => {
  it('are one for each cause, with the roles that it affects', () => {
    const clock: Check = { check: 'clock', level: 'good', facts: { offsetMs: 0 } };
    const checks = [
      sourceOf('one', 'lost'),
      clock,
      sourceOf('two', 'lost'),
      sourceOf('three', 'else'),
      sourceOf('four', 'lost'),
    ];
    const rows = doctorRows(en, checks, voiceOf);
    expect(rows.map(({ text, roles }) => [text.detail, roles])).toEqual([
      ['lost has no credentials', ['one', 'two', 'four']],
      ['in sync with AWS', []],
      ['three: else has no credentials', []],
    ]);
    expect(rows[0]?.text.remedy).toContain('rolekeeper role set NAME --source-profile PROFILE');
    expect(rows[2]?.text.remedy).toContain('rolekeeper role set three');
    expect(rows.flatMap((row) => row.checks)).toHaveLength(checks.length);
  });

  it('keep levels and failures apart', () => {
    const good: Check = { check: 'identity', level: 'good', facts: { role: 'one' } };
    const bad: Check = { ...good, level: 'bad', failure: everyFailure['mfa-needed'] };
    const other: Check = { ...good, level: 'bad', failure: everyFailure['network'] };
    expect(doctorRows(en, [good, bad, other], voiceOf)).toHaveLength(3);
  });
});

describe('the checks of roles that need someone', () => {
  it.each(Object.values(everyFailure).map((failure) => [failure.kind, failure] as const))(
    'have a row that is not good for each role that needs someone: %s',
    (_kind, failure) => {
      const views = [
        roleView('failed', { session: failedWith(failure) }),
        roleView('blocked', { session: active(40, failing(failure)), kept: true }),
      ];
      const found = withNeeds([], stateOf(views));
      const needy = views.filter((view) => needsAttention(roleStatusOf(view)));
      expect(found.map(({ facts }) => facts['role'])).toEqual(needy.map(({ role }) => role.name));
      for (const words of [en, de]) {
        for (const { checks, text } of doctorRows(words, found, voiceOf)) {
          expect(['look', 'bad']).toContain(checks[0].level);
          expect(text.detail).not.toBe('');
        }
      }
    },
  );

  it('repeat nothing that another check says about the role', () => {
    const view = roleView('one', { session: failedWith(everyFailure['source-missing']) });
    const checks = [sourceOf('one', 'lost')];
    expect(withNeeds(checks, stateOf([view]))).toEqual(checks);
  });
});
