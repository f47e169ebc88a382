import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  accessCommands,
  defaultPolicyName,
} from '../../../src/core/roles/access/access-commands.ts';
import { accessDocuments, iamCallerOf } from '../../../src/core/roles/access/access.ts';
import { isSessionOf } from '../../../src/core/roles/assumed-role-arn.ts';
import type { RoleOf } from '../../../src/core/roles/role.ts';
import { shellSafeJson, writeFileCommand } from '../../../src/core/roles/access/write-file.ts';

const role: RoleOf<'assume-role'> = {
  id: '0123456789ab',
  kind: 'assume-role',
  name: 'client-s3',
  roleArn: 'arn:aws:iam::210987654321:role/MyApp/MyS3Access',
  sourceProfile: 'default',
  targetProfile: 'client-s3',
  roleSessionName: 'alice@laptop',
  durationSeconds: 3600,
  externalId: 'abc-123',
};

const account = '123456789012';
function caller(resource: string): { arn: string; account: string; userId: string } {
  const service = resource.startsWith('assumed-role') ? 'sts' : 'iam';
  return { arn: `arn:aws:${service}::${account}:${resource}`, account, userId: 'AIDA' };
}
const alice = caller('user/team/alice');
const ciSession = caller('assumed-role/ci/run-1');
const ssoSession = caller(
  'assumed-role/AWSReservedSSO_Power_User_0123456789abcdef/alice@example.com',
);

describe('the policy documents for access to a role', () => {
  it('allow the caller to assume exactly this role', () => {
    expect(JSON.parse(accessDocuments(role, alice).identityPolicy)).toEqual({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: role.roleArn }],
    });
  });

  it('trust the caller only with the external ID', () => {
    expect(JSON.parse(accessDocuments(role, alice).trustPolicy)).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { AWS: alice.arn },
          Action: 'sts:AssumeRole',
          Condition: { StringEquals: { 'sts:ExternalId': 'abc-123' } },
        },
      ],
    });
  });

  it('have no condition if the role has no external ID', () => {
    const { externalId: _, ...without } = role;
    expect(accessDocuments(without, alice).trustPolicy).not.toContain('Condition');
  });

  it.each([
    [
      'the role of a role session, whose path is unknown',
      ciSession,
      `arn:aws:iam::${account}:role/ci`,
      'path',
    ],
    [
      'the role of an Identity Center session, whose region is unknown',
      ssoSession,
      `arn:aws:iam::${account}:role/aws-reserved/sso.amazonaws.com/<REGION>/AWSReservedSSO_Power_User_0123456789abcdef`,
      'region',
    ],
    ['a user', alice, alice.arn, null],
    ['a placeholder for an unknown caller', null, '<CALLER_ARN>', 'caller'],
  ] as const)('contain no ARN of a session, and trust %s', (_who, who, arn, unsure) => {
    const documents = accessDocuments(role, who);
    expect(documents.principal).toEqual({ arn, unsure });
    expect(documents.trustPolicy).toContain(`"AWS": "${arn}"`);
    expect(documents.trustPolicy).not.toContain(':sts:');
  });

  it('link to console pages of the caller and of the role in their partitions', () => {
    const china = { ...role, roleArn: 'arn:aws-cn:iam::210987654321:role/R' };
    expect(accessDocuments(china, alice).consolePages).toEqual([
      {
        page: 'caller',
        url: 'https://console.aws.amazon.com/iam/home#/users/details/alice?section=permissions',
      },
      {
        page: 'role',
        url: 'https://console.amazonaws.cn/iam/home#/roles/details/R?section=trust_relationships',
      },
    ]);
  });
});

describe('iamCallerOf', () => {
  it.each([
    ['a user', alice, 'user', 'alice'],
    ['a role session', ciSession, 'role', 'ci'],
    ['an Identity Center session', ssoSession, 'permission-set', 'Power_User'],
    ['the root user', caller('root'), 'root', 'root'],
    ['an ARN that cannot be a caller', caller('group/x'), 'unknown', ''],
    ['an unknown caller', null, 'unknown', ''],
  ] as const)('returns the kind and the name of %s', (_who, who, kind, name) => {
    expect(iamCallerOf(who)).toMatchObject({ kind, name });
  });
});

