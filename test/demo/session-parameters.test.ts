import { AssumeRoleCommand, type AssumeRoleCommandInput } from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import { completeRole } from '../../src/core/roles/role-draft.ts';
import { CLIENT_ROLE, client, refusalTo, startSts } from './sts-setup.ts';

const ASSUME = { RoleArn: CLIENT_ROLE.roleArn, RoleSessionName: 'FirstSession' };
const account = CLIENT_ROLE.roleArn.split(':')[4] ?? '';

const Tags = (...tags: readonly (readonly [key: string, value: string])[]) => ({
  Tags: tags.map(([Key, Value]) => ({ Key, Value })),
});
const PolicyArns = (...arns: readonly string[]) => ({ PolicyArns: arns.map((arn) => ({ arn })) });
const many = <T>(count: number, make: (index: number) => T) =>
  Array.from({ length: count }, (_, index) => make(index));

/** Returns a Rolekeeper role whose AssumeRole request has these parameters. */
function roleFor(input: Partial<AssumeRoleCommandInput>) {
  return completeRole(
    {
      name: 'client',
      roleArn: CLIENT_ROLE.roleArn,
      tags: input.Tags?.map(({ Key = '', Value = '' }) => ({ key: Key, value: Value })),
      transitiveTagKeys: input.TransitiveTagKeys,
      sourceIdentity: input.SourceIdentity,
      policy: input.Policy,
      policyArns: input.PolicyArns?.map(({ arn = '' }) => arn),
    },
    { id: '0123456789ab', sessionName: 'me@here' },
  );
}

describe('the embedded STS, for tags, policies and the source identity of a session,', () => {
  it.each<[string, string, Partial<AssumeRoleCommandInput>]>([
    ['51 tags', 'ValidationError', Tags(...many(51, (n) => [`k${n}`, ''] as const))],
    ['a tag key that is too long', 'ValidationError', Tags(['k'.repeat(129), ''])],
    ['a tag value that is too long', 'ValidationError', Tags(['k', 'v'.repeat(257)])],
    ['a character that tags cannot have', 'ValidationError', Tags(['a*', ''])],
    ['a reserved tag key', 'ValidationError', Tags(['Aws:a', ''])],
    ['tag keys that differ only in case', 'InvalidParameterValue', Tags(['a', '1'], ['A', '2'])],
    [
      'a transitive tag key without its tag',
      'ValidationError',
      { ...Tags(['a', '1']), TransitiveTagKeys: ['b'] },
    ],
    ['a source identity that is too short', 'ValidationError', { SourceIdentity: 'a' }],
    ['a reserved source identity', 'ValidationError', { SourceIdentity: 'aws:a' }],
    ['a policy that is not JSON', 'MalformedPolicyDocument', { Policy: '{' }],
    [
      'a policy with a character outside Latin-1',
      'ValidationError',
      { Policy: '{"Statement":"→"}' },
    ],
    [
      'a policy of more than 2048 characters',
      'ValidationError',
      { Policy: `{"Statement":"${'x'.repeat(2033)}"}` },
    ],
    [
      '11 policy ARNs',
      'ValidationError',
      PolicyArns(...many(11, (n) => `arn:aws:iam::aws:policy/P${n}`)),
    ],
    [
      'the ARN of a policy in another account',
      'ValidationError',
      PolicyArns('arn:aws:iam::999999999999:policy/P'),
    ],
  ])(
    'refuses %s, which Rolekeeper also refuses before it calls STS',
    async (_what, code, input) => {
      const sts = await startSts();
      expect(
        await refusalTo(client(sts).send(new AssumeRoleCommand({ ...ASSUME, ...input }))),
      ).toMatchObject({ code });
      expect(roleFor(input)).toMatchObject({ ok: false, failure: { kind: 'field-invalid' } });
    },
  );

  it('accepts values at the limits, and returns the source identity', async () => {
    const sts = await startSts();
    const input = {
      ...Tags(...many(50, (n) => [`key ${n}`, 'v'.repeat(256)] as const)),
      TransitiveTagKeys: ['KEY 1'],
      SourceIdentity: 'alice',
      Policy: '{"Statement":[]}',
      ...PolicyArns(
        'arn:aws:iam::aws:policy/ReadOnlyAccess',
        `arn:aws:iam::${account}:policy/p/Own`,
      ),
    };
    expect(roleFor(input)).toMatchObject({ ok: true });
    const answer = await client(sts).send(new AssumeRoleCommand({ ...ASSUME, ...input }));
    expect(answer.SourceIdentity).toBe('alice');
    expect(sts.calls()[0]?.tags).toHaveLength(50);
  });

  it('denies tags and a source identity that the trust policy does not allow, and names the action', async () => {
    const sts = await startSts({ roles: [{ ...CLIENT_ROLE, alsoTrusts: [] }] });
    const denialOf = async (input: Partial<AssumeRoleCommandInput>) =>
      (await refusalTo(client(sts).send(new AssumeRoleCommand({ ...ASSUME, ...input })))).message;
    expect(await denialOf(Tags(['a', '1']))).toContain('sts:TagSession');
    expect(await denialOf({ SourceIdentity: 'alice' })).toContain('sts:SetSourceIdentity');
  });
});
