import { describe, expect, it } from 'vitest';
import { sampleOrganization } from '../../../demo/identity-center/assignments.ts';
import { createBucket, type RequestRate } from '../../../demo/identity-center/throttle.ts';
import { Cancellation } from '../../../src/core/discovery/cancellation.ts';
import { listAssignments } from '../../../src/core/discovery/list-assignments.ts';
import type { CancelSignal, PortalAnswer, PortalPages } from '../../../src/core/access-portal.ts';
import { createSeededRandom } from '../../support/seeded-random.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';

interface Pace {
  readonly seconds: number;
  readonly calls: number;
  readonly throttled: number;
  readonly assignments: number;
  readonly unlisted: number;
}

/**
 * Lists an organization. The portal answers after `latencyMs` on average, and refuses requests
 * above `rate` (null: it accepts every request).
 */
async function paceOf(
  rate: RequestRate | null,
  { accounts = 500, latencyMs = 120, seed = 1 } = {},
): Promise<Pace> {
  const clock = new VirtualClock();
  const random = createSeededRandom(seed);
  const firm = sampleOrganization(accounts);
  const take = rate === null ? () => true : createBucket(rate, () => clock.monotonic());
  let [calls, throttled] = [0, 0];
  const answer = <T>(items: readonly T[], nextPage: string | null): Promise<PortalAnswer<T>> => {
    calls += 1;
    const isAccepted = take();
    if (!isAccepted) throttled += 1;
    return new Promise((resolve) => {
      clock.wake(latencyMs * (0.5 + random.fraction()), () => {
        const failure = { kind: 'throttled', requestId: null } as const;
        resolve(
          isAccepted ? { ok: true, items, nextPage } : { ok: false, failure, retryAfterMs: null },
        );
      });
    });
  };
  const pages: PortalPages = {
    accounts: (page) => {
      const start = Number(page ?? 0);
      const next = start + 100 < accounts ? String(start + 100) : null;
      return answer(firm.accounts.slice(start, start + 100), next);
    },
    permissionSets: (accountId) =>
      answer(
        firm.roles.filter((role) => role.accountId === accountId).map(({ roleName }) => roleName),
        null,
      ),
  };
  const cancelled = new Cancellation();
  const paces: Pace[] = [];
  const listing = listAssignments(pages, { clock, random, cancelled, progressed: () => undefined });
  void listing.then((result) => {
    if (!result.ok || result.value === null) throw new Error('nothing was listed');
    const { assignments, unlisted } = result.value;
    paces.push({
      seconds: clock.monotonic() / 1000,
      calls,
      throttled,
      assignments: assignments.length,
      unlisted: unlisted.length,
    });
  });
  await clock.advanceUntil(() => paces.length > 0, 3_600_000);
  const [pace] = paces;
  if (pace === undefined) throw new Error('the listing does not end');
  return pace;
}

describe('the listing of an organization', () => {
  it.each([1, 2, 3])(
    'takes at most 10 % longer than AWS’s quota of 20 requests a second requires (seed %i)',
    async (seed) => {
      const pace = await paceOf({ perSecond: 20, burst: 20 }, { seed });
      expect(pace).toMatchObject({ assignments: 2000, unlisted: 0 });
      // The quota allows 20 requests at once, then 20 a second: 505 requests need 24.25 s.
      expect(pace.seconds).toBeLessThan(24.25 * 1.1);
      expect(pace.throttled).toBeLessThan(505 * 0.08);
    },
  );

  it.each([
    [5, 5, 100],
    [100, 10, 500],
    [2, 1, 30],
  ])(
    'is complete even if the portal accepts only %i requests a second, in bursts of at most %i',
    async (perSecond, burst, accounts) => {
      const pace = await paceOf({ perSecond, burst }, { accounts });
      expect(pace).toMatchObject({ assignments: accounts * 4, unlisted: 0 });
      expect(pace.seconds).toBeLessThan((accounts / perSecond) * 1.5 + 5);
    },
  );

  it('sends 505 requests in less than 10 s if AWS does not throttle', async () => {
    const pace = await paceOf(null);
    expect(pace).toMatchObject({ assignments: 2000, throttled: 0, calls: 505 });
    expect(pace.seconds).toBeLessThan(10);
  });
});

describe('a listing whose accounts AWS refuses', () => {
  it('leaves no listener for a cancellation behind', async () => {
    const cancelled = new Cancellation();
    let observers = 0;
    const counted: CancelSignal = {
      get isCancelled() {
        return cancelled.isCancelled;
      },
      onCancel: (listener) => {
        observers += 1;
        const forget = cancelled.onCancel(listener);
        return () => {
          observers -= 1;
          forget();
        };
      },
    };
    const failure = { kind: 'sign-in-needed', how: 'sso', profile: 'demo' } as const;
    const refused = () => Promise.resolve({ ok: false, failure, retryAfterMs: null } as const);
    const result = await listAssignments(
      { accounts: refused, permissionSets: refused },
      {
        clock: new VirtualClock(),
        random: createSeededRandom(1),
        cancelled: counted,
        progressed: () => undefined,
      },
    );
    expect(result).toEqual({ ok: false, failure });
    expect(observers).toBe(0);
  });
});
