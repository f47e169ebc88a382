import { describe, expect, it } from 'vitest';
import type { RoleDraft } from '../../../src/core/roles/role-draft.ts';
import { createMemorySecretStore } from '../../../src/node/memory-secret-store.ts';
import type { Role } from '../../../src/core/roles/role.ts';
import { type CoreProcess, CoreMachine, HOUR, MINUTE } from '../../support/core-harness.ts';

const mfaSerial = 'arn:aws:iam::111122223333:mfa/alice';
const session: RoleDraft = { kind: 'mfa-session', name: 'alice-mfa', mfaSerial };

const assume = (app: CoreProcess, role: Role) =>
  app.done(app.app.api.session.assume({ roleId: role.id, keep: true, takeOver: false }));
const requestOf = (app: CoreProcess) => app.app.state().mfaRequests[0] ?? null;
const submit = (app: CoreProcess, code: string) =>
  app.done(app.app.api.mfa.submit({ mfaRequestId: requestOf(app)?.id ?? '', code }));

async function setup(secrets = createMemorySecretStore()) {
  const machine = new CoreMachine();
  machine.sts.mfaCodes = new Set(['111111', '222222']);
  const app = await machine.start('switched-on', { secrets });
  return { machine, app };
}
const codesSent = (machine: CoreMachine) =>
  machine.sts.calls.flatMap(({ tokenCode }) => (tokenCode === null ? [] : [tokenCode]));

describe('a role of the kind MFA session', () => {
  it('needs one code for its session, and asks for the next code before the session ends', async () => {
    const { machine, app } = await setup();
    const role = await app.add(session);
    expect(await assume(app, role)).toMatchObject({
      failure: { kind: 'mfa-needed', serial: mfaSerial },
    });
    expect(await submit(app, '111111')).toMatchObject({ ok: true, value: [{ roleId: role.id }] });
    const first = machine.section('alice-mfa');
    expect(first.credentials?.sessionToken).toBeDefined();
    const left = (first.expiration ?? 0) - machine.sts.now();
    expect(left).toBeGreaterThan(11.9 * HOUR);

    await machine.clock.advance(11 * HOUR + 5 * MINUTE);
    expect(requestOf(app)).toMatchObject({ serial: mfaSerial, roleIds: [role.id] });
    expect(app.view(role)).toMatchObject({ failure: null, session: { state: 'active' } });
    expect(await submit(app, '222222')).toMatchObject({ ok: true });
    await machine.clock.advance(50 * MINUTE);
    expect(app.view(role)).toMatchObject({ failure: null, session: { state: 'active' } });
    expect(machine.section('alice-mfa').accessKeyId).not.toBe(first.accessKeyId);
    expect(codesSent(machine)).toEqual(['111111', '222222']);
  });

  it.each([
    ['is still in the store', true],
    ['is no longer in the store', false],
  ])(
    'asks for the next code in time after a restart, and keeps its keys, if its session %s',
    async (_name, isKept) => {
      const secrets = createMemorySecretStore();
      const { machine, app } = await setup(secrets);
      const role = await app.add(session);
      await assume(app, role);
      await submit(app, '111111');
      const first = machine.section('alice-mfa').accessKeyId;
      const { mark } = machine.section('alice-mfa');
      app.kill();
      const next = await machine.start('switched-on', isKept ? { secrets } : {});
      await machine.clock.advance(11.5 * HOUR);
      expect(next.view(role).session.state).toBe('active');
      await machine.clock.advance(20 * MINUTE);
      expect(requestOf(next)).toMatchObject({ serial: mfaSerial, roleIds: [role.id] });
      expect(next.view(role)).toMatchObject({
        failure: { kind: 'mfa-needed' },
        session: { state: 'active', accessKeyId: first },
      });
      expect(machine.section('alice-mfa').mark).toEqual(mark);
      expect(await submit(next, '222222')).toMatchObject({
        ok: true,
        value: [{ roleId: role.id }],
      });
      expect(machine.section('alice-mfa').accessKeyId).not.toBe(first);
    },
  );

  it('shares its code with the other roles of its MFA device', async () => {
    const { machine, app } = await setup();
    const role = await app.add(session);
    const client = await app.add({ name: 'client', mfaSerial });
    expect(await assume(app, client)).toMatchObject({ failure: { kind: 'mfa-needed' } });
    expect(await submit(app, '111111')).toMatchObject({ ok: true });
    expect(await assume(app, role)).toMatchObject({ ok: true });
    expect(codesSent(machine)).toEqual(['111111']);
    expect(app.app.state().mfaRequests).toEqual([]);
  });

  it('lasts for its own duration, or for the duration in the preferences if it has none', async () => {
    const { machine, app } = await setup();
    await app.value(app.app.api.preferences.set({ changes: { mfaSessionSeconds: 7200 } }));
    const role = await app.add(session);
    await assume(app, role);
    await submit(app, '111111');
    const long = await app.add({
      ...session,
      name: 'long',
      sourceProfile: 'default',
      durationSeconds: 129_600,
    });
    await app.value(app.app.api.session.release({ roleId: role.id }));
    await machine.clock.advance(3 * HOUR);
    await assume(app, long);
    await submit(app, '222222');
    const seconds = machine.sts.calls
      .filter(({ operation }) => operation === 'GetSessionToken')
      .map(({ durationSeconds }) => durationSeconds);
    expect(seconds).toEqual([7200, 129_600]);
  });

  it('can be the source of a role with the same MFA device, but not with another device', async () => {
    const { machine, app } = await setup();
    const role = await app.add(session);
    await assume(app, role);
    await submit(app, '111111');
    const client = await app.add({ name: 'client', sourceProfile: 'alice-mfa', mfaSerial });
    expect(await assume(app, client)).toMatchObject({ ok: true });
    const call = machine.sts.calls.find(({ operation }) => operation === 'AssumeRole');
    expect(call?.signedBy).toBe(machine.section('alice-mfa').accessKeyId);
    const other = await app.add({
      name: 'o',
      sourceProfile: 'alice-mfa',
      mfaSerial: `${mfaSerial}2`,
    });
    expect(await assume(app, other)).toMatchObject({
      failure: { kind: 'mfa-impossible', serial: `${mfaSerial}2`, profile: 'alice-mfa' },
    });
  });

  it('cannot have another role as its source', async () => {
    const { app } = await setup();
    await app.add({ name: 'hub' });
    const role = await app.add({ ...session, sourceProfile: 'hub' });
    expect(await assume(app, role)).toMatchObject({
      failure: { kind: 'mfa-impossible', serial: mfaSerial, profile: 'hub' },
    });
  });
});
