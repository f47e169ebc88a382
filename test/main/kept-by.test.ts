import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { finished, run } from '../support/process.ts';
import { createMainWorld, eventually, type MainWorld } from '../support/running-main.ts';

interface StatusJson {
  readonly roles: readonly {
    readonly keptBy: readonly { readonly kind: string; readonly process: number }[];
  }[];
}

let world: MainWorld;
beforeAll(async () => {
  world = await createMainWorld();
});
afterAll(() => world.dispose());

const commandLine = (args: readonly string[]) =>
  run(new URL(inject('commandLine')), args, {
    env: {
      HOME: world.home,
      USERPROFILE: world.home,
      ROLEKEEPER_HOME: world.rolekeeperHome,
      AWS_REGION: 'eu-central-1',
    },
  });
const keptBy = async () => {
  const lines = await finished(commandLine(['status', '--json']));
  const { roles } = JSON.parse(lines.join('\n')) as StatusJson;
  return roles.flatMap((role) => role.keptBy);
};

it('status names the application, and the panel names `rolekeeper keep` in a terminal', async () => {
  const main = await world.start();
  const roleId = await world.addRole(main, 'client');
  await main.call('session', 'assume', { roleId, keep: true, takeOver: false });
  const [keeper] = await keptBy();
  expect(keeper).toMatchObject({ kind: 'application', process: expect.any(Number) as number });
  expect((await main.state()).roles[0]?.keptBy).toEqual([]);

  const keep = commandLine(['keep']);
  await keep.line('');
  expect(keep.stderr()).toContain(
    `client: also kept fresh by the application (process ${String(keeper?.process)}).`,
  );
  const shown = await eventually(
    async () => (await main.state()).roles[0]?.keptBy ?? [],
    (seen) => seen.length > 0,
  );
  expect(shown).toMatchObject([{ kind: 'keep', pid: keep.pid, host: null }]);
  keep.child.kill('SIGTERM');
  await keep.ended();
  await eventually(
    async () => (await main.state()).roles[0]?.keptBy ?? [],
    (seen) => seen.length === 0,
  );

  await main.kill();
  expect(await keptBy()).toEqual([]);
});
