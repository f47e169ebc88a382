import { appendFileSync, chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it,
  onTestFinished,
} from 'vitest';
import { readSection } from '../../src/core/credentials-file/section.ts';
import type { EmbeddedSts } from '../../demo/sts/embedded-sts.ts';
import {
  alice,
  cliHome,
  defaultSection,
  externalId,
  plainRole,
  roleArn,
  startStsWithAlice,
} from '../support/cli-harness.ts';
import type { Cli } from '../support/cli-harness.ts';
import { botocorePython } from '../support/external-programs.ts';
import { awsClis, homeShell } from './home-shell.ts';
import type { HomeShell } from './home-shell.ts';
import { externalSuite } from './external-suite.ts';
import { botocoreProcess, sdkProcess } from './reader-process.ts';
import type { ReaderProcess } from './reader-process.ts';
import { cliOwner } from '../support/owner.ts';

const assumedArn = 'arn:aws:sts::123456789012:assumed-role/MyS3Access/FirstSession';
const python = botocorePython();

let sts: EmbeddedSts;
let cli: Cli;
let shell: HomeShell;

beforeAll(async () => {
  sts = await startStsWithAlice();
});
afterAll(async () => {
  await sts.close();
});
afterEach(() => {
  cli.dispose();
});

async function freshHome(aws: string | null): Promise<void> {
  sts.forgetCalls();
  sts.setSessionSeconds(null);
  cli = cliHome(sts);
  shell = homeShell(cli, { aws, endpoint: sts.url, entry: cli.entry });
  await cli.ok([
    ...['role', 'add', 'new-profile', '--role-arn', roleArn, '--external-id', externalId],
    ...['--session-name', 'FirstSession', '--region', 'eu-central-1'],
  ]);
}

/** Returns the keys in the credentials file. Throws unless Rolekeeper wrote them. */
function keysInFile(profile = 'new-profile') {
  const { credentials, owned } = readSection(cli.credentials(), profile, cliOwner(cli));
  if (credentials === null || !owned) throw new Error(`Rolekeeper wrote no keys into ${profile}`);
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  return { accessKeyId, secretAccessKey, sessionToken };
}

/** The section that `rolekeeper credentials` prints at a terminal for the config file. */
const autoProfile = `
[profile new-profile-auto]
credential_process = rolekeeper credentials new-profile
region = eu-central-1
`;

/**
 * Writes a program that prints Alice's long-term keys, with a space in its path. Returns the
 * profile that runs the program.
 */
function corporateKeys(): string {
  const program = join(cli.folder, 'corp tools', 'keys');
  mkdirSync(dirname(program));
  const keys = {
    Version: 1,
    AccessKeyId: alice.accessKeyId,
    SecretAccessKey: alice.secretAccessKey,
  };
  writeFileSync(
    program,
    `#!/bin/sh\n[ "$1" = --for ] && [ "$2" = alice ] || exit 3\necho '${JSON.stringify(keys)}'\n`,
  );
  chmodSync(program, 0o755);
  return `\n[profile corp]\ncredential_process = "${program}" --for alice\n`;
}

/**
 * Returns the access key that signed the last call of this action. STS has checked its signature
 * and token.
 */
const lastSigner = (action: string) =>
  sts.calls().findLast((call) => call.action === action)?.accessKeyId;

