import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sampleOrganization } from '../../demo/identity-center/assignments.ts';
import type {
  EmbeddedIdentityCenter,
  EmbeddedIdentityCenterOptions,
} from '../../demo/identity-center/embedded-identity-center.ts';
import type { Listing, ListingProgress } from '../../src/core/discovery/assignment.ts';
import { Cancellation } from '../../src/core/discovery/cancellation.ts';
import { listAssignments } from '../../src/core/discovery/list-assignments.ts';
import type { Clock } from '../../src/core/ports/clock.ts';
import { ok, type Result } from '../../src/core/result.ts';
import { systemRandom } from '../../src/node/hash-and-random.ts';
import { readSsoToken, writeSsoToken } from '../../src/node/sign-in/sso-token-cache.ts';
import { createAccessPortal } from '../../src/node/sources/access-portal.ts';
import { systemClock } from '../../src/node/system-clock.ts';
import { firm, startFirm } from '../support/firm-sign-in.ts';
import { hurriedClock } from '../support/hurried-clock.ts';

interface ListingSetup {
  readonly center: EmbeddedIdentityCenter;
  /** The clock of client and server. A wait ends at once and moves the clock by its length. */
  readonly clock: Clock;
  readonly cancellation: Cancellation;
  readonly progress: ListingProgress[];
  /** Called after each progress report. */
  onProgress: (progress: ListingProgress) => void;
  readonly cache: string;
  readonly list: () => Promise<Result<Listing | null>>;
}

async function setUpListing(
  options: Partial<EmbeddedIdentityCenterOptions> = {},
  env: Readonly<Record<string, string>> = {},
  tokenMs = 3_600_000,
): Promise<ListingSetup> {
  const clock = hurriedClock();
  const { home, center, endpoints } = await startFirm({
    now: () => clock.now(),
    ...sampleOrganization(40),
    ...options,
  });
  const cache = join(home, '.aws', 'sso', 'cache');
  const { accessToken, refreshToken } = center.signIn();
  const client = await fetch(`${center.url}/client/register`, { method: 'POST' });
  const { clientId, clientSecret } = (await client.json()) as Record<
    'clientId' | 'clientSecret',
    string
  >;
  await writeSsoToken(cache, firm, {
    accessToken,
    refreshToken,
    expiresAt: Date.now() + tokenMs,
    clientId,
    clientSecret,
    registrationExpiresAt: Date.now() + 86_400_000,
  });
  const portal = createAccessPortal({
    networkSettings: () => ({ env: { HOME: home, ...endpoints, ...env }, caBundle: null }),
    clock: systemClock,
    configFile: { read: () => Promise.resolve(ok(null)) },
    refreshes: new Map(),
  });
  const cancellation = new Cancellation();
  const progress: ListingProgress[] = [];
  const list = (): Promise<Result<Listing | null>> =>
    portal.browse(firm, cancellation, (pages) =>
      listAssignments(pages, {
        clock,
        random: systemRandom,
        cancelled: cancellation,
        progressed: (each) => {
          progress.push(each);
          signedInFirm.onProgress(each);
        },
      }),
    );
  const signedInFirm: ListingSetup = {
    center,
    clock,
    cancellation,
    progress,
    onProgress: () => undefined,
    cache,
    list,
  };
  return signedInFirm;
}

function listingIn(result: Result<Listing | null>): Listing {
  if (!result.ok || result.value === null) throw new Error(JSON.stringify(result));
  return result.value;
}

