import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  AWS_CLOCK,
  stsClockName,
  timingClock,
} from '../../../src/core/aws-config/sts-clock-name.ts';
import type { Caller, Sts, StsAnswer } from '../../../src/core/ports/sts.ts';
import { CoreMachine, HOUR, MINUTE } from '../../support/core-harness.ts';

const YEAR = 365 * 24 * HOUR;
const evil = 'https://sts.evil.example';

/**
 * Shifts the clocks of these servers, which set the Date and the Expiration of their answers
 * (`offsets`: ms by endpoint). Returns a list that gets the `Caller` of each later call.
 */
function shiftClocks(machine: CoreMachine, offsets: Readonly<Record<string, number>>): Caller[] {
  const callers: Caller[] = [];
  const { sts } = machine;
  const real: Pick<Sts, 'assumeRole' | 'getCallerIdentity'> = {
    assumeRole: sts.assumeRole.bind(sts),
    getCallerIdentity: sts.getCallerIdentity.bind(sts),
  };
  const shift = <T>(caller: Caller, answer: StsAnswer<T>): StsAnswer<T> => {
    callers.push(caller);
    const offset = offsets[caller.endpoint ?? ''] ?? 0;
    if (answer.ok) return { ...answer, clockOffsetMs: answer.clockOffsetMs + offset };
    return answer.clockOffsetMs === null
      ? answer
      : { ...answer, clockOffsetMs: answer.clockOffsetMs + offset };
  };
  sts.assumeRole = async (caller, request) => {
    const answer = shift(caller, await real.assumeRole(caller, request));
    if (!answer.ok) return answer;
    const { credentials } = answer.value;
    const expiration = credentials.expiration + (offsets[caller.endpoint ?? ''] ?? 0);
    return { ...answer, value: { ...answer.value, credentials: { ...credentials, expiration } } };
  };
  sts.getCallerIdentity = async (caller) => shift(caller, await real.getCallerIdentity(caller));
  return callers;
}

describe('the clock of a server', () => {
  it('is shared by all endpoints of AWS, and separate for every other origin', () => {
    expect(stsClockName(undefined)).toBe(AWS_CLOCK);
    expect(stsClockName('https://sts.eu-west-1.amazonaws.com')).toBe(AWS_CLOCK);
    expect(stsClockName('http://sts.eu-west-1.amazonaws.com')).not.toBe(AWS_CLOCK);
    expect(stsClockName('https://a1.execute-api.eu-west-1.amazonaws.com/x')).not.toBe(AWS_CLOCK);
    expect(stsClockName('https://STS.example:8443/path')).toBe('https://sts.example:8443');
  });

  it('sets the times of refreshes only if all roles use that server; otherwise the clock of AWS sets them', () => {
    expect(timingClock([])).toBe(AWS_CLOCK);
    expect(timingClock([evil, evil])).toBe(evil);
    expect(timingClock([evil, AWS_CLOCK])).toBe(AWS_CLOCK);
    expect(timingClock([evil, 'https://other.example'])).toBe(AWS_CLOCK);
  });

  it('has no effect on roles of other servers; if the clock is wrong, the roles of its server still have valid sessions', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(-26 * YEAR, -2 * HOUR, -10 * MINUTE, 10 * MINUTE, 2 * HOUR, 74 * YEAR),
        fc.constantFrom(0, -HOUR, 3 * HOUR),
        async (wrong, setTo) => {
          const calls: number[] = [];
          for (const offset of [0, wrong]) {
            const machine = new CoreMachine();
            const callers = shiftClocks(machine, { [evil]: offset });
            const one = await machine.start();
            const good = await one.add({ name: 'good' });
            const other = await one.add({ name: 'other', endpoint: evil });
            await one.keep(good);
            await one.keep(other);
            machine.clock.stepWall(setTo);
            await machine.clock.advance(6 * HOUR);
            const atAws = callers.filter(({ endpoint }) => endpoint === undefined);
            // Signatures for AWS stay correct, whatever the other server's clock shows.
            expect(
              atAws.every(({ clockOffsetMs }) => Math.abs(clockOffsetMs) <= Math.abs(setTo) + 2000),
            ).toBe(true);
            const { roles } = one.app.state();
            for (const { role, session } of roles) {
              expect(session.state, role.name).toBe('active');
              const left =
                'expiration' in session ? session.expiration - (machine.clock.now() - setTo) : 0;
              expect(left, role.name).toBeGreaterThan(0);
              expect(left, role.name).toBeLessThanOrEqual(HOUR + 5000);
            }
            calls.push(atAws.length);
            expect(callers.length).toBeLessThan(40);
            one.kill();
          }
          expect(calls[1]).toBe(calls[0]);
        },
      ),
      { numRuns: 12 },
    );
  });

  it('is known to the next process, which uses it to sign requests to that server alone', async () => {
    const machine = new CoreMachine();
    const callers = shiftClocks(machine, { [evil]: 20 * MINUTE });
    const one = await machine.start('nothing');
    await one.add({ name: 'good' });
    const other = await one.add({ name: 'other', endpoint: evil });
    await one.value(one.app.api.session.assume({ roleId: other.id, keep: false, takeOver: false }));
    const two = await machine.start('nothing');
    callers.length = 0;
    await two.value(two.app.api.session.assume({ roleId: other.id, keep: false, takeOver: false }));
    expect(callers.map(({ clockOffsetMs }) => clockOffsetMs)).toEqual([20 * MINUTE]);
    expect(two.app.state().clockOffsetMs).toBe(0);
  });

  it('is not stored as the clock of AWS if the answer did not come from AWS', async () => {
    const machine = new CoreMachine();
    const { sts } = machine;
    const real = sts.assumeRole.bind(sts);
    sts.assumeRole = async (caller, request) => {
      const answer = await real(caller, request);
      if (!answer.ok) return answer;
      const { credentials } = answer.value;
      const moved = { ...credentials, expiration: credentials.expiration + 74 * YEAR };
      return {
        ...answer,
        value: { ...answer.value, credentials: moved },
        clockOffsetMs: 74 * YEAR,
        atAws: false,
      };
    };
    const one = await machine.start('nothing');
    const role = await one.add({ name: 'good' });
    await one.value(one.app.api.session.assume({ roleId: role.id, keep: false, takeOver: false }));
    expect(one.app.state().clockOffsetMs).toBe(0);
  });
});
