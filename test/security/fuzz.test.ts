import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseAction, parseRoute } from '../../src/core/contract/action-schema.ts';
import { apiSchema, callApi } from '../../src/core/contract/api-schema.ts';
import { parseMark } from '../../src/core/credentials-file/mark.ts';
import { readProfiles } from '../../src/core/aws-config/profiles.ts';
import { readSettings } from '../../src/core/settings/settings.ts';
import { readPasted } from '../../src/core/roles/pasted/pasted.ts';
import type { Api } from '../../src/core/contract/api.ts';
import { ok } from '../../src/core/result.ts';
import { CoreMachine } from '../support/core-harness.ts';
import { callerAt, client } from '../node/sts/sts-under-test.ts';
import { MARK, withOneFault } from './with-one-fault.ts';
import { validActions, validRequests, validRoutes } from './valid-requests.ts';
import { anyText, runs } from '../support/credentials-texts.ts';
import { anyCharacter } from '../support/any-character.ts';

const groups = Object.keys(apiSchema);
const names = Object.values(apiSchema).flatMap((group) => Object.keys(group));
const fields = ['roleId', 'requestId', 'code', 'role', 'roleArn', 'changes', 'profile', 'document'];
/** Any value. Many contain `MARK`, which no answer may repeat. */
const anyValue = fc.anything({
  key: fc.oneof(fc.constantFrom(...fields), fc.string(), fc.constant(MARK)),
  values: [fc.constant(MARK), fc.string(), fc.integer(), fc.boolean(), fc.constant(null)],
  withBigInt: true,
  withDate: true,
  withMap: true,
  withTypedArray: true,
});
/** What a compromised page might send: any value, or known fields with any values. */
const payload = fc.oneof(
  { weight: 2, arbitrary: anyValue },
  {
    weight: 3,
    arbitrary: fc.dictionary(fc.constantFrom(...fields), anyValue, { maxKeys: 4 }),
  },
);
/** A valid request of any kind, after one fault was added to it. */
const invalidRequest = fc.oneof(
  ...Object.entries(validRequests).flatMap(([group, requests]) =>
    Object.entries<object>(requests).map(([name, valid]) =>
      fc.record({ group: fc.constant(group), name: fc.constant(name), value: withOneFault(valid) }),
    ),
  ),
);

describe('a payload from the page', () => {
  it('changes nothing, is not repeated in the answer, and causes no exception, whatever it is', async () => {
    const machine = new CoreMachine();
    const { app } = await machine.start('nothing');
    const before = machine.text();
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.constantFrom(...groups), anyValue),
        fc.oneof(fc.constantFrom(...names), anyValue),
        payload,
        async (group, name, value) => {
          const answer = await callApi(app.api, group, name, value);
          if (answer.ok) return;
          refused += 1;
          expect(JSON.stringify(answer)).not.toContain(MARK);
        },
      ),
      { numRuns: 10_000 },
    );
    // Some payloads are valid by chance, because a few requests have no fields and change nothing.
    expect(refused).toBeGreaterThan(9000);
    expect(machine.sts.calls).toEqual([]);
    expect(app.state().roles).toEqual([]);
    expect(machine.text()).toBe(before);
  });

  it('is refused with one field too many, too few or of another type', async () => {
    const called: string[] = [];
    const api = recordingApi(called);
    for (const [group, requests] of Object.entries(validRequests))
      for (const [name, valid] of Object.entries(requests)) await callApi(api, group, name, valid);
    expect(called.splice(0)).toEqual(names);
    await fc.assert(
      fc.asyncProperty(invalidRequest, async ({ group, name, value }) => {
        const answer = await callApi(api, group, name, value);
        expect(answer).toMatchObject({ ok: false, failure: { kind: 'field-invalid' } });
        expect(JSON.stringify(answer)).not.toContain(MARK);
        expect(called).toEqual([]);
      }),
      { numRuns: 10_000 },
    );
  });
});

describe('an action or a route of the panel', () => {
  it('is returned unchanged if it is valid', () => {
    for (const action of validActions) expect(parseAction(action)).toEqual(action);
    for (const route of [...validRoutes, { kind: 'roles', search: true }])
      expect(parseRoute(route)).toEqual(route);
  });

  it('is refused with one field too many, too few or of another type', () => {
    fc.assert(
      fc.property(fc.oneof(...validActions.map(withOneFault)), (value) => {
        expect(parseAction(value)).toBeNull();
      }),
      { numRuns: 5000 },
    );
    fc.assert(
      fc.property(fc.oneof(...validRoutes.map(withOneFault)), (value) => {
        expect(parseRoute(value)).toBeNull();
      }),
      { numRuns: 5000 },
    );
  });

  it('is refused if it is any other value', () => {
    fc.assert(
      fc.property(payload, (value) => {
        expect(parseAction(value)).toBeNull();
        expect(parseRoute(value)).toBeNull();
      }),
      { numRuns: 5000 },
    );
  });
});

/** Answers every request with success and records its name. */
function recordingApi(called: string[]): Api {
  const requests = (group: object) =>
    new Proxy(group, {
      get: (_, name) => () => {
        called.push(String(name));
        return Promise.resolve(ok(null));
      },
    });
  const groups = Object.entries(validRequests).map(([name, group]) => [name, requests(group)]);
  return Object.fromEntries(groups) as Api;
}

