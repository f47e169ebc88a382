import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { clientRole, externalId, plainRole, roleArn } from '../support/cli-harness.ts';
import { readContinuously } from '../support/credentials-reader.ts';
import { sized } from '../support/run-length.ts';
import { setUpEachTest } from '../support/process-setup.ts';

const chainedRole = {
  roleArn: 'arn:aws:iam::123456789012:role/Chained',
  trusts: ['arn:aws:iam::123456789012:role/Plain'],
};
const getSetup = setUpEachTest({
  sts: { sessionSeconds: 12, roles: [clientRole, plainRole, chainedRole] },
});
const lastsMs = sized(21_000, 60_000);

describe(`keep with sessions of 12 s, run for ${String(lastsMs / 1000)} s,`, () => {
  it('has valid credentials in the file at every read, even in an outage, and makes one call at a time for each role', async () => {
    const setup = getSetup();
    const { cli, sts } = setup;
    await cli.ok(['role', 'add', 'external', '--role-arn', roleArn, '--external-id', externalId]);
    await cli.ok([
      'role',
      'add',
      'chained',
      '--role-arn',
      chainedRole.roleArn,
      '--source-profile',
      'client',
    ]);
    const profiles = ['client', 'external', 'chained'];
    await cli.ok(['assume', ...profiles, '--keep']);
    // The calls are so slow that two calls for one role would overlap.
    sts.fail({ kind: 'slow', ms: 300 }, { action: 'AssumeRole' });
    const kept = setup.keep();
    const reader = readContinuously(cli.credentialsFile, profiles, sts);
    let mostAtOnce = 0;
    const counter = setInterval(() => {
      const underWay = new Map<string | null, number>();
      for (const call of setup.assumeCalls()) {
        if (call.outcome.kind === 'pending')
          underWay.set(call.roleArn, (underWay.get(call.roleArn) ?? 0) + 1);
      }
      mostAtOnce = Math.max(mostAtOnce, ...underWay.values());
    }, 10);

    // The first refresh of each role happens during the outage.
    const endOutage = sts.fail(
      { kind: 'error', code: 'ServiceUnavailable', status: 503 },
      { action: 'AssumeRole' },
    );
    await setup.until('a call failed in the outage', () =>
      setup.assumeCalls().some(({ outcome }) => outcome.kind === 'error'),
    );
    await delay(2000);
    endOutage();
    await delay(lastsMs - 10_000);
    await reader.stop();
    clearInterval(counter);

    expect([...reader.faults]).toEqual([]);
    expect(mostAtOnce).toBe(1);
    const counts = [plainRole, clientRole, chainedRole].map(({ roleArn: arn }) => {
      const calls = setup.assumeCalls().filter((call) => call.roleArn === arn);
      const answered = calls.filter(({ outcome }) => outcome.kind === 'ok');
      const gaps = answered.slice(1).map(({ at }, index) => at - (answered[index]?.at ?? 0));
      return {
        answered: answered.length,
        refused: calls.length - answered.length,
        soonest: Math.min(...gaps.slice(1)),
        // The newest session may not be in the file yet, so it is left out.
        unread: answered
          .slice(0, -1)
          .filter((call) => !reader.sessions.has(call.issuedAccessKeyId ?? '')).length,
      };
    });
    for (const { answered, refused, soonest, unread } of counts) {
      expect(unread).toBe(0);
      // Rolekeeper refreshes a session of 11 to 12 s after 7 to 8.3 s.
      expect(soonest).toBeGreaterThan(6900);
      expect(answered).toBeLessThanOrEqual(2 + Math.floor(lastsMs / 7000));
      expect(answered).toBeGreaterThanOrEqual(Math.floor(lastsMs / 11_500));
      // The outage lasts two seconds. The pause between two tries is half a second on average.
      expect(refused).toBeLessThanOrEqual(14);
    }
    expect(counts.some(({ refused }) => refused > 0)).toBe(true);

    const before = cli.credentials();
    const began = performance.now();
    expect(await kept.stop()).toEqual({ code: 0, signal: null });
    expect(performance.now() - began).toBeLessThan(3000);
    for (const profile of profiles) expect(setup.section(profile).owned).toBe(true);
    // A refresh that began just before the stop can still write its session.
    if (setup.assumeCalls().every(({ outcome }) => outcome.kind !== 'pending'))
      expect(cli.credentials()).toBe(before);
  });
});