describe('the IAM commands', () => {
  it('create the policy and a group, attach the policy to the group, and add the user to the group', () => {
    const commands = accessCommands({ role, caller: alice, group: 'devs', shell: 'bash' });
    expect(commands).toMatchObject({ kind: 'commands', for: 'user', placeholders: [] });
    expect(commands.kind === 'commands' && commands.lines.slice(1)).toEqual([
      'aws iam create-policy --policy-name assume-client-s3 --policy-document file://assume-client-s3.json',
      'aws iam create-group --group-name devs',
      `aws iam attach-group-policy --group-name devs --policy-arn arn:aws:iam::${account}:policy/assume-client-s3`,
      'aws iam add-user-to-group --group-name devs --user-name alice',
    ]);
  });

  it('quote each placeholder, because a shell reads < as a redirection', () => {
    const commands = accessCommands({ role, caller: null, shell: 'bash' });
    if (commands.kind !== 'commands') throw new Error(commands.kind);
    expect(commands.placeholders).toEqual(['<ACCOUNT_ID>', '<GROUP>', '<USER>']);
    expect(commands.lines.at(-1)).toBe(
      `aws iam add-user-to-group --group-name '<GROUP>' --user-name '<USER>'`,
    );
  });

  it('attach the policy to the role of a role session, and do not exist for a permission set or the root user', () => {
    const forRole = accessCommands({ role, caller: ciSession, shell: 'bash' });
    expect(forRole.kind === 'commands' && forRole.lines.at(-1)).toBe(
      `aws iam attach-role-policy --role-name ci --policy-arn arn:aws:iam::${account}:policy/assume-client-s3`,
    );
    expect(accessCommands({ role, caller: ssoSession, shell: 'bash' })).toMatchObject({
      kind: 'permission-set',
      permissionSet: 'Power_User',
    });
    expect(accessCommands({ role, caller: caller('root'), shell: 'bash' })).toEqual({
      kind: 'impossible',
      reason: 'root',
    });
  });

  it('add the given user to the group, even if the caller is the root user', () => {
    const commands = accessCommands({
      role,
      caller: caller('root'),
      user: 'bob',
      group: 'g',
      shell: 'cmd',
    });
    expect(commands.kind === 'commands' && commands.lines.at(-1)).toContain('--user-name bob');
  });

  it('give the policy a name that IAM accepts', () => {
    expect(defaultPolicyName({ ...role, name: 'team/a%b' })).toBe('assume-team-a-b');
  });
});

describe('the command that writes a policy document to a file', () => {
  it('follows the rules of cmd and of PowerShell, and is null if cmd would expand the file name', () => {
    expect(writeFileCommand('cmd', 'a.json', '{"x":1}')).toBe('echo {"x":1}> a.json');
    expect(writeFileCommand('powershell', 'a b.json', '{"x":1}')).toBe(
      `Set-Content -Encoding ascii -LiteralPath 'a b.json' -Value '{"x":1}'`,
    );
    expect(writeFileCommand('cmd', '%TEMP%.json', '{}')).toBeNull();
  });

  it('writes exactly the document in a real bash, whatever characters the ARN has', () => {
    const folder = mkdtempSync(join(tmpdir(), 'rk-access-'));
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...Array.from('ab/!"#$%&\'()*;<>?[\\]^`{|}~')), { minLength: 1 }),
        (characters) => {
          const document = { Resource: `arn:aws:iam::${account}:role/${characters.join('')}/R` };
          const json = shellSafeJson(document);
          expect(JSON.parse(json)).toEqual(document);
          expect(json).not.toMatch(/['$%&<>^`!]/);
          execFileSync(
            'bash',
            ['--norc', '-c', writeFileCommand('bash', 'd.json', json) ?? 'false'],
            { cwd: folder },
          );
          expect(JSON.parse(readFileSync(join(folder, 'd.json'), 'utf8'))).toEqual(document);
        },
      ),
      { numRuns: 40 },
    );
  });
});

it('isSessionOf accepts only the account, the role and the session name of the request', () => {
  const request = { roleArn: role.roleArn, roleSessionName: 'alice@laptop' };
  const accepts = (resource: string): boolean =>
    isSessionOf(`arn:aws:sts::210987654321:${resource}`, request);
  expect(accepts('assumed-role/MyS3Access/alice@laptop')).toBe(true);
  expect(accepts('assumed-role/Other/alice@laptop')).toBe(false);
  expect(accepts('assumed-role/MyS3Access/bob')).toBe(false);
  expect(
    isSessionOf('arn:aws:sts::111111111111:assumed-role/MyS3Access/alice@laptop', request),
  ).toBe(false);
});