describe.each(awsClis())('the real AWS CLI (%s)', (aws) => {
  const { title, skip } = externalSuite('', { aws });
  const identity = async (
    command: string,
    env: Readonly<Record<string, string>> = {},
  ): Promise<unknown> => JSON.parse(await shell.ok(`${command} --output json`, env));

  describe.skipIf(skip)(`with a role of Rolekeeper${title}`, () => {
    beforeEach(() => freshHome(aws));

    it('runs the command that `assume` prints, as the role, with the keys and the region of the file', async () => {
      const { stdout } = await cli.ok(['assume', 'new-profile']);
      const line =
        /^ {2}(aws sts get-caller-identity --profile new-profile)$/m.exec(stdout)?.[1] ?? '';
      expect(await identity(line)).toMatchObject({ Arn: assumedArn });
      expect(sts.calls().at(-1)).toMatchObject({
        action: 'GetCallerIdentity',
        accessKeyId: keysInFile().accessKeyId,
        region: 'eu-central-1',
      });
      expect(await identity('aws sts get-caller-identity --region us-east-1')).toMatchObject({
        Arn: 'arn:aws:iam::111122223333:user/alice',
      });
    });

    it('prints all keys of the profile with `aws configure export-credentials`', async ({
      skip,
    }) => {
      const { stdout: version } = await shell.paste('aws --version');
      skip(version.startsWith('aws-cli/1.'), 'version 1 of the AWS CLI has no export-credentials');
      await cli.ok(['assume', 'new-profile']);
      const { accessKeyId, secretAccessKey, sessionToken } = keysInFile();
      expect(
        JSON.parse(await shell.ok('aws configure export-credentials --profile new-profile')),
      ).toMatchObject({
        AccessKeyId: accessKeyId,
        SecretAccessKey: secretAccessKey,
        SessionToken: sessionToken,
      });
    });

    it('gets the keys from a credential_process, which does not call STS while the keys are fresh', async () => {
      writeFileSync(cli.configFile, autoProfile);
      expect(
        await identity('aws sts get-caller-identity --profile new-profile-auto'),
      ).toMatchObject({
        Arn: assumedArn,
      });
      expect(
        await identity('aws sts get-caller-identity --profile new-profile-auto'),
      ).toMatchObject({
        Arn: assumedArn,
      });
      expect(lastSigner('GetCallerIdentity')).toBe(keysInFile().accessKeyId);
      expect(sts.calls().filter(({ action }) => action === 'AssumeRole')).toHaveLength(1);
    });

    it('prints the message of Rolekeeper if the credential_process gets no keys', async () => {
      writeFileSync(cli.configFile, autoProfile);
      await cli.ok(['role', 'set', 'new-profile', '--external-id', 'not-the-one']);
      const { code, stderr } = await shell.paste(
        'aws sts get-caller-identity --profile new-profile-auto',
      );
      expect(code).not.toBe(0);
      expect(stderr).toContain('AWS denied access to new-profile');
    });

    it('acts as the role after `eval "$(rolekeeper env NAME)"`, even if AWS_PROFILE had another profile', async () => {
      const env = {
        AWS_PROFILE: 'gone',
        AWS_DEFAULT_PROFILE: 'gone',
        AWS_DEFAULT_REGION: 'us-west-2',
      };
      const paste = 'eval "$(rolekeeper env new-profile)"; aws sts get-caller-identity';
      expect(await identity(paste, env)).toMatchObject({ Arn: assumedArn });
      expect(sts.calls().at(-1)).toMatchObject({
        accessKeyId: keysInFile().accessKeyId,
        region: 'us-west-2',
      });
    });

    it('acts as the role inside `rolekeeper exec`, even if AWS_PROFILE has another profile', async () => {
      const env = {
        AWS_PROFILE: 'gone',
        AWS_DEFAULT_PROFILE: 'gone',
        AWS_DEFAULT_REGION: 'us-west-2',
      };
      const paste = 'rolekeeper exec new-profile -- aws sts get-caller-identity';
      expect(await identity(paste, env)).toMatchObject({ Arn: assumedArn });
      expect(sts.calls().at(-1)).toMatchObject({
        accessKeyId: keysInFile().accessKeyId,
        region: 'us-west-2',
      });
      // `exec` returns the command's exit code. For an unknown profile that is 255, or 253 since
      // version 2.0.
      const failed = await shell.paste(
        'rolekeeper exec new-profile -- aws sts get-caller-identity --profile nobody',
      );
      expect(failed.code).toBe(
        (await shell.paste('aws sts get-caller-identity --profile nobody')).code,
      );
      expect(failed.code).toBeGreaterThan(250);
    });

    it('ignores keys of a profile with a role_arn, so `role add` warns and `assume` refuses the profile', async () => {
      const configText = `[profile new-profile]\nrole_arn = ${plainRole.roleArn}\nsource_profile = default\n`;
      writeFileSync(cli.configFile, configText);
      const added = await cli.ok([
        'role',
        'add',
        'again',
        '--role-arn',
        roleArn,
        '--profile',
        'new-profile',
      ]);
      expect(added.stderr).toContain('hides its keys from every AWS tool');
      expect(added.stderr).toContain('Select another profile, such as new-profile-rk.');
      expect(added.stderr).not.toContain('--take-over');
      for (const takeOver of [[], ['--take-over']]) {
        const refused = await cli.run(['assume', 'new-profile', ...takeOver]);
        expect(refused.code).toBe(1);
        expect(refused.stderr).toContain('AWS tools would not use keys in the profile new-profile');
        expect(refused.stderr).toContain(
          'rolekeeper role set new-profile --profile new-profile-rk',
        );
        expect(cli.credentials()).toBe(defaultSection);
      }
      expect(sts.calls()).toEqual([]);

      // Writes the keys before the role_arn, to prove that the AWS CLI ignores them.
      writeFileSync(cli.configFile, '');
      await cli.ok(['assume', 'new-profile']);
      writeFileSync(cli.configFile, configText);
      sts.forgetCalls();
      // Before 2.13, the AWS CLI sends its own AssumeRole to the real AWS. The proxy prevents that.
      const nowhere = { HTTPS_PROXY: 'http://127.0.0.1:9', AWS_DEFAULT_REGION: 'us-east-1' };
      const seen = await shell.paste(
        'aws sts get-caller-identity --profile new-profile --output json',
        nowhere,
      );
      expect(sts.calls().map(({ accessKeyId }) => accessKeyId)).not.toContain(
        keysInFile().accessKeyId,
      );
      if (seen.code === 0) expect(seen.stdout).toContain('assumed-role/Plain/');
      else expect(seen.stderr).toContain('127.0.0.1:9');

      // The profile that `assume` suggested can be used.
      await cli.ok(['role', 'set', 'new-profile', '--profile', 'new-profile-rk']);
      await cli.ok(['assume', 'new-profile']);
      expect(await identity('aws sts get-caller-identity --profile new-profile-rk')).toMatchObject({
        Arn: assumedArn,
      });
    });
  });
});

