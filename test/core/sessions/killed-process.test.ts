import { expect, it } from 'vitest';
import { CoreMachine, MINUTE } from '../../support/core-harness.ts';

it('a killed process sends no queued STS call, and writes no session that STS returns after the kill', async () => {
  const machine = new CoreMachine();
  const killed = await machine.start();
  const roles = [];
  for (let n = 0; n < 12; n += 1) roles.push(await killed.add({ name: `role-${n}` }));
  for (const { id } of roles)
    void killed.app.api.session.assume({ roleId: id, keep: true, takeOver: false });
  await machine.clock.advance(100);
  expect(machine.sts.calls).toHaveLength(8);
  const text = machine.text();

  killed.kill();
  await machine.clock.advance(10 * MINUTE);
  expect(machine.sts.calls).toHaveLength(8);
  expect(machine.text()).toBe(text);
});
