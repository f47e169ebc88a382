import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandNames, type CommandName, specOf } from '../../src/cli/command-table/commands.ts';
import type { EmbeddedSts } from '../../demo/sts/embedded-sts.ts';
import {
  type Cli,
  cliHome,
  externalId,
  plainRole,
  roleArn,
  startStsWithAlice,
} from '../support/cli-harness.ts';

describe('rolekeeper activity', () => {
  let sts: EmbeddedSts;
  let cli: Cli;
  beforeAll(async () => {
    sts = await startStsWithAlice();
    cli = cliHome(sts);
    await cli.ok(['role', 'add', 'client', '--role-arn', roleArn, '--external-id', externalId]);
    await cli.ok(['role', 'add', 'plain', '--role-arn', plainRole.roleArn]);
  });
  afterAll(async () => {
    cli.dispose();
    await sts.close();
  });

  it('lists the newest event first, includes the events of removed roles, and says if there is no event yet', async () => {
    expect((await cli.ok(['activity'])).stdout).toBe('Nothing has happened yet.\n');
    await cli.ok(['assume', 'client', 'plain']);
    await cli.ok(['release', 'client']);
    await cli.ok(['role', 'set', 'client', '--name', 'renamed']);
    const all = (await cli.ok(['activity'])).stdout.trimEnd().split('\n');
    expect(all).toHaveLength(4);
    expect(all[0]).toMatch(/^WHEN +NAME +EVENT +UNTIL +REQUEST ID$/);
    expect(all[1]).toMatch(/^\d\d:\d\d:\d\d +client +released +- +-$/);
    const one = (await cli.ok(['activity', 'renamed', '--json'])).stdout;
    const { activity } = JSON.parse(one) as {
      activity: { event: string; requestId: string | null }[];
    };
    expect(activity.map(({ event }) => event)).toEqual(['released', 'assumed']);
    expect(activity[1]?.requestId).toMatch(/^[0-9a-f-]{36}$/);
    await cli.ok(['role', 'remove', 'renamed']);
    expect(
      (await cli.ok(['activity', 'client', '--limit', '1'])).stdout.trimEnd().split('\n'),
    ).toHaveLength(2);
  });

  it('prints only the failure for an unknown role, and so does each command that needs an existing role (except `exec`)', async () => {
    const empty = cliHome(sts);
    const commands = commandNames.filter((name) => name !== 'exec' && takesRoles(name));
    expect(commands.length).toBeGreaterThan(8);
    for (const name of commands) {
      const needed = name === 'role set' ? ['--duration', '3600'] : [];
      const { code, stdout, stderr } = await empty.run([...name.split(' '), 'nobody', ...needed]);
      expect({ name, code, stdout }).toEqual({ name, code: 1, stdout: '' });
      expect(stderr.match(/^\S.*$/gm)).toEqual(['rolekeeper: There is no role named nobody.']);
      expect(stderr).not.toMatch(/[Nn]othing (?:has|is|was)/);
    }
    empty.dispose();
  });

  it('refuses an unknown role name, and a limit of 0', async () => {
    const { code, stdout, stderr } = await cli.run(['activity', 'nobody']);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('no role named nobody');
    expect(await cli.run(['activity', '--limit', '0'])).toMatchObject({ code: 2 });
  });
});

/**
 * Returns true if the command's NAME must be an existing role. `status` is left out, because it
 * accepts a name only with `--prompt`.
 */
function takesRoles(name: CommandName): boolean {
  const others: readonly string[] = ['role add', 'role import', 'status'];
  return specOf(name).operand?.name === 'NAME' && !others.includes(name);
}
