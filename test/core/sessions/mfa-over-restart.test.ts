import { describe, expect, it } from 'vitest';
import { Listeners } from '../../../src/core/listeners.ts';
import type { AppState } from '../../../src/core/contract/app-state.ts';
import type { SecretStore } from '../../../src/core/secret-store.ts';
import type { Role } from '../../../src/core/roles/role.ts';
import { createMemorySecretStore } from '../../../src/node/memory-secret-store.ts';
import { CoreMachine, HOUR, MINUTE, type CoreProcess } from '../../support/core-harness.ts';

const SERIAL = 'arn:aws:iam::111122223333:mfa/alice';

const assume = (app: CoreProcess, role: Role) =>
  app.done(app.app.api.session.assume({ roleId: role.id, keep: true, takeOver: false }));
const codesSent = (machine: CoreMachine) =>
  machine.sts.calls.flatMap(({ tokenCode }) => (tokenCode === null ? [] : [tokenCode]));

/**
 * Starts an application that has an MFA session. `restart` kills it and starts another process with
 * the same secrets.
 */
async function startWithSession(
  names: readonly string[] = ['one'],
  secrets: SecretStore = createMemorySecretStore(),
) {
  const machine = new CoreMachine();
  machine.sts.mfaCodes = new Set(['111111', '222222', '333333']);
  let app = await machine.start('switched-on', { secrets });
  const roles: Role[] = [];
  for (const name of names) {
    const role = await app.add({ name, mfaSerial: SERIAL });
    roles.push(role);
    await assume(app, role);
  }
  const mfaRequestId = app.app.state().mfaRequests[0]?.id ?? '';
  await app.value(app.app.api.mfa.submit({ mfaRequestId, code: '111111' }));
  const restart = async (store: SecretStore = secrets): Promise<CoreProcess> => {
    app.kill();
    app = await machine.start('switched-on', { secrets: store });
    return app;
  };
  return { machine, secrets, app, roles, first: roles[0] ?? null, restart };
}

