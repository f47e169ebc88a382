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
  unremarkable,
} from '../../support/tray-states.ts';

function news(before: AppState | null, after: AppState): NoticeChanges {
  return noticesOf(before, after, { words: en, formatTime: hoursAndMinutes });
}

const denied = everyFailure['access-denied'];
const network = everyFailure.network;
const kept = true;
const good = (name: string) => roleView(name, { kept, session: active(60) });
const blockedRole = (name: string) =>
  roleView(name, { kept, session: active(60, failing(denied)) });

describe('a notice', () => {
  it('reports that a role is blocked, with its cause and what a click does', () => {
    const { shown, ended } = news(
      stateOf([good('client-s3')]),
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

  it('is shown once for all roles of one cause, and again only for a role with another cause', () => {
    const both = stateOf([blockedRole('one'), blockedRole('two')]);
    const { shown } = news(stateOf([good('one'), good('two')]), both);
    expect(shown).toHaveLength(1);
    expect(shown[0]).toMatchObject({
      title: '2 roles need you',
      body: 'Access denied. Click to show the roles (one and two).',
      action: { kind: 'show', route: { kind: 'roles' } },
    });
    const third = news(
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
    const first = stateOf([waits('one'), good('two')]);
    expect(news(stateOf([good('one'), good('two')]), first).shown).toHaveLength(1);
    expect(news(first, stateOf([waits('one'), waits('two')]))).toEqual({ shown: [], ended: [] });
  });

  it('is not repeated while the same failure is retried', () => {
    const trying = roleView('one', {
      kept,
      session: active(60, { state: 'refreshing', attempt: 1, lastFailure: denied }),
    });
    expect(news(stateOf([blockedRole('one')]), stateOf([trying]))).toEqual({
      shown: [],
      ended: [],
    });
    const again = roleView('one', { kept, session: active(60, failing(denied, 2)) });
    expect(news(stateOf([trying]), stateOf([again]))).toEqual({ shown: [], ended: [] });
  });

  it('is closed when the failure ends, and another says that the role is valid again', () => {
    const { shown, ended } = news(stateOf([blockedRole('one')]), stateOf([good('one')]));
    expect(shown).toMatchObject([
      { id: 'recovered', title: 'one works again', body: 'Until 11:00.', urgency: 'low' },
    ]);
    expect(ended).toEqual([expect.stringMatching(/^blocked-access-denied-/)]);
  });

  it('is closed silently if the role is released or removed', () => {
    const before = stateOf([blockedRole('one'), blockedRole('two')]);
    const released = news(before, stateOf([roleView('one')]));
    expect(released.shown).toEqual([]);
    expect(released.ended).toHaveLength(1);
  });

  it('is not shown for a role used once that works at the next try', () => {
    const before = stateOf([roleView('one', { session: failedWith(denied) })]);
    const { shown, ended } = news(
      before,
      stateOf([roleView('one', { session: active(60, { state: 'none' }) })]),
    );
    expect(shown).toEqual([]);
    expect(ended).toHaveLength(1);
  });

  it('asks for a code once per request, and is closed when any surface sends the code', () => {
    const request = {
      id: 'r1',
      sourceProfile: 'default',
      serial: 'arn:aws:iam::111122223333:mfa/alice',
      roleIds: [idOf('one'), idOf('two')],
      ...unremarkable,
    };
    const session = failedWith(everyFailure['mfa-needed']);
    const roles = [roleView('one', { kept, session }), roleView('two', { kept, session })];
    const asking = stateOf(roles, { mfaRequests: [request] });
    const { shown } = news(stateOf([good('one'), good('two')]), asking);
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
    expect(news(asking, refused)).toEqual({ shown: [], ended: [] });
    expect(news(refused, stateOf([good('one'), good('two')]))).toEqual({
      shown: [],
      ended: [shown[0]?.id],
    });
  });

  it('asks in time for the next code, pauses while it is postponed, and asks again if a role waits', () => {
    const request = {
      id: 'r1',
      sourceProfile: 'default',
      serial: 'arn:aws:iam::111122223333:mfa/alice',
      roleIds: [idOf('one')],
      ...unremarkable,
    };
    const roles = [good('one')];
    const ahead = stateOf(roles, { mfaRequests: [{ ...request, servesUntil: NOW + 3_600_000 }] });
    const notices = news(stateOf(roles), ahead).shown;
    expect(notices).toMatchObject([{ kind: 'mfa-needed', title: /^MFA code needed by \d/ }]);
    const later = { ...request, servesUntil: NOW + 3_600_000, snoozedUntil: NOW + 60_000 };
    const putOff = stateOf(roles, { mfaRequests: [later] });
    expect(news(ahead, putOff)).toEqual({ shown: [], ended: [notices[0]?.id] });
    expect(news(putOff, ahead).shown).toHaveLength(1);
    const waiting = stateOf(roles, { mfaRequests: [request] });
    expect(news(ahead, waiting)).toMatchObject({
      shown: [{ title: 'MFA code needed' }],
      ended: [notices[0]?.id],
    });
  });

  it('about a take-over opens the question of the take-over on a click', () => {
    const session = failedWith(everyFailure['section-not-owned']);
    const { shown } = news(
      stateOf([roleView('one')]),
      stateOf([roleView('one', { kept, session })]),
    );
    expect(shown[0]?.action).toEqual({ kind: 'take-over', roleId: idOf('one') });
    expect(shown[0]?.body).toContain('Click to replace the profile.');
  });

  it('about transient failures appears after the third in a row, once for all roles and causes', () => {
    const states = [1, 2, 3, 4].map((attempt) =>
      stateOf([
        roleView('one', { kept, session: failedWith(network, attempt) }),
        roleView('two', { kept, session: failedWith(everyFailure.timeout, attempt) }),
      ]),
    );
    const notices = states.map(
      (state, index) => news(states[index - 1] ?? stateOf([]), state).shown.length,
    );
    expect(notices).toEqual([0, 0, 1, 0]);
  });

  it('about expired credentials appears only after a failed refresh', () => {
    const expiredRole = (more: Parameters<typeof active>[1], isKept: boolean) =>
      stateOf([roleView('one', { kept: isKept, session: active(-1, more, { state: 'expired' }) })]);
    const before = stateOf([good('one')]);
    expect(news(before, expiredRole({ state: 'none' }, false)).shown).toEqual([]);
    const refreshing = { state: 'refreshing', attempt: 0, lastFailure: null } as const;
    expect(news(before, expiredRole(refreshing, true)).shown).toEqual([]);
    expect(news(before, expiredRole(failing(network, 3), true)).shown).toMatchObject([
      { kind: 'expired', title: 'one has expired', urgency: 'critical' },
    ]);
  });

  it('is not shown for the first state, whatever it contains', () => {
    expect(news(null, stateOf([blockedRole('one')]))).toEqual({ shown: [], ended: [] });
  });

  it('follows the setting: all, only what needs a person, or none', () => {
    const offline = (name: string) =>
      roleView(name, { kept, session: { ...active(5, failing(network)), warnedAt: NOW } });
    const asks = { id: 'r', sourceProfile: 'default', serial: 's', roleIds: [], ...unremarkable };
    const countFor = (notices: 'all' | 'needed' | 'none') => {
      const preferences = { ...stateOf([]).preferences, notices };
      const before = stateOf([good('one'), good('two'), blockedRole('three')], { preferences });
      const after = stateOf([offline('one'), blockedRole('two'), good('three')], {
        preferences,
        mfaRequests: [asks],
      });
      const { shown, ended } = news(before, after);
      return { shown: shown.map(({ kind }) => kind).sort(), ended: ended.length };
    };
    expect(countFor('all')).toEqual({
      shown: ['blocked', 'expiring', 'mfa-needed', 'recovered'],
      ended: 0,
    });
    expect(countFor('needed')).toEqual({ shown: ['blocked', 'mfa-needed'], ended: 0 });
    expect(countFor('none')).toEqual({ shown: [], ended: 1 });
  });
});
