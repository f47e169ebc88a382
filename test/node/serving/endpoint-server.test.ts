import { connect, createServer, type Server, type Socket } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterEach, describe, expect, it } from 'vitest';
import { failed, ok } from '../../../src/core/result.ts';
import type { Failure } from '../../../src/core/failure.ts';
import { startCredentialsEndpoint } from '../../../src/node/serving/credentials-endpoint.ts';
import {
  type EndpointServer,
  startEndpointServer,
} from '../../../src/node/serving/endpoint-server.ts';
import { assumedRole } from '../../support/assumed-role.ts';

const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const token = 'a'.repeat(64);
const role = assumedRole('client-s3');
const secrets = ok({
  profile: 'client-s3',
  credentials: {
    accessKeyId: 'ASIAEXAMPLE000000001',
    secretAccessKey: secret,
    sessionToken: 'session/token==',
    expiration: Date.parse('2026-11-28T12:00:00.900Z'),
  },
  region: null,
});

function neverReported(error: unknown): void {
  throw error;
}

describe('the server of the credentials endpoint', () => {
  const servers: EndpointServer[] = [];
  const others: Server[] = [];
  afterEach(async () => {
    for (const server of servers.splice(0)) await server.close();
    for (const other of others.splice(0)) other.close();
  });
  const start = async (failure: Failure | null = null): Promise<number> => {
    const started = await startCredentialsEndpoint({
      app: {
        servedSecrets: () => Promise.resolve(failure === null ? secrets : failed(failure)),
      },
      port: 0,
      roles: () => [role],
      tokenOf: () => token,
      messageOf: ({ kind }) => `because of ${kind}`,
      report: neverReported,
    });
    if (!started.ok) throw new Error(JSON.stringify(started.failure));
    servers.push(started.value);
    return started.value.port;
  };
  /** Listens on a port as another program would, and returns the port. */
  const occupy = async (host: string, port = 0): Promise<number> => {
    const other = createServer();
    others.push(other);
    await new Promise<void>((listening, fail) => {
      other.once('error', fail).listen({ host, port }, () => listening());
    });
    return (other.address() as { port: number }).port;
  };
  const request = (port: number, more = `Authorization: ${token}\r\n`, path = '/client-s3') =>
    `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${String(port)}\r\n${more}\r\n`;

  it('answers in the form of ECS, with an expiration that is rounded down to a second', async () => {
    const port = await start();
    const [head, body] = headAndBody(await exchange(port, request(port)));
    expect(head).toMatch(/^HTTP\/1\.1 200 /);
    expect(head).toContain('content-type: application/json');
    expect(head).toContain('cache-control: no-store');
    expect(JSON.parse(body)).toEqual({
      AccessKeyId: 'ASIAEXAMPLE000000001',
      SecretAccessKey: secret,
      Token: 'session/token==',
      Expiration: '2026-11-28T12:00:00Z',
      AccountId: '123456789012',
      RoleArn: 'arn:aws:iam::123456789012:role/client-s3',
    });
  });

  it.each([
    ['network', 503],
    ['mfa-needed', 403],
    ['role-off', 403],
  ])(
    'answers the failure %s with HTTP %d, and explains it in the fields that the SDKs read',
    async (kind, status) => {
      const port = await start({ kind } as Failure);
      const [head, body] = headAndBody(await exchange(port, request(port)));
      expect(head).toMatch(new RegExp(`^HTTP/1\\.1 ${String(status)} `));
      const message = `because of ${kind}`;
      expect(JSON.parse(body)).toEqual({ Code: kind, Message: message, code: kind, message });
    },
  );

  it.each([
    ['no token', '', 401],
    ['a wrong token', `Authorization: ${'b'.repeat(64)}\r\n`, 401],
    ['only the start of the token', `Authorization: ${'a'.repeat(63)}\r\n`, 401],
    ['the token twice', `Authorization: ${token}\r\nAuthorization: ${token}\r\n`, 401],
    ['a second Host header', `Host: rebound.example\r\nAuthorization: ${token}\r\n`, 403],
    ['an Origin header', `Origin: null\r\nAuthorization: ${token}\r\n`, 403],
    ['a body', `Content-Length: 5\r\nAuthorization: ${token}\r\n`, 413],
    ['two headers for its length', 'Content-Length: 5\r\nTransfer-Encoding: chunked\r\n', 400],
    ['a folded header', `X: a\r\n b\r\nAuthorization: ${token}\r\n`, 400],
    ['a NUL', `X: \0\r\nAuthorization: ${token}\r\n`, 400],
    ['huge headers', `X: ${'x'.repeat(9000)}\r\nAuthorization: ${token}\r\n`, 431],
    ['an upgrade to WebSocket', `Connection: Upgrade\r\nUpgrade: websocket\r\n`, 401],
  ])(
    'refuses a request with %s, and the answer contains neither keys nor token',
    async (_title, more, status) => {
      const port = await start();
      const answer = await exchange(port, request(port, more));
      const [head, body] = headAndBody(answer);
      expect(head).toMatch(new RegExp(`^HTTP/1\\.1 ${String(status)} `));
      expect(Object.keys(JSON.parse(body) as object)).toEqual([
        'Code',
        'Message',
        'code',
        'message',
      ]);
      expect(answer).not.toContain(secret);
      expect(answer).not.toContain(token);
    },
  );

  it.each(['CONNECT 127.0.0.1:1 HTTP/1.1\r\n\r\n', '\x16\x03\x01\x02\x00\x01', 'GET\r\n\r\n'])(
    'gives no credentials to a client that sends no valid GET request: %j',
    async (bytes) => {
      const port = await start();
      expect(await exchange(port, bytes)).not.toMatch(/ 200 /);
    },
  );

  it('answers only the first request of a connection, whatever that request is', async () => {
    const port = await start();
    for (const first of [
      request(port, ''),
      request(port),
      `POST /client-s3 HTTP/1.1\r\nHost: 127.0.0.1:${String(port)}\r\nContent-Length: 3\r\n\r\nabc`,
    ]) {
      const answer = await exchange(port, first + request(port));
      expect(answer.match(/HTTP\/1\.1 \d/g)).toHaveLength(1);
    }
  });

  it('ends a connection that sends its request too slowly, and serves others meanwhile', async () => {
    const started = await startEndpointServer({
      port: 0,
      requestWithinMs: 100,
      answer: () => Promise.resolve({ status: 200, headers: {}, body: '{}' }),
      report: neverReported,
    });
    if (!started.ok) throw new Error('not started');
    servers.push(started.value);
    const { port } = started.value;
    const slow = [exchange(port, 'GET /client-s3 HTTP/1.1\r\nHo'), exchange(port, '')];
    expect(await exchange(port, request(port))).toMatch(/^HTTP\/1\.1 200 /);
    expect((await Promise.all(slow)).map((answer) => answer.slice(0, 12))).toEqual([
      'HTTP/1.1 408',
      'HTTP/1.1 408',
    ]);
  });

  it('refuses a connection while 64 are open, and accepts one again after they are closed', async () => {
    const port = await start();
    const idle = await Promise.all(Array.from({ length: 64 }, () => openSocket(port)));
    expect(await exchange(port, request(port))).toBe('');
    for (const socket of idle) socket.destroy();
    await expect.poll(() => exchange(port, request(port))).toMatch(/^HTTP\/1\.1 200 /);
  });

  it.each(['127.0.0.1', '::1'])(
    'does not start if another program listens on its port of %s',
    async (host) => {
      const port = await occupy(host).catch(() => null);
      // This computer has no IPv6.
      if (port === null) {
        expect(host).toBe('::1');
        return;
      }
      const answer = () => Promise.resolve({ status: 200, headers: {}, body: '{}' });
      const started = await startEndpointServer({ port, answer, report: neverReported });
      expect(started).toEqual({
        ok: false,
        failure: { kind: 'endpoint-unavailable', port, code: 'EADDRINUSE' },
      });
      // The failed start left no socket open at the other address.
      const other = host === '::1' ? '127.0.0.1' : '::1';
      await occupy(other, port).catch((error: unknown) => {
        expect(error).not.toMatchObject({ code: 'EADDRINUSE' });
      });
    },
  );

  it('listens on no address that other computers can reach', async () => {
    const port = await start();
    const addresses = Object.values(networkInterfaces())
      .flatMap((each) => each ?? [])
      .filter(({ internal, address }) => !internal && !address.startsWith('fe80'));
    for (const { address } of addresses)
      await expect(openSocket(port, address)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    expect((await openSocket(port)).destroy().destroyed).toBe(true);
  });

  it('answers 500 without details after an unexpected error, reports it and continues', async () => {
    const reported: unknown[] = [];
    const error = new Error(`a bug with ${secret}`);
    let fails = true;
    const started = await startEndpointServer({
      port: 0,
      answer: () => {
        if (fails) return Promise.reject(error);
        return Promise.resolve({ status: 200, headers: {}, body: '{}' });
      },
      report: (one) => reported.push(one),
    });
    if (!started.ok) throw new Error('not started');
    servers.push(started.value);
    const { port } = started.value;
    const answer = await exchange(port, request(port));
    expect(answer).toMatch(/^HTTP\/1\.1 500 /);
    expect(answer).not.toContain(secret);
    expect(reported).toEqual([error]);
    fails = false;
    expect(await exchange(port, request(port))).toMatch(/^HTTP\/1\.1 200 /);
  });

  it('continues after a client closes its connection before the answer', async () => {
    let answerNow: () => void = () => undefined;
    let asked = 0;
    const started = await startEndpointServer({
      port: 0,
      answer: async () => {
        asked += 1;
        if (asked === 1) await new Promise<void>((resolve) => (answerNow = resolve));
        return { status: 200, headers: {}, body: '{}' };
      },
      report: neverReported,
    });
    if (!started.ok) throw new Error('not started');
    servers.push(started.value);
    const { port } = started.value;
    const socket = await openSocket(port);
    socket.write(request(port));
    await expect.poll(() => asked).toBe(1);
    const gone = new Promise((resolve) => socket.once('close', resolve));
    socket.resetAndDestroy();
    await gone;
    answerNow();
    expect(await exchange(port, request(port))).toMatch(/^HTTP\/1\.1 200 /);
  });

  it('ends requests that are not answered yet when it is closed', async () => {
    let asked = 0;
    const started = await startEndpointServer({
      port: 0,
      answer: () => {
        asked += 1;
        return new Promise(() => undefined);
      },
      report: neverReported,
    });
    if (!started.ok) throw new Error('not started');
    const { port, close } = started.value;
    const pending = exchange(port, request(port));
    await expect.poll(() => asked).toBe(1);
    await close();
    expect(await pending).toBe('');
  });
});

function openSocket(port: number, host = '127.0.0.1'): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host }, () => resolve(socket));
    socket.once('error', reject);
  });
}

/** Sends bytes, and returns everything until the server closes the connection. */
function exchange(port: number, bytes: string): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    const socket = connect({ port, host: '127.0.0.1' }, () => socket.write(bytes, 'latin1'));
    socket.setEncoding('utf8').on('data', (part: string) => (text += part));
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(text));
  });
}

function headAndBody(answer: string): readonly [head: string, body: string] {
  const at = answer.indexOf('\r\n\r\n');
  return [answer.slice(0, at), answer.slice(at + 4)];
}
