import { describe, expect, it } from 'vitest';
import { CoreMachine, HOUR, MINUTE } from '../../support/core-harness.ts';

/** Advances the clock in steps, and fails if the profile has no valid credentials at a step. */
async function watchValid(
  machine: CoreMachine,
  profile: string,
  forMs: number,
  everyMs = 10_000,
): Promise<void> {
  for (let passed = 0; passed < forMs; passed += everyMs) {
    await machine.clock.advance(everyMs);
    const { accessKeyId } = machine.section(profile);
    expect(machine.sts.expirationOf(accessKeyId ?? ''), `at ${String(passed)} ms`).toBeGreaterThan(
      machine.sts.now(),
    );
  }
}

describe('a role that is on', () => {
  it('is refreshed 20 to 22 min before each session of one hour ends, with one call each time', async () => {
    const machine = new CoreMachine();
    const app = await machine.start();
    const role = await app.add({ name: 'client' });
    const begun = machine.sts.now();
    await app.keep(role);
    await watchValid(machine, 'client', 8 * HOUR, MINUTE);
    const calls = machine.sts.calls.filter(({ operation }) => operation === 'AssumeRole');
    const gaps = calls.slice(1).map(({ at }, index) => at - (calls[index]?.at ?? begun));
    for (const gap of gaps) {
      expect(gap).toBeGreaterThanOrEqual(38 * MINUTE - 1000);
      expect(gap).toBeLessThanOrEqual(40 * MINUTE + 2000);
    }
    expect(app.events.map(({ event }) => event)).toEqual([
      'assumed',
      ...gaps.map(() => 'refreshed'),
    ]);
    expect(machine.sts.maxConcurrentCalls(role.roleArn ?? '')).toBe(1);
  });

  it('keeps valid credentials in the file while refreshes fail, reports the failure once, and is refreshed after the outage', async () => {
    const machine = new CoreMachine();
    const app = await machine.start();
    const role = await app.add({ name: 'client' });
    await app.keep(role);
    machine.sts.trouble = () => ({
      code: 'ECONNREFUSED',
      trouble: 'connection',
      status: null,
      notSent: true,
    });
    await watchValid(machine, 'client', 59 * MINUTE);
    const { session, failure } = app.view(role);
    expect(session).toMatchObject({ state: 'active', renewal: { state: 'failing' } });
    expect(failure?.kind).toBe('network');
    expect(app.events.filter(({ event }) => event === 'failed')).toHaveLength(1);
    expect(session).toHaveProperty('warnedAt', expect.any(Number));
    await machine.clock.advance(2 * MINUTE);
    expect(app.view(role).session.state).toBe('expired');
    expect(machine.section('client').accessKeyId).not.toBeNull();
    expect(app.app.state().network).toBe('offline');
    machine.sts.trouble = () => null;
    await machine.clock.advance(5 * MINUTE);
    expect(app.view(role).session).toMatchObject({
      state: 'active',
      renewal: { state: 'scheduled' },
    });
    expect(app.app.state().network).toBe('online');
  });

  it('is tried again one to four times a minute while STS throttles for a long time', async () => {
    const machine = new CoreMachine();
    const app = await machine.start();
    const role = await app.add({ name: 'client' });
    await app.keep(role);
    machine.sts.trouble = () => ({ code: 'Throttling', status: 400 });
    await machine.clock.advance(40 * MINUTE);
    const before = machine.sts.calls.length;
    await machine.clock.advance(15 * MINUTE);
    const calls = machine.sts.calls.slice(before);
    expect(calls.length).toBeGreaterThan(14);
    expect(calls.length).toBeLessThan(60);
  });

  it('is tried again after waits of 1, 3 and 7 min if AWS refuses its refresh, then before its session ends, then hourly', async () => {
    const machine = new CoreMachine();
    const app = await machine.start();
    const role = await app.add({ name: 'client' });
    await app.keep(role);
    machine.sts.trouble = ({ operation }) =>
      operation === 'AssumeRole' ? { code: 'AccessDenied' } : null;
    await machine.clock.advance(4 * HOUR);
    const calls = machine.sts.calls.filter(({ operation }) => operation === 'AssumeRole').slice(1);
    const minutes = calls.map(({ at }) => Math.round((at - (calls[0]?.at ?? 0)) / MINUTE));
    expect(minutes.slice(0, 4)).toEqual([0, 1, 4, 11]);
    expect(minutes[4]).toBeGreaterThanOrEqual(18);
    expect(minutes[4]).toBeLessThanOrEqual(21);
    expect(minutes.length).toBe(8);
  });

  it('is assumed again after waits of 5, 15 and 45 s if AWS refuses it, because IAM changes take time', async () => {
    const machine = new CoreMachine();
    const app = await machine.start();
    const role = await app.add({ name: 'client' });
    machine.sts.trouble = ({ operation }) =>
      operation === 'AssumeRole' ? { code: 'AccessDenied' } : null;
    const refused = await app.done(
      app.app.api.session.assume({ roleId: role.id, keep: true, takeOver: false }),
    );
    expect(refused).toMatchObject({
      ok: false,
      failure: { kind: 'access-denied', callerArn: 'arn:aws:iam::111122223333:user/alice' },
    });
    await machine.clock.advance(90_000);
    const calls = machine.sts.calls.filter(({ operation }) => operation === 'AssumeRole');
    const seconds = calls.map(({ at }) => Math.round((at - (calls[0]?.at ?? 0)) / 1000));
    expect(seconds).toEqual([0, 5, 21, 66]);
  });

  it('is not tried again while its target profile has SSO settings in the config file, but within 1 min after their removal', async () => {
    const machine = new CoreMachine();
    const app = await machine.start();
    machine.config.set(
      '[profile client]\nsso_session = corp\nsso_account_id = 1\nsso_role_name = x\n',
    );
    const role = await app.add({ name: 'client' });
    const refused = await app.done(
      app.app.api.session.assume({ roleId: role.id, keep: true, takeOver: false }),
    );
    expect(refused).toMatchObject({
      ok: false,
      failure: { kind: 'section-not-owned', holds: 'sso' },
    });
    await machine.clock.advance(12 * HOUR);
    expect(app.view(role)).toMatchObject({ kept: true, failure: { kind: 'section-not-owned' } });
    expect(machine.sts.calls).toHaveLength(0);

    machine.config.set('[profile client]\nregion = eu-west-1\n');
    await machine.clock.advance(MINUTE);
    expect(app.view(role)).toMatchObject({ failure: null, session: { state: 'active' } });
    expect(machine.sts.calls).toHaveLength(1);
  });

  it('is refreshed in time if each session lasts only 12 s', async () => {
    const machine = new CoreMachine();
    machine.sts.lifetimeMs = 12_000;
    const app = await machine.start();
    const role = await app.add({ name: 'client' });
    await app.keep(role);
    await watchValid(machine, 'client', MINUTE, 500);
    const calls = machine.sts.calls.filter(({ operation }) => operation === 'AssumeRole');
    expect(calls.length).toBeLessThanOrEqual(1 + 60 / 7);
  });

  it('is refreshed within 62 s after the computer wakes, even without a resume event', async () => {
    const machine = new CoreMachine();
    const app = await machine.start();
    const role = await app.add({ name: 'client' });
    await app.keep(role);
    await machine.clock.advance(10 * MINUTE);
    // During the sleep, STS's clock and the wall clock continue, but the monotonic clock stops.
    machine.sts.skipAhead(3 * HOUR);
    machine.clock.stepWall(3 * HOUR);
    await machine.clock.advance(MINUTE + 2000);
    expect(machine.sts.expirationOf(machine.section('client').accessKeyId ?? '')).toBeGreaterThan(
      machine.sts.now(),
    );
  });

  it('is refreshed in time if the wall clock is wrong by hours, and after someone sets the clock', async () => {
    const machine = new CoreMachine();
    machine.clock.stepWall(-5 * HOUR);
    const app = await machine.start();
    const role = await app.add({ name: 'client' });
    await app.keep(role);
    expect(app.app.state().problems).toContainEqual({ kind: 'clock-skewed', offsetMs: 5 * HOUR });
    await watchValid(machine, 'client', 2 * HOUR, MINUTE);
    machine.clock.stepWall(7 * HOUR);
    await watchValid(machine, 'client', 2 * HOUR, MINUTE);
    machine.clock.stepWall(-3 * HOUR);
    await watchValid(machine, 'client', 2 * HOUR, MINUTE);
  });
});

describe('an outage of 2.9 s', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'leaves no time without a valid session if sessions last 12 s (seed %i)',
    async (seed) => {
      const machine = new CoreMachine({ seed });
      machine.sts.lifetimeMs = 12_000;
      const app = await machine.start();
      const role = await app.add({ name: 'client' });
      await app.keep(role);
      await machine.clock.advance(7000);
      machine.sts.trouble = () => ({ code: 'ServiceUnavailable', status: 503 });
      await watchValid(machine, 'client', 2900, 100);
      machine.sts.trouble = () => null;
      await watchValid(machine, 'client', 10_000, 100);
    },
  );
});
