import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EmbeddedSts } from '../../demo/sts/embedded-sts.ts';
import {
  clientRole,
  cliHome,
  externalId,
  plainRole,
  roleArn,
  startStsWithAlice,
} from '../support/cli-harness.ts';
import type { Cli } from '../support/cli-harness.ts';

const document = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 's3:Get*', Resource: '*' }],
};
const readOnly = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
const ownPolicy = 'arn:aws:iam::123456789012:policy/team/Own';
const serial = 'arn:aws:iam::111122223333:mfa/alice';

describe('a parameter of AssumeRole on the command line', () => {
  let sts: EmbeddedSts;
  let cli: Cli;
  let policyFile: string;
  beforeEach(async () => {
    sts = await startStsWithAlice();
    cli = cliHome(sts);
    policyFile = join(cli.folder, 'policy.json');
    writeFileSync(policyFile, JSON.stringify(document, null, 2));
  });
  afterEach(async () => {
    cli.dispose();
    await sts.close();
  });

  const addFull = (...more: readonly string[]) =>
    cli.ok([
      ...['role', 'add', 'client', '--role-arn', roleArn, '--external-id', externalId],
      ...[
        '--tag',
        'Project=Alpha',
        '--tag',
        'Note=a=b',
        '--tag',
        'Empty=',
        '--transitive-tag-key',
        'project',
      ],
      ...['--source-identity', 'alice@example.com', '--policy', policyFile],
      ...['--policy-arn', readOnly, '--policy-arn', ownPolicy, '--duration', '43200', ...more],
    ]);
  const firstRole = async () => {
    const { roles } = JSON.parse((await cli.ok(['role', 'list', '--json'])).stdout) as {
      roles: readonly object[];
    };
    return roles[0];
  };

  it('is sent to AWS unchanged, and is listed in the JSON of `role list`', async () => {
    await addFull();
    const parameters = {
      tags: [
        { key: 'Project', value: 'Alpha' },
        { key: 'Note', value: 'a=b' },
        { key: 'Empty', value: '' },
      ],
      transitiveTagKeys: ['project'],
      sourceIdentity: 'alice@example.com',
      policy: JSON.stringify(document),
      policyArns: [readOnly, ownPolicy],
    };
    expect(await firstRole()).toMatchObject({
      ...parameters,
      mfa: 'session',
      durationSeconds: 43_200,
    });
    await cli.ok(['assume', 'client']);
    expect(sts.calls()).toMatchObject([
      { action: 'AssumeRole', ...parameters, durationSeconds: 43_200, outcome: { kind: 'ok' } },
    ]);
  });

  it('is not sent again when `role set` changes only the group or the pin', async () => {
    await cli.ok([
      'role',
      'add',
      'client',
      '--role-arn',
      roleArn,
      '--external-id',
      externalId,
      '--group',
      'Payments',
    ]);
    await cli.ok(['assume', 'client', '--keep']);
    const calls = sts.calls().length;
    expect(await firstRole()).toMatchObject({ group: 'Payments', pinned: false });
    await cli.ok(['role', 'set', 'client', '--pin', '--group', '']);
    expect(await firstRole()).toMatchObject({ group: null, pinned: true });
    await cli.ok(['role', 'set', 'client', '--no-pin']);
    expect(await firstRole()).toMatchObject({ pinned: false });
    expect(sts.calls()).toHaveLength(calls);
    const both = await cli.run(['role', 'set', 'client', '--pin', '--no-pin']);
    expect(both).toMatchObject({ code: 2, stderr: expect.stringContaining('--no-pin') as string });
    const long = await cli.run(['role', 'set', 'client', '--group', 'g'.repeat(65)]);
    expect(long).toMatchObject({ code: 2, stderr: expect.stringContaining('--group') as string });
  });

  it('is not sent if the role has no value for it', async () => {
    await cli.ok(['role', 'add', 'plain', '--role-arn', plainRole.roleArn]);
    expect(await firstRole()).toMatchObject({
      tags: [],
      transitiveTagKeys: [],
      sourceIdentity: null,
      policy: null,
      policyArns: [],
    });
    await cli.ok(['assume', 'plain']);
    expect(sts.calls()).toMatchObject([
      {
        tags: [],
        transitiveTagKeys: [],
        sourceIdentity: null,
        policy: null,
        policyArns: [],
        tokenCodeGiven: false,
      },
    ]);
  });

  it('is replaced by an option of `role set`, and removed if the value of the option is empty', async () => {
    await addFull();
    await cli.ok([
      'role',
      'set',
      'client',
      '--tag',
      'Team=Blue',
      '--transitive-tag-key',
      '',
      '--policy',
      '',
    ]);
    expect(await firstRole()).toMatchObject({
      tags: [{ key: 'Team', value: 'Blue' }],
      transitiveTagKeys: [],
      policy: null,
      policyArns: [readOnly, ownPolicy],
      sourceIdentity: 'alice@example.com',
    });
    await cli.ok([
      'role',
      'set',
      'client',
      '--tag',
      '',
      '--policy-arn',
      '',
      '--source-identity',
      '',
    ]);
    expect(await firstRole()).toMatchObject({ tags: [], policyArns: [], sourceIdentity: null });
  });

  it('is read from standard input with `--policy -`, if it is a session policy', async () => {
    await cli.ok(['role', 'add', 'plain', '--role-arn', plainRole.roleArn, '--policy', '-'], {
      input: JSON.stringify(document, null, 4),
    });
    expect(await firstRole()).toMatchObject({ policy: JSON.stringify(document) });
  });

  it.each([
    ['--tag must be KEY=VALUE', ['--tag', 'Project']],
    ['--tag cannot have the key “aws:x”: it cannot begin with aws:', ['--tag', 'aws:x=1']],
    ['--tag cannot have the key “team”: it is given twice', ['--tag', 'Team=1', '--tag', 'team=2']],
    [
      '--transitive-tag-key cannot have the key “Team”: it must be the key of one of the tags',
      ['--transitive-tag-key', 'Team'],
    ],
    ['--source-identity must have 2 to 64 characters', ['--source-identity', 'x']],
    ['--policy must be a policy document', ['--policy', '-']],
    [
      '--policy-arn cannot have the value “no”: it must be the ARN of a managed policy',
      ['--policy-arn', 'no'],
    ],
    ['--mfa must be one of session, each-time', ['--mfa', 'always']],
    ['--mfa cannot be each-time without an MFA device', ['--mfa', 'each-time']],
    [
      '--mfa-serial cannot be a FIDO security key',
      ['--mfa-serial', 'arn:aws:iam::111122223333:u2f/user/alice/key-1'],
    ],
    ['--tag is required', ['--tag', '']],
  ])('is refused with exit code 2 if it is invalid: %s', async (says, args) => {
    const { code, stdout, stderr } = await cli.run(
      ['role', 'add', 'plain', '--role-arn', plainRole.roleArn, ...args],
      {
        input: 'not JSON',
      },
    );
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(says);
    expect((await cli.ok(['role', 'list', '--json'])).stdout).toBe('{"roles":[]}\n');
    expect(sts.calls()).toEqual([]);
  });

  it('is refused if it is a session policy in a missing file, and the message names the file', async () => {
    const { code, stderr } = await cli.run([
      'role',
      'add',
      'p',
      '--role-arn',
      plainRole.roleArn,
      '--policy',
      'none.json',
    ]);
    expect(code).toBe(2);
    expect(stderr).toContain('--policy: none.json cannot be read');
  });

  it('adds an action to the printed policies: sts:TagSession for tags, sts:SetSourceIdentity for a source identity', async () => {
    await addFull();
    const actions = ['sts:TagSession', 'sts:SetSourceIdentity'];
    const identity = JSON.parse((await cli.ok(['policy', 'client'])).stdout) as object;
    expect(identity).toMatchObject({
      Statement: [{ Effect: 'Allow', Action: ['sts:AssumeRole', ...actions], Resource: roleArn }],
    });
    const trust = JSON.parse((await cli.ok(['policy', 'client', '--trust'])).stdout) as {
      Statement: object[];
    };
    expect(trust.Statement).toEqual([
      expect.objectContaining({
        Action: 'sts:AssumeRole',
        Condition: { StringEquals: { 'sts:ExternalId': externalId } },
      }),
      {
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::111122223333:user/alice' },
        Action: actions,
      },
    ]);
    expect((await cli.ok(['policy', 'client', '--commands'])).stdout).toContain('sts:TagSession');
  });

  it('adds sts:SetSourceIdentity for a source identity to the suggested policy, even if AWS denied only sts:TagSession', async () => {
    sts.setRole({ ...clientRole, alsoTrusts: [] });
    await addFull();
    const { code, stderr } = await cli.run(['assume', 'client']);
    expect(code).toBe(1);
    expect(stderr).toContain('not authorized to perform: sts:TagSession');
    expect(stderr).toContain('"sts:SetSourceIdentity"');
  });

  it('cannot be changed by a role that inherits it, if it is a transitive tag or the source identity', async () => {
    sts.setRole({ ...plainRole, trusts: [roleArn] });
    await addFull();
    await cli.ok([
      'role',
      'add',
      'next',
      '--role-arn',
      plainRole.roleArn,
      '--source-profile',
      'client',
    ]);
    await cli.ok(['assume', 'client', 'next']);
    await cli.ok(['role', 'set', 'next', '--tag', 'PROJECT=Beta']);
    const overriding = await cli.run(['assume', 'next']);
    expect(overriding.stderr).toContain('The tag PROJECT is inherited');
    await cli.ok(['role', 'set', 'next', '--tag', '', '--source-identity', 'someone-else']);
    expect((await cli.run(['assume', 'next'])).stderr).toContain('sts:SetSourceIdentity');
  });

  it('is reduced to one hour with a message, if it is the duration of a role whose source is another role', async () => {
    sts.setRole({ ...plainRole, trusts: [roleArn], maxSessionDuration: 43_200 });
    await addFull();
    const args = [
      '--role-arn',
      plainRole.roleArn,
      '--source-profile',
      'client',
      '--duration',
      '7200',
    ];
    const added = await cli.ok(['role', 'add', 'next', ...args]);
    expect(added.stderr).toContain("With another role's session, AWS allows at most one hour");
    const assumed = await cli.ok(['assume', 'next']);
    expect(assumed.stderr).toContain('next asks for 7200 s, but AWS allows at most 1 hour');
    expect(sts.calls().at(-1)).toMatchObject({ durationSeconds: 3600, outcome: { kind: 'ok' } });
    expect((await cli.ok(['assume', 'client'])).stderr).toBe('');
  });
});

