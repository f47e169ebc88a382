import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { get } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import {
  AssumeRoleCommand,
  GetCallerIdentityCommand,
  GetSessionTokenCommand,
} from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import { startEmbeddedSts } from '../../demo/sts/embedded-sts.ts';
import type { KnownCode } from '../../demo/sts/refusal.ts';
import { totp } from '../../demo/sts/totp.ts';
import { ALICE, CLIENT_ROLE, NOW, SERIAL, client, refusalTo, startSts } from './sts-setup.ts';

const SERVER = new URL('../../demo/sts/embedded-sts.ts', import.meta.url).href;
const ASSUME = { RoleArn: CLIENT_ROLE.roleArn, RoleSessionName: 'FirstSession' };

describe('the embedded STS, after the test called `fail`,', () => {
  it.each<[KnownCode, number]>([
    ['AccessDenied', 403],
    ['Throttling', 400],
    ['ExpiredToken', 403],
    ['ExpiredTokenException', 400],
    ['InternalFailure', 500],
    ['ServiceUnavailable', 503],
    ['RegionDisabledException', 403],
    ['PackedPolicyTooLarge', 400],
    ['MalformedPolicyDocument', 400],
    ['IDPCommunicationError', 400],
    ['RequestExpired', 400],
  ])('answers with %s and status %i until the failure is switched off', async (code, status) => {
    const sts = await startSts();
    const off = sts.fail({ kind: 'error', code });
    const sdk = client(sts);
    expect(await refusalTo(sdk.send(new AssumeRoleCommand(ASSUME)))).toMatchObject({
      code,
      status,
    });
    expect(await refusalTo(sdk.send(new AssumeRoleCommand(ASSUME)))).toMatchObject({
      code,
      status,
    });
    off();
    await sdk.send(new AssumeRoleCommand(ASSUME));
    expect(sts.calls().map((call) => call.outcome)).toEqual([
      { kind: 'error', code, status },
      { kind: 'error', code, status },
      { kind: 'ok' },
    ]);
  });

  it('fails only for the given action or role and as often as given, and the newest of several failures comes first', async () => {
    const sts = await startSts();
    const sdk = client(sts);
    sts.fail(
      { kind: 'error', code: 'Throttling' },
      { roleArn: 'arn:aws:iam::999988887777:role/Other' },
    );
    await sdk.send(new AssumeRoleCommand(ASSUME));
    sts.fail(
      { kind: 'error', code: 'InternalFailure', message: 'Out of luck', status: 502 },
      { action: 'AssumeRole' },
    );
    sts.fail({ kind: 'error', code: 'Throttling' }, { roleArn: CLIENT_ROLE.roleArn, times: 1 });
    await sdk.send(new GetCallerIdentityCommand());
    expect((await refusalTo(sdk.send(new AssumeRoleCommand(ASSUME)))).code).toBe('Throttling');
    const second = { code: 'InternalFailure', message: 'Out of luck', status: 502 };
    expect(await refusalTo(sdk.send(new AssumeRoleCommand(ASSUME)))).toEqual(second);
    sts.clearFaults();
    await sdk.send(new AssumeRoleCommand(ASSUME));
  });

  it('delays the answer by the given time', async () => {
    const sts = await startSts();
    sts.fail({ kind: 'slow', ms: 150 });
    const began = performance.now();
    const answer = client(sts).send(new GetCallerIdentityCommand());
    await answer;
    expect(performance.now() - began).toBeGreaterThanOrEqual(145);
    expect(sts.calls()).toMatchObject([{ outcome: { kind: 'ok' } }]);
  });

  it('answers a call with the failure `held` only when the test allows it', async () => {
    const sts = await startSts();
    const allowed = Promise.withResolvers<undefined>();
    sts.fail({ kind: 'held', until: allowed.promise }, { times: 1 });
    const held = client(sts).send(new GetCallerIdentityCommand());
    while (sts.calls().length < 1) await new Promise((resolve) => setImmediate(resolve));
    await client(sts).send(new GetCallerIdentityCommand());
    expect(sts.calls()).toMatchObject([
      { outcome: { kind: 'pending' } },
      { outcome: { kind: 'ok' } },
    ]);
    allowed.resolve(undefined);
    await held;
    expect(sts.calls()[0]).toMatchObject({ outcome: { kind: 'ok' } });
  });

  it('keeps the connection open and does not answer', async () => {
    const sts = await startSts();
    sts.fail({ kind: 'silent' });
    await expect(
      client(sts).send(new GetCallerIdentityCommand(), { abortSignal: AbortSignal.timeout(200) }),
    ).rejects.toThrow(/abort/i);
    expect(sts.calls()).toMatchObject([{ outcome: { kind: 'silent' } }]);
  });

  it('resets the connection before it checks the MFA code, so the code is still valid', async () => {
    const sts = await startSts({ now: () => NOW });
    const sdk = client(sts, ALICE, () => NOW);
    const mfa = { SerialNumber: SERIAL, TokenCode: totp('JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP', NOW) };
    sts.fail({ kind: 'reset' }, { times: 1 });
    await expect(sdk.send(new GetSessionTokenCommand(mfa))).rejects.toMatchObject({
      code: 'ECONNRESET',
    });
    await sdk.send(new GetSessionTokenCommand(mfa));
  });

  it('resets the connection after it accepted the MFA code, so the code is no longer valid', async () => {
    const sts = await startSts({ now: () => NOW });
    const sdk = client(sts, ALICE, () => NOW);
    const mfa = { SerialNumber: SERIAL, TokenCode: totp('JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP', NOW) };
    sts.fail({ kind: 'lost-answer' }, { times: 1 });
    await expect(sdk.send(new GetSessionTokenCommand(mfa))).rejects.toMatchObject({
      code: 'ECONNRESET',
    });
    expect((await refusalTo(sdk.send(new GetSessionTokenCommand(mfa)))).message).toMatch(
      /invalid MFA one time pass code/,
    );
    expect(sts.calls().map((call) => call.outcome.kind)).toEqual(['lost-answer', 'error']);
  });

  it.each([200, 407, 511])(
    'answers like a proxy: status %i with an HTML page instead of XML',
    async (status) => {
      const sts = await startSts();
      sts.fail({ kind: 'not-xml', status });
      const failure: unknown = await client(sts)
        .send(new GetCallerIdentityCommand())
        .catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(Error);
      const [page] = (await once(get(sts.url), 'response')) as [IncomingMessage];
      expect(page.statusCode).toBe(status);
      expect(page.headers['content-type']).toBe('text/html');
      expect(await text(page)).toMatch(/^<!DOCTYPE html>/);
    },
  );
});

