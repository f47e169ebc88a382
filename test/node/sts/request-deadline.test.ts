import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { readProfiles } from '../../../src/core/aws-config/profiles.ts';
import type { Clock } from '../../../src/core/ports/clock.ts';
import { signInByDevice } from '../../../src/node/sign-in/device-sign-in.ts';
import { writeSsoToken } from '../../../src/node/sign-in/sso-token-cache.ts';
import { resolveThroughSdk } from '../../../src/node/sources/sdk-sources.ts';

/** Returns a clock on which every wait ends as soon as the server has the request. */
function hastyClock(received: Promise<unknown>): Clock & { readonly waits: number[] } {
  const waits: number[] = [];
  return {
    waits,
    now: () => Date.now(),
    monotonic: () => performance.now(),
    wake: (afterMs, call) => {
      waits.push(afterMs);
      let isCancelled = false;
      void received.then(() => {
        if (!isCancelled) call();
      });
      return () => {
        isCancelled = true;
      };
    },
  };
}

describe('a server that accepts a request and never answers', () => {
  const home = mkdtempSync(join(tmpdir(), 'rk-deadline-'));
  const sockets = new Set<Socket>();
  let asked = Promise.withResolvers<null>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('data', () => asked.resolve(null));
  });
  let url = '';
  beforeAll(async () => {
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  });
  afterEach(() => {
    asked = Promise.withResolvers<null>();
    for (const socket of sockets) socket.destroy();
  });
  afterAll(() => {
    server.close();
    rmSync(home, { recursive: true, force: true });
  });
  const timeout = { ok: false, failure: { kind: 'timeout', host: '127.0.0.1', afterMs: 15_000 } };

  it('makes the sign-in with a code fail after 15 s', async () => {
    const clock = hastyClock(asked.promise);
    const session = {
      kind: 'sso',
      profile: 'corp',
      name: 'firm',
      startUrl: 'https://firm.awsapps.com/start',
      region: 'eu-central-1',
      scopes: [],
    } as const;
    const result = await signInByDevice(session, {
      network: { env: { AWS_ENDPOINT_URL_SSO_OIDC: url }, caBundle: null },
      profiles: readProfiles({ config: null, credentials: null }),
      clock,
      ssoCache: home,
      signal: new AbortController().signal,
      onPrompt: () => undefined,
    });
    expect(result).toEqual(timeout);
    expect(clock.waits).toEqual([15_000]);
  });

  it('makes a call to the portal of Identity Center fail after 15 s', async () => {
    const clock = hastyClock(asked.promise);
    const lines = ['sso_start_url = https://firm.awsapps.com/start', 'sso_region = eu-central-1'];
    const role = ['sso_account_id = 111122223333', 'sso_role_name = Read'];
    const config = `[profile corp]\n${[...lines, ...role].join('\n')}\n`;
    const profiles = readProfiles({ config, credentials: null });
    const profile = profiles.get('corp');
    if (!profile?.sso) throw new Error('no profile');
    const place = { name: null, startUrl: profile.sso.startUrl, region: profile.sso.region };
    const expiresAt = Date.now() + 3_600_000;
    const client = { clientId: 'id', clientSecret: 'secret', registrationExpiresAt: expiresAt };
    await writeSsoToken(join(home, '.aws/sso/cache'), place, {
      accessToken: 'token',
      expiresAt,
      ...client,
    });
    const result = await resolveThroughSdk(profile, {
      network: { env: { HOME: home, AWS_ENDPOINT_URL_SSO: url }, caBundle: null },
      clock,
      profiles,
      refreshes: new Map(),
      signal: new AbortController().signal,
    });
    expect(result).toEqual(timeout);
    expect(clock.waits).toEqual([15_000]);
  });
});
