import { writeFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { EmbeddedSts } from '../../demo/sts/embedded-sts.ts';
import { cliHome, defaultSection, plainRole, startStsWithAlice } from '../support/cli-harness.ts';
import type { Cli } from '../support/cli-harness.ts';

const keys = 'aws_access_key_id = AKIAOTHER00000000001\naws_secret_access_key = other/secret\n';
const roleSettings = 'role_arn = arn:aws:iam::123456789012:role/X\nsource_profile = default\n';

describe('a target profile with credentials that Rolekeeper did not write', () => {
  let sts: EmbeddedSts;
  let cli: Cli;
  beforeAll(async () => {
    sts = await startStsWithAlice();
  });
  afterAll(() => sts.close());
  beforeEach(async () => {
    sts.forgetCalls();
    cli = cliHome(sts);
    await cli.ok(['role', 'add', 'mine', '--role-arn', plainRole.roleArn]);
  });
  afterEach(() => {
    cli.dispose();
  });

  const write = (file: 'credentials' | 'config', body: string): void => {
    if (file === 'config') writeFileSync(cli.configFile, `[profile mine]\n${body}`);
    else writeFileSync(cli.credentialsFile, `${defaultSection}\n[mine]\n${body}`);
  };

  it.each([
    ['credentials', keys],
    ['credentials', 'aws_access_key_id = AKIAOTHER00000000001\n'],
    ['credentials', 'credential_process = /bin/true\n'],
    ['config', keys],
    ['config', 'credential_process = /bin/true\n'],
    ['config', 'login_session = arn:aws:iam::111122223333:user/alice\n'],
  ] as const)(
    'is not replaced, and the message names the %s file, if the file has %j',
    async (file, body) => {
      write(file, body);
      const [right, wrong] = pathsOf(file);
      const { code, stderr } = await cli.run(['assume', 'mine']);
      expect(code).toBe(1);
      expect(stderr).toContain('The profile mine has credentials that Rolekeeper did not write');
      expect(stderr).toContain(`(${right})`);
      expect(stderr).not.toContain(wrong);
      expect(stderr.includes('"rolekeeper restore" restores it')).toBe(file === 'credentials');
      expect(sts.calls()).toEqual([]);
      await cli.ok(['assume', 'mine', '--take-over']);
    },
  );

  it('is not replaced, and the message names the credentials file if both files have credentials', async () => {
    write('config', 'credential_process = /bin/true\n');
    write('credentials', keys);
    const { stderr } = await cli.run(['assume', 'mine']);
    expect(stderr).toContain(
      `It has access keys that are not Rolekeeper's (${cli.credentialsFile})`,
    );
  });

  it.each(['credentials', 'config'] as const)(
    'is refused even with --take-over if the profile has a role_arn in the %s file',
    async (file) => {
      write(file, roleSettings);
      const [right, wrong] = pathsOf(file);
      const { code, stderr } = await cli.run(['assume', 'mine', '--take-over']);
      expect(code).toBe(1);
      expect(stderr).toContain(`In ${right}, mine has a role_arn with a source`);
      expect(stderr).not.toContain(wrong);
      expect(stderr).toContain('rolekeeper role set mine --profile mine-rk');
    },
  );

  function pathsOf(file: 'credentials' | 'config'): readonly [right: string, wrong: string] {
    return file === 'config'
      ? [cli.configFile, cli.credentialsFile]
      : [cli.credentialsFile, cli.configFile];
  }
});
