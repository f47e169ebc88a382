import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readProfiles } from '../../src/core/aws-config/profiles.ts';
import type { Clock } from '../../src/core/ports/clock.ts';
import type { SignInPrompt } from '../../src/core/ports/sign-in.ts';
import type { Result } from '../../src/core/result.ts';
import { DEADLINE_MS } from '../../src/node/sts/deadline.ts';
import { signInByDevice } from '../../src/node/sign-in/device-sign-in.ts';
import { sized } from '../support/run-length.ts';

const session = {
  kind: 'sso',
  profile: 'corp',
  name: 'firm',
  startUrl: 'https://firm.awsapps.com/start',
  region: 'eu-central-1',
  scopes: [],
} as const;

interface Service {
  readonly registered: unknown;
  readonly started: unknown;
  /** Answers of CreateToken in turn; the last one repeats. */
  readonly tokens: readonly { readonly status: number; readonly body: unknown }[];
}

const registered = {
  clientId: 'client',
  clientSecret: 'secret',
  clientSecretExpiresAt: 2_000_000_000,
};
const page = 'https://device.sso.eu-central-1.amazonaws.com/';
const started = {
  deviceCode: 'device',
  userCode: 'ABCD-EFGH',
  verificationUri: page,
  interval: 5,
  expiresIn: 600,
};
const error = (name: string) => ({ status: 400, body: { __type: name, error: name } });
const pending = error('AuthorizationPendingException');
const token = { status: 200, body: { accessToken: 'token', tokenType: 'Bearer', expiresIn: 3600 } };

let service: Service = { registered, started, tokens: [token] };
let polls = 0;
const server = createServer((request, response) => {
  request.resume();
  request.on('end', () => {
    const reply = (status: number, body: unknown, type = ''): void => {
      response.writeHead(status, { 'content-type': 'application/json', 'x-amzn-errortype': type });
      response.end(typeof body === 'string' ? body : JSON.stringify(body));
    };
    if (request.url === '/client/register') reply(200, service.registered);
    else if (request.url === '/device_authorization') reply(200, service.started);
    else {
      const { status, body } =
        service.tokens[Math.min(polls, service.tokens.length - 1)] ?? pending;
      polls += 1;
      const name =
        typeof body === 'object' && body !== null && '__type' in body ? String(body.__type) : '';
      reply(status, body, name);
    }
  });
});

