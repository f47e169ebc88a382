import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cliHome, externalId, roleArn } from '../support/cli-harness.ts';
import type { Cli } from '../support/cli-harness.ts';
import { awsCli, motoServer } from '../support/external-programs.ts';
import { homeShell } from './home-shell.ts';
import type { HomeShell } from './home-shell.ts';
import { startMoto } from './moto-setup.ts';
import type { Keys, MotoSetup } from './moto-setup.ts';
import { externalSuite } from './external-suite.ts';

const aws = awsCli();
const moto = motoServer();
const suite = externalSuite('a role in moto, which checks the permissions of every call,', {
  aws,
  moto_server: moto,
});

const READ_ONLY = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
const aliceArn = 'arn:aws:iam::123456789012:user/alice';

const trusting = (principal: string) => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { AWS: principal },
      Action: 'sts:AssumeRole',
      Condition: { StringEquals: { 'sts:ExternalId': externalId } },
    },
  ],
});

/** A policy as a client sends it: the role, and another permission. */
const clientsPolicy = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    { Sid: 'Listing', Effect: 'Allow', Action: ['s3:ListAllMyBuckets'], Resource: '*' },
    { Sid: 'TheRole', Effect: 'Allow', Action: ['sts:AssumeRole'], Resource: [roleArn] },
  ],
});

/**
 * The credentials file of a user: unusual comments, both kinds of line ends, a nested block, a
 * colon, and no line end at the end.
 */
const usersFile = ({ accessKeyId, secretAccessKey }: Keys): string =>
  [
    '; my keys # do not touch [new-profile]\r\n',
    '\r\n',
    '[default] # the agency\r\n',
    `aws_access_key_id=${accessKeyId}\r\n`,
    '    # indented remark = none\r\n',
    `AWS_SECRET_ACCESS_KEY = ${secretAccessKey}\r\n`,
    's3 =\r\n',
    '  max_concurrent_requests = 20\r\n',
    '  addressing_style = path\r\n',
    '\r\n\r\n',
    '[other]\n',
    'region : eu-west-1\n',
    '#[commented]\n',
    '[last]\r\n',
    'output = json',
  ].join('');

