import { describe, expect, it } from 'vitest';
import type { AppState } from '../../../src/core/contract/app-state.ts';
import type { MenuItem } from '../../../src/views/tray/menu-item.ts';
import { trayView, type TrayView } from '../../../src/views/tray/tray-view.ts';
import { en } from '../../../src/views/words/en.ts';
import { everyFailure, everyProblem } from '../../support/every-failure.ts';
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

function viewOf(state: AppState, platform: 'darwin' | 'win32' | 'linux' = 'linux'): TrayView {
  return trayView(state, {
    words: en,
    now: NOW,
    formatTime: hoursAndMinutes,
    platform,
    maxLines: 20,
  });
}

/** Returns the lines of a menu, with its submenus indented. */
function linesOf(menu: readonly MenuItem[], indent = ''): readonly string[] {
  return menu.flatMap((item) => {
    if (item.kind === 'separator') return [`${indent}---`];
    if (item.kind === 'submenu')
      return [`${indent}${item.label} >`, ...linesOf(item.items, `${indent}  `)];
    if (item.kind === 'checkbox') return [`${indent}[${item.checked ? 'x' : ' '}] ${item.label}`];
    return [`${indent}${item.label}`];
  });
}

function find(menu: readonly MenuItem[], id: string): MenuItem | null {
  for (const item of menu) {
    if (item.id === id) return item;
    const inside = item.kind === 'submenu' ? find(item.items, id) : null;
    if (inside !== null) return inside;
  }
  return null;
}

function actionOf(view: TrayView, id: string): unknown {
  const item = find(view.menu, id);
  return item !== null && 'action' in item ? item.action : 'no such item';
}

const codeNeeded = { ...everyFailure['mfa-needed'], sourceProfile: 'default', mfaRequestId: 'r1' };
const request = {
  id: 'r1',
  sourceProfile: 'default',
  serial: 'arn:aws:iam::111122223333:mfa/alice',
  roleIds: [idOf('c-mfa')],
  ...requestDefaults,
};

