import { describe, expect, it } from 'vitest';
import type { AppState } from '../../../src/core/contract/app-state.ts';
import { type NoticeChanges, noticesOf } from '../../../src/views/notices/notices.ts';
import { en } from '../../../src/views/words/en.ts';
import { everyFailure } from '../../support/every-failure.ts';
import {
  active,
  failedWith,
  failing,
  hoursAndMinutes,
  idOf,
  NOW,
  roleView,
  stateOf,
  requestDefaults,
} from '../../support/tray-states.ts';

function changesBetween(before: AppState | null, after: AppState): NoticeChanges {
  return noticesOf(before, after, { words: en, formatTime: hoursAndMinutes });
}

const denied = everyFailure['access-denied'];
const network = everyFailure.network;
const kept = true;
const workingRole = (name: string) => roleView(name, { kept, session: active(60) });
const blockedRole = (name: string) =>
  roleView(name, { kept, session: active(60, failing(denied)) });

describe('a notice', () => {
  it('says that a role is blocked, why, and what a click does', () => {
    const { shown, ended } = changesBetween(
      stateOf([workingRole('client-s3')]),
      stateOf([blockedRole('client-s3')]),
    );
    expect(shown).toEqual([
      {
        id: expect.stringMatching(/^blocked-access-denied-[0-9a-f]{8}$/) as unknown,
        kind: 'blocked',
        title: 'client-s3 needs you',
        body: 'Access denied. Click to see what is missing.',
        urgency: 'normal',
        action: { kind: 'show', route: { kind: 'access', roleId: idOf('client-s3') } },
      },
    ]);
    expect(ended).toEqual([]);
  });

  it('is shown once for all roles with the same cause, and replaced when a further role has that cause', () => {
    const both = stateOf([blockedRole('one'), blockedRole('two')]);
    const { shown } = changesBetween(stateOf([workingRole('one'), workingRole('two')]), both);
    expect(shown).toHaveLength(1);
    expect(shown[0]).toMatchObject({
      title: '2 roles need you',
      body: 'Access denied. Click to show the roles (one and two).',
      action: { kind: 'show', route: { kind: 'roles' } },
    });
    const third = changesBetween(
      both,
      stateOf([blockedRole('one'), blockedRole('two'), blockedRole('three')]),
    );
    expect(third.shown.map(({ id, title }) => ({ id, title }))).toEqual([
      { id: shown[0]?.id, title: '3 roles need you' },
    ]);
    expect(third.ended).toEqual([]);
  });

  it('about a sign-in is not repeated for each role that waits for it', () => {
    const waits = (name: string) =>
      roleView(name, { kept, session: active(60, failing(everyFailure['sign-in-needed'])) });
    const first = stateOf([waits('one'), workingRole('two')]);
    expect(
      changesBetween(stateOf([workingRole('one'), workingRole('two')]), first).shown,
    ).toHaveLength(1);
    expect(changesBetween(first, stateOf([waits('one'), waits('two')]))).toEqual({
      shown: [],
      ended: [],
    });
  });

  it('is not repeated while Rolekeeper tries again, or when the same failure occurs again', () => {
    const trying = roleView('one', {
      kept,
      session: active(60, { state: 'refreshing', attempt: 1, lastFailure: denied }),
    });
    expect(changesBetween(stateOf([blockedRole('one')]), stateOf([trying]))).toEqual({
      shown: [],
      ended: [],
    });
    const again = roleView('one', { kept, session: active(60, failing(denied, 2)) });
    expect(changesBetween(stateOf([trying]), stateOf([again]))).toEqual({ shown: [], ended: [] });
  });

  it('is closed when the failure ends, and another notice says that the role works again', () => {
    const { shown, ended } = changesBetween(
      stateOf([blockedRole('one')]),
      stateOf([workingRole('one')]),
    );
    expect(shown).toMatchObject([
      { id: 'recovered', title: 'one works again', body: 'Valid until 11:00.', urgency: 'low' },
    ]);
    expect(ended).toEqual([expect.stringMatching(/^blocked-access-denied-/)]);
  });

  it('is closed without another notice if the role is released or removed', () => {
    const before = stateOf([blockedRole('one'), blockedRole('two')]);
    const released = changesBetween(before, stateOf([roleView('one')]));
    expect(released.shown).toEqual([]);
    expect(released.ended).toHaveLength(1);
  });

  it('does not say that a role works again if the role was assumed but not switched on', () => {
    const before = stateOf([roleView('one', { session: failedWith(denied) })]);
    const { shown, ended } = changesBetween(
      before,
      stateOf([roleView('one', { session: active(60, { state: 'none' }) })]),
    );
    expect(shown).toEqual([]);
    expect(ended).toHaveLength(1);
  });

  it('asks once for the code of an MFA request, and is closed when the MFA request ends', () => {
    const request = {
      id: 'r1',
      sourceProfile: 'default',
      serial: 'arn:aws:iam::111122223333:mfa/alice',
      roleIds: [idOf('one'), idOf('two')],
      ...requestDefaults,
    };
    const session = failedWith(everyFailure['mfa-needed']);
    const roles = [roleView('one', { kept, session }), roleView('two', { kept, session })];
    const asking = stateOf(roles, { mfaRequests: [request] });
    const { shown } = changesBetween(stateOf([workingRole('one'), workingRole('two')]), asking);
    expect(shown).toMatchObject([
      {
        kind: 'mfa-needed',
        title: 'MFA code needed',
        body: 'For one and two. Click to enter the code.',
        action: { kind: 'show', route: { kind: 'mfa', mfaRequestId: 'r1' } },
      },
    ]);
    const refused = stateOf(roles, {
      mfaRequests: [{ ...request, refused: true, notBefore: NOW }],
    });
    expect(changesBetween(asking, refused)).toEqual({ shown: [], ended: [] });
    expect(changesBetween(refused, stateOf([workingRole('one'), workingRole('two')]))).toEqual({
      shown: [],
      ended: [shown[0]?.id],
    });
  });

  it('asks for the next code before it is needed, is closed while the MFA request is postponed, and asks again when a role waits for the code', () => {
    const request = {
      id: 'r1',
      sourceProfile: 'default',
      serial: 'arn:aws:iam::111122223333:mfa/alice',
      roleIds: [idOf('one')],
      ...requestDefaults,
    };
    const roles = [workingRole('one')];
    const early = stateOf(roles, { mfaRequests: [{ ...request, usableUntil: NOW + 3_600_000 }] });
    const notices = changesBetween(stateOf(roles), early).shown;
    expect(notices).toMatchObject([{ kind: 'mfa-needed', title: /^MFA code needed by \d/ }]);
    const later = { ...request, usableUntil: NOW + 3_600_000, snoozedUntil: NOW + 60_000 };
    const postponed = stateOf(roles, { mfaRequests: [later] });
    expect(changesBetween(early, postponed)).toEqual({ shown: [], ended: [notices[0]?.id] });
    expect(changesBetween(postponed, early).shown).toHaveLength(1);
    const waiting = stateOf(roles, { mfaRequests: [request] });
    expect(changesBetween(early, waiting)).toMatchObject({
      shown: [{ title: 'MFA code needed' }],
      ended: [notices[0]?.id],
    });
  });

  it('about keys of another tool offers to take over the profile on a click', () => {
    const session = failedWith(everyFailure['section-not-owned']);
    const { shown } = changesBetween(
      stateOf([roleView('one')]),
      stateOf([roleView('one', { kept, session })]),
    );
    expect(shown[0]?.action).toEqual({ kind: 'take-over', roleId: idOf('one') });
    expect(shown[0]?.body).toContain('Click to take over the profile.');
  });

  it('about temporary failures appears after the third failure in a row, once for all roles', () => {
    const states = [1, 2, 3, 4].map((attempt) =>
      stateOf([
        roleView('one', { kept, session: failedWith(network, attempt) }),
        roleView('two', { kept, session: failedWith(everyFailure.timeout, attempt) }),
      ]),
    );
    const notices = states.map(
      (state, index) => changesBetween(states[index - 1] ?? stateOf([]), state).shown.length,
    );
    expect(notices).toEqual([0, 0, 1, 0]);
  });

  it('about expired credentials appears only if a refresh failed', () => {
    const expiredRole = (more: Parameters<typeof active>[1], isKept: boolean) =>
      stateOf([roleView('one', { kept: isKept, session: active(-1, more, { state: 'expired' }) })]);
    const before = stateOf([workingRole('one')]);
    expect(changesBetween(before, expiredRole({ state: 'none' }, false)).shown).toEqual([]);
    const refreshing = { state: 'refreshing', attempt: 0, lastFailure: null } as const;
    expect(changesBetween(before, expiredRole(refreshing, true)).shown).toEqual([]);
    expect(changesBetween(before, expiredRole(failing(network, 3), true)).shown).toMatchObject([
      { kind: 'expired', title: 'one has expired', urgency: 'critical' },
    ]);
  });

  it('is not shown for the first state after the start', () => {
    expect(changesBetween(null, stateOf([blockedRole('one')]))).toEqual({ shown: [], ended: [] });
  });

  it('appears as the setting says: always, only if a person is needed, or never', () => {
    const offline = (name: string) =>
      roleView(name, { kept, session: { ...active(5, failing(network)), warnedAt: NOW } });
    const asks = {
      id: 'r',
      sourceProfile: 'default',
      serial: 's',
      roleIds: [],
      ...requestDefaults,
    };
    const noticesFor = (notices: 'all' | 'needed' | 'none') => {
      const preferences = { ...stateOf([]).preferences, notices };
      const before = stateOf([workingRole('one'), workingRole('two'), blockedRole('three')], {
        preferences,
      });
      const after = stateOf([offline('one'), blockedRole('two'), workingRole('three')], {
        preferences,
        mfaRequests: [asks],
      });
      const { shown, ended } = changesBetween(before, after);
      return { shown: shown.map(({ kind }) => kind).sort(), ended: ended.length };
    };
    expect(noticesFor('all')).toEqual({
      shown: ['blocked', 'expiring', 'mfa-needed', 'recovered'],
      ended: 0,
    });
    expect(noticesFor('needed')).toEqual({ shown: ['blocked', 'mfa-needed'], ended: 0 });
    expect(noticesFor('none')).toEqual({ shown: [], ended: 1 });
  });
});
