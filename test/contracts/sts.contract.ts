import { describe, expect, it } from 'vitest';
import type { Clock } from '../../src/core/ports/clock.ts';
import type { Caller, Sts, StsAnswer } from '../../src/core/ports/sts.ts';
import type { EmbeddedSts, EmbeddedStsOptions } from '../../demo/sts/embedded-sts.ts';
import { totp } from '../../demo/sts/totp.ts';
import { ALICE, ALICE_ARN, CLIENT_ROLE, SERIAL } from '../demo/sts-setup.ts';

/** A new server and the `Sts` that calls it. Both end with the test. */
export interface StsUnderTest {
  readonly server: EmbeddedSts;
  readonly sts: Sts;
  readonly clock: Clock;
  /** Alice as the caller. */
  readonly caller: Caller;
}

const REQUEST = {
  roleArn: CLIENT_ROLE.roleArn,
  roleSessionName: 'FirstSession',
  durationSeconds: 3600,
};

export function answerOrThrow<T>(answer: StsAnswer<T>): T {
  if (!answer.ok) throw new Error(`${answer.error.code}: ${answer.error.message}`);
  return answer.value;
}

/** Tests that every implementation of `Sts` must pass, against a server with AWS's rules. */
export function stsContract(
  implementation: string,
  make: (options?: Partial<EmbeddedStsOptions>) => Promise<StsUnderTest>,
): void {
  describe(`Sts on ${implementation}`, () => {
    it('assumes a role, and returns the request ID and the clock offset', async () => {
      const { server, sts, caller, clock } = await make();
      const startedAt = clock.now();
      const answer = await sts.assumeRole(caller, REQUEST);
      const answered = clock.now();
      const { credentials, assumedRoleArn } = answerOrThrow(answer);
      expect(assumedRoleArn).toBe('arn:aws:sts::999988887777:assumed-role/MyS3Access/FirstSession');
      expect(credentials.accessKeyId).toMatch(/^ASIA/);
      // Like STS, the server returns whole seconds.
      expect(credentials.expiration).toBeGreaterThan(startedAt + 3_599_000);
      expect(credentials.expiration).toBeLessThanOrEqual(answered + 3_600_000);
      expect(answer.requestId).toBe(server.calls()[0]?.requestId);
      expect(answer.clockOffsetMs).toBe(0);
      const session = await sts.getCallerIdentity({ ...caller, credentials });
      expect(answerOrThrow(session).arn).toBe(assumedRoleArn);
    });

    it("returns the caller's identity", async () => {
      const { sts, caller } = await make();
      expect(answerOrThrow(await sts.getCallerIdentity(caller))).toMatchObject({
        arn: ALICE_ARN,
        account: '111122223333',
      });
    });

    it('returns an MFA session for a code, and an error for the same code the second time', async () => {
      const { sts, caller, clock } = await make();
      const device = ALICE.mfaDevices?.[0];
      const tokenCode = device?.kind === 'totp' ? totp(device.seed, clock.now()) : '';
      const request = { serialNumber: SERIAL, tokenCode, durationSeconds: 3600 };
      const session = answerOrThrow(await sts.getSessionToken(caller, request));
      expect(
        answerOrThrow(await sts.getCallerIdentity({ ...caller, credentials: session })).arn,
      ).toBe(ALICE_ARN);
      const again = await sts.getSessionToken(caller, request);
      expect(again).toMatchObject({
        ok: false,
        error: { code: 'AccessDenied', status: 403, trouble: null, notSent: false },
      });
      expect(again.ok ? '' : again.error.message).toMatch(/^MultiFactorAuthentication failed/);
    });

    it('returns the error code, the request ID and the clock offset, and does not retry', async () => {
      const { server, sts, caller } = await make();
      for (const code of [
        'Throttling',
        'InternalFailure',
        'ServiceUnavailable',
        'ExpiredToken',
      ] as const) {
        server.forgetCalls();
        const off = server.fail({ kind: 'error', code });
        const answer = await sts.assumeRole(caller, REQUEST);
        expect(answer).toMatchObject({
          ok: false,
          error: { code, trouble: null },
          clockOffsetMs: 0,
        });
        expect(server.calls()).toHaveLength(1);
        expect(answer.requestId).toBe(server.calls()[0]?.requestId);
        off();
      }
    });

    it("measures the server's clock from errors too, and signs with the given clock offset", async () => {
      const { server, sts, caller } = await make();
      server.setClockOffset(3_600_000);
      const began = performance.now();
      const refused = await sts.assumeRole(caller, REQUEST);
      expect(refused).toMatchObject({ ok: false, error: { code: 'SignatureDoesNotMatch' } });
      const offset = refused.clockOffsetMs ?? 0;
      const corrected = await sts.assumeRole({ ...caller, clockOffsetMs: offset }, REQUEST);
      expect(corrected).toMatchObject({ ok: true });
      // The `Date` header has whole seconds, and an answer takes time to arrive.
      const toleranceMs = 1000 + (performance.now() - began);
      for (const measured of [offset, corrected.clockOffsetMs ?? 0]) {
        expect(Math.abs(measured - 3_600_000)).toBeLessThan(toleranceMs);
      }
    });

    it('distinguishes a lost connection from an answer that is not from STS', async () => {
      const { server, sts, caller } = await make();
      server.fail({ kind: 'lost-answer' }, { times: 1 });
      expect(await sts.assumeRole(caller, REQUEST)).toMatchObject({
        ok: false,
        error: { trouble: 'connection', status: null, notSent: false },
        requestId: null,
        clockOffsetMs: null,
      });
      server.fail({ kind: 'not-xml' }, { times: 1 });
      expect(await sts.assumeRole(caller, REQUEST)).toMatchObject({
        ok: false,
        error: { trouble: 'intercepted', notSent: false },
        clockOffsetMs: null,
      });
    });

    it('cancels pending calls when `reset` is called, and can then make new calls', async () => {
      const { server, sts, caller } = await make();
      server.fail({ kind: 'silent' }, { times: 1 });
      const hanging = sts.assumeRole(caller, REQUEST);
      await expect.poll(() => server.calls().length).toBe(1);
      sts.reset();
      expect(await hanging).toMatchObject({
        ok: false,
        error: { trouble: 'timeout', notSent: false },
      });
      expect((await sts.assumeRole(caller, REQUEST)).ok).toBe(true);
    });
  });
}
