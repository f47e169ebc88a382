import { describe, expect, it } from 'vitest';
import { CoreMachine, HOUR, MINUTE } from '../../support/core-harness.ts';
import type { CoreProcess } from '../../support/core-harness.ts';
import type { Role } from '../../../src/core/roles/role.ts';

const assumeCalls = (machine: CoreMachine) =>
  machine.sts.calls.filter(({ operation }) => operation === 'AssumeRole');
const assume = (app: CoreProcess, role: Role, keep = true) =>
  app.done(app.app.api.session.assume({ roleId: role.id, keep, takeOver: false }));

describe('a chain of roles', () => {
  it('writes no keys of a source role that is off, and requests a session of one hour for the role that uses it', async () => {
    const machine = new CoreMachine();
    const app = await machine.start();
    const hub = await app.add({ name: 'hub', durationSeconds: 7200 });
    const client = await app.add({ name: 'client', sourceProfile: 'hub', durationSeconds: 7200 });
    expect(await assume(app, client)).toMatchObject({ ok: true });
    expect(
      assumeCalls(machine).map(({ roleArn, durationSeconds }) => [roleArn, durationSeconds]),
    ).toEqual([
      [hub.roleArn, 7200],
      [client.roleArn, 3600],
    ]);
    expect(machine.section('hub').exists).toBe(false);
    expect(app.view(hub).session.state).toBe('inactive');
    expect(assumeCalls(machine)[1]?.signedBy).toMatch(/^ASIA/);
  });

  it('passes the profile of each assumed role to the STS client, which uses the endpoint and CA settings of that profile', async () => {
    const machine = new CoreMachine();
    machine.config.set(
      '[profile hub]\nrole_arn = arn:aws:iam::123456789012:role/Hub\nsource_profile = default\n',
    );
    const app = await machine.start();
    const client = await app.add({ name: 'client', sourceProfile: 'hub' });
    expect(await assume(app, client)).toMatchObject({ ok: true });
    expect(assumeCalls(machine).map(({ roleProfile }) => roleProfile)).toEqual([
      'hub',
      client.targetProfile,
    ]);
  });

  it('refreshes a source role and the role that uses it in time, each on its own schedule', async () => {
    const machine = new CoreMachine();
    const app = await machine.start();
    const hub = await app.add({ name: 'hub' });
    const client = await app.add({ name: 'client', sourceProfile: 'hub' });
    await assume(app, client);
    await assume(app, hub);
    const before = assumeCalls(machine).length;
    const key = machine.section('client').accessKeyId;
    await assume(app, hub);
    expect(machine.section('client').accessKeyId).toBe(key);
    expect(assumeCalls(machine)).toHaveLength(before + 1);
    await machine.clock.advance(6 * HOUR);
    for (const name of ['hub', 'client']) {
      expect(machine.sts.expirationOf(machine.section(name).accessKeyId ?? '')).toBeGreaterThan(
        machine.sts.now(),
      );
    }
    expect(machine.sts.maxConcurrentCalls(client.roleArn ?? '')).toBe(1);
    const children = assumeCalls(machine).filter(({ roleArn }) => roleArn === client.roleArn);
    expect(children.length).toBeLessThanOrEqual(11);
  });

  it('assumes the source role again if STS reports its session as expired before the Expiration', async () => {
    const machine = new CoreMachine();
    const app = await machine.start();
    const hub = await app.add({ name: 'hub' });
    const client = await app.add({ name: 'client', sourceProfile: 'hub' });
    await assume(app, hub);
    const old = machine.section('hub').accessKeyId;
    machine.sts.trouble = ({ signedBy }) =>
      signedBy === old ? { code: 'ExpiredToken', status: 403 } : null;
    expect(await assume(app, client)).toMatchObject({ ok: true });
    expect(machine.section('hub').accessKeyId).not.toBe(old);
    expect(assumeCalls(machine).map(({ roleArn }) => roleArn)).toEqual([
      hub.roleArn,
      client.roleArn,
      hub.roleArn,
      client.roleArn,
    ]);
  });

  it('fails before any call if it contains a cycle', async () => {
    const machine = new CoreMachine();
    const app = await machine.start();
    const one = await app.add({ name: 'one', sourceProfile: 'two' });
    await app.add({ name: 'two', sourceProfile: 'one' });
    expect(await assume(app, one)).toMatchObject({ ok: false, failure: { kind: 'source-cycle' } });
    expect(machine.sts.calls).toEqual([]);
  });

  it('starts with the role_arn of the source profile if the config file has one', async () => {
    const machine = new CoreMachine();
    machine.config.set(
      '[profile hub]\nrole_arn = arn:aws:iam::123456789012:role/Hub\nsource_profile = default\nexternal_id = abc\n',
    );
    const app = await machine.start();
    const client = await app.add({ name: 'client', sourceProfile: 'hub' });
    expect(await assume(app, client)).toMatchObject({ ok: true });
    expect(assumeCalls(machine).map(({ roleArn }) => roleArn)).toEqual([
      'arn:aws:iam::123456789012:role/Hub',
      client.roleArn,
    ]);
  });

  it('requests a duration of one hour if AWS refused a longer one because of role chaining', async () => {
    const machine = new CoreMachine();
    const app = await machine.start();
    const client = await app.add({ name: 'client', durationSeconds: 7200 });
    machine.sts.trouble = ({ durationSeconds }) =>
      (durationSeconds ?? 0) > 3600
        ? {
            code: 'ValidationError',
            status: 400,
            message:
              'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining',
          }
        : null;
    expect(await assume(app, client)).toMatchObject({ ok: true });
    expect(assumeCalls(machine).map(({ durationSeconds }) => durationSeconds)).toEqual([
      7200, 3600,
    ]);
  });
});

