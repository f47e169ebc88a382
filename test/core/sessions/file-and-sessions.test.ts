import { describe, expect, it } from 'vitest';
import type { Action } from '../../../src/core/contract/action.ts';
import type { RoleView } from '../../../src/core/contract/app-state.ts';
import { remedyOf } from '../../../src/core/contract/remedy.ts';
import { CoreMachine, HOUR, MINUTE } from '../../support/core-harness.ts';

const remedyFor = ({ failure, role }: RoleView): Action | null =>
  failure === null ? null : remedyOf(failure, role.id);

const assumeCalls = (machine: CoreMachine) =>
  machine.sts.calls.filter(({ operation }) => operation === 'AssumeRole');

async function startWithRole() {
  const machine = new CoreMachine();
  const app = await machine.start();
  const before = machine.text() ?? '';
  const role = await app.add({ name: 'client' });
  await app.keep(role);
  return { machine, app, role, before };
}

describe('a process that refreshes a role', () => {
  it('writes the newest session again if a tool writes back an old copy of the file', async () => {
    const { machine, app, role } = await startWithRole();
    const old = machine.text();
    await machine.clock.advance(40 * MINUTE);
    const newest = machine.section('client').accessKeyId;
    machine.write(old);
    await machine.clock.advance(1000);
    expect(machine.section('client').accessKeyId).toBe(newest);
    expect(app.events.map(({ event }) => event)).toEqual(['assumed', 'refreshed', 'rewritten']);
    expect(assumeCalls(machine)).toHaveLength(2);
    expect(app.view(role).session).toMatchObject({ state: 'active', accessKeyId: newest });
  });

  it('does not stop a running AssumeRole call if a tool writes back a released session', async () => {
    const machine = new CoreMachine();
    const watcher = await machine.start();
    const role = await watcher.add({ name: 'client' });
    const command = await machine.start('nothing');
    const assumeOnce = () =>
      command.app.api.session.assume({ roleId: role.id, keep: false, takeOver: false });
    await command.value(assumeOnce());
    const old = machine.text();
    await command.value(command.app.api.session.release({ roleId: role.id }));
    await machine.clock.advance(20_000);
    const running = assumeOnce();
    await machine.clock.advance(50);
    machine.write(old);
    await machine.clock.advance(100);
    expect(await command.done(running)).toMatchObject({ ok: true });
    await machine.clock.advance(5000);
    expect(machine.section('client').accessKeyId).toBe(machine.records()[0]?.accessKeyId);
    expect(machine.section('client').owned).toBe(true);
  });

  it('writes a section again if it vanishes right after a write, at most three times', async () => {
    const { machine, app, role, before } = await startWithRole();
    for (let time = 1; time <= 3; time += 1) {
      machine.write(before);
      await machine.clock.advance(1000);
      expect(machine.section('client').exists, `after removal ${String(time)}`).toBe(true);
    }
    machine.write(before);
    await machine.clock.advance(1000);
    expect(machine.section('client').exists).toBe(false);
    expect(app.view(role)).toMatchObject({ kept: false, failure: { kind: 'section-removed' } });
  });

  it('switches the role off and reports why if someone removes the section a minute after the write', async () => {
    const { machine, app, role, before } = await startWithRole();
    await machine.clock.advance(MINUTE);
    machine.write(before);
    await machine.clock.advance(1000);
    expect(app.view(role)).toMatchObject({
      kept: false,
      failure: { kind: 'section-removed' },
    });
    expect(remedyFor(app.view(role))).toEqual({ kind: 'assume', roleId: role.id });
    await machine.clock.advance(2 * HOUR);
    expect(machine.text()).toBe(before);
    expect(assumeCalls(machine)).toHaveLength(1);
    await app.keep(role);
    expect(app.view(role)).toMatchObject({ kept: true, failure: null });
  });

  it('does not treat a missing or empty file as a removal of the section', async () => {
    for (const emptied of [null, '', '\n']) {
      const { machine, app, role } = await startWithRole();
      await machine.clock.advance(MINUTE);
      machine.write(emptied);
      await machine.clock.advance(20 * MINUTE);
      expect(app.view(role).kept).toBe(true);
      expect(machine.text()).toBe(emptied);
    }
  });

  it('does not change a section with keys of another tool, and offers to replace the keys', async () => {
    const { machine, app, role, before } = await startWithRole();
    await machine.clock.advance(MINUTE);
    const changedText = `${before}\n[client]\naws_access_key_id = AKIABOB0000000000001\naws_secret_access_key = bob\n`;
    machine.write(changedText);
    await machine.clock.advance(2 * HOUR);
    expect(machine.text()).toBe(changedText);
    expect(app.view(role)).toMatchObject({
      failure: { kind: 'section-not-owned', holds: 'keys' },
    });
    expect(remedyFor(app.view(role))).toMatchObject({ kind: 'take-over', roleId: role.id });
    await app.value(app.app.perform({ kind: 'take-over', roleId: role.id }));
    expect(machine.section('client')).toMatchObject({ owned: true, mark: { roleId: role.id } });
  });

  it('removes a released session again if a tool writes it back', async () => {
    const { machine, app, role, before } = await startWithRole();
    const old = machine.text();
    await machine.clock.advance(MINUTE);
    await app.value(app.app.api.session.release({ roleId: role.id }));
    expect(machine.text()).toBe(before);
    machine.write(old);
    await machine.clock.advance(1000);
    expect(machine.text()).toBe(before);
    machine.write(old);
    const next = await machine.start();
    await machine.clock.advance(1000);
    expect(machine.text()).toBe(before);
    expect(next.view(role).session.state).toBe('inactive');
  });

  it('reports why botocore cannot parse the file, and continues after the file is repaired', async () => {
    const { machine, app, role } = await startWithRole();
    await machine.clock.advance(MINUTE);
    const good = machine.text() ?? '';
    const broken = `${good}this line is no key\n`;
    machine.write(broken);
    await machine.clock.advance(HOUR);
    expect(machine.text()).toBe(broken);
    expect(app.app.state().problems).toContainEqual(
      expect.objectContaining({ kind: 'file-broken', rule: 'line-without-value-sign' }),
    );
    expect(app.view(role).failure?.kind).toBe('file-broken');
    const calls = assumeCalls(machine).length;
    machine.write(good);
    await machine.clock.advance(2000);
    expect(assumeCalls(machine).length).toBe(calls + 1);
    expect(app.view(role)).toMatchObject({ failure: null, session: { state: 'active' } });
    expect(app.app.state().problems).toEqual([]);
  });

  it('keeps a session in memory if the disk is full, and writes it later without another STS call', async () => {
    const { machine, app, role } = await startWithRole();
    machine.files.writeTrouble = {
      kind: 'file-unwritable',
      file: '/memory/aws/credentials',
      code: 'ENOSPC',
    };
    await machine.clock.advance(41 * MINUTE);
    expect(app.view(role)).toMatchObject({
      session: { state: 'active' },
      failure: { kind: 'file-unwritable', code: 'ENOSPC' },
    });
    expect(assumeCalls(machine)).toHaveLength(2);
    machine.files.writeTrouble = null;
    await machine.clock.advance(2 * MINUTE);
    expect(app.view(role)).toMatchObject({ failure: null });
    expect(assumeCalls(machine)).toHaveLength(2);
  });
});