describe.skipIf(suite.skip)(suite.title, () => {
  let setup: MotoSetup;
  let cli: Cli;
  let shell: HomeShell;
  let original: string;

  const asAdmin = (): Record<string, string> => ({
    AWS_ACCESS_KEY_ID: setup.admin.accessKeyId,
    AWS_SECRET_ACCESS_KEY: setup.admin.secretAccessKey,
    AWS_DEFAULT_REGION: 'us-east-1',
  });
  const expectDenied = async (name: string): Promise<string> => {
    const { code, stdout, stderr } = await cli.run(['assume', name]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(`AWS denied access to ${name}`);
    expect(cli.credentials()).toBe(original);
    return stderr;
  };

  beforeAll(async () => {
    setup = await startMoto(moto ?? '', {
      path: '/MyApp/',
      roleName: 'MyS3Access',
      trustPolicy: trusting(aliceArn),
    });
  });
  afterAll(async () => {
    await setup.close();
  });
  beforeEach(() => {
    original = usersFile(setup.alice);
    cli = cliHome(setup, original);
    shell = homeShell(cli, { aws, endpoint: setup.url, entry: cli.entry });
  });
  afterEach(() => {
    cli.dispose();
  });

  it('can be assumed after an administrator ran the printed commands, and not before', async () => {
    const file = join(cli.folder, 'from client.json');
    writeFileSync(file, clientsPolicy);
    const added = await cli.ok([
      ...['role', 'add', 'new-profile', '--policy-file', file],
      ...['--external-id', externalId, '--session-name', 'FirstSession'],
    ]);
    expect(added.stdout).toContain(`Added new-profile: ${roleArn}`);

    const refused = await expectDenied('new-profile');
    expect(refused).toContain(`Caller: ${aliceArn}`);
    expect(refused.trimEnd()).toMatch(/rolekeeper policy new-profile --commands$/);

    const commands = await cli.ok(['policy', 'new-profile', '--commands', '--group', 'Clients']);
    // Alice has no policy, so she may not run the printed commands.
    expect(
      (await shell.paste(commands.stdout, { AWS_DEFAULT_REGION: 'us-east-1' })).stderr,
    ).toContain('AccessDenied');
    await expectDenied('new-profile');
    await shell.ok(commands.stdout, asAdmin());

    const assumed = await cli.ok(['assume', 'new-profile']);
    const ready =
      /^ {2}(aws sts get-caller-identity --profile new-profile.*)$/m.exec(assumed.stdout)?.[1] ??
      '';
    expect(JSON.parse(await shell.ok(ready))).toMatchObject({
      Account: '123456789012',
      Arn: 'arn:aws:sts::123456789012:assumed-role/MyS3Access/FirstSession',
    });
    expect((await cli.ok(['whoami', 'new-profile'])).stdout).toContain(
      'assumed-role/MyS3Access/FirstSession',
    );
    // The real AWS CLI reads the same values from the other sections as before.
    expect(await shell.ok('aws configure get region --profile other')).toBe('eu-west-1\n');
    expect(await shell.ok('aws configure get output --profile last')).toBe('json\n');
    expect(
      JSON.parse(await shell.ok('aws sts get-caller-identity --region us-east-1')),
    ).toMatchObject({
      Arn: aliceArn,
    });

    await cli.ok(['release', 'new-profile']);
    expect(readFileSync(cli.credentialsFile)).toEqual(Buffer.from(original));

    await cli.ok(['role', 'set', 'new-profile', '--external-id', 'not-the-one']);
    expect(await expectDenied('new-profile')).toContain('external ID');
    await cli.ok(['role', 'set', 'new-profile', '--external-id', externalId]);
    await cli.ok(['assume', 'new-profile']);
    await cli.ok(['role', 'remove', 'new-profile']);
    expect(readFileSync(cli.credentialsFile)).toEqual(Buffer.from(original));
  });

  it('can be assumed after an administrator applied the printed trust policy, and not before', async () => {
    const paste = (text: string): Promise<string> => shell.ok(text, asAdmin());
    writeFileSync(
      join(cli.folder, 'old-trust.json'),
      JSON.stringify(trusting('arn:aws:iam::123456789012:user/bob')),
    );
    await paste(
      'aws iam create-role --path /MyApp/ --role-name Second --assume-role-policy-document file://old-trust.json',
    );
    const second = 'arn:aws:iam::123456789012:role/MyApp/Second';
    await cli.ok([
      ...['role', 'add', 'second', '--role-arn', second],
      ...['--external-id', externalId, '--session-name', 'FirstSession'],
    ]);
    const { stdout: identityPolicy } = await cli.ok(['policy', 'second']);
    writeFileSync(join(cli.folder, 'identity.json'), identityPolicy);
    await paste(
      'aws iam put-user-policy --user-name alice --policy-name second --policy-document file://identity.json',
    );
    await expectDenied('second');

    const { stdout: trustPolicy, stderr } = await cli.ok(['policy', 'second', '--trust']);
    expect(stderr).toBe('');
    writeFileSync(join(cli.folder, 'trust.json'), trustPolicy);
    await paste(
      'aws iam update-assume-role-policy --role-name Second --policy-document file://trust.json',
    );
    await cli.ok(['assume', 'second']);
    expect(
      JSON.parse(await shell.ok('aws sts get-caller-identity --profile second --region us-east-1')),
    ).toMatchObject({
      Arn: 'arn:aws:sts::123456789012:assumed-role/Second/FirstSession',
    });

    // Gives the role every parameter of AssumeRole. Its policies then need more actions.
    const full = [
      '--tag',
      'Project=Alpha',
      '--transitive-tag-key',
      'Project',
      '--source-identity',
      'alice',
    ];
    await cli.ok(['role', 'set', 'second', ...full, '--policy', '-', '--policy-arn', READ_ONLY], {
      input: JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }],
      }),
    });
    writeFileSync(join(cli.folder, 'identity.json'), (await cli.ok(['policy', 'second'])).stdout);
    writeFileSync(
      join(cli.folder, 'trust.json'),
      (await cli.ok(['policy', 'second', '--trust'])).stdout,
    );
    await paste(
      'aws iam put-user-policy --user-name alice --policy-name second --policy-document file://identity.json',
    );
    await paste(
      'aws iam update-assume-role-policy --role-name Second --policy-document file://trust.json',
    );
    await cli.ok(['assume', 'second']);

    // The printed document requires the external ID.
    await cli.ok(['role', 'set', 'second', '--external-id', 'not-the-one']);
    await expectDenied('second');
  });
});
