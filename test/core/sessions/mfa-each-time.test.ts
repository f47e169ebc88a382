import { describe, expect, it } from 'vitest';
import { hasCredentials } from '../../../src/core/sessions/session.ts';
import { failed, ok } from '../../../src/core/result.ts';
import type { Role } from '../../../src/core/roles/role.ts';
import { noticesOf } from '../../../src/views/notices/notices.ts';
import { en } from '../../../src/views/words/en.ts';
import { CoreMachine, type CoreProcess, HOUR, MINUTE } from '../../support/core-harness.ts';

const mfaSerial = 'arn:aws:iam::111122223333:mfa/alice';
const surface = { words: en, formatTime: (at: number) => new Date(at).toISOString() };
const EACH_TIME = { mfaSerial, mfa: 'each-time', durationSeconds: 43_200 } as const;

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

describe('a role that needs an MFA code for each session', () => {
  it('sends the code in AssumeRole, and can have sessions longer than one hour', async () => {
    const { machine, app } = await startApp();
    const long = await app.add({ name: 'long', ...EACH_TIME });
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

  it('asks for the next code before its session ends, and keeps its keys until the code is entered', async () => {
    const { machine, app } = await startApp();
    const long = await app.add({ name: 'long', ...EACH_TIME });
    await assume(app, long);
    await submit(app, '111111');
    const key = machine.section('long').accessKeyId;
    await machine.clock.advance(11 * HOUR);
    expect(app.app.state().mfaRequests).toEqual([]);
    const stateBefore = app.app.state();
    await machine.clock.advance(45 * MINUTE);
    // One notice opens the prompt for the code. The failed refresh causes no second notice.
    expect(noticesOf(stateBefore, app.app.state(), surface).shown).toMatchObject([
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
      usableUntil: hasCredentials(session) ? session.expiration : 0,
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

  it('makes no STS call if nobody enters a code: its session ends, and the request stays', async () => {
    const { machine, app } = await startApp();
    const long = await app.add({ name: 'long', ...EACH_TIME });
    await assume(app, long);
    await submit(app, '111111');
    await machine.clock.advance(11.8 * HOUR);
    await app.done(app.app.api.mfa.snooze({ mfaRequestId: request(app)?.id ?? '' }));
    await machine.clock.advance(HOUR / 2);
    expect(app.view(long).session).toMatchObject({ state: 'expired' });
    expect(request(app)).toMatchObject({ usableUntil: null, snoozedUntil: null });
    expect(assumeCalls(machine)).toHaveLength(1);
  });

  it('has its own request for a code, and refuses a code that another role of its device has used', async () => {
    const { machine, app } = await startApp();
    const long = await app.add({ name: 'long', ...EACH_TIME });
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

  it('accepts no other code within 30 s of a refused code', async () => {
    const { machine, app } = await startApp();
    const long = await app.add({ name: 'long', ...EACH_TIME });
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
    ['a lost answer', { trouble: 'timeout', status: null } as const],
    ['a broken connection', { code: 'ECONNRESET', trouble: 'connection', status: null } as const],
    ['a server error', { code: 'InternalFailure', status: 500 } as const],
    [
      'an answer that the clock is wrong',
      { code: 'SignatureDoesNotMatch', message: 'Signature expired', status: 403 } as const,
    ],
    [
      'a refusal of the duration',
      {
        code: 'ValidationError',
        message: 'exceeds the 1 hour session limit for roles assumed by role chaining',
        status: 400,
      } as const,
    ],
  ])('does not send a code twice after %s', async (_title, trouble) => {
    const { machine } = await startApp();
    const app = await machine.start('nothing');
    const long = await app.add({ name: 'long', ...EACH_TIME });
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

  it('sends the code again if the request certainly did not reach STS', async () => {
    const { machine, app } = await startApp();
    const long = await app.add({ name: 'long', ...EACH_TIME });
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

  it('is refreshed without a question to the person if the source profile has an mfa_process', async () => {
    const { machine, app } = await startApp();
    const codes = ['111111', '222222', '333333'];
    machine.mfaProcess = () => {
      const code = codes.shift();
      return code === undefined
        ? failed({ kind: 'source-failed', profile: 'default', message: 'none left' })
        : ok(code);
    };
    const long = await app.add({ name: 'long', ...EACH_TIME });
    expect(await assume(app, long)).toMatchObject({ ok: true });
    await machine.clock.advance(13 * HOUR);
    expect(app.view(long).session).toMatchObject({
      state: 'active',
      renewal: { state: 'scheduled' },
    });
    expect(assumeCalls(machine).map(({ tokenCode }) => tokenCode)).toEqual(['111111', '222222']);
  });

  it('sends the code only in its own AssumeRole call if it is the source of another role', async () => {
    const { machine, app } = await startApp();
    const hub = await app.add({ name: 'hub', ...EACH_TIME });
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

  it('uses an MFA session if its source is another role, and a warning says so', async () => {
    const { machine, app } = await startApp();
    await app.add({ name: 'hub' });
    const roleArn = 'arn:aws:iam::123456789012:role/client';
    const saved = await app.value(
      app.app.api.role.add({
        role: { name: 'client', roleArn, sourceProfile: 'hub', ...EACH_TIME },
      }),
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

  it('also uses an MFA session if its source is a role_arn profile of the config file', async () => {
    const { machine, app } = await startApp();
    machine.config.set(
      '[profile hub]\nrole_arn = arn:aws:iam::123456789012:role/hub\nsource_profile = default\n',
    );
    const client = await app.add({ name: 'client', sourceProfile: 'hub', ...EACH_TIME });
    await assume(app, client);
    await submit(app, '111111');
    expect(machine.sts.calls.map(({ operation }) => operation)).toEqual([
      'GetSessionToken',
      'AssumeRole',
      'AssumeRole',
    ]);
  });
});
