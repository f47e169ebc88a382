import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AwayOccasion } from '../../../src/core/away-occasion.ts';
import type { WakeReason } from '../../../src/core/contract/app.ts';
import type { Role } from '../../../src/core/roles/role.ts';
import type { AwayPolicy } from '../../../src/core/settings/preference-values.ts';
import { createMemorySecretStore } from '../../../src/node/memory-secret-store.ts';
import { CoreMachine, type CoreProcess, HOUR, MINUTE } from '../../support/core-harness.ts';

const SERIAL = 'arn:aws:iam::111122223333:mfa/alice';
const SECOND = 1000;

const WAYS = [
  ['lock', 'onLock', 'unlock'],
  ['suspend', 'onSuspend', 'resume'],
  ['idle', 'onIdle', 'active'],
] as const satisfies readonly (readonly [AwayOccasion, string, WakeReason])[];

/** An application with two roles that are on. */
async function withRoles(preferences: object = {}) {
  const machine = new CoreMachine();
  const app = await machine.start();
  const roles = [await app.add({ name: 'one' }), await app.add({ name: 'two' })];
  await app.value(app.app.api.preferences.set({ changes: preferences }));
  for (const role of roles) await app.keep(role);
  const [first] = roles;
  if (first === undefined) throw new Error('no role');
  return { machine, app, roles, first };
}

const profilesIn = (machine: CoreMachine): readonly string[] =>
  ['one', 'two'].filter((name) => machine.section(name).accessKeyId !== null);
const assumes = (machine: CoreMachine): number =>
  machine.sts.calls.filter(({ operation }) => operation === 'AssumeRole').length;

describe.each(WAYS)('leaving by %s', (occasion, name, reason) => {
  it('keeps and refreshes the sessions by default', async () => {
    const { machine, app } = await withRoles();
    app.app.leave(occasion);
    await machine.clock.advance(3 * HOUR);
    expect(profilesIn(machine)).toEqual(['one', 'two']);
    expect(machine.sts.expirationOf(machine.section('one').accessKeyId ?? '')).toBeGreaterThan(
      machine.sts.now(),
    );
  });

  it('removes all keys and assumes nothing until the person is back, then assumes what is on', async () => {
    const { machine, app, roles } = await withRoles({ [name]: 'release' });
    app.app.leave(occasion);
    await machine.clock.advance(SECOND);
    expect(profilesIn(machine)).toEqual([]);
    const before = assumes(machine);
    await machine.clock.advance(3 * HOUR);
    app.app.wake('network');
    await machine.clock.advance(MINUTE);
    expect(assumes(machine)).toBe(before);
    expect(roles.map((role) => app.view(role).kept)).toEqual([true, true]);
    app.app.wake(reason);
    await machine.clock.advance(10 * SECOND);
    expect(profilesIn(machine)).toEqual(['one', 'two']);
    expect(assumes(machine)).toBe(before + 2);
    expect(app.events.map(({ event }) => event)).toEqual([
      ...['assumed', 'assumed', 'released', 'released', 'assumed', 'assumed'],
    ]);
  });

  it('switches no role on that was off, or that the person released before leaving', async () => {
    const { machine, app, first } = await withRoles({ [name]: 'release' });
    await app.value(app.app.api.session.release({ roleId: first.id }));
    app.app.leave(occasion);
    await machine.clock.advance(MINUTE);
    app.app.wake(reason);
    await machine.clock.advance(MINUTE);
    expect(profilesIn(machine)).toEqual(['two']);
  });

  it('forgets the MFA session everywhere, keeps the keys, and asks at the next refresh', async () => {
    const { machine, app, role, secrets } = await withMfaSession();
    await app.value(app.app.api.preferences.set({ changes: { [name]: 'forget-mfa' } }));
    expect(secrets.list()).toHaveLength(1);
    app.app.leave(occasion);
    await machine.clock.advance(SECOND);
    expect(secrets.list()).toEqual([]);
    expect(machine.section('guarded').accessKeyId).not.toBeNull();
    expect(app.app.state().mfaRequests).toEqual([]);
    await machine.clock.advance(50 * MINUTE);
    expect(app.view(role).failure?.kind).toBe('mfa-needed');
    const [request] = app.app.state().mfaRequests;
    await app.value(app.app.api.mfa.submit({ mfaRequestId: request?.id ?? '', code: '222222' }));
    expect(app.view(role)).toMatchObject({ failure: null, session: { state: 'active' } });
  });

  it('forgets the MFA session with the keys, and asks for a code when the person is back', async () => {
    const { machine, app, role, secrets } = await withMfaSession();
    await app.value(app.app.api.preferences.set({ changes: { [name]: 'release' } }));
    app.app.leave(occasion);
    await machine.clock.advance(2 * HOUR);
    expect(secrets.list()).toEqual([]);
    expect(machine.section('guarded').exists).toBe(false);
    expect(app.app.state().mfaRequests).toEqual([]);
    app.app.wake(reason);
    await machine.clock.advance(MINUTE);
    expect(app.view(role).failure?.kind).toBe('mfa-needed');
  });
});

