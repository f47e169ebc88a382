import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RoleDraft } from '../../../src/core/roles/role-draft.ts';
import { changeRole, completeRole } from '../../../src/core/roles/role-draft.ts';
import { checkRole } from '../../../src/core/roles/role-rules.ts';
import { digestOf } from '../../../src/core/roles/role-digest.ts';
import { defaultSessionName } from '../../../src/core/roles/role.ts';
import type { Role } from '../../../src/core/roles/role.ts';
import { sha256 } from '../../support/sha256.ts';
import { anyCharacter } from '../../support/any-character.ts';

const ARN = 'arn:aws:iam::123456789012:role/MyApp/MyS3Access';
const DEFAULTS = { id: '0123456789ab', sessionName: 'alice@laptop' };

function role(draft: Partial<RoleDraft> = {}): Role {
  const result = completeRole({ name: 'client-s3', roleArn: ARN, ...draft }, DEFAULTS);
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.value;
}

function failureOf(draft: Partial<RoleDraft>): unknown {
  const result = completeRole({ name: 'client-s3', roleArn: ARN, ...draft }, DEFAULTS);
  return result.ok ? null : result.failure;
}

describe('completeRole', () => {
  it('fills in the defaults of fields that a draft omits', () => {
    expect(role()).toEqual({
      id: '0123456789ab',
      kind: 'assume-role',
      name: 'client-s3',
      roleArn: ARN,
      sourceProfile: 'default',
      targetProfile: 'client-s3',
      roleSessionName: 'alice@laptop',
      durationSeconds: 3600,
    });
  });

  it('trims spaces around a value, and treats a value of spaces as empty', () => {
    const pasted = role({ roleArn: ` ${ARN}\n`, externalId: '  ', region: ' eu-west-1 ' });
    expect(pasted.roleArn).toBe(ARN);
    expect(pasted).not.toHaveProperty('externalId');
    expect(pasted.region).toBe('eu-west-1');
  });

  it.each([
    ['an empty name', { name: '' }, 'name', { kind: 'required' }],
    ['a name with a space', { name: 'my role' }, 'name', { kind: 'characters' }],
    ['a reserved name', { name: 'DEFAULT' }, 'name', { kind: 'reserved', word: 'DEFAULT' }],
    [
      'a reserved target profile',
      { targetProfile: '__proto__' },
      'profile',
      { kind: 'reserved', word: '__proto__' },
    ],
    [
      'a target profile with a bracket',
      { targetProfile: 'a]b' },
      'profile',
      { kind: 'characters' },
    ],
    [
      'a target profile with an umlaut',
      { targetProfile: 'büro' },
      'profile',
      { kind: 'characters' },
    ],
    [
      'the source profile as the target profile',
      { targetProfile: 'default' },
      'profile',
      { kind: 'same-as-source' },
    ],
    [
      'a source profile with a line break',
      { sourceProfile: 'a\nb' },
      'source-profile',
      { kind: 'characters' },
    ],
    ['an empty role ARN', { roleArn: '' }, 'role-arn', { kind: 'required' }],
    [
      'the ARN of a user',
      { roleArn: 'arn:aws:iam::123456789012:user/alice' },
      'role-arn',
      { kind: 'role-arn' },
    ],
    [
      'a role ARN with an account ID of 11 digits',
      { roleArn: 'arn:aws:iam::12345678901:role/R' },
      'role-arn',
      { kind: 'role-arn' },
    ],
    [
      'a role ARN with a space',
      { roleArn: 'arn:aws:iam::123456789012:role/a b' },
      'role-arn',
      { kind: 'role-arn' },
    ],
    [
      'a role name of 65 characters',
      { roleArn: `arn:aws:iam::123456789012:role/${'r'.repeat(65)}` },
      'role-arn',
      { kind: 'role-arn' },
    ],
    [
      'a role path of 513 characters',
      { roleArn: `arn:aws:iam::123456789012:role/${'p'.repeat(511)}/R` },
      'role-arn',
      { kind: 'length' },
    ],
    [
      'a session name of one character',
      { roleSessionName: 'a' },
      'session-name',
      { kind: 'length', min: 2, max: 64 },
    ],
    [
      'a session name with a space',
      { roleSessionName: 'a b' },
      'session-name',
      { kind: 'characters' },
    ],
    [
      'an external ID of one character',
      { externalId: 'x' },
      'external-id',
      { kind: 'length', min: 2, max: 1224 },
    ],
    ['an external ID with a space', { externalId: 'it is' }, 'external-id', { kind: 'characters' }],
    [
      'an MFA serial of 8 characters',
      { mfaSerial: '12345678' },
      'mfa-serial',
      { kind: 'length', min: 9, max: 256 },
    ],
    [
      'a duration of less than 15 min',
      { durationSeconds: 899 },
      'duration',
      { kind: 'range', min: 900, max: 43_200 },
    ],
    ['a duration of more than 12 h', { durationSeconds: 43_201 }, 'duration', { kind: 'range' }],
    [
      'a duration that is no whole number',
      { durationSeconds: 1000.5 },
      'duration',
      { kind: 'whole-number' },
    ],
    ['a region with capital letters', { region: 'EU-west-1' }, 'region', { kind: 'region' }],
    [
      'a region that is a host name',
      { region: 'eu-west-1.evil.example' },
      'region',
      { kind: 'region' },
    ],
    ['a region of another partition', { region: 'cn-north-1' }, 'region', { kind: 'region' }],
    ['an http endpoint', { endpoint: 'http://sts.example.com' }, 'endpoint', { kind: 'endpoint' }],
    [
      'an endpoint with a password',
      { endpoint: 'https://user:secret@sts.example.com' },
      'endpoint',
      { kind: 'endpoint' },
    ],
    [
      'an http endpoint whose host starts like a loopback address',
      { endpoint: 'http://127.0.0.1.evil.example' },
      'endpoint',
      { kind: 'endpoint' },
    ],
    ['an ftp endpoint', { endpoint: 'ftp://sts.example.com' }, 'endpoint', { kind: 'endpoint' }],
    [
      'an endpoint with an invalid port',
      { endpoint: 'https://sts.example.com:99999' },
      'endpoint',
      { kind: 'endpoint' },
    ],
  ] as const)(
    'refuses %s, and the failure names the field and the rule',
    (_what, draft, field, rule) => {
      expect(failureOf(draft)).toMatchObject({ kind: 'field-invalid', field, rule });
    },
  );

  it.each([
    ['a target profile with /, @, . and %', { targetProfile: 'team/dev@corp.example%1' }],
    ['a source profile with spaces and quotes', { sourceProfile: 'my dev "x"' }],
    [
      'a role and a region of the GovCloud partition',
      { roleArn: 'arn:aws-us-gov:iam::123456789012:role/R', region: 'us-gov-west-1' },
    ],
    [
      'a role path of 512 characters',
      { roleArn: `arn:aws:iam::123456789012:role/${'p'.repeat(510)}/R` },
    ],
    [
      'a role and a region of the European partition',
      { region: 'eusc-de-east-1', roleArn: 'arn:aws-eusc:iam::123456789012:role/R' },
    ],
    [
      'an https endpoint with a port and a path',
      { endpoint: 'https://sts.example.com:8443/base/' },
    ],
    ['an http endpoint at localhost', { endpoint: 'http://localhost:9000' }],
    ['an http endpoint at an IPv6 loopback address', { endpoint: 'http://[::1]:9000' }],
    ['a duration of 12 h', { durationSeconds: 43_200 }],
  ] satisfies [string, Partial<RoleDraft>][])('accepts %s', (_what, draft) => {
    expect(failureOf(draft)).toBeNull();
  });
});

