import { describe, expect, it } from 'vitest';
import { changeRole, completeRole, type RoleDraft } from '../../../src/core/roles/role-draft.ts';
import { checkRole } from '../../../src/core/roles/role-rules.ts';
import { digestOf } from '../../../src/core/roles/role-digest.ts';
import type { Role } from '../../../src/core/roles/role.ts';
import { sha256 } from '../../support/sha256.ts';

const ARN = 'arn:aws:iam::123456789012:role/MyApp/MyS3Access';
const DEFAULTS = { id: '0123456789ab', sessionName: 'alice@laptop' };
const SERIAL = 'arn:aws:iam::111122223333:mfa/alice';
const READ_ONLY = 'arn:aws:iam::aws:policy/ReadOnlyAccess';

const complete = (draft: Partial<RoleDraft>) =>
  completeRole({ name: 'client-s3', roleArn: ARN, ...draft }, DEFAULTS);

function role(draft: Partial<RoleDraft> = {}): Role {
  const result = complete(draft);
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.value;
}

const tag = (key: string, value = 'x') => ({ key, value });
const many = <T>(count: number, make: (index: number) => T) =>
  Array.from({ length: count }, (_, index) => make(index));
const item = (part: string, broken: object) => ({ kind: 'item', part, broken });

describe('the parameters of AssumeRole', () => {
  it('are stored under their AWS names, and only if they are set', () => {
    const full = {
      tags: [tag('Project', 'Alpha'), tag('Cost Center', '')],
      transitiveTagKeys: ['project'],
      sourceIdentity: 'alice',
      policy: '{"Version":"2012-10-17","Statement":[]}',
      policyArns: [READ_ONLY, 'arn:aws:iam::123456789012:policy/team/Own'],
    };
    expect(role(full)).toMatchObject(full);
    const plain = role({
      tags: [],
      transitiveTagKeys: [],
      policyArns: [],
      policy: ' ',
      sourceIdentity: '',
      mfa: 'session',
    });
    expect(plain).toEqual(role());
    expect(Object.keys(plain)).toHaveLength(8);
  });

  it.each<[string, Partial<RoleDraft>, string, object]>([
    ['51 tags', { tags: many(51, (n) => tag(`k${n}`)) }, 'tag', { kind: 'count', max: 50 }],
    ['a tag without a key', { tags: [tag(' ')] }, 'tag', item('key', { kind: 'length' })],
    [
      'a tag key of 129 characters',
      { tags: [tag('k'.repeat(129))] },
      'tag',
      item('key', { kind: 'length', min: 1, max: 128 }),
    ],
    [
      'a tag value of 257 characters',
      { tags: [tag('k', 'v'.repeat(257))] },
      'tag',
      item('value', { kind: 'length', min: 0, max: 256 }),
    ],
    [
      'a tag key with a character that AWS refuses',
      { tags: [tag('a*b')] },
      'tag',
      item('key', { kind: 'characters' }),
    ],
    [
      'a tag value with a character that AWS refuses',
      { tags: [tag('k', 'a,b')] },
      'tag',
      item('value', { kind: 'characters' }),
    ],
    [
      'a tag key that AWS reserves',
      { tags: [tag('AWS:project')] },
      'tag',
      item('key', { kind: 'prefix', prefix: 'aws:' }),
    ],
    [
      'tag keys that differ only in case',
      { tags: [tag('Team'), tag('team')] },
      'tag',
      item('key', { kind: 'twice' }),
    ],
    [
      'a transitive tag key without its tag',
      { tags: [tag('a')], transitiveTagKeys: ['b'] },
      'transitive-tag-key',
      item('key', { kind: 'among-tags' }),
    ],
    [
      'a transitive tag key twice',
      { tags: [tag('a')], transitiveTagKeys: ['a', 'A'] },
      'transitive-tag-key',
      item('key', { kind: 'twice' }),
    ],
    [
      'a source identity of one character',
      { sourceIdentity: 'a' },
      'source-identity',
      { kind: 'length', min: 2, max: 64 },
    ],
    [
      'a source identity with a space',
      { sourceIdentity: 'a b' },
      'source-identity',
      { kind: 'characters' },
    ],
    [
      'a source identity that AWS reserves',
      { sourceIdentity: 'aws:me' },
      'source-identity',
      { kind: 'characters' },
    ],
    ['a policy that is no JSON', { policy: '{"Version":' }, 'policy', { kind: 'json-object' }],
    ['a policy that is no object', { policy: '["a"]' }, 'policy', { kind: 'json-object' }],
    [
      'a policy with a character outside Latin-1',
      { policy: '{"Sid":"→"}' },
      'policy',
      { kind: 'characters' },
    ],
    [
      'a policy of 2049 characters',
      { policy: `{"a":"${'x'.repeat(2041)}"}` },
      'policy',
      { kind: 'policies-length', max: 2048, length: 2049 },
    ],
    [
      'a policy and ARNs of 2049 characters together',
      { policy: `{"a":"${'x'.repeat(2041 - READ_ONLY.length)}"}`, policyArns: [READ_ONLY] },
      'policy',
      { kind: 'policies-length' },
    ],
    [
      '11 policy ARNs',
      { policyArns: many(11, (n) => `arn:aws:iam::aws:policy/P${n}`) },
      'policy-arn',
      { kind: 'count', max: 10 },
    ],
    [
      'a policy ARN of another account',
      { policyArns: ['arn:aws:iam::999999999999:policy/P'] },
      'policy-arn',
      item('item', { kind: 'policy-arn' }),
    ],
    [
      'a policy ARN of another partition',
      { policyArns: ['arn:aws-cn:iam::aws:policy/P'] },
      'policy-arn',
      item('item', { kind: 'policy-arn' }),
    ],
    [
      'the ARN of a role as a policy ARN',
      { policyArns: [ARN] },
      'policy-arn',
      item('item', { kind: 'policy-arn' }),
    ],
    [
      'a FIDO security key as the MFA device',
      { mfaSerial: 'arn:aws:iam::111122223333:u2f/user/alice/key-AB12' },
      'mfa-serial',
      { kind: 'mfa-device' },
    ],
    [
      'an MFA code for each session, without an MFA device',
      { mfa: 'each-time' },
      'mfa',
      { kind: 'needs-mfa-serial' },
    ],
  ])(
    'are refused, and the failure names the field and the rule: %s',
    (_what, draft, field, rule) => {
      expect(complete(draft)).toMatchObject({
        ok: false,
        failure: { kind: 'field-invalid', field, rule },
      });
    },
  );

  it.each<[string, Partial<RoleDraft>]>([
    [
      '50 tags, all transitive',
      { tags: many(50, (n) => tag(`k${n}`)), transitiveTagKeys: many(50, (n) => `K${n}`) },
    ],
    ['tags in letters and numbers of any script', { tags: [tag('Größe 部門', '٣ é')] }],
    [
      'a tag key of 128 and a value of 256 characters of two UTF-16 units each',
      { tags: [tag('𝒜'.repeat(128), '𝒜'.repeat(256))] },
    ],
    ['a policy of 2048 characters', { policy: `{"a":"${'x'.repeat(2040)}"}` }],
    ['ten policy ARNs', { policyArns: many(10, (n) => `arn:aws:iam::123456789012:policy/P${n}`) }],
    ['the serial number of a hardware MFA token', { mfaSerial: 'GAHT12345678' }],
  ])('are accepted: %s', (_what, draft) => {
    expect(complete(draft)).toMatchObject({ ok: true });
  });

  it('cannot have the ARN of a policy in another partition than the role', () => {
    const roleArn = 'arn:aws-cn:iam::123456789012:role/R';
    expect(
      complete({ roleArn, policyArns: ['arn:aws-cn:iam::aws:policy/ReadOnlyAccess'] }),
    ).toMatchObject({
      ok: true,
    });
    expect(complete({ roleArn, policyArns: [READ_ONLY] })).toMatchObject({ ok: false });
  });

  it('can exceed limits of AWS at a custom endpoint, but cannot have a wrong format', () => {
    const endpoint = 'https://sts.example.com';
    const bold = role({
      endpoint,
      tags: [tag('aws:x'), tag('AWS:X')],
      policyArns: ['arn:minio:policy/x'],
    });
    expect(checkRole(bold).warnings).toEqual([
      { kind: 'limit-of-aws', field: 'tag' },
      { kind: 'limit-of-aws', field: 'policy-arn' },
    ]);
    expect(complete({ endpoint, tags: [tag('a*b')] })).toMatchObject({ ok: false });
    expect(complete({ endpoint, policy: 'no' })).toMatchObject({ ok: false });
  });

  it('can be removed, unless another parameter needs them', () => {
    const before = role({
      tags: [tag('a')],
      transitiveTagKeys: ['a'],
      sourceIdentity: 'me-1',
      policyArns: [READ_ONLY],
      mfaSerial: SERIAL,
      mfa: 'each-time',
    });
    expect(changeRole(before, {})).toEqual({ ok: true, value: before });
    expect(changeRole(before, { tags: [] })).toMatchObject({
      ok: false,
      failure: { field: 'transitive-tag-key' },
    });
    expect(changeRole(before, { mfaSerial: null })).toMatchObject({
      ok: false,
      failure: { field: 'mfa' },
    });
    const emptied = {
      tags: null,
      transitiveTagKeys: [],
      sourceIdentity: null,
      policyArns: null,
      mfa: 'session',
      mfaSerial: null,
    } as const;
    expect(changeRole(before, emptied)).toEqual({ ok: true, value: role() });
  });
});