describe('the tray menu', () => {
  it('lists roles that need a person, roles that are on, the rest, then the actions', () => {
    const view = viewOf(
      stateOf(
        [
          roleView('client-s3', { kept: true, session: active(272) }),
          roleView('Billing', { kept: true, session: active(425) }),
          roleView('c-mfa', { kept: true, session: failedWith(codeNeeded) }),
          roleView('admin'),
          roleView('once', { session: active(30, { state: 'none' }) }),
        ],
        { mfaRequests: [request] },
      ),
    );
    expect(linesOf(view.menu).filter((line) => !line.startsWith('    '))).toEqual([
      'Open Rolekeeper',
      'c-mfa needs you: MFA code needed',
      '---',
      'c-mfa — MFA code needed…',
      '---',
      '[x] Billing — until 17:05',
      '[x] client-s3 — until 14:32',
      '[x] once — until 10:30',
      '---',
      '[ ] admin',
      '---',
      'Role actions >',
      '  Billing >',
      '  c-mfa >',
      '  client-s3 >',
      '  once >',
      '---',
      'Enter MFA code from alice for default…',
      '---',
      'Settings…',
      'Quit Rolekeeper',
    ]);
  });

  it('says "All good", and when the next session is refreshed', () => {
    const view = viewOf(
      stateOf([
        roleView('one', { kept: true, session: active(425) }),
        roleView('two', { kept: true, session: active(500) }),
      ]),
    );
    expect(find(view.menu, 'summary')).toMatchObject({
      label: 'All good · next refresh 16:45',
      action: null,
    });
    expect(view).toMatchObject({
      icon: 'active',
      tooltip: 'Rolekeeper — All good · next refresh 16:45',
      title: null,
    });
  });

  it('switches a role on if it is off, and off if it is on, has a session or is being assumed', () => {
    const view = viewOf(
      stateOf([
        roleView('off'),
        roleView('kept', { kept: true, session: active(60) }),
        roleView('once', { session: active(60, { state: 'none' }) }),
        roleView('begun', {
          session: { state: 'assuming', attempt: 0, lastFailure: null },
        }),
      ]),
    );
    expect(actionOf(view, `role:${idOf('off')}`)).toEqual({ kind: 'assume', roleId: idOf('off') });
    for (const name of ['kept', 'once', 'begun']) {
      expect(actionOf(view, `role:${idOf(name)}`)).toEqual({ kind: 'release', roleId: idOf(name) });
    }
  });

  it('asks before it releases a role that may need a new MFA code for itself or for its source', () => {
    const session = active(60);
    const view = viewOf(
      stateOf([
        roleView('root', { kept: true, session, role: { mfaSerial: request.serial } }),
        roleView('child', { kept: true, session, role: { sourceProfile: 'root' } }),
        roleView('free', { kept: true, session }),
        roleView('loop', { kept: true, session, role: { sourceProfile: 'pool' } }),
        roleView('pool', { role: { sourceProfile: 'loop' } }),
      ]),
    );
    for (const name of ['root', 'child']) {
      expect(actionOf(view, `role:${idOf(name)}`)).toMatchObject({
        ask: { title: `Release ${name}?`, confirm: 'Release', cancel: 'Cancel' },
        then: { kind: 'release', roleId: idOf(name) },
      });
    }
    for (const name of ['free', 'loop']) {
      expect(actionOf(view, `role:${idOf(name)}`)).toEqual({ kind: 'release', roleId: idOf(name) });
    }
  });

  it('offers the remedy of a role that needs a person', () => {
    const view = viewOf(
      stateOf([
        roleView('denied', {
          kept: true,
          session: active(60, failing(everyFailure['access-denied'])),
        }),
        roleView('foreign', { kept: true, session: failedWith(everyFailure['section-not-owned']) }),
        roleView('coded', { kept: true, session: failedWith(codeNeeded) }),
      ]),
    );
    expect(actionOf(view, `role:${idOf('denied')}`)).toEqual({
      kind: 'show',
      route: { kind: 'access', roleId: idOf('denied') },
    });
    expect(actionOf(view, `role:${idOf('coded')}`)).toEqual({
      kind: 'show',
      route: { kind: 'mfa', mfaRequestId: 'r1' },
    });
    expect(actionOf(view, `role:${idOf('foreign')}`)).toEqual({
      kind: 'take-over',
      roleId: idOf('foreign'),
    });
    expect(linesOf(view.menu)).toContain('denied — access denied, valid until 11:00…');
  });

  it('does not change while a failing role is retried, so that the menu does not flicker', () => {
    const failure = everyFailure['access-denied'];
    const refreshing = {
      state: 'refreshing',
      attempt: 1,
      lastFailure: failure,
    } as const;
    const waiting = stateOf([
      roleView('held', { kept: true, session: active(60, failing(failure)) }),
      roleView('none', { kept: true, session: failedWith(failure) }),
    ]);
    const trying = stateOf([
      roleView('held', { kept: true, session: active(60, refreshing) }),
      roleView('none', {
        kept: true,
        session: { state: 'assuming', attempt: 1, lastFailure: failure },
      }),
    ]);
    expect(viewOf(trying)).toEqual(viewOf(waiting));
  });

  it('shows a role as on while its refresh fails, until its credentials are about to expire', () => {
    const renewal = failing(everyFailure.network, 4);
    const calm = viewOf(stateOf([roleView('one', { kept: true, session: active(20, renewal) })]));
    expect(calm.icon).toBe('active');
    expect(linesOf(calm.menu)).toContain('[x] one — until 10:20, trying again');
    const warned = viewOf(
      stateOf([roleView('one', { kept: true, session: active(4, renewal, { warnedAt: NOW }) })]),
    );
    expect(warned.icon).toBe('attention');
    expect(linesOf(warned.menu)).toContain('one — AWS cannot be reached, valid until 10:04…');
  });

  it('does not show a session as valid if it expired while the computer was suspended', () => {
    const view = viewOf(stateOf([roleView('slept', { kept: true, session: active(-30) })]));
    expect(linesOf(view.menu)).toContain('[x] slept — expired 09:30, refreshing…');
    expect(find(view.menu, 'summary')).toMatchObject({ label: 'Refreshing again soon' });
  });

  it('offers the actions of a role that is on, without actions that need keys if the role has no keys', () => {
    const view = viewOf(
      stateOf([
        roleView('good', { kept: true, session: active(60), role: { targetProfile: 'target' } }),
        roleView('bad', { kept: true, session: failedWith(everyFailure['access-denied']) }),
        roleView('off'),
      ]),
    );
    const id = idOf('good');
    expect(actionOf(view, `actions:${id}:refresh`)).toEqual({ kind: 'refresh', roleId: id });
    expect(actionOf(view, `actions:${id}:copy-profile`)).toEqual({ kind: 'copy', text: 'target' });
    expect(actionOf(view, `actions:${id}:copy-environment`)).toEqual({
      kind: 'copy-environment',
      roleId: id,
    });
    expect(actionOf(view, `actions:${id}:open-console`)).toEqual({
      kind: 'open-console',
      roleId: id,
    });
    expect(actionOf(view, `actions:${id}:release`)).toEqual({ kind: 'release', roleId: id });
    expect(actionOf(view, `actions:${idOf('bad')}:copy-environment`)).toBeNull();
    expect(actionOf(view, `actions:${idOf('bad')}:open-console`)).toBeNull();
    expect(find(view.menu, `actions:${idOf('off')}`)).toBeNull();
  });

  it('offers the console of an expired role too, but not of an IAM user’s MFA session', () => {
    const expired = { state: 'expired', expiration: NOW - 1, refreshAt: NOW } as const;
    const view = viewOf(
      stateOf([
        roleView('old', { kept: true, session: { ...active(60), ...expired } }),
        roleView('user', { kept: true, session: active(60), role: { kind: 'mfa-session' } }),
      ]),
    );
    const consoleOf = (name: string) => actionOf(view, `actions:${idOf(name)}:open-console`);
    expect(consoleOf('old')).toEqual({ kind: 'open-console', roleId: idOf('old') });
    expect(consoleOf('user')).toBeNull();
  });

  it('has pinned and recent roles at the top level, and a submenu for each group', () => {
    const off = Array.from({ length: 9 }, (_, index) => roleView(`off-${index}`));
    const view = viewOf(
      stateOf([
        ...off,
        roleView('pin', { role: { pinned: true } }),
        roleView('used', { lastUsedAt: NOW, role: { group: 'R&D' } }),
        roleView('data', { role: { group: 'R&D' } }),
        roleView('alpha', { role: { group: 'Alpha' } }),
        roleView('on', { kept: true, session: active(60) }),
      ]),
    );
    expect(linesOf(view.menu).slice(2, -10)).toEqual([
      '---',
      '[x] on — until 11:00',
      '---',
      '[ ] pin',
      '---',
      '[ ] used',
      '---',
      'Alpha (1) >',
      '  [ ] alpha',
      'R&&D (1) >',
      '  [ ] data',
      'Other roles (9) >',
      ...off.map(({ role }) => `  [ ] ${role.name}`),
      '---',
    ]);
  });

  it('has one submenu for all groups if there are thirty groups', () => {
    const roles = Array.from({ length: 30 }, (_, index) =>
      roleView(`r${index}`, { role: { group: `g${index}` } }),
    );
    expect(find(viewOf(stateOf(roles)).menu, 'groups')).toMatchObject({
      kind: 'submenu',
      label: 'Groups (30)',
    });
    expect(find(viewOf(stateOf(roles)).menu, `role:${idOf('r7')}`)).toMatchObject({
      kind: 'checkbox',
      label: 'r7',
    });
  });

  it('has submenus for hundreds of roles, named after the first and the last role', () => {
    const names = Array.from(
      { length: 300 },
      (_, index) => `client-${String(index).padStart(3, '0')}`,
    );
    const view = viewOf(stateOf(names.map((name) => roleView(name))));
    const rest = find(view.menu, 'rest');
    expect(rest).toMatchObject({ kind: 'submenu', label: 'Other roles (300)' });
    const chunks = rest?.kind === 'submenu' ? rest.items : [];
    expect(chunks.map((chunk) => 'label' in chunk && chunk.label).slice(0, 2)).toEqual([
      'client-000 – client-019',
      'client-020 – client-039',
    ]);
  });

  it.each([13, 26, 60, 625, 626, 10_000])(
    'has at most 25 items in each submenu of roles, and %i roles in total',
    (count) => {
      const roles = Array.from({ length: count }, (_, index) =>
        roleView(`client-${index}`, { role: { id: index.toString(16).padStart(12, '0') } }),
      );
      const sizes: number[] = [];
      const measure = (items: readonly MenuItem[]): number => {
        sizes.push(items.length);
        return items.reduce(
          (sum, item) => sum + (item.kind === 'submenu' ? measure(item.items) : 1),
          0,
        );
      };
      const rest = find(viewOf(stateOf(roles)).menu, 'rest');
      expect(rest?.kind === 'submenu' && measure(rest.items)).toBe(count);
      expect(Math.max(...sizes)).toBeLessThanOrEqual(25);
    },
  );

  it('doubles & in labels for Electron, and replaces it by ＆ in the tooltip', () => {
    const words = { ...en, tray: { ...en.tray, settings: 'Settings & more' } };
    const state = stateOf([
      roleView('R&D', { kept: true, session: failedWith(everyFailure['access-denied']) }),
    ]);
    const view = trayView(state, {
      words,
      now: NOW,
      formatTime: hoursAndMinutes,
      platform: 'win32',
      maxLines: 20,
    });
    expect(find(view.menu, 'settings')).toMatchObject({ label: 'Settings && more' });
    expect(find(view.menu, `role:${idOf('R&D')}`)).toMatchObject({
      label: 'R&&D — access denied…',
    });
    expect(view.tooltip).toContain('R＆D');
  });
});

