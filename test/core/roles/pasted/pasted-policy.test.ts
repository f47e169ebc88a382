import { describe, expect, it } from 'vitest';
import { readPasted } from '../../../../src/core/roles/pasted/pasted.ts';

const ARN = 'arn:aws:iam::123456789012:role/MyApp/MyS3Access';
const OTHER = 'arn:aws:iam::123456789012:role/Other';

function read(document: unknown): unknown {
  const pasted = readPasted(typeof document === 'string' ? document : JSON.stringify(document));
  if (pasted.kind !== 'roles') return pasted.kind === 'problem' ? pasted.problem : pasted.kind;
  return pasted.roles.map(({ fields }) => fields);
}

function policy(...statements: unknown[]): unknown {
  return { Version: '2012-10-17', Statement: statements };
}

const allow = { Effect: 'Allow', Action: 'sts:AssumeRole' };

describe('a policy document', () => {
  it.each([
    ['a list of statements', policy({ ...allow, Resource: ARN })],
    ['one statement that is not in a list', { Statement: { ...allow, Resource: ARN } }],
    [
      'actions and resources as lists',
      policy({ ...allow, Action: ['s3:*', 'sts:AssumeRole'], Resource: [ARN] }),
    ],
    ['an action in unusual case', policy({ ...allow, Action: 'STS:assumerole', Resource: ARN })],
    ['the action sts:*', policy({ ...allow, Action: 'sts:*', Resource: ARN })],
    ['the action *', policy({ ...allow, Action: '*', Resource: ARN })],
    ['the action sts:Assume?ole', policy({ ...allow, Action: 'sts:Assume?ole', Resource: ARN })],
    [
      'a NotAction that allows sts:AssumeRole',
      policy({ Effect: 'Allow', NotAction: 'iam:*', Resource: ARN }),
    ],
    [
      'lower-case elements',
      { statement: { effect: 'allow', action: 'sts:AssumeRole', resource: ARN } },
    ],
    [
      'a statement beside others',
      policy({ Effect: 'Allow', Action: 's3:*', Resource: '*' }, { ...allow, Resource: ARN }),
    ],
    ['spaces around an ARN', policy({ ...allow, Resource: ` ${ARN} ` })],
    ['a byte order mark', `\uFEFF${JSON.stringify(policy({ ...allow, Resource: ARN }))}`],
    [
      'a concrete role beside a wildcard',
      policy({ ...allow, Resource: ['arn:aws:iam::*:role/X', ARN] }),
    ],
  ])('gives its role if it has %s', (_, document) => {
    expect(read(document)).toEqual([{ roleArn: ARN }]);
  });

  it('gives each of several roles once, in the order of the document', () => {
    const document = policy({ ...allow, Resource: [OTHER, ARN] }, { ...allow, Resource: OTHER });
    expect(read(document)).toEqual([{ roleArn: OTHER }, { roleArn: ARN }]);
  });

  it('gives the external ID that the condition requires', () => {
    const Condition = { stringEquals: { 'STS:ExternalId': ['abc-1'] } };
    expect(read(policy({ ...allow, Resource: ARN, Condition }))).toEqual([
      { roleArn: ARN, externalId: 'abc-1' },
    ]);
  });

  it('gives each role the external ID of its own statement', () => {
    const demand = (id: string): unknown => ({ StringEquals: { 'sts:ExternalId': id } });
    const document = policy(
      { ...allow, Resource: ARN, Condition: demand('abc') },
      { ...allow, Resource: OTHER, Condition: demand('xyz') },
    );
    expect(read(document)).toEqual([
      { roleArn: ARN, externalId: 'abc' },
      { roleArn: OTHER, externalId: 'xyz' },
    ]);
  });
});

describe('a policy document gives no role for', () => {
  it.each([
    [
      'a wildcard',
      policy({ ...allow, Resource: 'arn:aws:iam::123456789012:role/*' }),
      { kind: 'wildcard' },
    ],
    ['every resource', policy({ ...allow, Resource: '*' }), { kind: 'wildcard', resource: '*' }],
    ['a NotResource', policy({ ...allow, NotResource: ARN }), { kind: 'wildcard' }],
    [
      'a placeholder in angle brackets',
      policy({ ...allow, Resource: 'arn:aws:iam::<ACCOUNT_ID>:role/X' }),
      { kind: 'placeholder', placeholder: '<ACCOUNT_ID>' },
    ],
    [
      'a placeholder without brackets',
      policy({ ...allow, Resource: 'arn:aws:iam::YOUR_ACCOUNT:role/X' }),
      { kind: 'placeholder', placeholder: 'YOUR_ACCOUNT' },
    ],
    [
      'a placeholder of a CloudFormation template',
      policy({ ...allow, Resource: 'arn:aws:iam::${AccountId}:role/X' }),
      { kind: 'placeholder', placeholder: '${AccountId}' },
    ],
    [
      'a placeholder for the external ID',
      policy({
        ...allow,
        Resource: ARN,
        Condition: { StringEquals: { 'sts:ExternalId': '<EXTERNAL_ID>' } },
      }),
      { kind: 'placeholder', placeholder: '<EXTERNAL_ID>' },
    ],
    [
      'a user',
      policy({ ...allow, Resource: 'arn:aws:iam::123456789012:user/alice' }),
      { kind: 'not-a-role' },
    ],
    [
      'another action',
      policy({ ...allow, Action: 'sts:GetSessionToken', Resource: ARN }),
      { kind: 'no-assume-role' },
    ],
    [
      'a statement that denies sts:AssumeRole',
      policy({ ...allow, Effect: 'Deny', Resource: ARN }),
      { kind: 'no-assume-role' },
    ],
    [
      'a NotAction that excludes sts:AssumeRole',
      policy({ Effect: 'Allow', NotAction: 'sts:*', Resource: ARN }),
      { kind: 'no-assume-role' },
    ],
    ['a trust policy', policy({ ...allow, Principal: { AWS: ARN } }), { kind: 'trust-policy' }],
    ['an empty list', [], { kind: 'nothing-known' }],
    ['the JSON value null', 'null', { kind: 'nothing-known' }],
    ['a text that is not JSON', '{ Statement', { kind: 'not-json' }],
  ])('%s', (_, document, reason) => {
    expect(read(document)).toMatchObject(reason);
  });
});
