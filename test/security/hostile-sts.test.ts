import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { parseIni } from '../../src/core/credentials-file/ini-document.ts';
import { createApp } from '../../src/node/app.ts';
import { everyFailure } from '../support/every-failure.ts';
import { callerAt, client } from '../node/sts/sts-under-test.ts';
import { sized } from '../support/run-length.ts';
import { anyCharacter } from '../support/any-character.ts';

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** How the server sends the body; `dripping`: byte after byte without an end. */
  readonly sending: 'whole' | 'truncated' | 'dripping' | 'reset' | 'chunks';
}

const RUNS = sized(100, 3000);
const oddText = fc.constantFrom(
  ...[
    '',
    ' ',
    '\u0000',
    '\u001b[2J',
    '\u202e',
    '\ufeff',
    '&#0;',
    '&#x110000;',
    '&#99999999;',
    '&amp;amp;',
    '<',
    ']]>',
  ],
  ...[
    '<!DOCTYPE a [<!ENTITY b "b">]>',
    '<![CDATA[x]]>',
    '-1',
    'NaN',
    'null',
    '{}',
    '\r\n[evil]\r\naws_access_key_id = AKIA',
  ],
  ...['x'.repeat(10_000), '🙂'.repeat(500), "'; calc #", '%PATH%', 'é', '\ud800'],
);
const text = fc.oneof(
  { weight: 2, arbitrary: oddText },
  { weight: 1, arbitrary: fc.string({ maxLength: 30, unit: anyCharacter }) },
);
const value = (usual: string) =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: text });
const date = fc.oneof(
  { weight: 4, arbitrary: fc.constant('2099-01-01T00:00:00Z') },
  fc.constantFrom(
    '1970-01-01T00:00:00Z',
    '0000-00-00',
    '+275760-09-13T00:00:00Z',
    '9999999999999',
    'yesterday',
    '1e400',
  ),
  text,
);
/** One in eight elements is left out. */
const element = (name: string, inner: fc.Arbitrary<string>) =>
  fc
    .tuple(inner, fc.integer({ min: 0, max: 7 }))
    .map(([content, n]) => (n === 0 ? '' : `<${name}>${content}</${name}>`));
const credentials = fc
  .tuple(
    element('AccessKeyId', value('ASIAIOSFODNN7EXAMPLE')),
    element('SecretAccessKey', value('wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY')),
    element('SessionToken', value('t'.repeat(300))),
    element('Expiration', date),
  )
  .map((parts) => `<Credentials>${parts.join('')}</Credentials>`);
const roleArn = 'arn:aws:iam::111122223333:role/R';
const assumedArn = 'arn:aws:sts::111122223333:assumed-role/R/me';
const success = fc
  .tuple(credentials, element('Arn', value(assumedArn)))
  .map(
    ([issued, arn]) =>
      `<AssumeRoleResponse><AssumeRoleResult>${issued}<AssumedRoleUser>${arn}</AssumedRoleUser></AssumeRoleResult></AssumeRoleResponse>`,
  );
const refusal = fc
  .tuple(element('Code', value('AccessDenied')), element('Message', text))
  .map((parts) => `<ErrorResponse><Error>${parts.join('')}</Error></ErrorResponse>`);
const identity = fc
  .tuple(
    element('Arn', value('arn:aws:iam::111122223333:user/a')),
    element('Account', text),
    element('UserId', text),
  )
  .map(
    (p) =>
      `<GetCallerIdentityResponse><GetCallerIdentityResult>${p.join('')}</GetCallerIdentityResult></GetCallerIdentityResponse>`,
  );
const body = fc.oneof(
  { weight: 3, arbitrary: success },
  refusal,
  identity,
  text,
  fc.constantFrom(
    '<a>'.repeat(20_000),
    '<Error>'.repeat(20_000),
    '<ErrorResponse>' + 'x'.repeat(1_100_000),
    '{"a":1}',
  ),
);
const anyAnswer: fc.Arbitrary<Answer> = fc.record({
  status: fc.oneof(
    { weight: 3, arbitrary: fc.constant(200) },
    fc.constantFrom(201, 204, 302, 307, 400, 403, 407, 429, 500, 503, 599),
  ),
  headers: fc.record(
    {
      date: fc.constantFrom(
        'Thu, 01 Jan 1970 00:00:00 GMT',
        'Fri, 01 Jan 2100 00:00:00 GMT',
        'never',
        '',
      ),
      location: fc.constantFrom('http://127.0.0.1:1/', 'file:///etc/passwd'),
      'content-type': fc.constantFrom('text/xml', 'application/json', 'text/html', '\t'),
      'x-amzn-requestid': fc.constantFrom('id', '"; rm', 'x'.repeat(4000)),
    },
    { requiredKeys: [] },
  ),
  body,
  sending: fc.oneof(
    { weight: 6, arbitrary: fc.constant('whole' as const) },
    fc.constantFrom('truncated' as const, 'reset' as const, 'chunks' as const),
  ),
});

let current: Answer | null = null;
let requests = 0;
let server: Server;
let url = '';

