import { describe, expect, it } from 'vitest';
import type { Role } from '../../../src/core/roles/role.ts';
import { failed, ok } from '../../../src/core/result.ts';
import { CoreMachine, HOUR, MINUTE, type CoreProcess } from '../../support/core-harness.ts';

const SERIAL = 'arn:aws:iam::111122223333:mfa/alice';

const assume = (app: CoreProcess, role: Role) =>
  app.done(app.app.api.session.assume({ roleId: role.id, keep: true, takeOver: false }));
const requestOf = (app: CoreProcess) => app.app.state().mfaRequests[0] ?? null;
const submit = (app: CoreProcess, code: string) =>
  app.done(app.app.api.mfa.submit({ mfaRequestId: requestOf(app)?.id ?? '', code }));
const codesSent = (machine: CoreMachine) =>
  machine.sts.calls.flatMap(({ tokenCode }) => (tokenCode === null ? [] : [tokenCode]));

async function startWithMfa(names: readonly string[]) {
  const machine = new CoreMachine();
  machine.sts.mfaCodes = new Set(['111111', '222222', '333333']);
  const app = await machine.start();
  const roles: Role[] = [];
  for (const name of names) {
    const role = await app.add({ name, mfaSerial: SERIAL });
    roles.push(role);
    await assume(app, role);
  }
  await submit(app, '111111');
  return { machine, app, roles };
}

describe('the request for the next MFA code', () => {
  it('is made an hour before the MFA session ends, once for all its roles that are on', async () => {
    const { machine, app, roles } = await startWithMfa(['one', 'two']);
    await machine.clock.advance(10.5 * HOUR);
    expect(requestOf(app)).toBeNull();
    await machine.clock.advance(HOUR);
    const request = requestOf(app);
    expect(request).toMatchObject({
      roleIds: roles.map(({ id }) => id),
      refused: false,
      snoozedUntil: null,
    });
    const left = (request?.usableUntil ?? 0) - machine.sts.now();
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThanOrEqual(HOUR);
    for (const role of roles)
      expect(app.view(role)).toMatchObject({ failure: null, session: { state: 'active' } });

    const before = machine.sts.calls.length;
    expect(await submit(app, '222222')).toMatchObject({ ok: true, value: [] });
    // Only one call follows. The sessions of the roles are still valid, so no role is assumed now.
    expect(machine.sts.calls.slice(before).map(({ operation }) => operation)).toEqual([
      'GetSessionToken',
    ]);
    expect(requestOf(app)).toBeNull();
    await machine.clock.advance(10 * HOUR);
    for (const role of roles)
      expect(app.view(role)).toMatchObject({ failure: null, session: { state: 'active' } });
    expect(codesSent(machine)).toEqual(['111111', '222222']);
  });

  it('names no role that is off, and ends when its last role is switched off', async () => {
    const { machine, app, roles } = await startWithMfa(['one', 'two']);
    const [one, two] = roles;
    if (one === undefined || two === undefined) throw new Error('no roles');
    await app.value(app.app.api.session.release({ roleId: one.id }));
    await machine.clock.advance(11.5 * HOUR);
    expect(requestOf(app)?.roleIds).toEqual([two.id]);
    await app.value(app.app.api.session.release({ roleId: two.id }));
    expect(requestOf(app)).toBeNull();
  });

  it('can be postponed for an hour, but is shown again when the MFA session has ended', async () => {
    const { machine, app } = await startWithMfa(['one']);
    await machine.clock.advance(11 * HOUR + 5 * MINUTE);
    const id = requestOf(app)?.id ?? '';
    await app.value(app.app.api.mfa.snooze({ mfaRequestId: id }));
    expect(requestOf(app)?.snoozedUntil).toBeGreaterThan(machine.sts.now());
    await machine.clock.advance(30 * MINUTE);
    expect(requestOf(app)?.snoozedUntil).not.toBeNull();
    await machine.clock.advance(40 * MINUTE);
    expect(requestOf(app)).toMatchObject({ usableUntil: null, snoozedUntil: null });

    await app.value(app.app.api.mfa.snooze({ mfaRequestId: id }));
    await machine.clock.advance(61 * MINUTE);
    expect(requestOf(app)?.snoozedUntil).toBeNull();
  });
});

