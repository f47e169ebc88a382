import { describe, expect, it } from 'vitest';
import type { RoleDraft } from '../../../src/core/roles/role-draft.ts';
import type { RoleCard } from '../../../src/views/panel/role-card.ts';
import { RoleCards } from '../../../src/views/panel/role-cards.ts';
import { rolesPage } from '../../../src/views/panel/roles-page.ts';
import { en } from '../../../src/views/words/en.ts';
import { CoreMachine } from '../../support/core-harness.ts';

const serial = 'arn:aws:iam::111122223333:mfa/phone';
const drafts = {
  'assume-role': {
    name: 'client',
    roleArn: 'arn:aws:iam::999988887777:role/app/Reader',
    externalId: 'demo-7f3a',
    roleSessionName: 'me',
    durationSeconds: 7200,
    region: 'eu-central-1',
    targetProfile: 'client-prod',
    mfaSerial: serial,
    group: 'Clients',
    tags: [{ key: 'Team', value: 'Blue' }],
  },
  'identity-center': {
    kind: 'identity-center',
    name: 'developer',
    ssoSession: 'corp',
    accountId: '444455556666',
    permissionSet: 'Developer',
    region: 'us-east-1',
  },
  'mfa-session': { kind: 'mfa-session', name: 'me-with-mfa', mfaSerial: serial },
} as const satisfies Record<string, RoleDraft>;

async function cardOf(draft: RoleDraft, query = ''): Promise<RoleCard> {
  const machine = new CoreMachine();
  const { app } = await machine.start();
  const added = await app.api.role.add({ role: draft });
  if (!added.ok) throw new Error(added.failure.kind);
  const time = (at: number): string => new Date(at).toISOString();
  const page = rolesPage(app.state(), {
    words: en,
    now: machine.clock.now(),
    formatFor: (roleName) => ({ roleName, field: (name) => name, time, moment: time }),
    query,
    mark: null,
    limit: 40,
    surface: 'application',
    cards: new RoleCards(),
  });
  const card = page.groups[0]?.cards[0];
  if (card === undefined) throw new Error('no card');
  return card;
}

const shown = (card: RoleCard): readonly string[] => card.identity.map(({ text }) => text);
const lines = (card: RoleCard): readonly string[] =>
  card.facts.map(({ label, text }) => `${label}: ${text}`);

describe('the identity on a role card', () => {
  it('is account, target profile and region, for each kind', async () => {
    expect(shown(await cardOf(drafts['assume-role']))).toEqual([
      '999988887777',
      'client-prod',
      'eu-central-1',
    ]);
    expect(shown(await cardOf(drafts['identity-center']))).toEqual([
      '444455556666',
      'developer',
      'us-east-1',
    ]);
    expect(shown(await cardOf(drafts['mfa-session']))).toEqual(['111122223333', 'me-with-mfa']);
  });

  it('has no account if the MFA device is not named by an ARN', async () => {
    expect(shown(await cardOf({ ...drafts['mfa-session'], mfaSerial: 'GAHT12345678' }))).toEqual([
      'me-with-mfa',
    ]);
  });
});

describe('an open role card', () => {
  it('shows ARN, external ID, session name, duration and source of an assumed role', async () => {
    expect(lines(await cardOf(drafts['assume-role']))).toEqual([
      'Role: arn:aws:iam::999988887777:role/app/Reader',
      'External ID: demo-7f3a',
      'Session name: me',
      'Session duration: 2 hours',
      `MFA device: ${serial}`,
      'Assumed from: default',
      'Group: Clients',
    ]);
  });

  it('shows the sso-session of a permission set, and the device of an MFA session', async () => {
    expect(lines(await cardOf(drafts['identity-center']))).toEqual([
      'Permission set: 444455556666 Developer',
      'Signed in to: corp',
    ]);
    expect(lines(await cardOf(drafts['mfa-session']))).toEqual([
      `MFA device: ${serial}`,
      'Session duration: As in the settings',
      'Keys from: default',
    ]);
  });
});

describe('a role card that a search found', () => {
  it.each([
    ['reader', ['Role: arn:aws:iam::999988887777:role/app/Reader']],
    ['blue', ['Session tags: Team=Blue']],
    ['clients', ['Group: Clients']],
    ['default blue', ['Assumed from: default', 'Session tags: Team=Blue']],
    ['client', []],
    ['99998888', []],
    ['prod', []],
    ['eu-central', []],
  ])(
    'also shows each field that contains "%s" and is not on the closed card',
    async (query, expected) => {
      const { matches } = await cardOf(drafts['assume-role'], query);
      expect(matches.map(({ label, text }) => `${label}: ${text}`)).toEqual(expected);
    },
  );
});
