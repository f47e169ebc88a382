import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { finished, run } from '../support/process.ts';
import { createMainSetup, eventually, type MainSetup } from '../support/running-main.ts';

interface StatusJson {
  readonly roles: readonly {
    readonly keptBy: readonly { readonly kind: string; readonly process: number }[];
  }[];
}

let setup: MainSetup;
beforeAll(async () => {
  setup = await createMainSetup();
});
afterAll(() => setup.dispose());

const commandLine = (args: readonly string[]) =>
  run(new URL(inject('commandLine')), args, {
    env: {
      HOME: setup.home,
      USERPROFILE: setup.home,
      ROLEKEEPER_HOME: setup.rolekeeperHome,
      AWS_REGION: 'eu-central-1',
    },
  });
const keptBy = async () => {
  const lines = await finished(commandLine(['status', '--json']));
  const { roles } = JSON.parse(lines.join('\n')) as StatusJson;
  return roles.flatMap((role) => role.keptBy);
};

it('`status` shows that the application keeps a role fresh, and the panel shows that `keep` does so too', async () => {
  const main = await setup.start();
  const roleId = await setup.addRole(main, 'client');
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