describe('two roles with the same target profile', () => {
  it('exclude each other: switching one on releases the other', async () => {
    const machine = new CoreMachine();
    const app = await machine.start();
    const one = await app.add({ name: 'one', targetProfile: 'work' });
    const two = await app.add({ name: 'two', targetProfile: 'work' });
    await app.keep(one);
    await app.keep(two);
    expect(app.view(one)).toMatchObject({ kept: false, session: { state: 'inactive' } });
    expect(app.view(two)).toMatchObject({ kept: true, session: { state: 'active' } });
    expect(machine.section('work').mark?.roleId).toBe(two.id);
    await machine.clock.advance(3 * HOUR);
    expect(machine.section('work').mark?.roleId).toBe(two.id);
    expect(app.events.map(({ event, roleName }) => `${roleName} ${event}`).slice(0, 3)).toEqual([
      'one assumed',
      'one released',
      'two assumed',
    ]);
  });
});

describe('a start of the application', () => {
  it('continues with a role that was on, and calls STS only if the session of the role has expired', async () => {
    const { machine, app, role } = await startWithRole();
    app.kill();
    await machine.clock.advance(10 * MINUTE);
    const second = await machine.start();
    await machine.clock.advance(1000);
    expect(second.view(role)).toMatchObject({ kept: true, session: { state: 'active' } });
    expect(assumeCalls(machine)).toHaveLength(1);
    second.kill();
    await machine.clock.advance(5 * HOUR);
    const third = await machine.start();
    await machine.clock.advance(1000);
    expect(third.view(role)).toMatchObject({ kept: true, session: { state: 'active' } });
    expect(assumeCalls(machine)).toHaveLength(2);
  });

  it('does not refresh a role that was assumed but not switched on', async () => {
    const machine = new CoreMachine();
    const command = await machine.start('nothing');
    const role = await command.add({ name: 'client' });
    await command.value(
      command.app.api.session.assume({ roleId: role.id, keep: false, takeOver: false }),
    );
    const text = machine.text();
    const app = await machine.start();
    await machine.clock.advance(2 * HOUR);
    expect(machine.text()).toBe(text);
    expect(app.view(role)).toMatchObject({
      kept: false,
      session: { state: 'expired', renewal: { state: 'none' } },
    });
    expect(assumeCalls(machine)).toHaveLength(1);
  });

  it('moves a corrupt settings file aside unchanged, and reports it', async () => {
    const machine = new CoreMachine();
    machine.disk.settingsText = '{"version": 1, "roles": [';
    const app = await machine.start();
    expect(app.app.state().problems).toContainEqual(
      expect.objectContaining({ kind: 'settings-set-aside' }),
    );
    expect([...machine.disk.setAside.values()]).toEqual(['{"version": 1, "roles": [']);
    await app.add({ name: 'client' });
  });
});