beforeAll(async () => {
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

interface Run {
  readonly result: Result<null>;
  readonly prompts: readonly SignInPrompt[];
  readonly waits: readonly number[];
  readonly stored: Readonly<Record<string, unknown>> | null;
}

async function signIn(given: Partial<Service>): Promise<Run> {
  service = { registered, started, tokens: [token], ...given };
  polls = 0;
  const folder = mkdtempSync(join(tmpdir(), 'rk-device-'));
  const waits: number[] = [];
  let passed = 0;
  /** A wait ends at once and moves the time by its length. */
  const clock: Clock = {
    now: () => 1_790_000_000_000 + passed,
    monotonic: () => passed,
    wake: (ms, call) => {
      const pass = (): void => {
        waits.push(ms);
        passed += ms;
        call();
      };
      // The deadline of a request passes only after a real second, so the service can answer.
      if (ms === DEADLINE_MS) {
        const late = setTimeout(pass, 1000);
        return () => clearTimeout(late);
      }
      const soon = setImmediate(pass);
      return () => clearImmediate(soon);
    },
  };
  const prompts: SignInPrompt[] = [];
  try {
    const { port } = server.address() as AddressInfo;
    const url = `http://127.0.0.1:${String(port)}`;
    const network = { env: { AWS_ENDPOINT_URL_SSO_OIDC: url }, caBundle: null };
    const { signal } = new AbortController();
    const prompted = (prompt: SignInPrompt): void => void prompts.push(prompt);
    const result = await signInByDevice(session, {
      network,
      profiles: readProfiles({ config: null, credentials: null }),
      clock,
      ssoCache: folder,
      signal,
      onPrompt: prompted,
    });
    const [file] = existsSync(folder) ? readdirSync(folder) : [];
    const stored =
      file === undefined
        ? null
        : (JSON.parse(readFileSync(join(folder, file), 'utf8')) as Run['stored']);
    return { result, prompts, waits, stored };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const oddNumber = fc.oneof(
  fc.constantFrom(
    0,
    -1,
    -1e9,
    0.001,
    1e9,
    1e308,
    Number.MAX_SAFE_INTEGER,
    'NaN',
    'Infinity',
    '0',
    '',
    null,
    true,
    {},
  ),
  fc.integer(),
  fc.double(),
);
const oddText = fc.oneof(
  fc.constantFrom('', null, 0, {}, [], 'x'.repeat(70_000), '\u001b[2J', 'x'.repeat(900_000)),
  fc.string({ maxLength: 20 }),
);
const anyToken = fc.oneof(
  fc.record({
    status: fc.constant(200),
    body: fc.record({ accessToken: oddText, expiresIn: oddNumber }),
  }),
  fc.constantFrom(
    pending,
    error('SlowDownException'),
    { status: 503, body: {} },
    { status: 200, body: '{"a":' },
    token,
  ),
);

describe('a faulty service of the device flow', () => {
  it.each([
    [0, 5000],
    [-5, 5000],
    ['NaN', 5000],
    ['0', 5000],
    [null, 5000],
    [1e-9, 1000],
    [3, 3000],
  ])('that names an interval of %j s is called every %i ms', async (interval, everyMs) => {
    const { waits } = await signIn({
      started: { ...started, interval, expiresIn: 60 },
      tokens: [pending],
    });
    expect(new Set(waits)).toEqual(new Set([everyMs]));
    expect(polls).toBeLessThanOrEqual(60_000 / everyMs);
  });

  it('that names no interval is called every five seconds, and more slowly after slow_down', async () => {
    const { interval: _, ...silent } = started;
    const tokens = [pending, error('SlowDownException'), error('SlowDownException'), token];
    const { waits, result } = await signIn({ started: silent, tokens });
    expect(waits).toEqual([5000, 5000, 10_000, 15_000]);
    expect(result.ok).toBe(true);
  });

  it.each([
    ['empty', ''],
    ['null', null],
    ['missing', undefined],
    ['of 70,000 characters', 'x'.repeat(70_000)],
  ])('whose token is %s signs nobody in', async (_, accessToken) => {
    const { result, stored } = await signIn({
      tokens: [{ status: 200, body: { ...token.body, accessToken } }],
    });
    expect(result).toMatchObject({
      ok: false,
      failure: { kind: 'sign-in-failed', why: 'refused' },
    });
    expect(stored).toBeNull();
  });

  it('is called at most once a second and at most 600 times, whatever it answers', async () => {
    await fc.assert(
      fc.asyncProperty(
        oddNumber,
        oddNumber,
        fc.array(anyToken, { minLength: 1, maxLength: 5 }),
        fc.record({
          clientId: fc.oneof(fc.constant('client'), oddText),
          clientSecretExpiresAt: oddNumber,
        }),
        async (interval, expiresIn, tokens, client) => {
          const run = await signIn({
            started: { ...started, interval, expiresIn },
            tokens,
            registered: { ...registered, ...client },
          });
          expect(run.waits.every((ms) => ms >= 1000)).toBe(true);
          expect(polls).toBeLessThanOrEqual(600);
          // Rounds to whole milliseconds, because a sum of fractions is inexact.
          const waited = run.waits.reduce((sum, ms) => sum + ms, 0);
          expect(Math.round(waited)).toBeLessThanOrEqual(660_000);
          expect(run.stored === null).toBe(!run.result.ok);
          if (run.stored !== null) expect(run.stored['accessToken']).toMatch(/^[^]{1,65536}$/u);
          if (!run.result.ok)
            expect(run.result.failure.kind).toMatch(/^(?:sign-in-failed|network)/);
        },
      ),
      { numRuns: sized(40, 1000) },
    );
  });
});