describe('the tray icon', () => {
  const withRequest = { mfaRequests: [{ ...request, roleIds: [] }] };
  it.each([
    ['idle', 'without a role', stateOf([]), 'No roles yet: add one…'],
    ['idle', 'with all roles off', stateOf([roleView('off')]), 'No role is switched on'],
    [
      'active',
      'with a valid session',
      stateOf([roleView('on', { kept: true, session: active(60) })]),
      'All good · next refresh 10:40',
    ],
    [
      'active',
      'with a valid session that nothing refreshes',
      stateOf([roleView('once', { session: active(60, { state: 'none' }) })]),
      'Valid until 11:00',
    ],
    [
      'active',
      'if the network is down and the credentials are valid',
      stateOf([roleView('on', { kept: true, session: active(60) })], { network: 'offline' }),
      'Offline · credentials valid until 11:00',
    ],
    [
      'attention',
      'if an MFA code is requested before it is needed',
      stateOf([roleView('on', { kept: true, session: active(60) })], withRequest),
      'An MFA code is needed',
    ],
    [
      'attention',
      'if a role with valid credentials needs a person',
      stateOf([
        roleView('on', { kept: true, session: active(60, failing(everyFailure['access-denied'])) }),
      ]),
      'on needs you: access denied',
    ],
    [
      'attention',
      'if only a sign-in is missing',
      stateOf([
        roleView('on', { kept: true, session: failedWith(everyFailure['sign-in-needed']) }),
      ]),
      'on needs you: sign-in needed',
    ],
    [
      'error',
      'if the role that needs a person has no valid credentials',
      stateOf([roleView('on', { kept: true, session: failedWith(everyFailure['access-denied']) })]),
      'on needs you: access denied',
    ],
    [
      'error',
      'if AWS tools cannot read the credentials file',
      stateOf([roleView('off')], { problems: [everyProblem['file-broken']] }),
      `${everyProblem['file-broken'].file} cannot be read by the AWS CLI`,
    ],
    [
      'active',
      'with a problem that only the panel shows',
      stateOf([roleView('on', { kept: true, session: active(60) })], {
        problems: [everyProblem['written-in-place']],
      }),
      'All good · next refresh 10:40',
    ],
  ])('is "%s" %s', (icon, _when, state, summary) => {
    const view = viewOf(state);
    expect({ icon: view.icon, summary: view.tooltip }).toEqual({
      icon,
      summary: `Rolekeeper — ${summary}`,
    });
  });

  it('shows the number of roles that need a person, on macOS only', () => {
    const denied = { kept: true, session: failedWith(everyFailure['access-denied']) };
    const state = stateOf([roleView('one', denied), roleView('two', denied), roleView('off')]);
    expect(viewOf(state, 'darwin').title).toBe('2');
    expect(viewOf(state, 'win32').title).toBeNull();
    expect(viewOf(state, 'linux').tooltip).toBe('Rolekeeper — 2 roles need you');
  });
});
