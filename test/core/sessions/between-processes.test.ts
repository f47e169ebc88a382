import { describe, expect, it } from 'vitest';
import { CoreMachine, HOUR, MINUTE } from '../../support/core-harness.ts';

const assumeCalls = (machine: CoreMachine) =>
  machine.sts.calls.filter(({ operation }) => operation === 'AssumeRole');

describe('two processes', () => {
  it('make one call per refresh, because each process adopts the session that the other wrote', async () => {
    const machine = new CoreMachine();
    const one = await machine.start();
    const role = await one.add({ name: 'client' });
    await one.keep(role);
    const two = await machine.start();
    await machine.clock.advance(1000);
    expect(two.view(role)).toMatchObject({ kept: true, session: { state: 'active' } });
    expect(assumeCalls(machine)).toHaveLength(1);
    await machine.clock.advance(5 * HOUR);
    expect(assumeCalls(machine).length).toBeLessThanOrEqual(9);
    expect(assumeCalls(machine).length).toBeGreaterThanOrEqual(8);
    expect(one.view(role).session).toEqual(two.view(role).session);
    expect(one.events.filter(({ event }) => event === 'failed')).toEqual([]);
  });

  it('notice that the other process switched a role on or released it', async () => {
    const machine = new CoreMachine();
    const app = await machine.start();
    const command = await machine.start('nothing');
    const role = await command.add({ name: 'client' });
    await command.keep(role);
    await machine.clock.advance(1000);
    expect(app.view(role)).toMatchObject({ kept: true, session: { state: 'active' } });
    await command.value(command.app.api.session.release({ roleId: role.id }));
    await machine.clock.advance(1000);
    expect(app.view(role)).toMatchObject({ kept: false, session: { state: 'inactive' } });
    expect(app.events.map(({ event }) => event)).toEqual(['adopted', 'released']);
    expect(machine.section('client').exists).toBe(false);
    await machine.clock.advance(2 * HOUR);
    expect(assumeCalls(machine)).toHaveLength(1);
  });

  it('treat a release during a refresh as final: a later answer of STS is not written', async () => {
    const machine = new CoreMachine();
    const app = await machine.start();
    const role = await app.add({ name: 'client' });
    await app.keep(role);
    const before = machine.text();
    const command = await machine.start('nothing');
    const refresh = app.app.api.session.assume({ roleId: role.id, keep: false, takeOver: false });
    await machine.clock.advance(100);
    expect(assumeCalls(machine)).toHaveLength(2);
    await command.value(command.app.api.session.release({ roleId: role.id }), 50);
    expect(await app.done(refresh)).toMatchObject({
      ok: false,
      failure: { kind: 'released-meanwhile' },
    });
    await machine.clock.advance(2 * MINUTE);
    expect(machine.text()).not.toBe(before);
    expect(machine.section('client').exists).toBe(false);
    expect(app.view(role)).toMatchObject({ kept: false, session: { state: 'inactive' } });
  });

  it('report a session that came from another STS endpoint, and replace it at the next refresh', async () => {
    const machine = new CoreMachine();
    const emulator = await machine.start('nothing', {
      env: { AWS_ENDPOINT_URL_STS: 'http://127.0.0.1:4566' },
    });
    const role = await emulator.add({ name: 'client' });
    await emulator.keep(role);
    const other = machine.section('client').accessKeyId;
    const app = await machine.start();
    await machine.clock.advance(MINUTE);
    expect(app.app.state().problems).toContainEqual({ kind: 'other-environment', roleId: role.id });
    expect(assumeCalls(machine)).toHaveLength(1);
    await machine.clock.advance(39 * MINUTE);
    expect(assumeCalls(machine)).toHaveLength(2);
    expect(machine.section('client').accessKeyId).not.toBe(other);
    expect(app.app.state().problems).toEqual([]);
  });

  it('assume a role again within 2 s if the other process changed the duration of the role', async () => {
    const machine = new CoreMachine();
    const app = await machine.start();
    const role = await app.add({ name: 'client' });
    await app.keep(role);
    const first = machine.section('client').mark;
    const command = await machine.start('nothing');
    await command.value(
      command.app.api.role.set({ roleId: role.id, changes: { durationSeconds: 1800 } }),
    );
    await machine.clock.advance(2000);
    const second = machine.section('client').mark;
    expect(second?.digest).not.toBe(first?.digest);
    expect(assumeCalls(machine).map(({ durationSeconds }) => durationSeconds)).toEqual([
      3600, 1800,
    ]);
    expect(app.view(role)).toMatchObject({
      kept: true,
      session: { state: 'active', renewal: { state: 'scheduled' } },
    });
  });

  it('move a session without an STS call if the other process changed the target profile of the role', async () => {
    const machine = new CoreMachine();
    const app = await machine.start();
    const role = await app.add({ name: 'client' });
    await app.keep(role);
    const key = machine.section('client').accessKeyId;
    const command = await machine.start('nothing');
    await command.value(
      command.app.api.role.set({ roleId: role.id, changes: { targetProfile: 'other' } }),
    );
    await machine.clock.advance(2000);
    expect(machine.section('client').exists).toBe(false);
    expect(machine.section('other').accessKeyId).toBe(key);
    expect(assumeCalls(machine)).toHaveLength(1);
    expect(app.view(role)).toMatchObject({
      kept: true,
      session: { state: 'active', accessKeyId: key },
    });
  });

  it('can assume a role after the process that locked the role is killed', async () => {
    const machine = new CoreMachine();
    const one = await machine.start();
    const role = await one.add({ name: 'client' });
    await one.keep(role);
    machine.sts.trouble = () => 'silent';
    void one.app.api.session.assume({ roleId: role.id, keep: true, takeOver: false });
    await machine.clock.advance(100);
    const two = await machine.start('nothing');
    machine.sts.trouble = () => null;
    const assume = two.app.api.session.assume({ roleId: role.id, keep: false, takeOver: false });
    await machine.clock.advance(1000);
    one.kill();
    const { expiration } = await two.value(assume, 2000);
    expect(two.view(role).session).toMatchObject({ state: 'active', expiration });
  });

  it('adopt a session in the file that is newer than the one in state.db, as after a kill between the two writes', async () => {
    const machine = new CoreMachine();
    const one = await machine.start('nothing');
    const role = await one.add({ name: 'client' });
    await one.keep(role);
    const stale = machine.records().find(({ roleId }) => roleId === role.id);
    const old = machine.text();
    await machine.clock.advance(MINUTE);
    await one.keep(role);
    const newer = machine.section('client').accessKeyId;
    expect(old).not.toBe(machine.text());
    machine.disk.process().records.change(role.id, '/memory/aws/credentials', () => stale ?? null);
    const two = await machine.start();
    await machine.clock.advance(1000);
    expect(two.view(role).session).toMatchObject({ state: 'active', accessKeyId: newer });
    expect(machine.records()[0]?.accessKeyId).toBe(newer);
    expect(assumeCalls(machine)).toHaveLength(2);
  });

  it('end the refreshes of `rolekeeper keep NAME` if another process releases the role', async () => {
    const machine = new CoreMachine();
    const keep = await machine.start('on-request');
    const role = await keep.add({ name: 'client' });
    await keep.value(keep.app.api.session.keepHere({ roleId: role.id }));
    await machine.clock.advance(2000);
    expect(keep.view(role)).toMatchObject({ kept: true, session: { state: 'active' } });
    expect(machine.records()[0]?.kept).toBe(false);
    const command = await machine.start('nothing');
    await command.value(command.app.api.session.release({ roleId: role.id }));
    await machine.clock.advance(2000);
    expect(keep.view(role)).toMatchObject({ kept: false, session: { state: 'inactive' } });
    expect(keep.events.map(({ event }) => event)).toEqual(['assumed', 'released']);
  });

  it('remove the keys of a role that the other process removed, and no longer refresh the role', async () => {
    const machine = new CoreMachine();
    const app = await machine.start();
    const before = machine.text();
    const role = await app.add({ name: 'client' });
    await app.keep(role);
    const command = await machine.start('nothing');
    await command.value(command.app.api.role.remove({ roleId: role.id }));
    await machine.clock.advance(2 * HOUR);
    expect(machine.text()).toBe(before);
    expect(assumeCalls(machine)).toHaveLength(1);
    expect(app.app.state().roles).toEqual([]);
    expect(machine.records()).toEqual([]);
  });
});

describe('a command that only reads', () => {
  it('shows the last failure of another process, and does not call STS', async () => {
    const machine = new CoreMachine();
    const app = await machine.start();
    const role = await app.add({ name: 'client' });
    await app.keep(role);
    machine.sts.trouble = () => ({ code: 'ECONNREFUSED', trouble: 'connection', status: null });
    await machine.clock.advance(41 * MINUTE);
    app.kill();
    const calls = machine.sts.calls.length;
    const status = await machine.start('nothing');
    expect(status.view(role)).toMatchObject({
      session: { state: 'active' },
      failure: { kind: 'network' },
    });
    expect(machine.sts.calls).toHaveLength(calls);
    machine.sts.trouble = () => null;
    await status.keep(role);
    expect((await machine.start('nothing')).view(role).failure).toBeNull();
  });
});