describe('a trust policy that demands a recent code (aws:MultiFactorAuthAge)', () => {
  const denied = {
    code: 'AccessDenied',
    message: 'not authorized to perform: sts:AssumeRole',
    status: 403,
  };

  it('causes one request for a new code, while the other roles still use the old MFA session', async () => {
    const { machine, app, roles } = await startWithMfa(['strict', 'lax']);
    const [strict, lax] = roles;
    if (strict === undefined || lax === undefined) throw new Error('no roles');
    const old = machine.sts.calls.find(({ roleArn }) => roleArn === strict.roleArn)?.signedBy;
    machine.sts.trouble = ({ roleArn, signedBy }) =>
      roleArn === strict.roleArn && signedBy === old ? denied : null;
    expect(await assume(app, strict)).toMatchObject({
      ok: false,
      failure: { kind: 'mfa-needed', sessionRefused: true },
    });
    expect(requestOf(app)).toMatchObject({ roleIds: [strict.id], usableUntil: null });
    expect(await assume(app, lax)).toMatchObject({ ok: true });
    // A waiting role repeats the failure without a second request.
    expect(await assume(app, strict)).toMatchObject({ ok: false, failure: { kind: 'mfa-needed' } });
    expect(app.app.state().mfaRequests).toHaveLength(1);
    expect(await submit(app, '222222')).toMatchObject({
      ok: true,
      value: [{ roleId: strict.id, result: { ok: true } }],
    });
    expect(app.view(strict)).toMatchObject({ failure: null, session: { state: 'active' } });
  });

  it('causes no request for another code if AWS denies the role with a new code too', async () => {
    const { machine, app, roles } = await startWithMfa(['gone', 'other']);
    const [gone, other] = roles;
    if (gone === undefined || other === undefined) throw new Error('no roles');
    machine.sts.trouble = ({ roleArn }) => (roleArn === gone.roleArn ? denied : null);
    await assume(app, gone);
    expect(await submit(app, '222222')).toMatchObject({ ok: true });
    expect(app.view(gone).failure).toMatchObject({ kind: 'access-denied' });
    expect(await assume(app, gone)).toMatchObject({
      ok: false,
      failure: { kind: 'access-denied' },
    });
    expect(app.app.state().mfaRequests).toEqual([]);
    await machine.clock.advance(6 * HOUR);
    expect(app.view(other)).toMatchObject({ failure: null });
    expect(codesSent(machine)).toEqual(['111111', '222222']);
  });

  it('needs no new code if the policy accepts the old MFA session again', async () => {
    const { machine, app, roles } = await startWithMfa(['strict']);
    const [strict] = roles;
    if (strict === undefined) throw new Error('no role');
    machine.sts.trouble = ({ roleArn }) => (roleArn === strict.roleArn ? denied : null);
    await assume(app, strict);
    machine.sts.trouble = () => null;
    await machine.clock.advance(10 * MINUTE);
    expect(app.view(strict)).toMatchObject({ failure: null });
    expect(app.app.state().mfaRequests).toEqual([]);
  });
});

describe('an mfa_process', () => {
  it('supplies the code for each MFA session, so that the person is not asked', async () => {
    const machine = new CoreMachine();
    machine.sts.mfaCodes = new Set(['111111', '222222', '333333']);
    const codes = ['111111', '222222', '333333'];
    machine.mfaProcess = () => ok(codes.shift() ?? '000000');
    const app = await machine.start();
    const roles = [
      await app.add({ name: 'one', mfaSerial: SERIAL }),
      await app.add({ name: 'two', mfaSerial: SERIAL }),
    ];
    const requests: unknown[] = [];
    app.app.subscribe(({ mfaRequests }) => requests.push(...mfaRequests));
    expect(await Promise.all(roles.map((role) => assume(app, role)))).toMatchObject([
      { ok: true },
      { ok: true },
    ]);
    await machine.clock.advance(26 * HOUR);
    for (const role of roles)
      expect(app.view(role)).toMatchObject({ failure: null, session: { state: 'active' } });
    expect(codesSent(machine)).toEqual(['111111', '222222', '333333']);
    expect(requests).toEqual([]);
  });

  it('is run again if it prints a code that was already used', async () => {
    const machine = new CoreMachine();
    machine.sts.mfaCodes = new Set(['111111', '222222']);
    const codes = ['111111', '111111', '222222'];
    machine.mfaProcess = () => ok(codes.shift() ?? '000000');
    const app = await machine.start();
    await assume(app, await app.add({ name: 'one', mfaSerial: SERIAL }));
    const other = await machine.start('nothing');
    expect(await assume(other, await other.add({ name: 'two', mfaSerial: SERIAL }))).toMatchObject({
      ok: true,
    });
    expect(codesSent(machine)).toEqual(['111111', '222222']);
  });

  it('causes a request to the person if it fails, and is not run again after STS refused its code', async () => {
    const machine = new CoreMachine();
    machine.sts.mfaCodes = new Set(['111111']);
    machine.mfaProcess = () =>
      failed({ kind: 'source-failed', profile: 'default', message: 'no key is plugged in' });
    const app = await machine.start();
    const role = await app.add({ name: 'one', mfaSerial: SERIAL });
    expect(await assume(app, role)).toMatchObject({ ok: false, failure: { kind: 'mfa-needed' } });
    expect(requestOf(app)?.processFailure).toMatchObject({ message: 'no key is plugged in' });
    let runs = 0;
    machine.mfaProcess = () => {
      runs += 1;
      return ok('999999');
    };
    await assume(app, role);
    await assume(app, role);
    expect(runs).toBe(1);
    expect(codesSent(machine)).toEqual(['999999']);
    await machine.clock.advance(MINUTE);
    expect(await submit(app, '111111')).toMatchObject({ ok: true });
  });
});
