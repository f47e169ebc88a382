import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { roleJson } from '../../../src/cli/output/role-json.ts';
import { digestOf } from '../../../src/core/roles/role-digest.ts';
import {
  changeRole,
  completeRole,
  type RoleChanges,
  type RoleDraft,
} from '../../../src/core/roles/role-draft.ts';
import { roleFields, type RoleKey, roleKeys } from '../../../src/core/roles/role-fields.ts';
import { whenMissing, keysOf, ROLE_KINDS, roleKinds } from '../../../src/core/roles/role-kinds.ts';
import {
  readSettingsDocument,
  settingsDocument,
} from '../../../src/core/settings/settings-document.ts';
import { emptySettings, readSettings, settingsJson } from '../../../src/core/settings/settings.ts';
import { anyRole } from '../../support/any-role.ts';
import { minimalOldRole, fullOldRole } from '../../support/roles-of-first-version.ts';
import { sha256 } from '../../support/sha256.ts';

const DEFAULTS = { id: '0123456789ab', sessionName: 'alice@laptop' };
const account = { accountId: '123456789012', permissionSet: 'ReadOnly' };
const drafts: { readonly [Kind in (typeof ROLE_KINDS)[number]]: RoleDraft } = {
  'assume-role': { name: 'r', roleArn: 'arn:aws:iam::123456789012:role/R' },
  'identity-center': { kind: 'identity-center', name: 'r', ssoSession: 'corp', ...account },
  'mfa-session': { kind: 'mfa-session', name: 'r', mfaSerial: 'arn:aws:iam::123456789012:mfa/me' },
};

function failureOf(draft: RoleDraft): unknown {
  const result = completeRole(draft, DEFAULTS);
  return result.ok ? null : result.failure;
}

describe.each(ROLE_KINDS)('a role of the kind %s', (kind) => {
  it('has a digest of exactly the fields that affect a session', () => {
    const deciding = keysOf(kind).filter((key) => roleFields[key].decides === 'session');
    expect([...roleKinds[kind].digest].sort()).toEqual([...deciding].sort());
  });

  it('keeps every field when it is stored, exported, imported and listed as JSON', () => {
    fc.assert(
      fc.property(anyRole(kind), (role) => {
        const settings = { ...emptySettings(), roles: [role] };
        const json: unknown = JSON.parse(
          JSON.stringify(settingsJson(settings, { state: 'absent' })),
        );
        for (const steps of [undefined, []])
          expect(readSettings({ state: 'json', json }, steps).settings.roles).toEqual([role]);
        const document = settingsDocument(settings, DEFAULTS.sessionName);
        const imported = readSettingsDocument(document, DEFAULTS.sessionName);
        expect(imported).toMatchObject({ ok: true, value: { roles: [role] } });
        const listed = roleJson(role) as Readonly<Record<string, unknown>>;
        for (const key of ['kind', ...keysOf(kind)] as const) {
          const value = key === 'kind' ? role.kind : role[key];
          if (value !== undefined)
            expect(listed[key === 'targetProfile' ? 'profile' : key]).toEqual(value);
        }
      }),
    );
  });

  it.each(roleKeys.filter((key) => whenMissing(kind, key) === null))(
    'cannot have the field %s, in a new role or after a change',
    (key) => {
      const value = { [key]: valueFor(key) } as RoleChanges;
      const refusal = {
        kind: 'field-invalid',
        field: roleFields[key].flag,
        rule: { kind: 'other-kind', of: kind },
      };
      expect(failureOf({ ...drafts[kind], ...value } as RoleDraft)).toEqual(refusal);
      const role = completeRole(drafts[kind], DEFAULTS);
      if (!role.ok) throw new Error(JSON.stringify(role.failure));
      expect(changeRole(role.value, value)).toMatchObject({ ok: false, failure: refusal });
    },
  );

  it.each(keysOf(kind).filter((key) => whenMissing(kind, key) === 'required'))(
    'requires the field %s',
    (key) => {
      const { [key]: _, ...without } = drafts[kind];
      expect(failureOf({ name: '', ...without })).toMatchObject({
        kind: 'field-invalid',
        field: roleFields[key].flag,
        rule: { kind: 'required' },
      });
    },
  );
});

function valueFor(key: RoleKey): unknown {
  const { form } = roleFields[key];
  if (form === 'tags') return [{ key: 'k', value: 'v' }];
  if (form === 'list') return ['arn:aws:iam::aws:policy/ReadOnlyAccess'];
  if (form === 'mfa-mode') return 'each-time';
  return form === 'seconds' ? 3600 : 'value';
}