async function withMfaSession() {
  const machine = new CoreMachine();
  machine.sts.mfaCodes = new Set(['111111', '222222']);
  const secrets = createMemorySecretStore();
  const app = await machine.start('switched-on', { secrets });
  const role = await app.add({ name: 'guarded', mfaSerial: SERIAL });
  await app.done(app.app.api.session.assume({ roleId: role.id, keep: true, takeOver: false }));
  const mfaRequestId = app.app.state().mfaRequests[0]?.id ?? '';
  await app.value(app.app.api.mfa.submit({ mfaRequestId, code: '111111' }));
  return { machine, app, role, secrets };
}

describe('a release for a person who left', () => {
  const leaving = { onLock: 'release', onSuspend: 'release' } as const;

  it('ends when the last of several occasions ends', async () => {
    const { machine, app } = await withRoles(leaving);
    app.app.leave('lock');
    app.app.leave('suspend');
    await machine.clock.advance(MINUTE);
    app.app.wake('resume');
    await machine.clock.advance(MINUTE);
    expect(profilesIn(machine)).toEqual([]);
    app.app.wake('unlock');
    await machine.clock.advance(MINUTE);
    expect(profilesIn(machine)).toEqual(['one', 'two']);
  });

  it('is a problem if it cannot write the file, and is tried again until it succeeds', async () => {
    const { machine, app } = await withRoles(leaving);
    const [file] = app.app.state().problems;
    expect(file).toBeUndefined();
    machine.files.writeTrouble = { kind: 'file-unwritable', file: '/f', code: 'EACCES' };
    app.app.leave('lock');
    await machine.clock.advance(SECOND);
    expect(app.app.state().problems).toEqual([
      {
        kind: 'keys-not-removed',
        occasion: 'lock',
        roles: ['one', 'two'],
        failure: { kind: 'file-unwritable', file: '/f', code: 'EACCES' },
      },
    ]);
    machine.files.writeTrouble = null;
    await machine.clock.advance(MINUTE);
    expect(profilesIn(machine)).toEqual([]);
    expect(app.app.state().problems).toEqual([]);
  });

  it('leaves valid sessions and reports the problem if it fails until the person is back', async () => {
    const { machine, app, roles } = await withRoles(leaving);
    machine.files.writeTrouble = { kind: 'file-unwritable', file: '/f', code: 'EACCES' };
    app.app.leave('lock');
    await machine.clock.advance(5 * MINUTE);
    app.app.wake('unlock');
    await machine.clock.advance(5 * MINUTE);
    machine.files.writeTrouble = null;
    await machine.clock.advance(5 * MINUTE);
    expect(profilesIn(machine)).toEqual(['one', 'two']);
    expect(roles.map((role) => app.view(role).session.state)).toEqual(['active', 'active']);
    expect(app.app.state().problems).toMatchObject([{ kind: 'keys-not-removed' }]);
  });

  it('stops a refresh that is under way', async () => {
    const { machine, app } = await withRoles(leaving);
    // A call takes 200 ms, so steps of 50 ms end during a call.
    await machine.clock.advance(37 * MINUTE);
    while (assumes(machine) === 2) await machine.clock.advance(50);
    app.app.leave('lock');
    await machine.clock.advance(MINUTE);
    expect(profilesIn(machine)).toEqual([]);
    app.app.wake('unlock');
    await machine.clock.advance(MINUTE);
    expect(profilesIn(machine)).toEqual(['one', 'two']);
  });

  it('needs no server, and the roles are assumed when STS answers again', async () => {
    const { machine, app } = await withRoles(leaving);
    machine.sts.trouble = () => ({
      code: 'ECONNREFUSED',
      trouble: 'connection',
      status: null,
      notSent: true,
    });
    app.app.leave('lock');
    await machine.clock.advance(SECOND);
    expect(profilesIn(machine)).toEqual([]);
    app.app.wake('unlock');
    await machine.clock.advance(MINUTE);
    expect(profilesIn(machine)).toEqual([]);
    machine.sts.trouble = () => null;
    await machine.clock.advance(10 * MINUTE);
    expect(profilesIn(machine)).toEqual(['one', 'two']);
  });

  it('leaves the roles on for the next start, if the process ends while the person is away', async () => {
    const { machine, app } = await withRoles(leaving);
    app.app.leave('lock');
    await machine.clock.advance(SECOND);
    app.kill();
    const again = await machine.start();
    await machine.clock.advance(MINUTE);
    expect(profilesIn(machine)).toEqual(['one', 'two']);
    expect(again.app.state().problems).toEqual([]);
  });

  it('stays in force for the other roles if a click in the panel assumes one', async () => {
    const { machine, app, first } = await withRoles(leaving);
    app.app.leave('lock');
    await machine.clock.advance(SECOND);
    await app.keep(first);
    await machine.clock.advance(HOUR);
    expect(profilesIn(machine)).toEqual(['one']);
  });

  it('leaves the roles in the right state after any events in any order', async () => {
    const event = fc.oneof(
      fc.record({ leave: fc.constantFrom<AwayOccasion>('lock', 'suspend', 'idle') }),
      fc.record({ wake: fc.constantFrom<WakeReason>('resume', 'unlock', 'active', 'network') }),
      fc.record({ ms: fc.constantFrom(0, 1, 100, 10 * SECOND, HOUR) }),
      fc.record({ trouble: fc.boolean() }),
    );
    const policy = fc.constantFrom<AwayPolicy>('keep', 'release', 'forget-mfa');
    const policies = fc.record({ onLock: policy, onSuspend: policy, onIdle: policy });
    await fc.assert(
      fc.asyncProperty(policies, fc.array(event, { maxLength: 12 }), async (given, events) => {
        const { machine, app, roles } = await withRoles(given);
        const away = new Set<AwayOccasion>();
        for (const each of events) {
          if ('leave' in each) {
            app.app.leave(each.leave);
            const [, name] = WAYS.find(([occasion]) => occasion === each.leave) ?? WAYS[0];
            if (given[name] === 'release') away.add(each.leave);
          } else if ('wake' in each) {
            app.app.wake(each.wake);
            if (each.wake === 'resume') away.delete('suspend');
            else if (each.wake !== 'network') away.clear();
          } else if ('ms' in each) await machine.clock.advance(each.ms);
          else
            machine.files.writeTrouble = each.trouble
              ? { kind: 'file-unwritable', file: '/f', code: 'EACCES' }
              : null;
        }
        machine.files.writeTrouble = null;
        await machine.clock.advance(HOUR);
        expect(profilesIn(machine)).toEqual(away.size > 0 ? [] : ['one', 'two']);
        expect(isOn(app, roles)).toEqual([true, true]);
      }),
      { numRuns: 60 },
    );
  });
});

