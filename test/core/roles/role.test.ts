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

function brokenBy(draft: Partial<RoleDraft>): unknown {
  const result = completeRole({ name: 'client-s3', roleArn: ARN, ...draft }, DEFAULTS);
  return result.ok ? null : result.failure;
}

describe('completeRole', () => {
  it('fills in what a draft omits', () => {
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

  it('trims pasted spaces, and treats only spaces as empty', () => {
    const pasted = role({ roleArn: ` ${ARN}\n`, externalId: '  ', region: ' eu-west-1 ' });
    expect(pasted.roleArn).toBe(ARN);
    expect(pasted).not.toHaveProperty('externalId');
    expect(pasted.region).toBe('eu-west-1');
  });

  it.each([
    [{ name: '' }, 'name', { kind: 'required' }],
    [{ name: 'my role' }, 'name', { kind: 'characters' }],
    [{ name: 'DEFAULT' }, 'name', { kind: 'reserved', word: 'DEFAULT' }],
    [{ targetProfile: '__proto__' }, 'profile', { kind: 'reserved', word: '__proto__' }],
    [{ targetProfile: 'a]b' }, 'profile', { kind: 'characters' }],
    [{ targetProfile: 'büro' }, 'profile', { kind: 'characters' }],
    [{ targetProfile: 'default' }, 'profile', { kind: 'same-as-source' }],
    [{ sourceProfile: 'a\nb' }, 'source-profile', { kind: 'characters' }],
    [{ roleArn: '' }, 'role-arn', { kind: 'required' }],
    [{ roleArn: 'arn:aws:iam::123456789012:user/alice' }, 'role-arn', { kind: 'role-arn' }],
    [{ roleArn: 'arn:aws:iam::12345678901:role/R' }, 'role-arn', { kind: 'role-arn' }],
    [{ roleArn: 'arn:aws:iam::123456789012:role/a b' }, 'role-arn', { kind: 'role-arn' }],
    [
      { roleArn: `arn:aws:iam::123456789012:role/${'r'.repeat(65)}` },
      'role-arn',
      { kind: 'role-arn' },
    ],
    [
      { roleArn: `arn:aws:iam::123456789012:role/${'p'.repeat(511)}/R` },
      'role-arn',
      { kind: 'length' },
    ],
    [{ roleSessionName: 'a' }, 'session-name', { kind: 'length', min: 2, max: 64 }],
    [{ roleSessionName: 'a b' }, 'session-name', { kind: 'characters' }],
    [{ externalId: 'x' }, 'external-id', { kind: 'length', min: 2, max: 1224 }],
    [{ externalId: 'it is' }, 'external-id', { kind: 'characters' }],
    [{ mfaSerial: '12345678' }, 'mfa-serial', { kind: 'length', min: 9, max: 256 }],
    [{ durationSeconds: 899 }, 'duration', { kind: 'range', min: 900, max: 43_200 }],
    [{ durationSeconds: 43_201 }, 'duration', { kind: 'range' }],
    [{ durationSeconds: 1000.5 }, 'duration', { kind: 'whole-number' }],
    [{ region: 'EU-west-1' }, 'region', { kind: 'region' }],
    [{ region: 'eu-west-1.evil.example' }, 'region', { kind: 'region' }],
    [{ region: 'cn-north-1' }, 'region', { kind: 'region' }],
    [{ endpoint: 'http://sts.example.com' }, 'endpoint', { kind: 'endpoint' }],
    [{ endpoint: 'https://user:secret@sts.example.com' }, 'endpoint', { kind: 'endpoint' }],
    [{ endpoint: 'http://127.0.0.1.evil.example' }, 'endpoint', { kind: 'endpoint' }],
    [{ endpoint: 'ftp://sts.example.com' }, 'endpoint', { kind: 'endpoint' }],
    [{ endpoint: 'https://sts.example.com:99999' }, 'endpoint', { kind: 'endpoint' }],
  ] as const)('refuses %o and names the field %s', (draft, field, rule) => {
    expect(brokenBy(draft)).toMatchObject({ kind: 'field-invalid', field, rule });
  });

  it.each([
    { targetProfile: 'team/dev@corp.example%1' },
    { sourceProfile: 'my dev "x"' },
    { roleArn: 'arn:aws-us-gov:iam::123456789012:role/R', region: 'us-gov-west-1' },
    { roleArn: `arn:aws:iam::123456789012:role/${'p'.repeat(510)}/R` },
    { region: 'eusc-de-east-1', roleArn: 'arn:aws-eusc:iam::123456789012:role/R' },
    { endpoint: 'https://sts.example.com:8443/base/' },
    { endpoint: 'http://localhost:9000' },
    { endpoint: 'http://[::1]:9000' },
    { durationSeconds: 43_200 },
  ] satisfies Partial<RoleDraft>[])('accepts %o', (draft) => {
    expect(brokenBy(draft)).toBeNull();
  });
});

describe('checkRole with a custom endpoint', () => {
  const endpoint = 'http://127.0.0.1:9000';

  it("keeps values that break AWS's own limits, with a warning for each", () => {
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
    expect(brokenBy({ endpoint, externalId: 'a b' })).toMatchObject({ field: 'external-id' });
    expect(brokenBy({ endpoint, roleArn: 'arn:aws:iam::x y:role/R' })).toMatchObject({
      field: 'role-arn',
    });
  });

  it("applies AWS's limits at an endpoint of AWS itself", () => {
    const vpce = 'https://vpce-1.sts.eu-west-1.vpce.amazonaws.com';
    expect(brokenBy({ endpoint: vpce, durationSeconds: 5 })).toMatchObject({ field: 'duration' });
  });
});

it('checkRole warns of an unknown partition and keeps it', () => {
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

  it('changes the named fields and keeps the rest and the ID', () => {
    expect(changeRole(before, { name: 'renamed' })).toEqual({
      ok: true,
      value: { ...before, name: 'renamed' },
    });
  });

  it('removes an optional field with null, and restores a default', () => {
    const after = changeRole(before, { externalId: null, durationSeconds: null, region: null });
    expect(after).toEqual({ ok: true, value: role() });
  });

  it('refuses to remove a required field', () => {
    expect(changeRole(before, { roleArn: null })).toMatchObject({ failure: { field: 'role-arn' } });
    expect(changeRole(before, { roleSessionName: null })).toMatchObject({
      failure: { field: 'session-name' },
    });
  });

  it('checks the whole role again', () => {
    expect(changeRole(before, { sourceProfile: 'client-s3' })).toMatchObject({
      failure: { field: 'profile' },
    });
  });
});

describe('digestOf', () => {
  const digest = (each: Role, ambient: string | null = null): string =>
    digestOf(each, ambient, sha256);

  it('returns 8 hex digits, equal for equal roles', () => {
    expect(digest(role())).toMatch(/^[0-9a-f]{8}$/);
    expect(digest(role())).toBe(digest(role()));
  });

  it.each([
    { roleArn: `${ARN}2` },
    { roleSessionName: 'bob@laptop' },
    { externalId: 'abc' },
    { durationSeconds: 7200 },
    { mfaSerial: 'arn:aws:iam::123456789012:mfa/alice' },
    { sourceProfile: 'other' },
    { region: 'eu-west-1' },
    { endpoint: 'https://sts.example.com' },
  ] satisfies Partial<RoleDraft>[])('changes with %o', (draft) => {
    expect(digest(role(draft))).not.toBe(digest(role()));
  });

  it('does not change with the name or the target, which do not affect the session', () => {
    expect(digest({ ...role(), name: 'other', targetProfile: 'other' })).toBe(digest(role()));
  });

  it('changes with an ambient endpoint, unless the role names its own', () => {
    expect(digest(role(), 'http://127.0.0.1:1')).not.toBe(digest(role()));
    const own = role({ endpoint: 'https://sts.example.com' });
    expect(digest(own, 'http://127.0.0.1:1')).toBe(digest(own));
  });
});

describe('defaultSessionName', () => {
  it('contains user and host', () => {
    expect(defaultSessionName('alice', 'laptop.corp.example')).toBe('alice@laptop.corp.example');
  });

  it('is a session name that STS accepts, for any user and host', () => {
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
          brokenBy({ [field]: text }) === null;
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
          expect(brokenBy({ roleArn: arn })).toBeNull();
        },
      ),
    );
  });

  it('accept no name that a reader of the file would misread', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), word('ab[]#;=:"\' \t-', 1, 8)), (name) => {
        const result = completeRole({ name, roleArn: ARN }, DEFAULTS);
        if (result.ok) expect(result.value.targetProfile).toMatch(/^[A-Za-z0-9_\-/.%@]+$/);
      }),
    );
  });
});
