import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Role } from '../../../src/core/roles/role.ts';
import {
  decideRequest,
  type EndpointFacts,
  type EndpointRequest,
} from '../../../src/core/serving/endpoint-request.ts';
import { assumedRole } from '../../support/assumed-role.ts';
import { runs } from '../../support/credentials-texts.ts';
import { anyCharacter } from '../../support/any-character.ts';

const ids = {
  'client-s3': '000000000001',
  'clients/prod': '000000000002',
  'größe@x': 'a00000000003',
};
const roles = Object.entries(ids).map(([name, id]) => assumedRole(name, id));
const tokenOf = ({ name }: Role): string => `token of ${name}`;
const pathOf = ({ id }: Role): string => `/${id}`;
const facts: EndpointFacts = { port: 4749, roles, tokenOf, isSame: (one, other) => one === other };

const good = (role = assumedRole('client-s3', ids['client-s3'])): EndpointRequest => ({
  method: 'GET',
  target: pathOf(role),
  headers: {
    host: ['127.0.0.1:4749'],
    authorization: [tokenOf(role)],
    accept: ['application/json'],
    'user-agent': ['Botocore/1.40'],
    connection: ['close'],
  },
});
const decided = (change: Partial<EndpointRequest>, headers: EndpointRequest['headers'] = {}) =>
  decideRequest({ ...good(), ...change, headers: { ...good().headers, ...headers } }, facts);
const refused = (why: string) => ({ kind: 'refused', why });

describe('a request to the credentials endpoint', () => {
  it.each(roles)(
    'gets the role $name with the ID of that role as its path and with the token of that role',
    (one) => {
      expect(decideRequest(good(one), facts)).toEqual({ kind: 'role', role: one });
    },
  );

  it('may have the name of the role as its path instead of the ID', () => {
    const paths = ['/client-s3', '/clients%2Fprod', '/gr%C3%B6%C3%9Fe%40x'];
    for (const [index, target] of paths.entries()) {
      const role = roles[index];
      if (role === undefined) throw new Error('no role');
      expect(decideRequest({ ...good(role), target }, facts)).toEqual({ kind: 'role', role });
    }
  });

  it('finds a renamed role by its ID, and with the old name finds the role that has that name now', () => {
    const renamed = assumedRole('renamed', ids['client-s3']);
    const successor = assumedRole('client-s3', '000000000009');
    const after = { ...facts, roles: [successor, renamed], tokenOf: ({ id }: Role) => `of ${id}` };
    const asked = (target: string, { id }: Role) =>
      decideRequest(
        { ...good(), target, headers: { ...good().headers, authorization: [`of ${id}`] } },
        after,
      );
    expect(asked(pathOf(renamed), renamed)).toEqual({ kind: 'role', role: renamed });
    expect(asked('/client-s3', successor)).toEqual({ kind: 'role', role: successor });
    expect(asked('/client-s3', renamed)).toEqual(refused('token-refused'));
  });

  it('gets the role whose ID is the path, even if another role has that ID as its name', () => {
    const other = assumedRole(ids['client-s3'], '000000000009');
    const both = { ...facts, roles: [other, ...roles] };
    expect(decideRequest(good(), both)).toMatchObject({ role: { name: 'client-s3' } });
  });

  it.each(['127.0.0.1:4749', 'localhost:4749', 'LOCALHOST:4749', '[::1]:4749'])(
    'may have the loopback host %s',
    (host) => {
      expect(decided({}, { host: [host] }).kind).toBe('role');
    },
  );

  it.each([
    ['another name', ['rebound.example:4749']],
    ['another port', ['127.0.0.1:80']],
    ['no port', ['127.0.0.1']],
    ['a name that begins like a loopback address', ['127.0.0.1:4749.rebound.example']],
    ['a name that ends like a loopback address', ['me@127.0.0.1:4749']],
    ['host.docker.internal', ['host.docker.internal:4749']],
    ['two hosts', ['127.0.0.1:4749', 'rebound.example:4749']],
    ['no host', undefined],
  ])('is refused if its Host header has %s, even with a valid token', (_title, host) => {
    expect(decided({}, { host })).toEqual(refused('host'));
  });

  it.each([
    'origin',
    'referer',
    'cookie',
    'sec-fetch-site',
    'sec-ch-ua',
    'access-control-request-method',
  ])('is refused with the header %s of a browser', (name) => {
    expect(decided({}, { [name]: ['x'] })).toEqual(refused('browser'));
  });

  it('may have the header that Node’s fetch adds', () => {
    expect(decided({}, { 'sec-fetch-mode': ['cors'] }).kind).toBe('role');
  });

  it.each(['POST', 'PUT', 'HEAD', 'OPTIONS', 'DELETE', 'PATCH', 'CONNECT', 'get', ''])(
    'is refused with the method "%s"',
    (method) => {
      expect(decided({ method })).toEqual(refused('method'));
    },
  );

  it('is refused with a body', () => {
    expect(decided({}, { 'content-length': ['1'] })).toEqual(refused('body'));
    expect(decided({}, { 'transfer-encoding': ['chunked'] })).toEqual(refused('body'));
    expect(decided({}, { 'content-length': ['0'] }).kind).toBe('role');
  });

  it('is refused without a token, with two tokens, and with the token of another role', () => {
    expect(decided({}, { authorization: undefined })).toEqual(refused('token-missing'));
    const two = ['token of client-s3', 'token of client-s3'];
    expect(decided({}, { authorization: two })).toEqual(refused('token-missing'));
    const other = ['token of clients/prod'];
    expect(decided({}, { authorization: other })).toEqual(refused('token-refused'));
  });

  it.each([
    '/',
    '//client-s3',
    '/client-s3/',
    '/client-s3?x=1',
    '/client-s3#x',
    '/x/../client-s3',
    '/./client-s3',
    '/%63lient-s3',
    '/CLIENT-S3',
    '/clients/prod',
    'client-s3',
    'http://127.0.0.1:4749/client-s3',
    '*',
    '',
  ])('is refused with the path "%s" in the same way as with a wrong token', (target) => {
    for (const { name } of roles)
      expect(decided({ target }, { authorization: [`token of ${name}`] })).toEqual(
        refused('token-refused'),
      );
  });

  it('is refused if the role has no token, even with an empty token', () => {
    const none = { ...facts, tokenOf: () => null };
    for (const token of ['', 'null', 'undefined'])
      expect(
        decideRequest({ ...good(), headers: { ...good().headers, authorization: [token] } }, none),
      ).toEqual(refused('token-refused'));
  });

  it('gets a role only with the exact path and token of that role, for random paths and tokens', () => {
    const text = fc.oneof(
      fc.string({ unit: anyCharacter }),
      fc.constantFrom(...roles.map(pathOf), ...roles.map(tokenOf)),
    );
    fc.assert(
      fc.property(text, text, (target, token) => {
        const decision = decided({ target }, { authorization: [token] });
        const fits = roles.find((one) => pathOf(one) === target && tokenOf(one) === token);
        expect(decision).toEqual(
          fits === undefined ? refused('token-refused') : { kind: 'role', role: fits },
        );
      }),
      { numRuns: runs(500) },
    );
  });
});
