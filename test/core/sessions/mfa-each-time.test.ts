import { describe, expect, it } from 'vitest';
import { hasCredentials } from '../../../src/core/sessions/session.ts';
import { failed, ok } from '../../../src/core/result.ts';
import type { Role } from '../../../src/core/roles/role.ts';
import { noticesOf } from '../../../src/views/notices/notices.ts';
import { en } from '../../../src/views/words/en.ts';
import { CoreMachine, type CoreProcess, HOUR, MINUTE } from '../../support/core-harness.ts';

const mfaSerial = 'arn:aws:iam::111122223333:mfa/alice';
const surface = { words: en, formatTime: (at: number) => new Date(at).toISOString() };
const EACH = { mfaSerial, mfa: 'each-time', durationSeconds: 43_200 } as const;

async function startApp() {
  const machine = new CoreMachine();
  machine.sts.mfaCodes = new Set(['111111', '222222', '333333']);
  return { machine, app: await machine.start() };
}

const assume = (app: CoreProcess, role: Role, keep = true) =>
  app.done(app.app.api.session.assume({ roleId: role.id, keep, takeOver: false }));
const request = (app: CoreProcess) => app.app.state().mfaRequests[0];
const submit = (app: CoreProcess, code: string) =>
  app.done(app.app.api.mfa.submit({ mfaRequestId: request(app)?.id ?? '', code }));
const assumeCalls = (machine: CoreMachine) =>
  machine.sts.calls.filter(({ operation }) => operation === 'AssumeRole');