describe('a session policy', () => {
  it('is stored without insignificant white space', () => {
    const text =
      '{\n\t"Version": "2012-10-17",\r\n  "Statement": [ {"Sid": "two  spaces \\" and {a : b}", "Sid": "again"} ]\n}\n';
    expect(role({ policy: text }).policy).toBe(
      '{"Version":"2012-10-17","Statement":[{"Sid":"two  spaces \\" and {a : b}","Sid":"again"}]}',
    );
  });
});

describe('the digest of a role', () => {
  it('is the same as in earlier versions if the role has no tags, policies or MFA device', () => {
    // Earlier versions wrote this digest to credentials files.
    expect(digestOf(role({ externalId: 'word' }), null, sha256)).toBe('2e07d54f');
  });

  it('is the same as in earlier versions if the role uses every field', () => {
    // A version without the table `roleFields` computed these digests.
    const full = role({
      name: 'n',
      roleArn: 'arn:aws:iam::123456789012:role/app',
      sourceProfile: 'base',
      targetProfile: 'app',
      durationSeconds: 7200,
      externalId: 'word',
      mfaSerial: 'arn:aws:iam::123456789012:mfa/alice',
      mfa: 'each-time',
      region: 'eu-west-1',
      endpoint: 'https://sts.example.com',
      tags: [tag('team', 'a')],
      transitiveTagKeys: ['team'],
      sourceIdentity: 'alice',
      policy: '{}',
      policyArns: [READ_ONLY],
      group: 'g',
      pinned: true,
    });
    expect(digestOf(full, null, sha256)).toBe('572509b4');
    const { endpoint, ...withoutEndpoint } = full;
    expect(endpoint).toBe('https://sts.example.com');
    expect(digestOf(withoutEndpoint, 'http://127.0.0.1:4566', sha256)).toBe('bf357111');
  });

  it('changes with tags, policies, the source identity and the use of MFA', () => {
    const drafts: readonly Partial<RoleDraft>[] = [
      {},
      { tags: [tag('a')] },
      { tags: [tag('a')], transitiveTagKeys: ['a'] },
      { sourceIdentity: 'alice' },
      { policy: '{}' },
      { policyArns: [READ_ONLY] },
      { mfaSerial: SERIAL },
      { mfaSerial: SERIAL, mfa: 'each-time' },
    ];
    const digests = drafts.map((draft) => digestOf(role(draft), null, sha256));
    expect(new Set(digests).size).toBe(drafts.length);
  });
});

describe('a duration of more than 1 h', () => {
  it('gives different warnings for one MFA session and for a code at each session', () => {
    const draft = { mfaSerial: SERIAL, durationSeconds: 43_200 };
    expect(checkRole(role(draft)).warnings).toEqual([
      { kind: 'duration-capped', durationSeconds: 43_200, by: 'mfa' },
    ]);
    expect(checkRole(role({ ...draft, mfa: 'each-time' })).warnings).toEqual([
      { kind: 'mfa-each-time' },
    ]);
    expect(checkRole(role({ ...draft, durationSeconds: 3600 })).warnings).toEqual([]);
  });
});