describe('the command line, for a role that needs an MFA code each time,', () => {
  let sts: EmbeddedSts;
  let cli: Cli;
  beforeEach(async () => {
    sts = await startStsWithAlice();
    sts.setRole({ ...plainRole, requireMfa: true, maxSessionDuration: 43_200 });
    cli = cliHome(sts);
  });
  afterEach(async () => {
    cli.dispose();
    await sts.close();
  });

  it('warns that nothing refreshes the role automatically, sends the code in AssumeRole, and allows a session of 12 hours', async () => {
    const args = ['--role-arn', plainRole.roleArn, '--mfa-serial', serial, '--duration', '43200'];
    const capped = await cli.ok(['role', 'add', 'long', ...args]);
    expect(capped.stderr).toContain('With an MFA session, AWS allows at most one hour');
    const changed = await cli.ok(['role', 'set', 'long', '--mfa', 'each-time']);
    expect(changed.stderr).toContain('nothing is refreshed automatically');
    expect((await cli.run(['assume', 'long'])).stderr).toContain('long waits for an MFA code');
    const { stdout, stderr } = await cli.ok(['assume', 'long', '--mfa-code', '123456']);
    expect(stdout).toMatch(/\(11 h 59 min left\)/);
    expect(stderr).toMatch(/^The code goes to 127\.0\.0\.1:\d+, which is not AWS\.\n$/);
    expect(sts.calls()).toMatchObject([
      {
        action: 'AssumeRole',
        serialNumber: serial,
        tokenCodeGiven: true,
        durationSeconds: 43_200,
        outcome: { kind: 'ok' },
      },
    ]);
    const again = await cli.run(['assume', 'long', '--mfa-code', '123456']);
    expect(again).toMatchObject({ code: 1 });
    expect(again.stderr).toContain('This MFA code was used before');
    expect(sts.calls()).toHaveLength(1);
  });

  it('says that AWS refused a wrong code, and says that AWS denied the role if IAM denies it', async () => {
    const args = ['--role-arn', plainRole.roleArn, '--mfa-serial', serial, '--mfa', 'each-time'];
    await cli.ok(['role', 'add', 'long', ...args]);
    const refused = await cli.run(['assume', 'long', '--mfa-code', '999999']);
    expect(refused.stderr).toContain('AWS refused the MFA code');
    sts.setRole({ ...plainRole, trusts: [] });
    const denied = await cli.run(['assume', 'long', '--mfa-code', '234567']);
    expect(denied).toMatchObject({ code: 1 });
    expect(denied.stderr).toContain('is not authorized to perform: sts:AssumeRole');
  });
});
