import { describe, expect, it } from 'vitest';
import type { Problem } from '../../../src/core/contract/app-state.ts';
import { RoleCards } from '../../../src/views/panel/role-cards.ts';
import { orderedParts } from '../../../src/views/panel/page-order.ts';
import { rolesPage } from '../../../src/views/panel/roles-page.ts';
import { en } from '../../../src/views/words/en.ts';
import {
  failedWith,
  hoursAndMinutes,
  NOW,
  roleView,
  stateOf,
  unremarkable,
} from '../../support/tray-states.ts';

const problems: readonly Problem[] = [
  { kind: 'clock-skewed', offsetMs: 600_000 },
  { kind: 'state-set-aside', movedTo: '/home/alice/state.db.old' },
];
const request = {
  ...unremarkable,
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

function parts(roles: readonly (typeof off)[], wanted = ''): readonly string[] {
  const page = rolesPage(stateOf(roles, { problems, mfaRequests: [request] }), {
    words: en,
    now: NOW,
    formatFor: (roleName) => ({
      roleName,
      field: (name) => name,
      time: hoursAndMinutes,
      moment: hoursAndMinutes,
    }),
    wanted,
    mark: null,
    limit: 40,
    surface: 'application',
    cards: new RoleCards(),
  });
  return orderedParts(page).map((part) =>
    part.kind === 'group' ? `group ${part.group.key}` : part.kind,
  );
}

describe('the order of the list', () => {
  it.each([
    {
      title: 'roles that need a person, codes that no role shows, problems, other roles',
      roles: [lost, off],
      wanted: '',
      order: ['group attention', 'code', 'problem', 'problem', 'group rest'],
    },
    {
      title: 'codes and problems first if no role needs a person',
      roles: [off],
      wanted: '',
      order: ['code', 'problem', 'problem', 'group rest'],
    },
    {
      title: 'what a search found, then codes and problems',
      roles: [lost, off],
      wanted: 'off',
      order: ['group found', 'code', 'problem', 'problem'],
    },
  ])('is: $title', ({ roles, wanted, order }) => {
    expect(parts(roles, wanted)).toEqual(order);
  });
});
