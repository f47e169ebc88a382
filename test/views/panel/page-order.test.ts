import { describe, expect, it } from 'vitest';
import type { AppState, Problem } from '../../../src/core/contract/app-state.ts';
import { RoleCards } from '../../../src/views/panel/role-cards.ts';
import { orderedParts } from '../../../src/views/panel/page-order.ts';
import { type RolesPage, rolesPage } from '../../../src/views/panel/roles-page.ts';
import { de } from '../../../src/views/words/de.ts';
import { en } from '../../../src/views/words/en.ts';
import { everyFailure } from '../../support/every-failure.ts';
import {
  active,
  failedWith,
  hoursAndMinutes,
  idOf,
  NOW,
  roleView,
  stateOf,
  requestDefaults,
} from '../../support/tray-states.ts';

const problems: readonly Problem[] = [
  { kind: 'clock-skewed', offsetMs: 600_000 },
  { kind: 'state-set-aside', movedTo: '/home/alice/state.db.old' },
];
const request = {
  ...requestDefaults,
  id: '77',
  sourceProfile: 'default',
  serial: 'arn:aws:iam::111122223333:mfa/phone',
  roleIds: [],
};
const lost = roleView('lost', {
  kept: true,
  session: failedWith({ kind: 'source-missing', profile: 'nowhere', path: ['nowhere'] }),
});
const off = roleView('off');

function pageOf(state: AppState, { query = '', words = en } = {}): RolesPage {
  return rolesPage(state, {
    words,
    now: NOW,
    formatFor: (roleName) => ({
      roleName,
      field: (name) => name,
      time: hoursAndMinutes,
      moment: hoursAndMinutes,
    }),
    query,
    mark: null,
    limit: 40,
    surface: 'application',
    cards: new RoleCards(),
  });
}

function parts(roles: readonly (typeof off)[], query = ''): readonly string[] {
  const page = pageOf(stateOf(roles, { problems, mfaRequests: [request] }), { query });
  return orderedParts(page, false).map((part) =>
    part.kind === 'group' ? `group ${part.group.key}` : part.kind,
  );
}

describe('the order of the list', () => {
  it.each([
    [
      'roles that need a person, MFA requests that no role shows, problems, other roles',
      [lost, off],
      '',
      ['group attention', 'code', 'problem', 'problem', 'group rest'],
    ],
    [
      'MFA requests and problems first if no role needs a person',
      [off],
      '',
      ['code', 'problem', 'problem', 'group rest'],
    ],
    [
      'roles that a search found, then MFA requests and problems',
      [lost, off],
      'off',
      ['group found', 'code', 'problem', 'problem'],
    ],
  ])('is: %s', (_title, roles, query, order) => {
    expect(parts(roles, query)).toEqual(order);
  });
});

describe('many problems', () => {
  const many = Array.from({ length: 50 }, (_, place): Problem => ({
    kind: 'other-environment',
    roleId: String(place),
  }));
  const kinds = (withAllProblems: boolean): readonly string[] =>
    orderedParts(pageOf(stateOf([lost, off], { problems: many })), withAllProblems).map((part) =>
      part.kind === 'more-problems' ? `${part.kind} ${part.count}` : part.kind,
    );

  it('are shown as three problems and a button, so that the roles stay visible', () => {
    expect(kinds(false)).toEqual([
      'group',
      ...['problem', 'problem', 'problem', 'more-problems 47'],
      'group',
    ]);
  });

  it('are all shown after a click on that button', () => {
    expect(kinds(true).filter((kind) => kind === 'problem')).toHaveLength(50);
    expect(kinds(true).at(-1)).toBe('group');
  });
});

describe('a requested MFA code', () => {
  const asked = { ...request, roleIds: [idOf('audit')] };
  const needed = {
    kind: 'mfa-needed',
    serial: request.serial,
    sourceProfile: 'default',
    mfaRequestId: request.id,
    sessionRefused: false,
  } as const;

  it.each([
    { title: 'waits for the code', session: failedWith(needed) },
    {
      title: 'is being assumed',
      session: { state: 'assuming', attempt: 1, lastFailure: null } as const,
    },
  ])('is not listed apart from its role while the role $title', ({ session }) => {
    const audit = roleView('audit', { kept: true, session });
    const { codes } = pageOf(stateOf([audit], { mfaRequests: [asked] }));
    expect(codes).toEqual([]);
  });
});

describe('the summary in the header', () => {
  const needs = (name: string): string | null =>
    pageOf(
      stateOf([
        roleView(name, { kept: true, session: failedWith(everyFailure['access-denied']) }),
        off,
      ]),
    ).summary;

  it('names the role that needs a person and the cause, or has only a number if the name is too long', () => {
    expect(needs('prod')).toBe('prod needs you: access denied');
    expect(needs('production-data-lake-administrators')).toBe('1 role needs you');
  });

  it.each([en, de])(
    'fits in the header even if its time has a weekday and a date, in $language',
    (words) => {
      const valid = roleView('prod', { kept: true, session: active(60) });
      for (const network of ['online', 'offline'] as const) {
        const { summary } = pageOf(stateOf([valid], { network }), { words });
        const dated = words === de ? 'So., 29. Nov., 00:09' : 'Sun 29 Nov, 00:09';
        expect((summary ?? '').replace(/\d\d:\d\d/, dated).length).toBeLessThanOrEqual(56);
      }
    },
  );
});
