import { expect, it } from 'vitest';
import type { Check } from '../../../src/core/contract/check.ts';
import type { Role } from '../../../src/core/roles/role.ts';
import { CoreMachine, type CoreProcess } from '../../support/core-harness.ts';

const OTHER_SERVERS = ['https://sts-one.example', 'https://sts-two.example'] as const;

/** Starts a machine with roles that are on, distributed over these servers (null: AWS). */
async function startWithRoles(
  count: number,
  servers: readonly (string | null)[],
): Promise<{
  readonly machine: CoreMachine;
  readonly core: CoreProcess;
  readonly roles: readonly Role[];
}> {
  const machine = new CoreMachine();
  const core = await machine.start();
  const roles: Role[] = [];
  for (let n = 0; n < count; n += 1) {
    const endpoint = servers[n % servers.length] ?? null;
    const role = await core.add({
      name: `role-${String(n)}`,
      ...(endpoint === null ? {} : { endpoint }),
    });
    await core.keep(role);
    roles.push(role);
  }
  machine.sts.calls.length = 0;
  machine.sts.maxConcurrentCallsInTotal = 0;
  return { machine, core, roles };
}

function levelsOf(checks: readonly Check[]): readonly string[] {
  return checks.filter(({ check }) => check === 'identity').map(({ level }) => level);
}

it('the doctor checks 50 roles that are on, at most eight at a time', async () => {
  const { machine, core } = await startWithRoles(50, OTHER_SERVERS);
  const began = machine.clock.monotonic();
  const checks = await core.value(core.app.api.doctor.run({}));
  expect(levelsOf(checks)).toEqual(Array(50).fill('good'));
  expect(machine.sts.maxConcurrentCallsInTotal).toBeLessThanOrEqual(8);
  expect(machine.clock.monotonic() - began).toBeLessThan(3000);
  core.kill();
});

it('the doctor makes one call to each server that does not answer, ends within 16 s, and reports no role as good', async () => {
  const { machine, core } = await startWithRoles(50, OTHER_SERVERS);
  machine.sts.trouble = () => 'silent';
  const began = machine.clock.monotonic();
  const checks = await core.value(core.app.api.doctor.run({}));
  expect(machine.clock.monotonic() - began).toBeLessThan(16_000);
  expect(machine.sts.calls).toHaveLength(2);
  expect(levelsOf(checks).toSorted()).toEqual([
    ...Array<string>(2).fill('bad'),
    ...Array<string>(48).fill('skipped'),
  ]);
  expect(checks.find(({ check }) => check === 'clock')?.level).toBe('skipped');
  core.kill();
});

it('if a server refuses the check of one role, the doctor still checks the other roles of the server', async () => {
  const { machine, core } = await startWithRoles(4, [OTHER_SERVERS[0]]);
  let callCount = 0;
  machine.sts.trouble = () => {
    callCount += 1;
    return callCount === 1
      ? { code: 'ExpiredToken', message: 'over', status: 403, trouble: null }
      : null;
  };
  const checks = await core.value(core.app.api.doctor.run({}));
  expect(levelsOf(checks)).toEqual(['bad', 'good', 'good', 'good']);
  expect(checks.find(({ check }) => check === 'clock')?.level).toBe('good');
  core.kill();
});

it('the doctor marks a role as bad if GetCallerIdentity with its keys returns another identity', async () => {
  const { core } = await startWithRoles(1, [null]);
  const checks = await core.value(core.app.api.doctor.run({}));
  expect(checks.find(({ check }) => check === 'identity')).toMatchObject({
    level: 'bad',
    failure: { kind: 'identity-mismatch', got: 'arn:aws:iam::111122223333:user/alice' },
  });
  core.kill();
});

it('the doctor assumes, refreshes and records nothing', async () => {
  const { machine, core, roles } = await startWithRoles(2, OTHER_SERVERS);
  machine.sts.trouble = () => ({
    code: 'ExpiredToken',
    message: 'over',
    status: 403,
    trouble: null,
  });
  const before = [machine.text(), machine.records(), roles.map((role) => core.view(role).session)];
  await core.value(core.app.api.doctor.run({}));
  expect([machine.text(), machine.records(), roles.map((role) => core.view(role).session)]).toEqual(
    before,
  );
  expect(machine.sts.calls.map(({ operation }) => operation)).toEqual([
    'GetCallerIdentity',
    'GetCallerIdentity',
  ]);
  core.kill();
});
