import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { EmbeddedSts } from '../../demo/sts/embedded-sts.ts';
import { cliHome, roleArn, startStsWithAlice } from '../support/cli-harness.ts';
import type { Cli } from '../support/cli-harness.ts';
import { addClientRole } from '../support/cli-roles.ts';
import { startKeep } from '../support/keep-run.ts';

describe('an AWS file that cannot be read', () => {
  let sts: EmbeddedSts;
  let cli: Cli;
  beforeAll(async () => {
    sts = await startStsWithAlice();
  });
  afterAll(() => sts.close());
  beforeEach(async () => {
    cli = cliHome(sts);
    await addClientRole(cli);
    await cli.ok(['assume', 'new-profile']);
  });
  afterEach(() => {
    cli.dispose();
  });

  const notUtf8 = (): void => {
    const before = readFileSync(cli.credentialsFile);
    writeFileSync(
      cli.credentialsFile,
      Buffer.concat([before, Buffer.from('# caf\xe9\n', 'latin1')]),
    );
  };
  const folderAsConfig = (): void => {
    rmSync(cli.configFile, { force: true });
    mkdirSync(cli.configFile);
  };

  it.each([
    ['a credentials file that is not UTF-8', notUtf8],
    ['a folder in place of the config file', folderAsConfig],
  ])('does not prevent commands that do not need the file: %s', async (_, breakIt) => {
    breakIt();
    const before = readFileSync(cli.credentialsFile);
    const commands = [
      ['role', 'list'],
      ['status'],
      ['settings', 'export'],
      ['policy', 'new-profile'],
    ];
    for (const command of commands)
      expect((await cli.run(command)).code, command.join(' ')).toBe(0);
    const doctor = await cli.run(['doctor']);
    expect(doctor.code).toBe(1);
    expect(doctor.stdout.match(/^bad/gm)).toHaveLength(1);
    const added = await cli.run(['role', 'add', 'second', '--role-arn', roleArn]);
    expect(added.code).toBe(0);
    expect(added.stderr).not.toContain('does not exist');
    expect(readFileSync(cli.credentialsFile).equals(before)).toBe(true);
  });

  it('does not hide a session from `status` if only the config file has a duplicate section', async () => {
    writeFileSync(cli.configFile, '[profile a]\n[profile a]\n');
    const { stdout } = await cli.ok(['status', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ roles: [{ state: 'active' }] });
    await cli.ok(['role', 'add', 'never', '--role-arn', roleArn]);
    const after = await cli.ok(['status', '--json']);
    expect(JSON.parse(after.stdout)).toMatchObject({
      roles: [{ name: 'new-profile' }, { name: 'never', state: 'inactive' }],
    });
  });

  it('makes `status` suggest `restore` for a broken credentials file, but not for a broken config file', async () => {
    writeFileSync(cli.configFile, '[profile a]\n[profile a]\n');
    const { stdout, stderr } = await cli.run(['status']);
    expect(stdout + stderr).not.toContain('restore --list');
    writeFileSync(cli.credentialsFile, '[a]\n[a]\n');
    const broken = await cli.run(['status']);
    expect(broken.stdout + broken.stderr).toContain('restore --list');
  });

  it('is reported by `status` with the number of the broken line', async () => {
    notUtf8();
    const { stdout, stderr } = await cli.ok(['status']);
    expect(stdout).toMatch(/^new-profile /m);
    expect(stdout + stderr).toMatch(/Line \d+: this line has bytes that are not UTF-8/);
  });

  it.each([
    ['assume', notUtf8],
    ['assume', folderAsConfig],
    ['role import', folderAsConfig],
  ])(
    'is named by a command that needs the file, and the command calls no server: %s',
    async (command, breakIt) => {
      breakIt();
      sts.forgetCalls();
      const words = command === 'assume' ? ['assume', 'new-profile'] : command.split(' ');
      const { code, stderr } = await cli.run(words);
      expect(code).toBe(1);
      expect(stderr).toContain(breakIt === notUtf8 ? cli.credentialsFile : cli.configFile);
      expect(sts.calls()).toEqual([]);
    },
  );

  it('leaves roles switched on, and `status` shows the state unknown until the file is repaired', async () => {
    await cli.ok(['assume', 'new-profile', '--keep']);
    const whole = readFileSync(cli.credentialsFile);
    notUtf8();
    const { stdout } = await cli.ok(['status', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({
      // The session is still in the file, but Rolekeeper cannot read the file.
      roles: [{ name: 'new-profile', kept: true, state: 'unknown' }],
    });
    expect((await cli.ok(['status'])).stdout).toMatch(/^new-profile +new-profile +unknown +/m);
    writeFileSync(cli.credentialsFile, whole);
    const after = await cli.ok(['status', '--json']);
    expect(JSON.parse(after.stdout)).toMatchObject({ roles: [{ kept: true, state: 'active' }] });
  });

  it.each([
    ['keep without a name', []],
    ['keep with the name of a role', ['new-profile']],
  ])('makes %s wait until the file is repaired', async (_, names) => {
    await cli.ok(['assume', 'new-profile', '--keep']);
    const whole = readFileSync(cli.credentialsFile);
    notUtf8();
    const keep = startKeep(cli, names);
    try {
      await waitFor(() => keep.running.stderr().includes('bytes that are not UTF-8'));
      expect(keep.running.child.exitCode).toBeNull();
      const { stdout } = await cli.ok(['status', '--json']);
      const keptBy = [{ kind: 'keep', process: keep.running.pid }];
      expect(JSON.parse(stdout)).toMatchObject({ roles: [{ kept: true, keptBy }] });
      writeFileSync(cli.credentialsFile, whole);
      await keep.event('adopted', 'new-profile');
    } finally {
      expect(await keep.stop()).toEqual({ code: 0, signal: null });
    }
  });

  it('is reported for each file if both files are broken', async () => {
    notUtf8();
    folderAsConfig();
    const { stdout, stderr } = await cli.ok(['status']);
    for (const file of [cli.credentialsFile, cli.configFile]) {
      expect(stdout + stderr).toContain(file);
    }
  });
});

async function waitFor(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((done) => setTimeout(done, 10));
}