describe('the embedded STS', () => {
  it('listens only on loopback', async () => {
    const sts = await startSts();
    expect(sts.url).toBe(`http://127.0.0.1:${String(sts.port)}`);
    const socket = connect(sts.port, '127.0.0.2');
    const [error] = (await once(socket, 'error')) as [NodeJS.ErrnoException];
    expect(error.code).toBe('ECONNREFUSED');
  });

  it('closes at once, even if it has not answered all requests', async () => {
    const sts = await startEmbeddedSts({ users: [ALICE], roles: [CLIENT_ROLE] });
    sts.fail({ kind: 'silent' }, { times: 1 });
    const silent = client(sts)
      .send(new GetCallerIdentityCommand())
      .catch((error: unknown) => error);
    const slow = client(sts)
      .send(new GetCallerIdentityCommand())
      .catch((error: unknown) => error);
    sts.fail({ kind: 'slow', ms: 60_000 }, { times: 1 });
    while (sts.calls().length < 2) await new Promise((resolve) => setImmediate(resolve));
    sts.fail({ kind: 'held', until: new Promise(() => undefined) });
    const held = client(sts)
      .send(new GetCallerIdentityCommand())
      .catch((error: unknown) => error);
    while (sts.calls().length < 3) await new Promise((resolve) => setImmediate(resolve));
    await sts.close();
    expect(await silent).toBeInstanceOf(Error);
    expect(await slow).toBeInstanceOf(Error);
    expect(await held).toBeInstanceOf(Error);
  });

  it('lets its process end after it was closed', () => {
    const script = `
      const { startEmbeddedSts } = await import(${JSON.stringify(SERVER)});
      const sts = await startEmbeddedSts({ users: [], roles: [] });
      sts.fail({ kind: 'slow', ms: 60_000 });
      const call = fetch(sts.url, { method: 'POST', body: 'Action=X' }).catch(() => undefined);
      while (sts.calls().length === 0) await new Promise((resolve) => setImmediate(resolve));
      await sts.close();
      await call;`;
    const args = ['--input-type=module', '-e', script];
    expect(() => execFileSync(process.execPath, args, { timeout: 120_000 })).not.toThrow();
  });

  it('still answers after an incomplete request and after one that is not HTTP', async () => {
    const sts = await startSts();
    for (const sent of [
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nAction',
      'GET // HTTP/1.1\r\nHost: x\r\n\r\n',
      '\x16\x03\x01',
    ]) {
      const socket = connect(sts.port, '127.0.0.1');
      socket.on('error', () => undefined);
      socket.end(sent);
      socket.resume();
      await once(socket, 'close');
    }
    const identity = await client(sts).send(new GetCallerIdentityCommand());
    expect(identity).toHaveProperty('Account');
  });
});
