import { describe, expect, it } from 'vitest';
import { plainRole } from '../support/cli-harness.ts';
import type { KeepRun } from '../support/keep-run.ts';
import { setUpEachTest, type ProcessSetup } from '../support/process-setup.ts';
import { skippedExceptOn } from '../support/systems.ts';

interface RoleJson {
  readonly name: string;
  readonly kept: boolean;
  readonly refreshAt: string | null;
  readonly keptBy: readonly { readonly kind: string; readonly process: number }[];
}

describe('`status`, while other processes refresh roles,', () => {
  const getSetup = setUpEachTest();
  const rolesOf = async (
    { cli }: ProcessSetup,
    env: Readonly<Record<string, string>> = {},
  ): Promise<readonly RoleJson[]> => {
    const { stdout } = await cli.ok(['status', '--json'], { env });
    return (JSON.parse(stdout) as { readonly roles: readonly RoleJson[] }).roles;
  };
  const keepersOf = async (setup: ProcessSetup, env = {}): Promise<readonly number[]> =>
    (await rolesOf(setup, env)).flatMap(({ keptBy }) => keptBy.map(({ process }) => process));
  const kill = async ({ running }: KeepRun): Promise<void> => {
    running.child.kill('SIGKILL');
    await running.ended();
  };

  it('names the process that refreshes a role, and no process after that process is killed', async () => {
    const setup = getSetup();
    await setup.cli.ok(['assume', 'client', '--keep']);
    const kept = setup.keep();
    await kept.event('adopted', 'client');
    const { pid } = kept.running;
    // `keep` may write its row into state.db shortly after it prints the event.
    await expect
      .poll(() => rolesOf(setup))
      .toMatchObject([{ kept: true, keptBy: [{ kind: 'keep', process: pid, host: null }] }]);
    expect((await rolesOf(setup))[0]?.refreshAt).not.toBeNull();
    const before = (await setup.cli.ok(['status'])).stdout;
    expect(before).toMatch(new RegExp(`yes  rolekeeper keep \\(process ${String(pid)}\\)$`, 'm'));
    expect(before).not.toContain('Nothing refreshes');

    await kill(kept);
    expect(await rolesOf(setup)).toMatchObject([{ kept: true, keptBy: [], refreshAt: null }]);
    const { stdout } = await setup.cli.ok(['status']);
    expect(stdout).toMatch(/yes {2}nothing$/m);
    expect(stdout).toMatch(/^client: Until \d\d:\d\d\. Nothing refreshes it now\.$/m);
    expect(stdout).toContain('To do: Start the application, or run: rolekeeper keep');
  });

  it.skipIf(skippedExceptOn('Unix'))(
    'names each process that refreshes a role, even a stopped one (SIGSTOP), until the process ends',
    async () => {
      const setup = getSetup();
      await setup.cli.ok(['assume', 'client', '--keep']);
      const [all, named] = [setup.keep(), setup.keep(['client'])];
      await Promise.all([all.event('adopted', 'client'), named.event('adopted', 'client')]);
      const both = new Set([all.running.pid, named.running.pid]);
      await expect.poll(async () => new Set(await keepersOf(setup))).toEqual(both);
      all.running.child.kill('SIGSTOP');
      expect(new Set(await keepersOf(setup))).toEqual(both);
      expect(await named.stop()).toEqual({ code: 0, signal: null });
      expect(await keepersOf(setup)).toEqual([all.running.pid]);
      all.running.child.kill('SIGCONT');
      expect(await all.stop()).toEqual({ code: 0, signal: null });
      expect(await keepersOf(setup)).toEqual([]);
    },
  );

  it('names a process only for the roles that it refreshes', async () => {
    const setup = getSetup();
    await setup.cli.ok(['role', 'add', 'other', '--role-arn', plainRole.roleArn]);
    await setup.cli.ok(['assume', 'other', '--keep']);
    const kept = setup.keep(['client']);
    await kept.event('assumed', 'client');
    expect(await rolesOf(setup)).toMatchObject([
      { name: 'client', kept: false, keptBy: [{ process: kept.running.pid }] },
      { name: 'other', kept: true, keptBy: [] },
    ]);
  });

  it('names no process that has another home or another credentials file', async () => {
    const setup = getSetup();
    const kept = setup.keep(['client']);
    await kept.event('assumed', 'client');
    expect(
      await keepersOf(setup, { AWS_SHARED_CREDENTIALS_FILE: `${setup.cli.folder}/other` }),
    ).toEqual([]);
    const otherHome = await setup.otherHome();
    const { stdout } = await otherHome.ok(['status', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ roles: [{ name: 'client', keptBy: [] }] });
  });
});

describe('the process that refreshes a role', () => {
  const getSetup = setUpEachTest();

  it('is named by a second `keep` for the role, and the second `keep` does not end', async () => {
    const setup = getSetup();
    const first = setup.keep(['client']);
    await first.event('assumed', 'client');
    const second = setup.start(['keep', 'client']);
    await second.line('');
    const by = `rolekeeper keep (process ${String(first.running.pid)})`;
    expect(
      second
        .stderr()
        .split('\n')
        .filter((line) => line.includes('also kept')),
    ).toEqual([`client: also kept fresh by ${by}.`]);
    expect(second.child.exitCode).toBeNull();
  });

  it('is named by `assume`, or `assume` says that nothing refreshes the role', async () => {
    const setup = getSetup();
    const without = await setup.cli.ok(['assume', 'client', '--keep']);
    expect(without.stdout).toContain('client is switched on, but nothing refreshes it now.');
    const kept = setup.keep();
    await kept.event('adopted', 'client');
    const { stdout } = await setup.cli.ok(['assume', 'client']);
    expect(stdout).toContain(
      `is switched on: rolekeeper keep (process ${String(kept.running.pid)}) refreshes it. To stop that`,
    );
  });
});