const SERIAL = 'arn:aws:iam::111122223333:mfa/alice';

describe('an MFA session', () => {
  it('needs one code for all its roles, which are then refreshed for 11 hours', async () => {
    const machine = new CoreMachine();
    machine.sts.mfaCodes.add('123456');
    const app = await machine.start();
    const roles = [];
    for (const name of ['one', 'two', 'three'])
      roles.push(await app.add({ name, mfaSerial: SERIAL }));
    for (const role of roles) {
      expect(await assume(app, role)).toMatchObject({
        ok: false,
        failure: { kind: 'mfa-needed', serial: SERIAL },
      });
    }
    const [request, ...others] = app.app.state().mfaRequests;
    expect(others).toEqual([]);
    expect(request?.roleIds).toEqual(roles.map(({ id }) => id));
    expect(machine.sts.calls).toEqual([]);
    const outcomes = await app.value(
      app.app.api.mfa.submit({ mfaRequestId: request?.id ?? '', code: '123456' }),
    );
    expect(outcomes.map(({ result }) => result.ok)).toEqual([true, true, true]);
    expect(app.app.state().mfaRequests).toEqual([]);
    await machine.clock.advance(11 * HOUR);
    const codes = machine.sts.calls.filter(({ tokenCode }) => tokenCode !== null);
    expect(codes).toHaveLength(1);
    for (const role of roles) {
      expect(app.view(role)).toMatchObject({ session: { state: 'active' }, failure: null });
    }
    expect(assumeCalls(machine).every(({ durationSeconds }) => durationSeconds === 3600)).toBe(
      true,
    );
  });

  it('accepts no other code within 30 s of a refused code, and sends no code twice', async () => {
    const machine = new CoreMachine();
    machine.sts.mfaCodes.add('222222');
    const app = await machine.start();
    const role = await app.add({ name: 'one', mfaSerial: SERIAL });
    await assume(app, role);
    const id = app.app.state().mfaRequests[0]?.id ?? '';
    const submit = (process: CoreProcess, code: string) =>
      process.done(process.app.api.mfa.submit({ mfaRequestId: id, code }));
    expect(await submit(app, '12345')).toMatchObject({
      ok: false,
      failure: { kind: 'field-invalid' },
    });
    expect(await submit(app, '111111')).toMatchObject({
      ok: false,
      failure: { kind: 'mfa-refused' },
    });
    expect(await submit(app, '222222')).toMatchObject({
      ok: false,
      failure: { kind: 'mfa-code-spent' },
    });
    expect(machine.sts.calls).toHaveLength(1);
    const other = await machine.start('nothing');
    await assume(other, role);
    expect(await submit(other, '111111')).toMatchObject({
      ok: false,
      failure: { kind: 'mfa-code-spent' },
    });
    expect(machine.sts.calls).toHaveLength(1);
    await machine.clock.advance(31_000);
    expect(await submit(app, '222222')).toMatchObject({ ok: true });
  });

  it('sends a code again only if the first request certainly did not reach STS', async () => {
    const machine = new CoreMachine();
    machine.sts.mfaCodes.add('123456');
    const app = await machine.start();
    const role = await app.add({ name: 'one', mfaSerial: SERIAL });
    await assume(app, role);
    const id = app.app.state().mfaRequests[0]?.id ?? '';
    let refusals = 0;
    machine.sts.trouble = () => {
      refusals += 1;
      return refusals > 1
        ? null
        : { code: 'ECONNREFUSED', trouble: 'connection', status: null, notSent: true };
    };
    expect(
      await app.done(app.app.api.mfa.submit({ mfaRequestId: id, code: '123456' })),
    ).toMatchObject({ ok: true });
    const second = await app.add({ name: 'two', mfaSerial: `${SERIAL}2` });
    await assume(app, second);
    machine.sts.trouble = () => ({ code: 'InternalFailure', status: 500 });
    const before = machine.sts.calls.length;
    const next = app.app.state().mfaRequests[0]?.id ?? '';
    expect(
      await app.done(app.app.api.mfa.submit({ mfaRequestId: next, code: '654321' })),
    ).toMatchObject({ ok: false });
    expect(machine.sts.calls).toHaveLength(before + 1);
  });

  it('asks for a code once when it ends, and does not end the sessions of its roles', async () => {
    const machine = new CoreMachine();
    machine.sts.mfaCodes.add('123456');
    const app = await machine.start();
    const role = await app.add({ name: 'one', mfaSerial: SERIAL });
    await assume(app, role);
    await app.value(
      app.app.api.mfa.submit({
        mfaRequestId: app.app.state().mfaRequests[0]?.id ?? '',
        code: '123456',
      }),
    );
    const before = app.events.length;
    await machine.clock.advance(12 * HOUR + 20 * MINUTE);
    expect(app.view(role)).toMatchObject({
      session: { state: 'active', renewal: { state: 'failing', retryAt: null } },
      failure: { kind: 'mfa-needed' },
    });
    expect(app.events.slice(before).filter(({ event }) => event === 'failed')).toHaveLength(1);
    expect(app.app.state().mfaRequests).toHaveLength(1);
  });
});

