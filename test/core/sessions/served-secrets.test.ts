import { describe, expect, it } from 'vitest';
import type { Role } from '../../../src/core/roles/role.ts';
import { type CoreProcess, CoreMachine, HOUR, MINUTE } from '../../support/core-harness.ts';

const SERIAL = 'arn:aws:iam::111122223333:mfa/alice';

async function setup(role: { readonly mfaSerial?: string } = {}) {
  const machine = new CoreMachine();
  const app = await machine.start();
  const added = await app.add({ name: 'client', ...role });
  return { machine, app, role: added };
}

const ask = (app: CoreProcess, role: Role) => app.done(app.app.servedSecrets(role));

describe('credentials for a program that asks again and again', () => {
  it('come from the file, and are refreshed while they are valid for more than 15 min', async () => {
    const { machine, app, role } = await setup();
    await app.keep(role);
    let last = '';
    const seen = new Set<string>();
    // The SDK for Python asks again 15 minutes before the expiration, and the SDK for JavaScript
    // 5 minutes before it.
    for (let at = 0; at < 5 * HOUR; at += 5 * MINUTE) {
      const answer = await ask(app, role);
      if (!answer.ok) throw new Error(JSON.stringify(answer.failure));
      const { accessKeyId, expiration } = answer.value.credentials;
      expect(expiration - machine.sts.now()).toBeGreaterThan(15 * MINUTE);
      expect(accessKeyId).toBe(machine.section('client').accessKeyId);
      if (accessKeyId !== last) seen.add(accessKeyId);
      last = accessKeyId;
      await machine.clock.advance(5 * MINUTE);
    }
    expect(seen.size).toBeGreaterThanOrEqual(6);
    expect(machine.sts.calls.length).toBe(seen.size);
  });

  it('are refused for a role that is off, with or without keys in the file', async () => {
    const { machine, app, role } = await setup();
    const off = { ok: false, failure: { kind: 'role-off', roleName: 'client' } };
    expect(await ask(app, role)).toEqual(off);
    await app.value(app.app.api.session.assume({ roleId: role.id, keep: false, takeOver: false }));
    expect(await ask(app, role)).toEqual(off);
    await app.keep(role);
    expect(await ask(app, role)).toMatchObject({ ok: true });
    await app.value(app.app.api.session.release({ roleId: role.id }));
    const calls = machine.sts.calls.length;
    expect(await ask(app, role)).toEqual(off);
    expect(machine.sts.calls).toHaveLength(calls);
  });

  it('need a code, for which the person is asked once, however often the program asks', async () => {
    const { machine, app, role } = await setup({ mfaSerial: SERIAL });
    machine.sts.mfaCodes.add('123456');
    const needed = { ok: false, failure: { kind: 'mfa-needed', serial: SERIAL } };
    await app.done(app.app.api.session.assume({ roleId: role.id, keep: true, takeOver: false }));
    const before = machine.sts.calls.length;
    for (let time = 0; time < 8; time += 1) expect(await ask(app, role)).toMatchObject(needed);
    const [request, ...others] = app.app.state().mfaRequests;
    expect(others).toEqual([]);
    expect(request?.roleIds).toEqual([role.id]);
    expect(machine.sts.calls).toHaveLength(before);
    expect(app.events.filter(({ event }) => event === 'failed')).toHaveLength(1);
    const mfaRequestId = request?.id ?? '';
    await app.value(app.app.api.mfa.submit({ mfaRequestId, code: '123456' }));
    expect(await ask(app, role)).toMatchObject({ ok: true });
  });

  it('need one run of mfa_process, not one for each request of a program', async () => {
    const { machine, app, role } = await setup({ mfaSerial: SERIAL });
    let runs = 0;
    machine.mfaProcess = () => {
      runs += 1;
      return { ok: true, value: null };
    };
    await app.done(app.app.api.session.assume({ roleId: role.id, keep: true, takeOver: false }));
    for (let time = 0; time < 4; time += 1) await ask(app, role);
    expect(runs).toBe(1);
  });

  it('stay usable until they end if their refresh fails, and STS is not called for each request', async () => {
    const { machine, app, role } = await setup();
    await app.keep(role);
    const first = await ask(app, role);
    machine.sts.trouble = () => ({ code: 'ECONNREFUSED', trouble: 'connection', status: null });
    await machine.clock.advance(50 * MINUTE);
    expect(app.view(role).failure).not.toBeNull();
    const before = machine.sts.calls.length;
    for (let time = 0; time < 5; time += 1) expect(await ask(app, role)).toEqual(first);
    expect(machine.sts.calls.length - before).toBeLessThanOrEqual(1);
    await machine.clock.advance(11 * MINUTE);
    const ended = await ask(app, role);
    expect(ended).toMatchObject({ ok: false, failure: { kind: app.view(role).failure?.kind } });
    machine.sts.trouble = () => null;
    await machine.clock.advance(6 * MINUTE);
    expect(await ask(app, role)).toMatchObject({ ok: true });
  });

  it('are read from the file if another process has got a session since a refused request', async () => {
    const { machine, app, role } = await setup({ mfaSerial: SERIAL });
    machine.sts.mfaCodes.add('123456');
    await app.done(app.app.api.session.assume({ roleId: role.id, keep: true, takeOver: false }));
    expect(await ask(app, role)).toMatchObject({ ok: false });
    const other = await machine.start('nothing');
    const result = await other.done(other.app.api.session.ensure({ roleId: role.id }));
    if (result.ok || result.failure.kind !== 'mfa-needed') throw new Error('no code was needed');
    const { mfaRequestId } = result.failure;
    await other.value(other.app.api.mfa.submit({ mfaRequestId, code: '123456' }));
    await machine.clock.advance(MINUTE);
    expect(await ask(app, role)).toMatchObject({
      ok: true,
      value: { credentials: { accessKeyId: machine.section('client').accessKeyId } },
    });
  });

  it('need one STS call if several programs ask at the same moment', async () => {
    const { machine, app, role } = await setup();
    await app.value(app.app.api.session.keepHere({ roleId: role.id }));
    const answers = await app.done(
      Promise.all(Array.from({ length: 20 }, () => app.app.servedSecrets(role))),
    );
    expect(answers.every(({ ok }) => ok)).toBe(true);
    expect(machine.sts.calls).toHaveLength(1);
  });
});
