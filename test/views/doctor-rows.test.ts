import { describe, expect, it } from 'vitest';
import type { Check, CheckName } from '../../src/core/contract/check.ts';
import { doctorRows, addNeedsYouChecks } from '../../src/views/doctor-rows.ts';
import { needsAttention, roleStatusOf } from '../../src/views/role-status.ts';
import { de } from '../../src/views/words/de.ts';
import { en } from '../../src/views/words/en.ts';
import type { FactFormat } from '../../src/views/words/fact-format.ts';
import { everyFailure, everyProblem } from '../support/every-failure.ts';
import { active, failedWith, failing, roleView, stateOf } from '../support/tray-states.ts';

const formatOf = (roleName: string | null): FactFormat => ({
  roleName,
  field: (name) => name,
  time: () => '15:04',
  moment: String,
  sources: ['default', 'corp'],
});
const sourceOf = (role: string, profile: string): Check => ({
  check: 'source',
  level: 'bad',
  facts: { role, profile, trouble: 'source-missing' },
});

describe('the rows of the doctor', () => {
  it('are one row for each cause, with the roles that the cause affects', () => {
    const clock: Check = { check: 'clock', level: 'good', facts: { offsetMs: 0 } };
    const checks = [
      sourceOf('one', 'lost'),
      clock,
      sourceOf('two', 'lost'),
      sourceOf('three', 'else'),
      sourceOf('four', 'lost'),
    ];
    const rows = doctorRows(en, checks, formatOf);
    expect(rows.map(({ text, roles }) => [text.detail, roles])).toEqual([
      ['lost has no credentials', ['one', 'two', 'four']],
      ['in sync with AWS', []],
      ['three: else has no credentials', []],
    ]);
    expect(rows.map(({ remedy }) => remedy?.commands)).toEqual([
      ['one', 'two', 'four'].map((role) => `rolekeeper role set ${role} --source-profile default`),
      undefined,
      ['rolekeeper role set three --source-profile default'],
    ]);
    expect(rows.flatMap((row) => row.checks)).toHaveLength(checks.length);
  });

  it('are different rows for different levels or failures', () => {
    const good: Check = { check: 'identity', level: 'good', facts: { role: 'one' } };
    const bad: Check = { ...good, level: 'bad', failure: everyFailure['mfa-needed'] };
    const other: Check = { ...good, level: 'bad', failure: everyFailure['network'] };
    expect(doctorRows(en, [good, bad, other], formatOf)).toHaveLength(3);
  });
});

const SERIAL = 'arn:aws:iam::111122223333:mfa/alice';
/** Values that the texts of checks contain. Each check is tested with each of these objects. */
const FACTS: readonly Check['facts'][] = [
  { trouble: 'source-missing' },
  { trouble: 'source-cycle', path: 'lost > two > lost' },
  { by: 'role_arn', effect: 'hides-ours' },
  { why: 'expired' },
  { path: '/home/alice/.aws/credentials', line: 3, section: 'profile x', better: null },
].map((facts) => ({ profile: 'lost', serial: SERIAL, ...facts }));

describe('the remedy of a row', () => {
  const checks = Object.keys(en.checks) as readonly CheckName[];
  const roles = ['one', 'two'];
  // %USERNAME% is a variable of cmd, not a placeholder.
  const placeholder = /(?<!%)\b(?:NAME|FILE|PROFILE|PATTERN)\b(?!%)|…/;
  const placeholdersIn = (found: readonly Check[]): readonly string[] =>
    [found, found.slice(0, 1)].flatMap((some) =>
      [en, de].flatMap((words) =>
        doctorRows(words, some, formatOf)
          .flatMap(({ remedy }) => (remedy === null ? [] : [remedy.label, ...remedy.commands]))
          .filter((text) => placeholder.test(text)),
      ),
    );

  it.each(checks)('has no placeholder for the check %s if the roles are known', (check) => {
    for (const level of ['warning', 'bad'] as const) {
      for (const facts of FACTS) {
        const each = roles.map((role): Check => ({ check, level, facts: { ...facts, role } }));
        expect(placeholdersIn(each)).toEqual([]);
      }
    }
  });

  it.each(Object.values(everyFailure).map((failure) => [failure.kind, failure] as const))(
    'has no placeholder for the failure %s if the role is known',
    (_kind, failure) => {
      const each = roles.map((role): Check => ({
        check: 'needs-you',
        level: 'bad',
        facts: { role },
        failure,
      }));
      expect(placeholdersIn(each)).toEqual([]);
    },
  );

  // After this problem there are no settings, so no role is known.
  const problems = Object.values(everyProblem).filter(({ kind }) => kind !== 'settings-set-aside');
  it.each(problems.map((problem) => [problem.kind, problem] as const))(
    'has no placeholder for the problem %s',
    (_kind, problem) => {
      expect(placeholdersIn([{ check: 'state', level: 'bad', facts: {}, problem }])).toEqual([]);
    },
  );

  it('is the command that creates the missing profile if there is no other profile', () => {
    const format = (roleName: string | null) => ({ ...formatOf(roleName), sources: ['lost'] });
    const [row] = doctorRows(en, [sourceOf('one', 'lost'), sourceOf('two', 'lost')], format);
    expect(row?.remedy?.commands).toEqual(['aws configure --profile lost']);
  });
});

describe('the checks of roles that need a person', () => {
  it.each(Object.values(everyFailure).map((failure) => [failure.kind, failure] as const))(
    'have the level warning or bad for each role that needs a person because of %s',
    (_kind, failure) => {
      const views = [
        roleView('failed', { session: failedWith(failure) }),
        roleView('blocked', { session: active(40, failing(failure)), kept: true }),
      ];
      const found = addNeedsYouChecks([], stateOf(views));
      const needing = views.filter((view) => needsAttention(roleStatusOf(view)));
      expect(found.map(({ facts }) => facts['role'])).toEqual(needing.map(({ role }) => role.name));
      for (const words of [en, de]) {
        for (const { checks, text } of doctorRows(words, found, formatOf)) {
          expect(['warning', 'bad']).toContain(checks[0].level);
          expect(text.detail).not.toBe('');
        }
      }
    },
  );

  it('do not repeat what another check says about the role', () => {
    const view = roleView('one', { session: failedWith(everyFailure['source-missing']) });
    const checks = [sourceOf('one', 'lost')];
    expect(addNeedsYouChecks(checks, stateOf([view]))).toEqual(checks);
  });
});
