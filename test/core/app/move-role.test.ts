import fc from 'fast-check';
import { expect, it } from 'vitest';
import { CoreMachine } from '../../support/core-harness.ts';

const names = ['a', 'b', 'c', 'd'] as const;
const roleArn = 'arn:aws:iam::123456789012:role/Client';

async function startWithRoles() {
  const machine = new CoreMachine();
  const { app } = await machine.start();
  for (const name of names) await app.api.role.add({ role: { name, roleArn } });
  const roles = () => app.state().roles.map(({ role }) => role);
  const idOf = (name: string): string => roles().find((role) => role.name === name)?.id ?? '';
  return { machine, app, roles, idOf };
}

it('a move puts one role before another or at the end, and changes nothing else', async () => {
  const { app, roles, idOf } = await startWithRoles();
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...names),
      fc.constantFrom(...names, null),
      async (name, before) => {
        const old = roles();
        const done = await app.api.role.move({
          roleId: idOf(name),
          before: before === null ? null : idOf(before),
        });
        expect(done.ok).toBe(true);
        const now = roles();
        const without = (list: typeof old) => list.filter((role) => role.name !== name);
        expect(without(now)).toEqual(without(old));
        expect(now).toHaveLength(names.length);
        const index = now.findIndex((role) => role.name === name);
        if (before !== name) expect(now[index + 1]?.name ?? null).toBe(before);
        else expect(now).toEqual(old);
      },
    ),
    { numRuns: 50 },
  );
});

it('the order of roles is the same after a restart', async () => {
  const { machine, app, idOf } = await startWithRoles();
  await app.api.role.move({ roleId: idOf('d'), before: idOf('b') });
  const restarted = await machine.start();
  expect(restarted.app.state().roles.map(({ role }) => role.name)).toEqual(['a', 'd', 'b', 'c']);
});

it('a move is refused if the moved role, or the role that should follow it, is unknown', async () => {
  const { app, roles, idOf } = await startWithRoles();
  const old = roles();
  const unknown = '0123456789ab';
  for (const request of [
    { roleId: unknown, before: null },
    { roleId: idOf('a'), before: unknown },
  ])
    expect(await app.api.role.move(request)).toMatchObject({ failure: { kind: 'role-unknown' } });
  expect(roles()).toEqual(old);
});