describe('a listing of accounts and permission sets', () => {
  it('of 500 accounts with 2,000 permission sets takes less than 36 s at AWS’s quota', async () => {
    // AWS's quota is 20 calls a second.
    const { list, clock, progress } = await setUpListing({
      ...sampleOrganization(500),
      rate: { perSecond: 20, burst: 20 },
    });
    const { assignments, unlisted } = listingIn(await list());
    expect(assignments.length).toBe(2000);
    expect(assignments[0]).toEqual({
      accountId: '100000000001',
      accountName: 'Team 0001',
      emailAddress: 'team-0001@example.com',
      permissionSet: 'AdministratorAccess',
    });
    expect(unlisted).toEqual([]);
    // Of the 505 calls, 20 need no wait. The other 485 take at least 24 s at this quota.
    expect(clock.monotonic()).toBeLessThan(36_000);
    expect(progress.at(-1)).toEqual({
      accountsDone: 500,
      accounts: 500,
      permissionSets: 2000,
      isThrottled: true,
    });
    const done = progress.map(({ accountsDone }) => accountsDone);
    expect(done).toEqual(done.toSorted((one, other) => one - other));
  });

  it('waits as long as Retry-After asks', async () => {
    const { list, clock } = await setUpListing({
      ...sampleOrganization(10),
      rate: { perSecond: 0.5, burst: 5, retryAfterSeconds: 12 },
    });
    expect(listingIn(await list()).assignments.length).toBe(40);
    expect(clock.monotonic()).toBeGreaterThanOrEqual(12_000);
  });

  it('names the accounts that AWS refuses, and contains all others', async () => {
    const { list, center } = await setUpListing();
    center.refuseAccount('100000000003', 'ForbiddenException');
    center.refuseAccount('100000000004', 'ResourceNotFoundException');
    center.refuseAccount('100000000005', 'TooManyRequestsException');
    const { assignments, unlisted } = listingIn(await list());
    expect(assignments.length).toBe(37 * 4);
    expect(unlisted.map(({ accountId, failure }) => [accountId, failure.kind]).toSorted()).toEqual([
      ['100000000003', 'portal-refused'],
      ['100000000004', 'portal-refused'],
      ['100000000005', 'throttled'],
    ]);
  });

  it('fails with sign-in-needed if there is no sign-in, or if the sign-in ends meanwhile', async () => {
    const failure = { kind: 'sign-in-needed', profile: 'firm', how: 'sso', signIn: 'sso firm' };
    const { list, center, progress, cache } = await setUpListing({
      ...sampleOrganization(60),
      tokenSeconds: 2,
      rate: { perSecond: 20, burst: 10 },
    });
    expect(await list()).toEqual({ ok: false, failure });
    expect(progress.at(-1)?.accountsDone).toBeGreaterThan(0);
    expect(progress.at(-1)?.accountsDone).toBeLessThan(60);
    const callCount = center.calls().length;
    rmSync(cache, { recursive: true });
    expect(await list()).toEqual({ ok: false, failure });
    expect(center.calls().length).toBe(callCount);
  });

  it('refreshes a token that is about to end, and sends only one request for this', async () => {
    const { list, center, cache } = await setUpListing({}, {}, 60_000);
    const before = readSsoToken(cache, firm)?.accessToken;
    expect(listingIn(await list()).assignments.length).toBe(160);
    expect(readSsoToken(cache, firm)?.accessToken).not.toBe(before);
    expect(center.calls().filter((call) => call === 'POST /token')).toHaveLength(1);
  });

  it('is null after it is cancelled, and leaves out the remaining requests', async () => {
    const signedInFirm = await setUpListing();
    const { list, center, cancellation, progress } = signedInFirm;
    signedInFirm.onProgress = ({ accountsDone }) => {
      if (accountsDone === 3) cancellation.cancel();
    };
    expect(await list()).toEqual({ ok: true, value: null });
    expect(progress.at(-1)?.accountsDone).toBeLessThan(40);
    expect(await list()).toEqual({ ok: true, value: null });
    // Some of the 41 requests were never made.
    expect(center.calls().length).toBeLessThan(41);
  });

  it('fails with `network` if no server listens, and with `service-unavailable` after HTTP 503', async () => {
    const dead = await setUpListing({}, { AWS_ENDPOINT_URL_SSO: 'http://127.0.0.1:1' });
    expect(await dead.list()).toEqual({
      ok: false,
      failure: { kind: 'network', code: 'ECONNREFUSED', host: '127.0.0.1' },
    });
    const failing = await setUpListing();
    failing.center.fail(503);
    expect(await failing.list()).toMatchObject({
      ok: false,
      failure: { kind: 'service-unavailable', status: 503 },
    });
  });

  it('contains no token, even if AWS refuses an account', async () => {
    const { list, center } = await setUpListing();
    center.refuseAccount('100000000003', 'ForbiddenException');
    const text = JSON.stringify(await list());
    expect(text).toContain('No access');
    for (const secret of center.secrets()) expect(text).not.toContain(secret);
  });
});