function isOn(app: CoreProcess, roles: readonly Role[]): readonly boolean[] {
  return roles.map((role) => app.view(role).kept);
}

describe('another process that refreshes roles while the person leaves', () => {
  /** The application with both roles on, and another process that refreshes them. */
  async function withOther(preferences: object, refresh: 'switched-on' | 'on-request') {
    const { machine, app, roles, first } = await withRoles(preferences);
    const other = await machine.start(refresh);
    if (refresh === 'on-request')
      for (const { id } of roles) await other.value(other.app.api.session.keepHere({ roleId: id }));
    await machine.clock.advance(SECOND);
    return { machine, app, other, roles, first };
  }

  it.each(['switched-on', 'on-request'] as const)(
    'assumes nothing until the person is back: %s',
    async (refresh) => {
      const { machine, app, other } = await withOther({ onLock: 'release' }, refresh);
      const before = assumes(machine);
      app.app.leave('lock');
      await machine.clock.advance(3 * HOUR);
      expect(profilesIn(machine)).toEqual([]);
      expect(assumes(machine)).toBe(before);
      expect(other.app.state().problems).toEqual([]);
      app.app.wake('unlock');
      await machine.clock.advance(10 * SECOND);
      expect(profilesIn(machine)).toEqual(['one', 'two']);
    },
  );

  it('also releases the roles that it keeps by name and that are off', async () => {
    const { machine, app, roles, first } = await withRoles({ onSuspend: 'release' });
    await app.value(app.app.api.session.release({ roleId: first.id }));
    const other = await machine.start('on-request');
    await other.value(other.app.api.session.keepHere({ roleId: first.id }));
    await machine.clock.advance(SECOND);
    expect(profilesIn(machine)).toEqual(['one', 'two']);
    app.app.leave('suspend');
    await machine.clock.advance(MINUTE);
    expect(profilesIn(machine)).toEqual([]);
    app.app.wake('resume');
    await machine.clock.advance(10 * SECOND);
    expect(profilesIn(machine)).toEqual(['one', 'two']);
    expect(roles.map((role) => app.view(role).kept)).toEqual([false, true]);
  });

  it('serves no program meanwhile, and neither does the application', async () => {
    const { machine, app, other, first } = await withOther({ onLock: 'release' }, 'switched-on');
    app.app.leave('lock');
    const away = { kind: 'person-away', roleName: 'one', occasion: 'lock' };
    for (const each of [app, other])
      expect(await each.done(each.app.servedSecrets(first))).toEqual({ ok: false, failure: away });
    await machine.clock.advance(MINUTE);
    for (const each of [app, other])
      expect(await each.done(each.app.servedSecrets(first))).toEqual({ ok: false, failure: away });
    expect((await machine.start('nothing')).app.awayElsewhere()).toBe('lock');
    expect(profilesIn(machine)).toEqual([]);
    app.app.wake('unlock');
    await machine.clock.advance(10 * SECOND);
    for (const each of [app, other])
      expect(await each.done(each.app.servedSecrets(first))).toMatchObject({ ok: true });
    expect((await machine.start('nothing')).app.awayElsewhere()).toBeNull();
  });

  it('assumes nothing until the person is back if it starts meanwhile', async () => {
    const { machine, app } = await withRoles({ onLock: 'release' });
    app.app.leave('lock');
    await machine.clock.advance(SECOND);
    const before = assumes(machine);
    await machine.start();
    await machine.clock.advance(HOUR);
    expect(assumes(machine)).toBe(before);
    app.app.wake('unlock');
    await machine.clock.advance(10 * SECOND);
    expect(profilesIn(machine)).toEqual(['one', 'two']);
  });

  it('continues if the application ends, because then nobody reports the return', async () => {
    const { machine, app } = await withOther({ onLock: 'release' }, 'switched-on');
    app.app.leave('lock');
    await machine.clock.advance(MINUTE);
    app.kill();
    await machine.clock.advance(MINUTE);
    expect(profilesIn(machine)).toEqual(['one', 'two']);
  });

  it('forgets its MFA session in memory too, and asks at the next refresh', async () => {
    const { machine, app, role } = await withMfaSession();
    await app.value(app.app.api.preferences.set({ changes: { onLock: 'forget-mfa' } }));
    const other = await machine.start('on-request');
    await other.done(
      other.app.api.session.assume({ roleId: role.id, keep: false, takeOver: false }),
    );
    const mfaRequestId = other.app.state().mfaRequests[0]?.id ?? '';
    await other.value(other.app.api.mfa.submit({ mfaRequestId, code: '222222' }));
    await other.value(other.app.api.session.keepHere({ roleId: role.id }));
    app.app.leave('lock');
    await machine.clock.advance(SECOND);
    app.kill();
    const before = assumes(machine);
    await machine.clock.advance(50 * MINUTE);
    expect(assumes(machine)).toBe(before);
    expect(other.view(role).failure?.kind).toBe('mfa-needed');
  });

  it('leaves the roles in the right state after any events in any order', async () => {
    const event = fc.oneof(
      fc.record({ leave: fc.constantFrom<AwayOccasion>('lock', 'suspend', 'idle') }),
      fc.record({ wake: fc.constantFrom<WakeReason>('resume', 'unlock', 'active', 'network') }),
      fc.record({ ms: fc.constantFrom(0, 1, 100, 10 * SECOND, HOUR) }),
      fc.constant({ other: 'starts' } as const),
      fc.constant({ other: 'is killed' } as const),
    );
    const policies = { onLock: 'release', onSuspend: 'release', onIdle: 'release' };
    await fc.assert(
      fc.asyncProperty(fc.array(event, { maxLength: 12 }), async (events) => {
        const { machine, app } = await withOther(policies, 'switched-on');
        const away = new Set<AwayOccasion>();
        let others: readonly CoreProcess[] = [];
        for (const each of events) {
          if ('leave' in each) {
            app.app.leave(each.leave);
            away.add(each.leave);
          } else if ('wake' in each) {
            app.app.wake(each.wake);
            if (each.wake === 'resume') away.delete('suspend');
            else if (each.wake !== 'network') away.clear();
          } else if ('ms' in each) await machine.clock.advance(each.ms);
          else if (each.other === 'starts') others = [...others, await machine.start()];
          else {
            others.at(-1)?.kill();
            others = others.slice(0, -1);
          }
        }
        await machine.clock.advance(HOUR);
        expect(profilesIn(machine)).toEqual(away.size > 0 ? [] : ['one', 'two']);
      }),
      { numRuns: 40 },
    );
  });
});

describe('quitting', () => {
  it.each([
    ['keep', ['one', 'two']],
    ['forget-mfa', ['one', 'two']],
    ['release', []],
  ] as const)('does what the setting says: %s', async (onQuit, left) => {
    const { machine, app } = await withRoles({ onQuit });
    await app.done(app.app.stop());
    expect(profilesIn(machine)).toEqual(left);
  });

  it('removes the MFA session from the store if the setting says so', async () => {
    const { app, secrets } = await withMfaSession();
    await app.value(app.app.api.preferences.set({ changes: { onQuit: 'forget-mfa' } }));
    await app.done(app.app.stop());
    expect(secrets.list()).toEqual([]);
  });
});
