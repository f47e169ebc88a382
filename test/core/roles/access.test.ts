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

describe('the policy documents', () => {
  it('allow exactly this role', () => {
    expect(JSON.parse(accessDocuments(role, alice).identityPolicy)).toEqual({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: role.roleArn }],
    });
  });

  it('trust the caller, with the external ID', () => {
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

  it('have no condition without an external ID', () => {
    const { externalId: _, ...without } = role;
    expect(accessDocuments(without, alice).trustPolicy).not.toContain('Condition');
  });

  it.each([
    [ciSession, `arn:aws:iam::${account}:role/ci`, 'path'],
    [
      ssoSession,
      `arn:aws:iam::${account}:role/aws-reserved/sso.amazonaws.com/<REGION>/AWSReservedSSO_Power_User_0123456789abcdef`,
      'region',
    ],
    [alice, alice.arn, null],
    [null, '<CALLER_ARN>', 'caller'],
  ] as const)('never name a session of STS: %o', (who, arn, unsure) => {
    const documents = accessDocuments(role, who);
    expect(documents.principal).toEqual({ arn, unsure });
    expect(documents.trustPolicy).toContain(`"AWS": "${arn}"`);
    expect(documents.trustPolicy).not.toContain(':sts:');
  });

  it("link to the console pages of each side's partition", () => {
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

  it.each([
    [alice, 'user', 'alice'],
    [ciSession, 'role', 'ci'],
    [ssoSession, 'permission-set', 'Power_User'],
    [caller('root'), 'root', 'root'],
    [caller('group/x'), 'unknown', ''],
    [null, 'unknown', ''],
  ] as const)('say who %o is', (who, kind, name) => {
    expect(iamCallerOf(who)).toMatchObject({ kind, name });
  });
});

describe('the IAM commands', () => {
  it("create an IAM user's group before the policy, as the walkthrough does", () => {
    const commands = accessCommands({ role, caller: alice, group: 'devs', shell: 'bash' });
    expect(commands).toMatchObject({ kind: 'commands', for: 'user', placeholders: [] });
    expect(commands.kind === 'commands' && commands.lines.slice(1)).toEqual([
      'aws iam create-policy --policy-name assume-client-s3 --policy-document file://assume-client-s3.json',
      'aws iam create-group --group-name devs',
      `aws iam attach-group-policy --group-name devs --policy-arn arn:aws:iam::${account}:policy/assume-client-s3`,
      'aws iam add-user-to-group --group-name devs --user-name alice',
    ]);
  });

  it('name the placeholders, quoted so that a shell does not read a redirection', () => {
    const commands = accessCommands({ role, caller: null, shell: 'bash' });
    if (commands.kind !== 'commands') throw new Error(commands.kind);
    expect(commands.placeholders).toEqual(['<ACCOUNT_ID>', '<GROUP>', '<USER>']);
    expect(commands.lines.at(-1)).toBe(
      `aws iam add-user-to-group --group-name '<GROUP>' --user-name '<USER>'`,
    );
  });

  it('fit a role and a permission set, and say why root cannot assume a role', () => {
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

  it('add the named user to the group, also if another user is the caller', () => {
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

describe('quoting a policy document', () => {
  it('follows the rules of each shell', () => {
    expect(writeFileCommand('cmd', 'a.json', '{"x":1}')).toBe('echo {"x":1}> a.json');
    expect(writeFileCommand('powershell', 'a b.json', '{"x":1}')).toBe(
      `Set-Content -Encoding ascii -LiteralPath 'a b.json' -Value '{"x":1}'`,
    );
    expect(writeFileCommand('cmd', '%TEMP%.json', '{}')).toBeNull();
  });

  it('gives a real bash the same document, whatever an ARN contains', () => {
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

it('a session of the requested role is recognised', () => {
  const request = { roleArn: role.roleArn, roleSessionName: 'alice@laptop' };
  const got = (resource: string): boolean =>
    isSessionOf(`arn:aws:sts::210987654321:${resource}`, request);
  expect(got('assumed-role/MyS3Access/alice@laptop')).toBe(true);
  expect(got('assumed-role/Other/alice@laptop')).toBe(false);
  expect(got('assumed-role/MyS3Access/bob')).toBe(false);
  expect(
    isSessionOf('arn:aws:sts::111111111111:assumed-role/MyS3Access/alice@laptop', request),
  ).toBe(false);
});
