import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CoreMachine, HOUR, MINUTE } from '../../support/core-harness.ts';
import { sized } from '../../support/run-length.ts';

const odd = fc.oneof(
  fc.constantFrom(
    0,
    -1,
    -HOUR,
    1,
    500,
    1000,
    30_000,
    MINUTE,
    2 * MINUTE,
    15 * MINUTE,
    HOUR,
    12 * HOUR,
  ),
  fc.integer({ min: -2 * HOUR, max: 2 * HOUR }),
);

/** Issues sessions with these lifetimes in turn; the last one repeats. */
function lifetimes(machine: CoreMachine, given: readonly number[]): void {
  let next = 0;
  const { sts } = machine;
  const real = sts.assumeRole.bind(sts);
  sts.assumeRole = (caller, request) => {
    sts.lifetimeMs = given[Math.min(next, given.length - 1)] ?? HOUR;
    next += 1;
    return real(caller, request);
  };
}

describe('an STS with an arbitrary Expiration', () => {
  it('is called a bounded number of times per hour for one role, also over restarts', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(odd, { minLength: 1, maxLength: 6 }),
        fc.boolean(),
        async (given, restarts) => {
          const machine = new CoreMachine();
          lifetimes(machine, given);
          let one = await machine.start();
          const role = await one.add({ name: 'client' });
          await one.done(
            one.app.api.session.assume({ roleId: role.id, keep: true, takeOver: false }),
          );
          const before = machine.sts.calls.length;
          for (let part = 0; part < 6; part += 1) {
            await machine.clock.advance(10 * MINUTE);
            if (!restarts) continue;
            one.kill();
            one = await machine.start();
          }
          // Once in two seconds, plus once for each start.
          expect(machine.sts.calls.length - before).toBeLessThanOrEqual(1800 + 12);
          one.kill();
        },
      ),
      { numRuns: sized(30, 500) },
    );
  });

  it('causes a failure if the Expiration has already passed, and is called again with growing delays', async () => {
    const machine = new CoreMachine();
    lifetimes(machine, [-1000]);
    const one = await machine.start();
    const role = await one.add({ name: 'client' });
    const text = machine.text();
    const answer = await one.done(
      one.app.api.session.assume({ roleId: role.id, keep: true, takeOver: false }),
    );
    expect(answer).toMatchObject({
      ok: false,
      failure: { kind: 'sts-unexpected', code: 'ExpiredCredentials' },
    });
    const before = machine.sts.calls.length;
    await machine.clock.advance(HOUR);
    expect(machine.sts.calls.length - before).toBeLessThanOrEqual(150);
    expect(machine.text()).toBe(text);
  });
});
