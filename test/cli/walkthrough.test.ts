import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { EmbeddedSts } from '../../demo/sts/embedded-sts.ts';
import {
  cliHome,
  clientRole,
  defaultSection,
  externalId,
  plainRole,
  roleArn,
  startStsWithAlice,
} from '../support/cli-harness.ts';
import type { Cli } from '../support/cli-harness.ts';

const add = [
  'role',
  'add',
  'new-profile',
  '--role-arn',
  roleArn,
  '--session-name',
  'FirstSession',
] as const;
const addWithId = [...add, '--external-id', externalId] as const;

interface SessionJson {
  readonly name: string;
  readonly profile: string | null;
  readonly roleArn: string | null;
  readonly state: string;
  readonly kept: boolean;
  readonly expiration: string | null;
  readonly refreshAt: string | null;
  readonly failure: {
    readonly kind: string;
    readonly title: string;
    readonly detail: string;
    readonly remedy: string | null;
  } | null;
}

function rolesIn(stdout: string): readonly SessionJson[] {
  return (JSON.parse(stdout) as { readonly roles: readonly SessionJson[] }).roles;
}

describe('the command line', () => {
  let sts: EmbeddedSts;
  let cli: Cli;
  beforeAll(async () => {
    sts = await startStsWithAlice();
  });
  afterAll(() => sts.close());
  beforeEach(() => {
    sts.forgetCalls();
    sts.clearFaults();
    cli = cliHome(sts);
  });
  afterEach(() => {
    cli.dispose();
  });

  it('adds a role, assumes it, prints its identity, and leaves the file as before after the release', async () => {
    const added = await cli.ok(addWithId);
    expect(added.stdout).toBe(
      `Added new-profile: ${roleArn}\nAssume it: rolekeeper assume new-profile\n`,
    );
    expect(sts.calls()).toEqual([]);

    const assumed = await cli.ok(['assume', 'new-profile']);
    expect(assumed.stdout).toMatch(
      /^new-profile: assumed, until \d\d:\d\d \(59 min left\)\n {2}aws sts get-caller-identity --profile new-profile --region us-east-1\n/,
    );
    expect(assumed.stderr).toBe('');
    expect(cli.credentials().startsWith(defaultSection)).toBe(true);
    expect(cli.credentials()).toMatch(/^\[new-profile\]$/m);

    const whoami = await cli.ok(['whoami', 'new-profile']);
    expect(whoami.stdout.split('\n')[0]).toBe(
      'arn:aws:sts::123456789012:assumed-role/MyS3Access/FirstSession',
    );
    expect(whoami.stdout).toContain('Account: 123456789012');
    expect(sts.calls().filter(({ action }) => action === 'AssumeRole')).toHaveLength(1);

    const released = await cli.ok(['release', 'new-profile']);
    expect(released.stdout).toBe(
      'Released new-profile: its keys were removed from the profile new-profile.\n',
    );
    expect(cli.credentials()).toBe(defaultSection);

    expect((await cli.ok(['role', 'remove', 'new-profile'])).stdout).toBe('Removed new-profile.\n');
    expect(rolesIn((await cli.ok(['role', 'list', '--json'])).stdout)).toEqual([]);
  });

  it('lists roles as a table, and as JSON in which an empty field is null', async () => {
    await cli.ok(addWithId);
    await cli.ok([
      'role',
      'add',
      'plain',
      '--role-arn',
      plainRole.roleArn,
      '--region',
      'eu-central-1',
      '--duration',
      '900',
      '--session-name',
      'S2',
    ]);
    const unused = {
      kind: 'assume-role',
      mfa: 'session',
      tags: [],
      transitiveTagKeys: [],
      sourceIdentity: null,
      policy: null,
      policyArns: [],
      group: null,
      browser: null,
      pinned: false,
    };
    const { stdout } = await cli.ok(['role', 'list', '--json']);
    expect(JSON.parse(stdout)).toEqual({
      roles: [
        {
          name: 'new-profile',
          roleArn,
          profile: 'new-profile',
          sourceProfile: 'default',
          externalId,
          roleSessionName: 'FirstSession',
          durationSeconds: 3600,
          mfaSerial: null,
          region: null,
          endpoint: null,
          ...unused,
        },
        {
          name: 'plain',
          roleArn: plainRole.roleArn,
          profile: 'plain',
          sourceProfile: 'default',
          externalId: null,
          roleSessionName: 'S2',
          durationSeconds: 900,
          mfaSerial: null,
          region: 'eu-central-1',
          endpoint: null,
          ...unused,
        },
      ],
    });
    const lines = (await cli.ok(['role', 'list'])).stdout.split('\n');
    expect(lines[0]).toMatch(/^NAME +PROFILE +SOURCE +EXTERNAL ID +DURATION +ROLE$/);
    expect(lines[1]).toMatch(
      new RegExp(`^new-profile +new-profile +default +\\S+ +\\d+ s +${roleArn}$`),
    );
  });

  it('gives a role a default session name that AWS accepts', async () => {
    await cli.ok(['role', 'add', 'plain', '--role-arn', plainRole.roleArn]);
    const { roles } = JSON.parse((await cli.ok(['role', 'list', '--json'])).stdout) as {
      roles: { roleSessionName: string }[];
    };
    expect(roles[0]?.roleSessionName).toMatch(/^[\w+=,.@-]{2,64}$/);
  });

  it('renames a role, changes a field, and removes a field whose option has an empty value', async () => {
    await cli.ok(addWithId);
    await cli.ok([
      'role',
      'set',
      'new-profile',
      '--name',
      'renamed',
      '--external-id',
      '',
      '--region',
      'eu-west-1',
    ]);
    const { roles } = JSON.parse((await cli.ok(['role', 'list', '--json'])).stdout) as {
      roles: object[];
    };
    expect(roles).toMatchObject([
      { name: 'renamed', externalId: null, region: 'eu-west-1', profile: 'new-profile' },
    ]);
  });

  it('prints the sessions with `status` as a table and as JSON, and makes no STS call for that', async () => {
    expect((await cli.ok(['status'])).stdout).toContain('No role is configured yet.');
    await cli.ok(addWithId);
    await cli.ok(['role', 'add', 'plain', '--role-arn', plainRole.roleArn]);
    await cli.ok(['assume', 'new-profile', '--keep']);
    const [header, first, second] = (await cli.ok(['status'])).stdout.split('\n');
    expect(header).toMatch(/^NAME +PROFILE +STATE +UNTIL +LEFT +ON +REFRESHED BY$/);
    expect(first).toMatch(/^new-profile +new-profile +active +\d\d:\d\d +59 min +yes +nothing$/);
    expect(second).toMatch(/^plain +plain +off +- +- +no +-$/);
    const [kept, off] = rolesIn((await cli.ok(['status', '--json'])).stdout);
    expect(kept).toEqual({
      name: 'new-profile',
      profile: 'new-profile',
      roleArn,
      state: 'active',
      kept: true,
      // No process refreshes the role, so `refreshAt` is null.
      keptBy: [],
      expiration: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as unknown,
      refreshAt: null,
      failure: null,
    });
    expect(off).toEqual({
      name: 'plain',
      profile: 'plain',
      roleArn: plainRole.roleArn,
      state: 'inactive',
      kept: false,
      keptBy: [],
      expiration: null,
      refreshAt: null,
      failure: null,
    });
    expect(sts.calls().map(({ action }) => action)).toEqual(['AssumeRole']);
  });

  it('calls STS for each `assume`, and prints only JSON with --json', async () => {
    await cli.ok(addWithId);
    await cli.ok(['assume', 'new-profile']);
    const { stdout, stderr } = await cli.ok(['assume', 'new-profile', '--json']);
    expect(stderr).toBe('');
    expect(rolesIn(stdout)).toMatchObject([
      { name: 'new-profile', state: 'active', kept: false, failure: null },
    ]);
    expect(sts.calls()).toHaveLength(2);
  });

  it('assumes each given role that it can, and exits with 1 if one fails', async () => {
    await cli.ok(add);
    await cli.ok(['role', 'add', 'plain', '--role-arn', plainRole.roleArn]);
    const run = await cli.run(['assume', 'nobody', 'new-profile', 'plain', '--json']);
    expect(run.code).toBe(1);
    expect(rolesIn(run.stdout)).toMatchObject([
      { name: 'new-profile', state: 'failed', failure: { kind: 'access-denied' } },
      { name: 'plain', state: 'active', failure: null },
      { name: 'nobody', profile: null, failure: { kind: 'role-unknown' } },
    ]);
    expect(run.stderr).toContain('AWS denied access to new-profile');
    expect(run.stderr).toContain('There is no role named nobody');
    expect(cli.credentials()).toContain('[plain]');
    expect(cli.credentials()).not.toContain('[new-profile]');
  });

  it('prints after AccessDenied the caller, the usual causes, the policy and a command', async () => {
    await cli.ok(add);
    const { code, stdout, stderr } = await cli.run(['assume', 'new-profile']);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('rolekeeper: AWS denied access to new-profile.');
    expect(stderr).toContain('Caller: arn:aws:iam::111122223333:user/alice');
    expect(stderr).toContain(`"Resource": "${roleArn}"`);
    expect(stderr).toContain('3. No external ID was sent, but the trust policy may require one.');
    expect(stderr).toContain('4. The session name "FirstSession" was sent');
    expect(stderr.trimEnd()).toMatch(/rolekeeper policy new-profile --commands$/);
    const [json] = rolesIn((await cli.run(['assume', 'new-profile', '--json'])).stdout);
    expect(json?.failure?.kind).toBe('access-denied');
    expect(json?.failure?.remedy).toMatch(/rolekeeper policy new-profile --commands$/);
  });

  it('prints the external ID that was sent if the role needs another one', async () => {
    await cli.ok([...add, '--external-id', 'another-client']);
    const { stderr } = await cli.run(['assume', 'new-profile']);
    expect(stderr).toContain('3. The external ID "another-client" was sent');
  });

  it('prints with `status` the cause of a denial, but not the message of AWS, which is not stored', async () => {
    await cli.ok(addWithId);
    const message = 'Not authorized, with an explicit deny in a service control policy, ref 4711';
    sts.fail({ kind: 'error', code: 'AccessDenied', message });
    expect((await cli.run(['assume', 'new-profile'])).stderr).toContain('ref 4711');
    const { stdout } = await cli.ok(['status']);
    expect(stdout).toContain('a service control policy of the organization denies the request');
    const json = (await cli.ok(['status', '--json'])).stdout;
    expect(json).not.toMatch(/4711|[Uu]sual causes/);
    expect(rolesIn(json)[0]?.failure?.detail).toContain('service control policy');
  });

  it('exits with 1 for an unknown role name, and suggests the most similar name', async () => {
    await cli.ok(add);
    for (const command of [
      ['assume'],
      ['whoami'],
      ['env'],
      ['credentials'],
      ['policy'],
      ['release'],
      ['role', 'remove'],
      ['keep'],
    ]) {
      const { code, stdout, stderr } = await cli.run([...command, 'new-profle']);
      expect({ command, code, stdout }).toEqual({ command, code: 1, stdout: '' });
      expect(stderr).toContain('There is no role named new-profle');
      expect(stderr).toContain('Did you mean new-profile?');
    }
  });

  it.each([
    [['--role-arn', 'arn:aws:iam::1234:role/x'], '--role-arn must be the ARN of an IAM role'],
    [['--role-arn', roleArn, '--profile', 'default'], '--profile cannot be the source profile'],
    [
      ['--role-arn', roleArn, '--session-name', 'a b'],
      '--session-name may have only these characters',
    ],
    [['--role-arn', roleArn, '--external-id', 'x'], '--external-id must have 2 to 1224 characters'],
    [['--role-arn', roleArn, '--duration', '60'], '--duration must be between 900 and 43200'],
    [['--role-arn', roleArn, '--region', 'Frankfurt'], '--region must be an AWS region'],
    [
      ['--role-arn', roleArn, '--endpoint', 'http://example.com'],
      '--endpoint must be an https address',
    ],
  ])('exits with 2 and adds no role if a value is invalid: %j', async (flags, text) => {
    const { code, stderr } = await cli.run(['role', 'add', 'x', ...flags]);
    expect(code).toBe(2);
    expect(stderr).toContain(`rolekeeper: ${text}`);
    expect(JSON.parse((await cli.ok(['role', 'list', '--json'])).stdout)).toEqual({ roles: [] });
  });

  it('exits with 2 for a role name that is taken or has a space', async () => {
    await cli.ok(add);
    expect((await cli.run(add)).stderr).toContain('NAME is taken by the role new-profile');
    expect((await cli.run(add)).code).toBe(2);
    const odd = await cli.run(['role', 'add', 'my role', '--role-arn', roleArn]);
    expect(odd.code).toBe(2);
    expect(odd.stderr).toContain('NAME may have only these characters');
  });

  it('warns if the source profile does not exist, and `assume` then fails', async () => {
    const added = await cli.ok([...addWithId, '--source-profile', 'work']);
    expect(added.stderr).toContain('Note: The source profile work does not exist yet.');
    const assumed = await cli.run(['assume', 'new-profile']);
    expect(assumed.code).toBe(1);
    expect(assumed.stderr).toContain('The source profile work has no credentials');
  });

  it('warns if the profile has keys of another tool, and replaces them only with --take-over', async () => {
    const otherKeys = `${defaultSection}\n[new-profile]\naws_access_key_id = AKIAOTHER00000000001\naws_secret_access_key = other/secret\n`;
    writeFileSync(cli.credentialsFile, otherKeys);
    expect((await cli.ok(addWithId)).stderr).toContain(
      "The profile new-profile has access keys that are not Rolekeeper's.",
    );
    const refused = await cli.run(['assume', 'new-profile']);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain(
      'The profile new-profile has credentials that Rolekeeper did not write',
    );
    expect(refused.stderr).toContain('rolekeeper assume new-profile --take-over');
    expect(cli.credentials()).toBe(otherKeys);
    expect(sts.calls()).toEqual([]);

    await cli.ok(['assume', 'new-profile', '--take-over']);
    expect(cli.credentials()).not.toContain('AKIAOTHER00000000001');
    const released = await cli.ok(['release', 'new-profile']);
    expect(released.stdout).toContain('rolekeeper restore new-profile');
    const list = await cli.ok(['restore', '--list']);
    expect(list.stdout).toMatch(/^ID +WHAT +WHEN +PROFILE +BYTES +FILE$/m);
    expect(list.stdout).toMatch(/replaced section +.* +new-profile +\d+ /);
    expect((await cli.ok(['restore', 'new-profile'])).stdout).toContain(
      'Restored the profile new-profile as of',
    );
    expect(cli.credentials()).toContain('aws_access_key_id = AKIAOTHER00000000001');
  });

  it('prints what `restore --file` would change, and restores the file only with --yes', async () => {
    await cli.ok(addWithId);
    await cli.ok(['assume', 'new-profile']);
    const id =
      /^(\S+) +file before the first write/m.exec(
        (await cli.ok(['restore', '--list'])).stdout,
      )?.[1] ?? '';
    writeFileSync(
      cli.credentialsFile,
      cli.credentials().replace('[default]', '[default]\nregion = eu-west-3'),
    );
    const previewed = await cli.run(['restore', '--file', id]);
    expect(previewed.code).toBe(0);
    expect(previewed.stdout).toContain('Sections that would change: default');
    expect(previewed.stdout).toContain('Not changed, because a role uses them: new-profile');
    expect(previewed.stderr).toContain('Nothing was changed. Run again with --yes to apply.');
    expect(cli.credentials()).toContain('eu-west-3');
    const restored = await cli.ok(['restore', '--file', id, '--yes']);
    expect(restored.stdout).toContain('Sections changed: default');
    expect(cli.credentials()).not.toContain('eu-west-3');
    expect(cli.credentials()).toContain('[new-profile]');

    expect((await cli.ok(['restore', '--purge', '--yes'])).stdout).toMatch(
      /^Deleted \d+ backups?\.$/m,
    );
    expect((await cli.ok(['restore', '--list'])).stdout).toBe('There are no backups.\n');
    const missing = await cli.run(['restore', 'new-profile']);
    expect(missing.code).toBe(1);
    expect(missing.stderr).toContain('There is no backup of new-profile');
  });

  it('releases all roles with `release --all`, and says if no role is on', async () => {
    await cli.ok(addWithId);
    await cli.ok(['role', 'add', 'plain', '--role-arn', plainRole.roleArn]);
    expect((await cli.ok(['release', '--all'])).stdout).toBe(
      'No role is on or has a session in this credentials file.\n',
    );
    await cli.ok(['assume', 'new-profile', 'plain', '--keep']);
    const { stdout } = await cli.ok(['release', '--all']);
    expect(stdout).toContain('Released new-profile');
    expect(stdout).toContain('Released plain');
    expect(cli.credentials()).toBe(defaultSection);
    expect(rolesIn((await cli.ok(['status', '--json'])).stdout)).toMatchObject([
      { kept: false },
      { kept: false },
    ]);
  });

  it('prints --region only if neither the profile nor AWS_DEFAULT_REGION has a region', async () => {
    await cli.ok(addWithId);
    const ready = async (env: Record<string, string> = {}) =>
      /aws sts .*/.exec((await cli.ok(['assume', 'new-profile'], { env })).stdout)?.[0];
    const plain = 'aws sts get-caller-identity --profile new-profile';
    expect(await ready()).toBe(`${plain} --region us-east-1`);
    expect(await ready({ AWS_REGION: 'eu-west-1' })).toBe(`${plain} --region eu-west-1`);
    expect(await ready({ AWS_DEFAULT_REGION: 'eu-west-1' })).toBe(plain);
    writeFileSync(cli.configFile, '[profile new-profile]\nregion = eu-central-1\n');
    expect(await ready()).toBe(plain);
  });

  it('prints the line number of a broken file, and does not change the file', async () => {
    await cli.ok(addWithId);
    const broken = `${defaultSection}\n[default]\n`;
    writeFileSync(cli.credentialsFile, broken);
    const { code, stderr } = await cli.run(['assume', 'new-profile']);
    expect(code).toBe(1);
    expect(stderr).toContain('cannot be read by the AWS CLI');
    expect(stderr).toContain('Line 6: this section is in the file twice');
    expect(stderr.match(/cannot be read by the AWS CLI/g)).toHaveLength(1);
    expect(cli.credentials()).toBe(broken);
    const status = await cli.ok(['status']);
    expect(status.stdout).toContain('new-profile');
    expect(status.stderr).toContain('Note: ');
    expect(status.stderr).toContain('this section is in the file twice');
    expect(await cli.run(['doctor'])).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(
        /^bad +Credentials file: .* - line 6: this section/m,
      ) as unknown,
    });
  });

  it('prints no colours into a pipe, even with FORCE_COLOR', async () => {
    const piped = await cli.run(['assume', 'nobody'], { env: { FORCE_COLOR: '1' } });
    expect(piped.stderr).not.toContain('\u001b[');
  });

  it('exits with 0 after `doctor` if no check is bad', async () => {
    await cli.ok(addWithId);
    const { code, stdout } = await cli.run(['doctor']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^(good|warning) +Credentials file: /m);
  });

  describe('a policy document from a client', () => {
    const policyFile = (document: unknown): string => {
      const file = join(cli.folder, 'policy.json');
      writeFileSync(file, typeof document === 'string' ? document : JSON.stringify(document));
      return file;
    };
    const allow = (Resource: unknown, more: object = {}) => ({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Resource, ...more }],
    });

    it('gives `role add` the role ARN and the required external ID', async () => {
      const file = policyFile(
        allow(roleArn, { Condition: { StringEquals: { 'sts:ExternalId': externalId } } }),
      );
      const { stderr } = await cli.ok(['role', 'add', 'new-profile', '--policy-file', file]);
      expect(stderr).toContain(`Taken from the file: External ID ${externalId}.`);
      await cli.ok(['assume', 'new-profile']);
    });

    it('can be read from standard input', async () => {
      const input = JSON.stringify(allow(plainRole.roleArn));
      const { stdout } = await cli.ok(['role', 'add', 'plain', '--policy-file', '-'], { input });
      expect(stdout).toContain(`Added plain: ${plainRole.roleArn}`);
    });

    it('is refused if it has no complete role ARN, and the message says why', async () => {
      const reason = async (document: unknown): Promise<string> => {
        const { code, stderr } = await cli.run([
          'role',
          'add',
          'x',
          '--policy-file',
          policyFile(document),
        ]);
        expect(code).toBe(2);
        return stderr;
      };
      expect(await reason(allow('arn:aws:iam::123456789012:role/*'))).toContain(
        'role/* has a wildcard',
      );
      expect(await reason(allow('arn:aws:iam::<ACCOUNT_ID>:role/x'))).toContain(
        'ACCOUNT_ID is a placeholder',
      );
      expect(await reason('{')).toContain('It is not JSON');
      expect(await reason({ Statement: [] })).toContain(
        'No statement in it allows sts:AssumeRole.',
      );
    });

    it('adds no role if it names several roles, and the message lists them', async () => {
      const file = policyFile(allow([roleArn, plainRole.roleArn]));
      const { code, stderr } = await cli.run(['role', 'add', 'x', '--policy-file', file]);
      expect(code).toBe(2);
      expect(stderr).toContain(roleArn);
      expect(stderr).toContain(plainRole.roleArn);
      expect(JSON.parse((await cli.ok(['role', 'list', '--json'])).stdout)).toEqual({ roles: [] });
    });
  });

  it('assumes the source role first, if the source profile belongs to a role', async () => {
    sts.setRole({ ...plainRole, trusts: [clientRole.roleArn] });
    try {
      await cli.ok(addWithId);
      await cli.ok([
        'role',
        'add',
        'child',
        '--role-arn',
        plainRole.roleArn,
        '--source-profile',
        'new-profile',
      ]);
      await cli.ok(['assume', 'child']);
      expect(sts.calls().map((call) => call.roleArn)).toEqual([roleArn, plainRole.roleArn]);
      expect(cli.credentials()).not.toContain('[new-profile]');
    } finally {
      sts.setRole(plainRole);
    }
  });
});