const kinds: readonly (readonly [string, string | null, (profile: string) => ReaderProcess])[] = [
  ['botocore', python, (profile) => botocoreProcess(python ?? '', profile, shell.env)],
  ['the AWS SDK for JavaScript', 'a dependency', (profile) => sdkProcess(profile, shell.env)],
];

describe.each(kinds)('%s', (name, found, start) => {
  const { title, skip } = externalSuite('', { [name]: found });
  const reader = (profile: string): ReaderProcess => {
    const started = start(profile);
    onTestFinished(started.close);
    return started;
  };

  describe.skipIf(skip)(`in a long-running process${title}`, () => {
    beforeEach(() => freshHome(null));

    it('reads the keys that `assume` wrote, and a new process reads the keys of the next session', async () => {
      await cli.ok(['assume', 'new-profile']);
      expect(await reader('new-profile').read()).toEqual({ ...keysInFile(), expiration: null });
      await cli.ok(['assume', 'new-profile']);
      expect(await reader('new-profile').read()).toEqual({ ...keysInFile(), expiration: null });
    });

    it('gets the expiration from a credential_process, and runs it again before the expiration', async () => {
      writeFileSync(cli.configFile, autoProfile);
      // So short that both libraries run the credential_process at each use.
      sts.setSessionSeconds(240);
      const stays = reader('new-profile-auto');
      const first = await stays.read();
      expect(first).toMatchObject(keysInFile());
      const issued = sts.identityFor(first.accessKeyId)?.expiration ?? 0;
      expect(first.expiration).toBe(Math.floor(issued / 1000) * 1000);

      await cli.ok(['assume', 'new-profile']);
      const second = await stays.read();
      expect(second).toMatchObject(keysInFile());
      expect(second.accessKeyId).not.toBe(first.accessKeyId);
      expect(sts.calls().filter(({ action }) => action === 'AssumeRole')).toHaveLength(2);
    });

    it('does not run a credential_process again while the keys are valid', async () => {
      writeFileSync(cli.configFile, autoProfile);
      const stays = reader('new-profile-auto');
      const first = await stays.read();
      await cli.ok(['assume', 'new-profile']);
      expect(await stays.read()).toEqual(first);
    });
  });
});

describe('a role whose source is a credential_process', () => {
  beforeEach(() => freshHome(null));

  it('is assumed with the keys that a company’s program prints', async () => {
    writeFileSync(cli.credentialsFile, '');
    writeFileSync(cli.configFile, corporateKeys());
    await cli.ok(['role', 'set', 'new-profile', '--source-profile', 'corp']);
    await cli.ok(['assume', 'new-profile']);
    expect(lastSigner('AssumeRole')).toBe(alice.accessKeyId);
    expect((await cli.ok(['whoami', 'new-profile'])).stdout).toContain(assumedArn);
    const reader = sdkProcess('new-profile', shell.env);
    onTestFinished(reader.close);
    expect(await reader.read()).toMatchObject(keysInFile());
  });

  it('is assumed with the session of another role if `rolekeeper credentials` is the credential_process', async () => {
    sts.setRole({ ...plainRole, trusts: [roleArn] });
    onTestFinished(() => {
      sts.setRole(plainRole);
    });
    appendFileSync(cli.configFile, autoProfile);
    const second = [
      'role',
      'add',
      'second',
      '--role-arn',
      plainRole.roleArn,
      '--source-profile',
      'new-profile-auto',
    ];
    await cli.ok(second);
    await shell.ok('rolekeeper assume second');
    expect(lastSigner('AssumeRole')).toBe(keysInFile('new-profile').accessKeyId);
    expect(keysInFile('second').accessKeyId).toMatch(/^ASIA/);
  });
});