describe('the policies that a role needs', () => {
  it('contain the ARN of the caller, and need no MFA code even if the role needs one', async () => {
    const machine = new CoreMachine();
    const app = await machine.start('nothing');
    const role = await app.add({ name: 'one', mfaSerial: SERIAL });
    const documents = await app.value(
      app.app.api.access.documents({ roleId: role.id, identify: true }),
    );
    expect(documents.caller?.arn).toBe('arn:aws:iam::111122223333:user/alice');
    expect(app.app.state().mfaRequests).toEqual([]);
  });
});

describe('one hundred roles', () => {
  it('are assumed by eight STS calls at a time, and one write of the file stores several sessions', async () => {
    const machine = new CoreMachine();
    const app = await machine.start();
    const roles = [];
    for (let n = 0; n < 100; n += 1) roles.push(await app.add({ name: `role-${String(n)}` }));
    const writes = machine.files.writes;
    const began = machine.clock.monotonic();
    await app.done(
      Promise.all(
        roles.map((role) =>
          app.app.api.session.assume({ roleId: role.id, keep: true, takeOver: false }),
        ),
      ),
    );
    expect(machine.sts.maxConcurrentCallsInTotal).toBe(8);
    const took = machine.clock.monotonic() - began;
    expect(machine.files.writes - writes).toBeLessThanOrEqual(2 + took / 250);
    expect(new Set(roles.map(({ name }) => machine.section(name).accessKeyId)).size).toBe(100);
  });
});