describe('checkRole with a custom endpoint', () => {
  const endpoint = 'http://127.0.0.1:9000';

  it('accepts values that break the limits of AWS, with a warning for each', () => {
    const kept = role({
      endpoint,
      roleArn: 'arn:aws:iam:::role/R',
      durationSeconds: 5,
      externalId: 'x',
    });
    expect(checkRole(kept)).toEqual({
      failure: null,
      warnings: ['role-arn', 'external-id', 'duration'].map((field) => ({
        kind: 'limit-of-aws',
        field,
      })),
    });
  });

  it('still refuses invalid characters', () => {
    expect(failureOf({ endpoint, externalId: 'a b' })).toMatchObject({ field: 'external-id' });
    expect(failureOf({ endpoint, roleArn: 'arn:aws:iam::x y:role/R' })).toMatchObject({
      field: 'role-arn',
    });
  });

  it('applies the limits of AWS at an endpoint of AWS itself', () => {
    const vpce = 'https://vpce-1.sts.eu-west-1.vpce.amazonaws.com';
    expect(failureOf({ endpoint: vpce, durationSeconds: 5 })).toMatchObject({ field: 'duration' });
  });
});

it('checkRole accepts an unknown partition with a warning', () => {
  const { failure, warnings } = checkRole(
    role({ roleArn: 'arn:aws-moon:iam::123456789012:role/R' }),
  );
  expect({ failure, warnings }).toEqual({
    failure: null,
    warnings: [{ kind: 'unknown-partition', partition: 'aws-moon' }],
  });
});