describe('any text or value', () => {
  it('in settings.json gives settings with a list of roles, and causes no exception', () => {
    const role = fc.record(
      {
        id: fc.anything(),
        name: fc.anything(),
        roleArn: fc.anything(),
        durationSeconds: fc.anything(),
      },
      { requiredKeys: [] },
    );
    const json = fc.oneof(
      fc.anything(),
      fc.record({
        version: fc.anything(),
        roles: fc.oneof(fc.array(role), fc.anything()),
        preferences: fc.anything(),
      }),
    );
    fc.assert(
      fc.property(json, (value) => {
        const { settings } = readSettings({ state: 'json', json: value });
        expect(Array.isArray(settings.roles)).toBe(true);
      }),
      { numRuns: runs(2000) },
    );
  });

  it('in a policy document or a pasted text causes no exception', () => {
    const statement = fc.record(
      {
        Effect: fc.anything(),
        Action: fc.anything(),
        Resource: fc.anything(),
        Condition: fc.anything(),
      },
      { requiredKeys: [] },
    );
    const document = fc
      .oneof(
        fc.object(),
        fc.record({ Statement: fc.oneof(statement, fc.array(statement), fc.anything()) }),
      )
      .map((value) =>
        JSON.stringify(value, (_, each: unknown) =>
          typeof each === 'bigint' ? String(each) : each,
        ),
      );
    fc.assert(
      fc.property(fc.oneof(document, fc.string({ unit: anyCharacter, maxLength: 300 })), (text) => {
        expect(typeof readPasted(text)).toBe('object');
      }),
      { numRuns: runs(2000) },
    );
  });

  it('in a config file, a credentials file or the `x_rolekeeper` line causes no exception', () => {
    const text = fc.oneof(anyText, fc.string({ unit: anyCharacter, maxLength: 400 }));
    fc.assert(
      fc.property(text, text, (config, credentials) => {
        const profiles = readProfiles({ config, credentials });
        for (const name of profiles.names()) expect(profiles.get(name)).not.toBeNull();
        expect(typeof parseMark(credentials)).toBe('object');
      }),
      { numRuns: runs(2000) },
    );
  });
});

describe('any answer of STS', () => {
  let url: string;
  let answer: {
    readonly status: number;
    readonly type: string;
    readonly body: string | Uint8Array;
  };
  const server = createServer((_, response) => {
    response.writeHead(answer.status, { 'content-type': answer.type });
    response.end(answer.body);
  });
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  it('gives a complete session or an error, and causes no exception', async () => {
    const { sts } = client();
    const element = fc.constantFrom(
      'Credentials',
      'AccessKeyId',
      'SecretAccessKey',
      'SessionToken',
      'Expiration',
      'Arn',
      'Error',
      'Code',
    );
    const inner = fc.oneof(
      fc.constant(''),
      fc.constant('2030-01-01T00:00:00Z'),
      fc.string({ maxLength: 20 }),
    );
    const value = fc.oneof({ weight: 9, arbitrary: fc.constant('ASIAEXAMPLE000000001') }, inner);
    /** Half of these have a complete session. */
    const session = fc
      .tuple(
        value,
        value,
        value,
        fc.constantFrom(...Array<string>(4).fill('2030-01-01T00:00:00Z'), '2030-01-01', ''),
      )
      .map(
        ([id, secret, token, end]) =>
          `<Credentials><AccessKeyId>${id}</AccessKeyId><SecretAccessKey>${secret}</SecretAccessKey>` +
          `<SessionToken>${token}</SessionToken><Expiration>${end}</Expiration></Credentials>`,
      );
    const loose = fc
      .array(fc.tuple(element, inner), { maxLength: 6 })
      .map((parts) => parts.map(([name, text]) => `<${name}>${text}</${name}>`).join(''));
    const xml = fc
      .oneof(session, session, session, loose)
      .map(
        (body) =>
          `<AssumeRoleResponse><AssumeRoleResult>${body}</AssumeRoleResult></AssumeRoleResponse>`,
      );
    let sessions = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(200, 200, 200, 200, 204, 301, 400, 403, 404, 429, 500, 503),
        fc.constantFrom('text/xml', 'text/html', 'application/json', 'application/octet-stream'),
        fc.oneof(
          xml,
          fc.string({ unit: anyCharacter, maxLength: 200 }),
          fc.uint8Array({ maxLength: 100 }),
        ),
        async (status, type, body) => {
          answer = { status, type, body };
          const got = await sts.assumeRole(callerAt(url), {
            roleArn: 'arn:aws:iam::123456789012:role/x',
            roleSessionName: 'me',
            durationSeconds: 900,
          });
          if (!got.ok) return;
          sessions += 1;
          const { accessKeyId, secretAccessKey, sessionToken, expiration } = got.value.credentials;
          for (const text of [accessKeyId, secretAccessKey, sessionToken])
            expect(text).not.toBe('');
          expect(Number.isFinite(expiration)).toBe(true);
        },
      ),
      { numRuns: runs(500) },
    );
    expect(sessions).toBeGreaterThan(0);
  });
});
