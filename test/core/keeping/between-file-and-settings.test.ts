import { describe, expect, it } from 'vitest';
import type { Api } from '../../../src/core/contract/api.ts';
import type { Result } from '../../../src/core/result.ts';
import type { RoleChanges } from '../../../src/core/roles/role-draft.ts';
import { CoreMachine, MINUTE } from '../../support/core-harness.ts';

const assumeCalls = (machine: CoreMachine) =>
  machine.sts.calls.filter(({ operation }) => operation === 'AssumeRole');

type Change = (api: Api, roleId: string) => Promise<Result<unknown>>;

function setTo(changes: RoleChanges): Change {
  return (api, roleId) => api.role.set({ roleId, changes });
}

/**
 * Starts a process that refreshes the role, and a command that changes the role. The command has
 * written the credentials file, and waits before it writes the settings.
 */
async function startBetweenWrites(change: Change, { named = false } = {}) {
  const machine = new CoreMachine();
  const keep = await machine.start(named ? 'on-request' : 'switched-on');
  const role = await keep.add({ name: 'client' });
  if (named) await keep.value(keep.app.api.session.keepHere({ roleId: role.id }));
  else await keep.keep(role);
  await machine.clock.advance(1000);
  const first = machine.section('client').accessKeyId;
  const before = keep.events.length;
  const command = await machine.start('nothing');
  let write: () => void = () => undefined;
  machine.disk.beforeSettingsChange = () => new Promise<void>((resolve) => (write = resolve));
  const changed = change(command.app.api, role.id);
  // Meanwhile the process that refreshes is notified that the command has changed the credentials
  // file and `state.db`, and reads both.
  await machine.clock.advance(10_000);
  const events = () => keep.events.slice(before).map(({ event }) => event);
  const finishTheChange = async () => {
    write();
    await command.value(changed);
    await machine.clock.advance(10_000);
  };
  return { machine, keep, command, role, first, events, finishTheChange };
}

describe('while a change of a role is in the credentials file but not yet in the settings', () => {
  const kinds = [
    ['a role that is on', false],
    ['a role that only `rolekeeper keep NAME` refreshes', true],
  ] as const;

  it.each(kinds)('the session of %s stays in its new section', async (_title, named) => {
    const { machine, keep, role, first, events, finishTheChange } = await startBetweenWrites(
      setTo({ targetProfile: 'moved' }),
      { named },
    );
    expect(machine.section('moved')).toMatchObject({ owned: true, accessKeyId: first });
    expect(keep.view(role)).toMatchObject({ kept: true, session: { accessKeyId: first } });
    await finishTheChange();
    expect(machine.section('moved')).toMatchObject({ owned: true, accessKeyId: first });
    expect(machine.section('client').exists).toBe(false);
    expect(keep.view(role)).toMatchObject({ kept: true, session: { accessKeyId: first } });
    expect(events()).toEqual([]);
    expect(assumeCalls(machine)).toHaveLength(1);
  });

  it.each(kinds)('%s stays on after the command removed its session', async (_title, named) => {
    const { machine, keep, role, first, events, finishTheChange } = await startBetweenWrites(
      setTo({ durationSeconds: 1800 }),
      { named },
    );
    expect(machine.section('client').exists).toBe(false);
    expect(keep.view(role).kept).toBe(true);
    await finishTheChange();
    expect(machine.section('client').owned).toBe(true);
    expect(machine.section('client').accessKeyId).not.toBe(first);
    expect(keep.view(role)).toMatchObject({ kept: true, session: { state: 'active' } });
    expect(events()).not.toContain('released');
    expect(assumeCalls(machine).map(({ durationSeconds }) => durationSeconds)).toEqual([
      3600, 1800,
    ]);
  });

  it.each(kinds)(
    '%s is reported as removed, not as released, if a command removes it',
    async (_title, named) => {
      const remove: Change = (api, roleId) => api.role.remove({ roleId });
      const { keep, role, events, finishTheChange } = await startBetweenWrites(remove, {
        named,
      });
      expect(keep.view(role).kept).toBe(true);
      expect(events()).toEqual([]);
      await finishTheChange();
      expect(keep.app.state().roles).toEqual([]);
      expect(events()).toEqual(['role-removed']);
    },
  );

  it('the role is assumed with the old settings if the command is killed before it writes the new ones', async () => {
    const { machine, keep, command, role, first } = await startBetweenWrites(
      setTo({ targetProfile: 'moved' }),
    );
    command.kill();
    await machine.clock.advance(MINUTE);
    expect(machine.section('moved').exists).toBe(false);
    expect(machine.section('client').owned).toBe(true);
    expect(machine.section('client').accessKeyId).not.toBe(first);
    expect(keep.view(role)).toMatchObject({ kept: true, session: { state: 'active' } });
  });
});

describe('a role that is added and assumed while the files are read', () => {
  it('keeps its session, even if the settings were read before the role was added', async () => {
    const machine = new CoreMachine();
    const keep = await machine.start();
    const other = await keep.add({ name: 'other' });
    await keep.keep(other);
    const command = await machine.start('nothing');
    const role = await command.add({ name: 'client' });
    const withRole = machine.disk.settingsText;
    await command.keep(role);
    // The next read returns old settings without the role, but the newest credentials file.
    machine.disk.oldSettingsForReads(1, withoutRole(withRole, role.id));
    machine.write(machine.text());
    await machine.clock.advance(10_000);
    expect(machine.section('client')).toMatchObject({ owned: true, mark: { roleId: role.id } });
    expect(keep.view(role)).toMatchObject({ kept: true, session: { state: 'active' } });
  });
});

function withoutRole(text: string | null, roleId: string): string {
  const settings = JSON.parse(text ?? '') as { roles: { id: string }[] };
  return JSON.stringify({ ...settings, roles: settings.roles.filter(({ id }) => id !== roleId) });
}
