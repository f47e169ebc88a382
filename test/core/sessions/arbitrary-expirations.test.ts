import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CoreMachine, HOUR, MINUTE } from '../../support/core-harness.ts';
import { sized } from '../../support/run-length.ts';

const lifetimeMs = fc.oneof(
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

/** Makes STS issue sessions with these lifetimes, in this order. The last lifetime repeats. */
function issueLifetimes(machine: CoreMachine, lifetimesMs: readonly number[]): void {
  let next = 0;
  const { sts } = machine;
  const real = sts.assumeRole.bind(sts);
  sts.assumeRole = (caller, request) => {
    sts.lifetimeMs = lifetimesMs[Math.min(next, lifetimesMs.length - 1)] ?? HOUR;
    next += 1;
    return real(caller, request);
  };
}

describe('an STS whose sessions have arbitrary lifetimes', () => {
  it('is called on average at most once in 2 s for one role, plus twice for each restart', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(lifetimeMs, { minLength: 1, maxLength: 6 }),
        fc.boolean(),
        async (lifetimesMs, restarts) => {
          const machine = new CoreMachine();
          issueLifetimes(machine, lifetimesMs);
          let app = await machine.start();
          const role = await app.add({ name: 'client' });
          await app.done(
            app.app.api.session.assume({ roleId: role.id, keep: true, takeOver: false }),
          );
          const before = machine.sts.calls.length;
          for (let part = 0; part < 6; part += 1) {
            await machine.clock.advance(10 * MINUTE);
            if (!restarts) continue;
            app.kill();
            app = await machine.start();
          }
          // Once in 2 s, plus twice for each of the six restarts.
          expect(machine.sts.calls.length - before).toBeLessThanOrEqual(1800 + 12);
          app.kill();
        },
      ),
      { numRuns: sized(30, 500) },
    );
  });

  it('causes a failure if it issues an expired session, and is called at most 150 times in an hour', async () => {
    const machine = new CoreMachine();
    issueLifetimes(machine, [-1000]);
    const app = await machine.start();
    const role = await app.add({ name: 'client' });
    const text = machine.text();
    const answer = await app.done(
      app.app.api.session.assume({ roleId: role.id, keep: true, takeOver: false }),
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
