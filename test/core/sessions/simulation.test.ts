import { describe, expect, it } from 'vitest';
import { BAD_EVENTS, BadDays, type BadEvent } from '../../support/bad-days.ts';
import { HOUR, MINUTE } from '../../support/core-harness.ts';
import { isLong, sized } from '../../support/run-length.ts';

const days = sized(1, 10);
const seeds = sized(2, 40);
/** `npm test` repeats one seed; `npm run test:long` uses another seed each time. */
const seedOfThirtyDays = Number(process.env['DAYS_SEED'] ?? (isLong ? Date.now() % 1_000_000 : 3));

describe('on simulated days with many failures', () => {
  it.each(Array.from({ length: seeds }, (_, seed) => seed + 1))(
    'each role that is on and needs no person has valid keys whenever nothing has failed for 6 min (seed %i)',
    async (seed) => {
      const sim = new BadDays(seed);
      await sim.begin();
      const until = sim.machine.clock.monotonic() + days * 24 * HOUR;
      const steps: string[] = [];
      while (sim.machine.clock.monotonic() < until) {
        steps.push(await sim.step());
        const context = steps.slice(-12).join(', ');
        expect(sim.expiredRoles(), context).toEqual([]);
        expect([...sim.shownTwice, ...sim.askedTooEarly], context).toEqual([]);
      }
      expect(sim.machine.text()).toContain(
        '# long-term keys\n[default]\naws_access_key_id = AKIAALICE00000000001\n',
      );
      for (const { roleArn } of sim.roles.slice(1))
        if (roleArn !== undefined)
          expect(sim.machine.sts.maxConcurrentCalls(roleArn), roleArn).toBe(1);
      const calls = sim.machine.sts.calls.filter(
        ({ operation }) => operation === 'AssumeRole',
      ).length;
      // The limit allows two calls a minute for each role, and three calls for each event.
      expect(calls / sim.roles.length).toBeLessThan(days * 24 * 60 * 2 + sim.disturbances * 3);
    },
  );
});

/** An event that is listed more than once happens more often. */
const EVENTS_OF_A_MONTH: readonly BadEvent[] = [
  ...BAD_EVENTS,
  'endFailures',
  'endFailures',
  'failNameLookups',
  'failSts',
  'silenceNetwork',
  'expireKeys',
  'enterCode',
];

describe('fifty assumed roles and some roles of each other kind', () => {
  const hours = sized(2, 30 * 24);
  it(
    `have valid keys whenever nothing has failed for 6 min and they need no person, in ${sized('two hours', 'thirty days')} with every kind of failure`,
    { timeout: 300_000 + hours * 20_000 },
    async () => {
      console.info(`DAYS_SEED=${String(seedOfThirtyDays)}`);
      const sim = new BadDays(seedOfThirtyDays);
      const { clock, sts } = sim.machine;
      await sim.beginWithFifty();
      const lengthMs = hours * HOUR;
      const until = clock.monotonic() + lengthMs;
      // Several processes at once can assume a source role that is off, so only roles that are not
      // a source are checked.
      const leaves = sim.roles.filter(
        ({ name }) => !sim.roles.some(({ sourceProfile }) => sourceProfile === name),
      );
      const steps: string[] = [];
      while (clock.monotonic() < until) {
        steps.push(await sim.step(EVENTS_OF_A_MONTH));
        const context = `DAYS_SEED=${String(seedOfThirtyDays)}: ${steps.slice(-12).join(', ')}`;
        expect(sim.expiredRoles(), context).toEqual([]);
        for (const { roleArn } of leaves)
          expect(
            sts.maxConcurrentCalls(roleArn ?? ''),
            `${roleArn} ${context}`,
          ).toBeLessThanOrEqual(1);
        expect([...sim.shownTwice, ...sim.askedTooEarly], context).toEqual([]);
      }
      expect(clock.shortestWakeMs).toBeGreaterThanOrEqual(0);
      // The longest timer is the limit of the wait for a role's lock, which is 90 s.
      expect(clock.longestWakeMs).toBeLessThanOrEqual(90_000);
      const calls = sts.calls.filter(({ operation }) => operation === 'AssumeRole').length;
      const bound = (lengthMs / MINUTE) * 2 + sim.disturbances * 3;
      expect(calls / sim.roles.length).toBeLessThan(bound);
      const perDay = sim.askedAt.length / (lengthMs / (24 * HOUR));
      console.info(
        `${String(sim.roles.length)} roles, ${String(steps.length)} events, ${String(calls)} calls, asked for a code ${perDay.toFixed(1)} times a day`,
      );
    },
  );
});