function sendAnswer(
  response: ServerResponse,
  { status, headers, body: bodyText, sending }: Answer,
): void {
  if (sending === 'reset') {
    response.destroy();
    return;
  }
  const bytes = Buffer.from(bodyText);
  if (sending === 'truncated') {
    response.writeHead(status, { ...headers, 'content-length': String(bytes.length + 10) });
    response.write(bytes, () => response.destroy());
    return;
  }
  response.writeHead(status, headers);
  if (sending === 'dripping') {
    const drip = setInterval(() => response.write('x'), 5);
    response.on('close', () => clearInterval(drip));
    return;
  }
  if (sending === 'chunks')
    for (let at = 0; at < bytes.length && at < 50; at += 1)
      response.write(bytes.subarray(at, at + 1));
  response.end(sending === 'chunks' ? bytes.subarray(50) : bytes);
}

beforeAll(async () => {
  server = createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      requests += 1;
      if (current !== null) sendAnswer(response, current);
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const assumeRequest = { roleArn, roleSessionName: 'me', durationSeconds: 900 };

describe('any answer of STS', () => {
  it('gives a complete session or an error, and no call sends a second request', async () => {
    const { sts } = client();
    await fc.assert(
      fc.asyncProperty(anyAnswer, async (answer) => {
        current = answer;
        for (const call of [
          () => sts.assumeRole(callerAt(url), assumeRequest),
          () =>
            sts.getSessionToken(callerAt(url), {
              serialNumber: 'x',
              tokenCode: '123456',
              durationSeconds: 900,
            }),
          () => sts.getCallerIdentity(callerAt(url)),
        ]) {
          requests = 0;
          const result = await call();
          expect(requests).toBe(1);
          if (!result.ok) {
            expect(result.error.message.length).toBeLessThanOrEqual(1000);
            continue;
          }
          const answered = 'credentials' in result.value ? result.value.credentials : result.value;
          if (!('secretAccessKey' in answered)) continue;
          expect(Number.isFinite(answered.expiration)).toBe(true);
          expect([
            answered.accessKeyId,
            answered.secretAccessKey,
            answered.sessionToken,
          ]).not.toContain('');
          expect(answered.sessionToken.length).toBeLessThanOrEqual(65_536);
        }
      }),
      { numRuns: RUNS },
    );
  });

  it('leaves the credentials file unchanged, byte for byte, or adds one whole session to it', async () => {
    const home = mkdtempSync(join(tmpdir(), 'rk-hostile-'));
    const file = join(home, '.aws', 'credentials');
    mkdirSync(join(home, '.aws'), { mode: 0o700 });
    const before = `# mine\n[default]\naws_access_key_id = AKIAALICE00000000001\naws_secret_access_key = alice/secret\n`;
    writeFileSync(file, before, { mode: 0o600 });
    const env = {
      PATH: process.env['PATH'],
      HOME: home,
      ROLEKEEPER_HOME: join(home, 'rk'),
      AWS_ENDPOINT_URL_STS: url,
    };
    const created = await createApp({ env, refresh: 'on-request', runsIn: 'terminal' });
    if (!created.ok) throw new Error(created.failure.kind);
    const app = created.value;
    onTestFinished(async () => {
      await app.stop();
      rmSync(home, { recursive: true });
    });
    const added = await app.api.role.add({
      role: { name: 'client', roleArn, region: 'eu-central-1' },
    });
    if (!added.ok) throw new Error(added.failure.kind);
    const roleId = added.value.role.id;
    await fc.assert(
      fc.asyncProperty(anyAnswer, async (answer) => {
        current = answer;
        requests = 0;
        const last = readFileSync(file, 'utf8');
        const result = await app.api.session.assume({ roleId, keep: false, takeOver: false });
        // AssumeRole is sent at most twice, and GetCallerIdentity once to name a denied caller.
        expect(requests).toBeLessThanOrEqual(3);
        const now = readFileSync(file, 'utf8');
        if (result.ok) {
          expect(app.state().roles[0]?.session.state).toBe('active');
          expect(now).toMatch(/\naws_session_token = \S+\n/);
          expect(parseIni(now).violation).toBeNull();
          expect(parseIni(now).sections.map(({ name }) => name)).toEqual(['default', 'client']);
          expect(now.startsWith(before)).toBe(true);
        } else {
          expect(Object.keys(everyFailure)).toContain(result.failure.kind);
          expect(now).toBe(last);
        }
      }),
      { numRuns: Math.round(RUNS / 3) },
    );
  });

  it('is not waited for after the call is cancelled, even if it sends byte after byte', async () => {
    requests = 0;
    current = { status: 200, headers: {}, body: '', sending: 'dripping' };
    const { sts } = client();
    const call = sts.getCallerIdentity(callerAt(url));
    while (requests === 0) await new Promise((later) => setImmediate(later));
    await new Promise((later) => setTimeout(later, 20));
    sts.reset();
    expect(await call).toMatchObject({ ok: false, error: { trouble: 'timeout' } });
  });
});