describe('an MFA session in the secret store', () => {
  it('needs no code after a restart, and refreshes continue', async () => {
    const { machine, first, restart } = await startWithSession();
    if (first === null) throw new Error('no role');
    const again = await restart();
    expect(await assume(again, first)).toMatchObject({ ok: true });
    await machine.clock.advance(8 * HOUR);
    expect(again.view(first)).toMatchObject({ failure: null, session: { state: 'active' } });
    expect(codesSent(machine)).toEqual(['111111']);
    expect(again.app.state().problems).toEqual([]);
  });

  it('is used for all its roles after a restart, also for a new role', async () => {
    const { machine, roles, restart } = await startWithSession(['one', 'two']);
    const again = await restart();
    const third = await again.add({ name: 'three', mfaSerial: SERIAL });
    const all = await Promise.all([...roles, third].map((role) => assume(again, role)));
    expect(all.map(({ ok }) => ok)).toEqual([true, true, true]);
    expect(codesSent(machine)).toEqual(['111111']);
  });

  it('is not used for a role with another source key, MFA device or endpoint', async () => {
    const { machine, restart, secrets } = await startWithSession();
    const again = await restart();
    const device = await again.add({ name: 'device', mfaSerial: `${SERIAL}-2` });
    const endpoint = await again.add({
      name: 'endpoint',
      mfaSerial: SERIAL,
      endpoint: 'https://sts.example.com',
    });
    expect(await assume(again, device)).toMatchObject({
      ok: false,
      failure: { kind: 'mfa-needed' },
    });
    expect(await assume(again, endpoint)).toMatchObject({
      ok: false,
      failure: { kind: 'mfa-needed' },
    });
    machine.write(
      (machine.text() ?? '').replaceAll('AKIAALICE00000000001', 'AKIAALICE00000000002'),
    );
    const other = await again.add({ name: 'key', mfaSerial: SERIAL });
    expect(await assume(again, other)).toMatchObject({
      ok: false,
      failure: { kind: 'mfa-needed' },
    });
    expect(secrets.list()).toHaveLength(1);
  });

  it('is not read if the store is locked: a code is requested, and the store keeps its content', async () => {
    const { first, restart, secrets, machine } = await startWithSession();
    if (first === null) throw new Error('no role');
    const again = await restart({ ...secrets, read: () => Promise.resolve(null) });
    expect(await assume(again, first)).toMatchObject({
      ok: false,
      failure: { kind: 'mfa-needed' },
    });
    expect(secrets.list()).toHaveLength(1);
    expect(await assume(await restart(), first)).toMatchObject({ ok: true });
    expect(codesSent(machine)).toEqual(['111111']);
  });

  it('is ignored and removed if its format is not valid', async () => {
    const { first, restart, secrets } = await startWithSession();
    if (first === null) throw new Error('no role');
    for (const text of ['', '{}', '{"session":{"credentials":{}}}']) {
      const [kept] = secrets.list();
      if (kept !== undefined) await secrets.keep(kept.name, text, kept);
      const again = await restart();
      expect(await assume(again, first)).toMatchObject({
        ok: false,
        failure: { kind: 'mfa-needed' },
      });
      expect(secrets.list()).toEqual([]);
    }
  });

  it('causes a request for a new code if AWS denies a role, but no second request after a restart', async () => {
    const { machine, first, restart } = await startWithSession();
    if (first === null) throw new Error('no role');
    let again = await restart();
    const denied = {
      code: 'AccessDenied',
      message: 'not authorized to perform: sts:AssumeRole',
      status: 403,
    };
    machine.sts.trouble = () => denied;
    expect(await assume(again, first)).toMatchObject({
      ok: false,
      failure: { kind: 'mfa-needed', sessionRefused: true },
    });
    again = await restart();
    expect(await assume(again, first)).toMatchObject({
      ok: false,
      failure: { kind: 'access-denied' },
    });
  });

  it('is removed from the store when STS says that it has expired', async () => {
    const { machine, first, restart, secrets } = await startWithSession();
    if (first === null) throw new Error('no role');
    const again = await restart();
    const expired = {
      code: 'ExpiredToken',
      message: 'The security token included in the request is expired',
      status: 403,
    };
    machine.sts.trouble = ({ operation }) => (operation === 'AssumeRole' ? expired : null);
    expect(await assume(again, first)).toMatchObject({
      ok: false,
      failure: { kind: 'mfa-needed' },
    });
    expect(secrets.list()).toEqual([]);
  });

  it('is removed from the store when the last role of its device is released, not earlier', async () => {
    const { app, roles, secrets } = await startWithSession(['one', 'two']);
    const [one, two] = roles;
    if (one === undefined || two === undefined) throw new Error('no roles');
    await app.value(app.app.api.session.release({ roleId: one.id }));
    await app.done(Promise.resolve());
    expect(secrets.list()).toHaveLength(1);
    await app.value(app.app.api.session.release({ roleId: two.id }));
    await app.done(new Promise((done) => setImmediate(done)));
    expect(secrets.list()).toEqual([]);
  });

  it('is removed from the store when the last role of its device is removed', async () => {
    const { app, first, secrets } = await startWithSession();
    await app.value(app.app.api.role.remove({ roleId: first?.id ?? '' }));
    await app.done(new Promise((done) => setImmediate(done)));
    expect(secrets.list()).toEqual([]);
  });

  it('stays in the store if it is newer than the last release of its role, even if no role has used it', async () => {
    const { app, first, secrets, machine } = await startWithSession();
    await app.value(app.app.api.session.release({ roleId: first?.id ?? '' }));
    await app.done(new Promise((done) => setImmediate(done)));
    expect(secrets.list()).toEqual([]);
    await machine.clock.advance(MINUTE);
    const command = await machine.start('nothing', { secrets });
    const denied = { code: 'AccessDenied', message: 'not authorized', status: 403 };
    machine.sts.trouble = ({ operation }) => (operation === 'AssumeRole' ? denied : null);
    const roleId = first?.id ?? '';
    await command.done(command.app.api.session.assume({ roleId, keep: false, takeOver: false }));
    const mfaRequestId = command.app.state().mfaRequests[0]?.id ?? '';
    await command.value(command.app.api.mfa.submit({ mfaRequestId, code: '222222' }));
    await (await machine.start('nothing', { secrets })).done(Promise.resolve());
    await machine.clock.advance(MINUTE);
    expect(secrets.list()).toHaveLength(1);
  });

  it('is removed from the store when it ends', async () => {
    const { machine, secrets } = await startWithSession();
    await machine.clock.advance(11.9 * HOUR);
    expect(secrets.list()).toHaveLength(1);
    await machine.clock.advance(10 * MINUTE);
    expect(secrets.list()).toEqual([]);
  });

  it('is removed from the store if the application quits and releases its roles', async () => {
    const { app, secrets } = await startWithSession();
    await app.value(app.app.api.preferences.set({ changes: { onQuit: 'release' } }));
    await app.done(app.app.stop());
    expect(secrets.list()).toEqual([]);
  });

  it('is used by commands for 9 hours if a command stored it, also for roles that are off', async () => {
    const machine = new CoreMachine();
    machine.sts.mfaCodes = new Set(['111111']);
    const secrets = createMemorySecretStore();
    const command = () => machine.start('nothing', { secrets });
    const once = async (app: CoreProcess, role: Role) =>
      app.done(app.app.api.session.assume({ roleId: role.id, keep: false, takeOver: false }));
    const morning = await command();
    const role = await morning.add({ name: 'one', mfaSerial: SERIAL });
    const other = await morning.add({ name: 'other', mfaSerial: SERIAL });
    await once(morning, role);
    const mfaRequestId = morning.app.state().mfaRequests[0]?.id ?? '';
    await morning.value(morning.app.api.mfa.submit({ mfaRequestId, code: '111111' }));
    // The application runs too. No role is on.
    await machine.start('switched-on', { secrets });
    await machine.clock.advance(9 * HOUR);
    const evening = await command();
    expect(await once(evening, role)).toMatchObject({ ok: true });
    expect(await once(await command(), other)).toMatchObject({ ok: true });
    await evening.value(evening.app.api.session.release({ roleId: role.id }));
    expect(secrets.list()).toHaveLength(1);
    expect(codesSent(machine)).toEqual(['111111']);
  });

  it('is used for the roles that wait in the application if the code was typed in a terminal', async () => {
    const machine = new CoreMachine();
    machine.sts.mfaCodes = new Set(['111111']);
    const secrets = createMemorySecretStore();
    const app = await machine.start('switched-on', { secrets });
    const roles: Role[] = [];
    for (const name of ['one', 'two', 'three']) {
      const role = await app.add({ name, mfaSerial: SERIAL });
      roles.push(role);
      await assume(app, role);
    }
    expect(app.app.state().mfaRequests).toMatchObject([{ roleIds: roles.map(({ id }) => id) }]);
    const terminal = await machine.start('nothing', { secrets });
    const [first] = roles;
    if (first === undefined) throw new Error('no role');
    await assume(terminal, first);
    const mfaRequestId = terminal.app.state().mfaRequests[0]?.id ?? '';
    await terminal.value(terminal.app.api.mfa.submit({ mfaRequestId, code: '111111' }));
    await machine.clock.advance(MINUTE);
    for (const role of roles)
      expect(app.view(role)).toMatchObject({ failure: null, session: { state: 'active' } });
    expect(app.app.state().mfaRequests).toEqual([]);
    expect(codesSent(machine)).toEqual(['111111']);
  });

  it('is replaced if one process gets the next code, which ends the request in another process', async () => {
    const secrets = createMemorySecretStore();
    const changes = new Listeners();
    const watched: SecretStore = { ...secrets, watch: (changed) => changes.add(changed) };
    const { app, first, machine } = await startWithSession(['one'], watched);
    if (first === null) throw new Error('no role');
    const other = await machine.start('switched-on', { secrets });
    await assume(other, first);
    await machine.clock.advance(11.5 * HOUR);
    expect(app.app.state().mfaRequests).toHaveLength(1);
    const mfaRequestId = other.app.state().mfaRequests[0]?.id ?? '';
    await other.value(other.app.api.mfa.submit({ mfaRequestId, code: '222222' }));
    changes.call();
    await machine.clock.advance(MINUTE);
    expect(app.app.state().mfaRequests).toEqual([]);
    other.kill();
    await machine.clock.advance(3 * HOUR);
    expect(app.view(first)).toMatchObject({ failure: null, session: { state: 'active' } });
    expect(app.app.state().mfaRequests).toEqual([]);
    expect(codesSent(machine)).toEqual(['111111', '222222']);
  });

  it('is reported as kept only in memory after the keychain has denied access, and not before', async () => {
    const machine = new CoreMachine();
    machine.sts.mfaCodes = new Set(['111111']);
    let where: ReturnType<SecretStore['where']> = null;
    const secrets: SecretStore = {
      ...createMemorySecretStore(),
      // Takes 30 s, as if a user had to answer a prompt of the keyring first.
      keep: () =>
        new Promise((done) => {
          machine.clock.wake(30_000, () => {
            where = 'memory-denied';
            done();
          });
        }),
      where: () => where,
      findWhere: () => Promise.resolve('memory-denied'),
    };
    const app = await machine.start('switched-on', { secrets });
    const role = await app.add({ name: 'one', mfaSerial: SERIAL });
    await assume(app, role);
    expect(app.app.state().problems).toEqual([]);
    const mfaRequestId = app.app.state().mfaRequests[0]?.id ?? '';
    await app.value(app.app.api.mfa.submit({ mfaRequestId, code: '111111' }));
    let problems: AppState['problems'] = [];
    app.app.subscribe((state) => (problems = state.problems));
    await machine.clock.advance(29_000);
    expect(problems).toEqual([]);
    await machine.clock.advance(2000);
    expect(problems).toEqual([{ kind: 'mfa-sessions-in-memory', where: 'memory-denied' }]);
    const checks = await app.value(app.app.api.doctor.run({}));
    expect(checks.find(({ check }) => check === 'keychain')).toEqual({
      check: 'keychain',
      level: 'warning',
      facts: { where: 'memory-denied' },
    });
  });
});
