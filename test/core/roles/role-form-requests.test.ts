import { describe, expect, it } from 'vitest';
import { hasCredentials } from '../../../src/core/sessions/session.ts';
import { CoreMachine } from '../../support/core-harness.ts';

const roleArn = 'arn:aws:iam::123456789012:role/Client';

async function startApp() {
  const machine = new CoreMachine();
  return { machine, app: await machine.start() };
}

describe('a preview of a role', () => {
  it('gives the warnings that saving gives, and writes nothing', async () => {
    const { machine, app } = await startApp();
    machine.config.set('[profile client]\nsso_account_id = 111122223333\nsso_role_name = Dev\n');
    await app.add({ name: 'other', targetProfile: 'client' });
    const role = {
      name: 'client',
      roleArn,
      sourceProfile: 'nowhere',
      mfaSerial: 'arn:aws:iam::1:mfa/a',
      durationSeconds: 7200,
    };
    const before = app.app.state();
    const preview = await app.value(app.app.api.role.preview({ role, roleId: null }));
    expect(preview.warnings.map(({ kind }) => kind).sort()).toEqual([
      'duration-capped',
      'shadowing',
      'source-not-there-yet',
      'target-not-owned',
      'target-shared',
    ]);
    expect(app.app.state()).toEqual(before);
    const saved = await app.value(app.app.api.role.add({ role }));
    expect(saved.warnings).toEqual(preview.warnings);
    // An existing role gives the same preview, and does not conflict with itself.
    expect(await app.value(app.app.api.role.preview({ role, roleId: saved.role.id }))).toEqual(
      preview,
    );
  });

  it('fails if the name is taken, or if the role was removed', async () => {
    const { app } = await startApp();
    await app.add({ name: 'client' });
    const role = { name: 'client', roleArn };
    expect(await app.app.api.role.preview({ role, roleId: null })).toMatchObject({
      failure: { kind: 'field-invalid', field: 'name', rule: { kind: 'taken' } },
    });
    expect(await app.app.api.role.preview({ role, roleId: '0123456789ab' })).toMatchObject({
      failure: { kind: 'role-unknown' },
    });
  });
});

describe('the suggested source profiles', () => {
  it('are profiles with credentials and target profiles of roles, without secrets', async () => {
    const { machine, app } = await startApp();
    machine.config.set(
      '[profile corp]\nsso_account_id = 111122223333\nsso_role_name = Dev\n[profile tool]\ncredential_process = /bin/x --token abc\n[profile empty]\nregion = eu-west-1\n',
    );
    await app.keep(await app.add({ name: 'client' }));
    const sources = await app.value(app.app.api.role.sources({}));
    expect(sources).toEqual([
      { profile: 'default', credentialKind: 'keys' },
      { profile: 'client', credentialKind: 'role' },
      { profile: 'corp', credentialKind: 'sso' },
      { profile: 'tool', credentialKind: 'credential_process' },
    ]);
  });
});

describe('a removed role that is restored', () => {
  it('has its old ID, settings and place in the list, and is on again', async () => {
    const { machine, app } = await startApp();
    const role = await app.add({ name: 'client', externalId: 'word-1' });
    await app.add({ name: 'second' });
    await app.keep(role);
    const key = machine.section('client').accessKeyId;
    await app.value(app.app.api.role.remove({ roleId: role.id }));
    expect(machine.section('client').exists).toBe(false);
    const back = await app.value(app.app.api.role.putBack({ roleId: role.id }));
    expect(back.role).toEqual(role);
    expect(app.app.state().roles.map((view) => view.role.name)).toEqual(['client', 'second']);
    expect(app.view(role)).toMatchObject({ kept: true, session: { state: 'active' } });
    expect(machine.section('client').accessKeyId).not.toBe(key);
    // A removed role can be restored only once.
    expect(await app.app.api.role.putBack({ roleId: role.id })).toMatchObject({
      failure: { kind: 'role-unknown' },
    });
  });

  it('is off if it was off, and has a session if it was assumed without being on', async () => {
    const { machine, app } = await startApp();
    const off = await app.add({ name: 'off' });
    const once = await app.add({ name: 'once' });
    await app.value(app.app.api.session.assume({ roleId: once.id, keep: false, takeOver: false }));
    for (const { id } of [off, once]) await app.value(app.app.api.role.remove({ roleId: id }));
    const calls = machine.sts.calls.length;
    await app.value(app.app.api.role.putBack({ roleId: off.id }));
    expect(machine.sts.calls).toHaveLength(calls);
    expect(app.view(off)).toMatchObject({ kept: false, session: { state: 'inactive' } });
    await app.value(app.app.api.role.putBack({ roleId: once.id }));
    expect(app.view(once).kept).toBe(false);
    expect(hasCredentials(app.view(once).session)).toBe(true);
  });

  it('is refused if another role has got its name since the removal', async () => {
    const { app } = await startApp();
    const role = await app.add({ name: 'client' });
    await app.value(app.app.api.role.remove({ roleId: role.id }));
    await app.add({ name: 'client' });
    expect(await app.app.api.role.putBack({ roleId: role.id })).toMatchObject({
      failure: { kind: 'field-invalid', field: 'name' },
    });
  });
});