describe('a role that needs a code each time', () => {
  it('sends the code in AssumeRole, for sessions longer than one hour', async () => {
    const { machine, app } = await startApp();
    const long = await app.add({ name: 'long', ...EACH });
    expect(await assume(app, long)).toMatchObject({
      ok: false,
      failure: { kind: 'mfa-needed', serial: mfaSerial },
    });
    expect(machine.sts.calls).toEqual([]);
    expect(await submit(app, '111111')).toMatchObject({
      ok: true,
      value: [{ roleId: long.id, result: { ok: true } }],
    });
    expect(machine.sts.calls).toMatchObject([
      {
        operation: 'AssumeRole',
        tokenCode: '111111',
        durationSeconds: 43_200,
        signedBy: 'AKIAALICE00000000001',
      },
    ]);
    const { session } = app.view(long);
    expect(hasCredentials(session) && session.expiration - machine.sts.now()).toBeGreaterThan(
      11.9 * HOUR,
    );
    expect(app.app.state().mfaRequests).toEqual([]);
  });

  it('asks again before its session ends, keeps the keys, and the next code renews them', async () => {
    const { machine, app } = await startApp();
    const long = await app.add({ name: 'long', ...EACH });
    await assume(app, long);
    await submit(app, '111111');
    const key = machine.section('long').accessKeyId;
    await machine.clock.advance(11 * HOUR);
    expect(app.app.state().mfaRequests).toEqual([]);
    const quiet = app.app.state();
    await machine.clock.advance(45 * MINUTE);
    // There is one notice, which opens the question. The failed refresh causes no second notice.
    expect(noticesOf(quiet, app.app.state(), surface).shown).toMatchObject([
      {
        kind: 'mfa-needed',
        action: { kind: 'show', route: { kind: 'mfa', mfaRequestId: request(app)?.id } },
      },
    ]);
    const { session } = app.view(long);
    expect(session).toMatchObject({
      state: 'active',
      renewal: { state: 'failing', failure: { kind: 'mfa-needed' } },
    });
    expect(request(app)).toMatchObject({
      roleIds: [long.id],
      servesUntil: hasCredentials(session) ? session.expiration : 0,
    });
    expect(machine.section('long').accessKeyId).toBe(key);
    expect(assumeCalls(machine)).toHaveLength(1);
    expect(await submit(app, '222222')).toMatchObject({ ok: true });
    expect(app.view(long).session).toMatchObject({
      state: 'active',
      renewal: { state: 'scheduled' },
    });
    expect(machine.section('long').accessKeyId).not.toBe(key);
  });

  it('waits if nobody gives a code: the session ends, and the request has no deadline', async () => {
    const { machine, app } = await startApp();
    const long = await app.add({ name: 'long', ...EACH });
    await assume(app, long);
    await submit(app, '111111');
    await machine.clock.advance(11.8 * HOUR);
    await app.done(app.app.api.mfa.snooze({ mfaRequestId: request(app)?.id ?? '' }));
    await machine.clock.advance(HOUR / 2);
    expect(app.view(long).session).toMatchObject({ state: 'expired' });
    expect(request(app)).toMatchObject({ servesUntil: null, snoozedUntil: null });
    expect(assumeCalls(machine)).toHaveLength(1);
  });

  it('has its own code beside the one that serves the other roles of its device', async () => {
    const { machine, app } = await startApp();
    const long = await app.add({ name: 'long', ...EACH });
    const short = await app.add({ name: 'short', mfaSerial });
    await assume(app, long);
    await assume(app, short);
    const [first, second] = app.app.state().mfaRequests;
    expect([first?.roleIds, second?.roleIds]).toEqual([[long.id], [short.id]]);
    await app.done(app.app.api.mfa.submit({ mfaRequestId: second?.id ?? '', code: '222222' }));
    expect(machine.sts.calls.map(({ operation, tokenCode }) => [operation, tokenCode])).toEqual([
      ['GetSessionToken', '222222'],
      ['AssumeRole', null],
    ]);
    // AWS would count the same code for the other role as a second use.
    expect(await submit(app, '222222')).toMatchObject({
      ok: false,
      failure: { kind: 'mfa-code-spent' },
    });
    expect(machine.sts.calls).toHaveLength(2);
  });

  it('accepts no second code before the next step after a refused one', async () => {
    const { machine, app } = await startApp();
    const long = await app.add({ name: 'long', ...EACH });
    await assume(app, long);
    expect(await submit(app, '999999')).toMatchObject({
      ok: false,
      failure: { kind: 'mfa-refused' },
    });
    expect(request(app)).toMatchObject({ refused: true });
    expect(await submit(app, '111111')).toMatchObject({
      ok: false,
      failure: { kind: 'mfa-code-spent' },
    });
    expect(machine.sts.calls).toHaveLength(1);
    await machine.clock.advance(30_000);
    expect(await submit(app, '111111')).toMatchObject({ ok: true });
  });

  it.each([
    ['an answer that was lost', { trouble: 'timeout', status: null } as const],
    [
      'a connection that broke',
      { code: 'ECONNRESET', trouble: 'connection', status: null } as const,
    ],
    ['a server that failed', { code: 'InternalFailure', status: 500 } as const],
    [
      'a clock that STS called wrong',
      { code: 'SignatureDoesNotMatch', message: 'Signature expired', status: 403 } as const,
    ],
    [
      'a duration that the role does not allow',
      {
        code: 'ValidationError',
        message: 'exceeds the 1 hour session limit for roles assumed by role chaining',
        status: 400,
      } as const,
    ],
  ])('never sends a code twice: %s', async (_what, trouble) => {
    const { machine } = await startApp();
    const app = await machine.start('nothing');
    const long = await app.add({ name: 'long', ...EACH });
    await assume(app, long, false);
    // The answer shows that the clock is wrong, which would cause a second try.
    machine.sts.skipAhead(10 * MINUTE);
    machine.sts.trouble = () => trouble;
    await submit(app, '111111');
    machine.sts.trouble = () => null;
    await machine.clock.advance(10 * MINUTE);
    await assume(app, long, false);
    expect(machine.sts.calls.filter(({ tokenCode }) => tokenCode !== null)).toHaveLength(1);
  });

  it('sends the code again if it certainly never left', async () => {
    const { machine, app } = await startApp();
    const long = await app.add({ name: 'long', ...EACH });
    await assume(app, long);
    let refusals = 2;
    machine.sts.trouble = () =>
      refusals-- > 0
        ? { code: 'ECONNREFUSED', trouble: 'connection', status: null, notSent: true }
        : null;
    expect(await submit(app, '111111')).toMatchObject({
      ok: true,
      value: [{ result: { ok: true } }],
    });
    expect(machine.sts.calls.map(({ tokenCode }) => tokenCode)).toEqual([
      '111111',
      '111111',
      '111111',
    ]);
  });

  it('continues by itself if the source profile has an mfa_process', async () => {
    const { machine, app } = await startApp();
    const codes = ['111111', '222222', '333333'];
    machine.mfaProcess = () => {
      const code = codes.shift();
      return code === undefined
        ? failed({ kind: 'source-failed', profile: 'default', message: 'none left' })
        : ok(code);
    };
    const long = await app.add({ name: 'long', ...EACH });
    expect(await assume(app, long)).toMatchObject({ ok: true });
    await machine.clock.advance(13 * HOUR);
    expect(app.view(long).session).toMatchObject({
      state: 'active',
      renewal: { state: 'scheduled' },
    });
    expect(assumeCalls(machine).map(({ tokenCode }) => tokenCode)).toEqual(['111111', '222222']);
  });

  it('serves a role that is assumed from it: one code, and the second call has none', async () => {
    const { machine, app } = await startApp();
    const hub = await app.add({ name: 'hub', ...EACH });
    const client = await app.add({ name: 'client', sourceProfile: 'hub' });
    expect(await assume(app, client)).toMatchObject({ ok: false, failure: { kind: 'mfa-needed' } });
    expect(request(app)).toMatchObject({ roleIds: [client.id] });
    expect(await submit(app, '111111')).toMatchObject({
      ok: true,
      value: [{ result: { ok: true } }],
    });
    expect(assumeCalls(machine).map(({ roleArn, tokenCode }) => [roleArn, tokenCode])).toEqual([
      [hub.roleArn, '111111'],
      [client.roleArn, null],
    ]);
  });

  it('uses the MFA session if the source is another role, and a warning says so', async () => {
    const { machine, app } = await startApp();
    await app.add({ name: 'hub' });
    const roleArn = 'arn:aws:iam::123456789012:role/client';
    const saved = await app.value(
      app.app.api.role.add({ role: { name: 'client', roleArn, sourceProfile: 'hub', ...EACH } }),
    );
    expect(saved.warnings).toEqual([
      { kind: 'mfa-each-time-unused', profile: 'hub' },
      { kind: 'duration-capped', durationSeconds: 43_200, by: 'role' },
    ]);
    await assume(app, saved.role);
    await submit(app, '111111');
    expect(
      machine.sts.calls.map(({ operation, durationSeconds }) => [operation, durationSeconds]),
    ).toEqual([
      ['GetSessionToken', 43_200],
      ['AssumeRole', 3600],
      ['AssumeRole', 3600],
    ]);
  });

  it('uses the MFA session behind a profile of the config file too', async () => {
    const { machine, app } = await startApp();
    machine.config.set(
      '[profile hub]\nrole_arn = arn:aws:iam::123456789012:role/hub\nsource_profile = default\n',
    );
    const client = await app.add({ name: 'client', sourceProfile: 'hub', ...EACH });
    await assume(app, client);
    await submit(app, '111111');
    expect(machine.sts.calls.map(({ operation }) => operation)).toEqual([
      'GetSessionToken',
      'AssumeRole',
      'AssumeRole',
    ]);
  });
});