describe('changeRole', () => {
  const before = role({ externalId: 'abc', region: 'eu-west-1', durationSeconds: 900 });

  it('changes the given fields, and keeps the ID and all other fields', () => {
    expect(changeRole(before, { name: 'renamed' })).toEqual({
      ok: true,
      value: { ...before, name: 'renamed' },
    });
  });

  it('removes an optional field that is set to null, or restores its default', () => {
    const after = changeRole(before, { externalId: null, durationSeconds: null, region: null });
    expect(after).toEqual({ ok: true, value: role() });
  });

  it('refuses to remove a required field', () => {
    expect(changeRole(before, { roleArn: null })).toMatchObject({ failure: { field: 'role-arn' } });
    expect(changeRole(before, { roleSessionName: null })).toMatchObject({
      failure: { field: 'session-name' },
    });
  });

  it('checks all fields of the role again', () => {
    expect(changeRole(before, { sourceProfile: 'client-s3' })).toMatchObject({
      failure: { field: 'profile' },
    });
  });
});

describe('digestOf', () => {
  const digest = (each: Role, configuredEndpoint: string | null = null): string =>
    digestOf(each, configuredEndpoint, sha256);

  it('returns 8 hex digits, the same for equal roles', () => {
    expect(digest(role())).toMatch(/^[0-9a-f]{8}$/);
    expect(digest(role())).toBe(digest(role()));
  });

  it.each([
    ['roleArn', `${ARN}2`],
    ['roleSessionName', 'bob@laptop'],
    ['externalId', 'abc'],
    ['durationSeconds', 7200],
    ['mfaSerial', 'arn:aws:iam::123456789012:mfa/alice'],
    ['sourceProfile', 'other'],
    ['region', 'eu-west-1'],
    ['endpoint', 'https://sts.example.com'],
  ] as const)('changes with the field %s', (field, value) => {
    expect(digest(role({ [field]: value }))).not.toBe(digest(role()));
  });

  it('does not change with the name or the target profile, which do not affect the session', () => {
    expect(digest({ ...role(), name: 'other', targetProfile: 'other' })).toBe(digest(role()));
  });

  it('changes with an endpoint of the environment, unless the role has its own endpoint', () => {
    expect(digest(role(), 'http://127.0.0.1:1')).not.toBe(digest(role()));
    const own = role({ endpoint: 'https://sts.example.com' });
    expect(digest(own, 'http://127.0.0.1:1')).toBe(digest(own));
  });
});

describe('defaultSessionName', () => {
  it('contains the user and the host', () => {
    expect(defaultSessionName('alice', 'laptop.corp.example')).toBe('alice@laptop.corp.example');
  });

  it('returns a session name that STS accepts, for any user and host', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: anyCharacter }),
        fc.string({ unit: anyCharacter }),
        (user, host) => {
          expect(defaultSessionName(user, host)).toMatch(/^[\w+=,.@-]{2,64}$/);
        },
      ),
    );
  });
});

describe('the rules of a role', () => {
  const word = (characters: string, min: number, max: number): fc.Arbitrary<string> =>
    fc.string({ unit: fc.constantFrom(...Array.from(characters)), minLength: min, maxLength: max });
  const alphanumeric = 'abcXYZ019_';

  it('agree with the patterns of the STS service model for session names and external IDs', () => {
    const any = fc.oneof(fc.string({ maxLength: 70 }), word(`${alphanumeric}+=,.@-:/ é`, 0, 70));
    fc.assert(
      fc.property(any, (text) => {
        fc.pre(text.trim() === text && text !== '');
        const accepts = (field: 'roleSessionName' | 'externalId'): boolean =>
          failureOf({ [field]: text }) === null;
        expect(accepts('roleSessionName')).toBe(/^[A-Za-z0-9_+=,.@-]{2,64}$/.test(text));
        expect(accepts('externalId')).toBe(/^[A-Za-z0-9_+=,.@:/-]{2,1224}$/.test(text));
      }),
    );
  });

  it('accept every ARN that IAM can create', () => {
    const path = fc.array(word('abcXYZ019!"#$%&()*;<>?[]^{|}~', 1, 12), { maxLength: 5 });
    fc.assert(
      fc.property(
        path,
        word(`${alphanumeric}+=,.@-`, 1, 64),
        word('0123456789', 12, 12),
        (folders, name, account) => {
          const arn = `arn:aws:iam::${account}:role/${folders.map((folder) => `${folder}/`).join('')}${name}`;
          expect(failureOf({ roleArn: arn })).toBeNull();
        },
      ),
    );
  });

  it('accept no profile name that a parser of the credentials file would misread', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), word('ab[]#;=:"\' \t-', 1, 8)), (name) => {
        const result = completeRole({ name, roleArn: ARN }, DEFAULTS);
        if (result.ok) expect(result.value.targetProfile).toMatch(/^[A-Za-z0-9_\-/.%@]+$/);
      }),
    );
  });
});