describe('an Identity Center role', () => {
  const draft = drafts['identity-center'];
  const url = 'https://d-1234567890.awsapps.com/start';
  const { ssoSession: _, ...withoutSession } = draft;

  it.each<readonly [string, Partial<RoleDraft>]>([
    ['a start URL with its region', { startUrl: url, ssoRegion: 'eu-west-1' }],
    ['a start URL with a fragment', { startUrl: `${url}#/`, ssoRegion: 'us-gov-west-1' }],
  ])('can have %s', (_name, more) => {
    expect(failureOf({ ...withoutSession, ...more })).toBeNull();
  });

  const withUrl = { ...withoutSession, startUrl: url };
  it.each<readonly [string, RoleDraft, string, unknown]>([
    [
      'neither an sso-session nor a start URL',
      withoutSession,
      'sso-session',
      { kind: 'required-or', other: 'start-url' },
    ],
    [
      'an sso-session and a start URL',
      { ...draft, startUrl: url },
      'start-url',
      { kind: 'excluded-by' },
    ],
    [
      'an sso-session and an SSO region',
      { ...draft, ssoRegion: 'eu-west-1' },
      'sso-region',
      { kind: 'excluded-by' },
    ],
    ['a start URL without an SSO region', withUrl, 'sso-region', { kind: 'required' }],
    ['an invalid SSO region', { ...withUrl, ssoRegion: 'a b' }, 'sso-region', { kind: 'region' }],
    [
      'an http start URL',
      { ...withoutSession, startUrl: 'http://a.b/start' },
      'start-url',
      { kind: 'start-url' },
    ],
    [
      'a start URL with a password',
      { ...withoutSession, startUrl: 'https://u:p@a.b/' },
      'start-url',
      { kind: 'start-url' },
    ],
    [
      'an sso-session with a bracket',
      { ...draft, ssoSession: 'a]b' },
      'sso-session',
      { kind: 'characters' },
    ],
    [
      'an account ID of 11 digits',
      { ...draft, accountId: '12345678901' },
      'account',
      { kind: 'account' },
    ],
    [
      'a permission set with a space',
      { ...draft, permissionSet: 'a b' },
      'permission-set',
      { kind: 'characters' },
    ],
    [
      'a permission set of 33 characters',
      { ...draft, permissionSet: 'p'.repeat(33) },
      'permission-set',
      { kind: 'length', max: 32 },
    ],
    ['an invalid region', { ...draft, region: 'nowhere' }, 'region', { kind: 'region' }],
  ])('is refused with %s, and the failure names the field', (_what, broken, field, rule) => {
    expect(failureOf(broken)).toMatchObject({ kind: 'field-invalid', field, rule });
  });
});

describe('an MFA session', () => {
  const draft = drafts['mfa-session'];

  it.each<readonly [string, RoleDraft, string, unknown]>([
    [
      'a duration of more than 36 h',
      { ...draft, durationSeconds: 129_601 },
      'duration',
      { kind: 'range', max: 129_600 },
    ],
    [
      'a duration of less than 15 min',
      { ...draft, durationSeconds: 899 },
      'duration',
      { kind: 'range', min: 900 },
    ],
    [
      'a FIDO security key',
      { ...draft, mfaSerial: 'arn:aws:iam::1:u2f/key' },
      'mfa-serial',
      { kind: 'mfa-device' },
    ],
    [
      'its source profile as its target',
      { ...draft, targetProfile: 'default' },
      'profile',
      { kind: 'same-as-source' },
    ],
  ])('is refused with %s, and the failure names the field', (_what, broken, field, rule) => {
    expect(failureOf(broken)).toMatchObject({ kind: 'field-invalid', field, rule });
  });

  it('can last 36 h, and stores no duration if none is given, so that the preference `mfaSessionSeconds` applies', () => {
    expect(failureOf({ ...draft, durationSeconds: 129_600 })).toBeNull();
    const completed = completeRole(draft, DEFAULTS);
    expect(completed.ok && completed.value).not.toHaveProperty('durationSeconds');
  });
});

describe('settings of version 0.1.0', () => {
  const json = { version: 1, roles: [minimalOldRole, fullOldRole], preferences: {} };

  it.each([
    ['without schemas', undefined],
    ['with schemas', []],
  ])('have only roles of the kind assume-role after they are read %s', (_name, steps) => {
    const { settings, problem } = readSettings({ state: 'json', json }, steps);
    expect(problem).toBeNull();
    expect(settings.roles).toEqual([
      { kind: 'assume-role', ...minimalOldRole },
      { kind: 'assume-role', ...fullOldRole },
    ]);
  });

  it('keep the sessions of their roles, because the digests of the roles are the same as in 0.1.0', () => {
    const [first, second] = readSettings({ state: 'json', json }).settings.roles;
    if (first === undefined || second === undefined)
      throw new Error('a role of version 0.1.0 is missing');
    expect(digestOf(first, null, sha256)).toBe('d0396955');
    expect(digestOf(first, 'https://sts.example.com', sha256)).toBe('e7119d68');
    expect(digestOf(second, null, sha256)).toBe('57017461');
  });

  it('get the kind of each role when they are written, and keep a role of an unknown kind', () => {
    const later = { id: '0'.repeat(12), kind: 'later', name: 'l', orbit: 7 };
    const stored = { state: 'json', json: { ...json, roles: [minimalOldRole, later] } } as const;
    const reading = readSettings(stored);
    expect(reading).toMatchObject({
      problem: { kind: 'partly', places: ['roles[1].kind'] },
      complete: false,
    });
    expect(settingsJson(reading.settings, stored)).toMatchObject({
      roles: [{ kind: 'assume-role', ...minimalOldRole }, later],
    });
    const document = { format: 'rolekeeper-settings', ...json, roles: [later] };
    expect(readSettingsDocument(JSON.stringify(document), 'a@b')).toMatchObject({
      failure: { problem: { place: 'roles[0].kind', rule: { kind: 'one-of' } } },
    });
  });
});
