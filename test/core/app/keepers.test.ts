import { describe, expect, it } from 'vitest';
import { CoreMachine, HOUR, type CoreProcess } from '../../support/core-harness.ts';
import { keepingChecks } from '../../../src/core/app/doctor/keeping-checks.ts';
import { Keepers } from '../../../src/core/app/keepers.ts';
import type { KeepingProcesses } from '../../../src/core/ports/keeping-processes.ts';
import type { Role } from '../../../src/core/roles/role.ts';

describe('the process that refreshes a role', () => {
  const pidsOf = (process: CoreProcess, role: Role): readonly number[] =>
    process.view(role).keptBy.map(({ pid }) => pid);

  /** Adds two roles and switches the first one on. */
  async function startMachine() {
    const machine = new CoreMachine();
    const command = await machine.start('nothing');
    const on = await command.add({ name: 'on' });
    const off = await command.add({ name: 'off' });
    await command.keep(on);
    return { machine, on, off };
  }

  it('is shown for a role that is on, and for a role that only `rolekeeper keep NAME` refreshes', async () => {
    const { machine, on, off } = await startMachine();
    const keep = await machine.start();
    const named = await machine.start('on-request');
    await named.value(named.app.api.session.keepHere({ roleId: off.id }));
    // A process knows as soon as it has started which processes refresh the roles.
    const status = await machine.start('nothing');
    expect(pidsOf(status, on)).toEqual([keep.pid]);
    expect(pidsOf(status, off)).toEqual([named.pid]);
    expect(status.view(off).kept).toBe(false);
    await machine.clock.advance(1000);
    expect(pidsOf(keep, on)).toEqual([]);
    expect(pidsOf(keep, off)).toEqual([named.pid]);
    expect(pidsOf(named, on)).toEqual([keep.pid]);
  });

  it('is shown as soon as the role is switched on, and no longer after the role is released', async () => {
    const { machine, on, off } = await startMachine();
    const keep = await machine.start();
    await machine.clock.advance(1000);
    const command = await machine.start('nothing');
    await command.keep(off);
    // The process that refreshes has not been notified of the change yet.
    expect(pidsOf(await machine.start('nothing'), off)).toEqual([keep.pid]);
    await command.value(command.app.api.session.release({ roleId: on.id }));
    await machine.clock.advance(1000);
    expect(pidsOf(await machine.start('nothing'), on)).toEqual([]);
  });

  it('is shown until it exits or is killed, and a command that only reads is not shown', async () => {
    const { machine, on } = await startMachine();
    const [one, other] = [await machine.start(), await machine.start()];
    await machine.clock.advance(1000);
    expect(pidsOf(await machine.start('nothing'), on)).toEqual([one.pid, other.pid]);
    await one.app.stop();
    expect(pidsOf(await machine.start('nothing'), on)).toEqual([other.pid]);
    other.kill();
    expect(pidsOf(await machine.start('nothing'), on)).toEqual([]);
  });

  it('appears in a running application when the process starts, and disappears when the process exits or is killed', async () => {
    const { machine, on } = await startMachine();
    const app = await machine.start();
    const seen: (readonly number[])[] = [];
    app.app.subscribe(() => seen.push(pidsOf(app, on)));
    const first = await machine.start();
    await machine.clock.advance(1000);
    expect(seen.at(-1)).toEqual([first.pid]);
    await first.app.stop();
    await machine.clock.advance(1000);
    expect(seen.at(-1)).toEqual([]);
    const second = await machine.start();
    await machine.clock.advance(1000);
    expect(seen.at(-1)).toEqual([second.pid]);
    second.kill();
    await machine.clock.advance(11_000);
    expect(seen.at(-1)).toEqual([]);
  });

  it('is named by the doctor in another process, and is called "here" by the doctor in the same process', async () => {
    const { machine, off } = await startMachine();
    const app = await machine.start();
    const named = await machine.start('on-request');
    await named.value(named.app.api.session.keepHere({ roleId: off.id }));
    await machine.clock.advance(1000);
    const keepingIn = async (process: CoreProcess) =>
      (await process.value(process.app.api.doctor.run({ offline: true })))
        .filter(({ check }) => check === 'keeping')
        .map(({ level, facts }) => ({ level, ...facts }));
    const byApp = { level: 'good', role: 'on', kind: 'keep', pid: app.pid, host: null };
    const byName = { level: 'good', role: 'off', kind: 'keep', pid: named.pid, host: null };
    expect(await keepingIn(app)).toEqual([{ level: 'good', role: 'on', kind: 'here' }, byName]);
    expect(await keepingIn(await machine.start('nothing'))).toEqual([byApp, byName]);
    app.kill();
    named.kill();
    expect(await keepingIn(await machine.start('nothing'))).toEqual([
      { level: 'warning', role: 'on' },
    ]);
  });

  it('is not shown if it is on another computer and may have ended; the doctor names that computer', () => {
    const unseen = { pid: 7, kind: 'keep', host: 'desktop', since: 0, isVisible: false } as const;
    const processes: KeepingProcesses = {
      announce: () => undefined,
      watch: () => () => undefined,
      others: () => [{ ...unseen, switchedOn: true, roleIds: [] }],
      absences: () => [],
    };
    const { clock } = new CoreMachine();
    const sessions = { entry: () => ({ kept: true, keptHere: false }) };
    const parts = { processes, clock, sessions: sessions as never, absence: {} as never };
    const keepers = new Keepers('nothing', parts);
    expect(keepers.of('a1', sessions.entry() as never)).toEqual([]);
    const roles = [{ id: 'a1', name: 'on' }];
    const shown = { settings: () => ({ roles }), sessions };
    expect(keepingChecks(shown as never, keepers)).toEqual([
      { check: 'keeping', level: 'warning', facts: { role: 'on', unseen: 'desktop' } },
    ]);
  });

  it('refreshes only the named role if it is `rolekeeper keep NAME`', async () => {
    const { machine, on, off } = await startMachine();
    const named = await machine.start('on-request');
    await named.value(named.app.api.session.keepHere({ roleId: off.id }));
    await machine.clock.advance(3 * HOUR);
    const status = await machine.start('nothing');
    expect(pidsOf(status, off)).toEqual([named.pid]);
    expect(pidsOf(status, on)).toEqual([]);
    expect(new Set(named.events.map(({ roleName }) => roleName))).toEqual(new Set(['off']));
    expect(machine.records().find(({ roleId }) => roleId === on.id)?.kept).toBe(true);
    await named.value(named.app.api.session.release({ roleId: off.id }));
    await machine.clock.advance(1000);
    expect(pidsOf(await machine.start('nothing'), off)).toEqual([]);
  });
});
