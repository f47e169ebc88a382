import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AwayReason } from '../../../src/core/away-reason.ts';
import type { WakeReason } from '../../../src/core/contract/app.ts';
import type { Role } from '../../../src/core/roles/role.ts';
import type { AwayPolicy } from '../../../src/core/settings/preference-values.ts';
import { createMemorySecretStore } from '../../../src/node/memory-secret-store.ts';
import { CoreMachine, type CoreProcess, HOUR, MINUTE } from '../../support/core-harness.ts';

const SERIAL = 'arn:aws:iam::111122223333:mfa/alice';
const SECOND = 1000;

/** Each reason to leave, the preference for it, and the event when the person is back. */
const REASONS = [
  ['lock', 'onLock', 'unlock'],
  ['suspend', 'onSuspend', 'resume'],
  ['idle', 'onIdle', 'active'],
] as const satisfies readonly (readonly [AwayReason, string, WakeReason])[];

/** Starts an application with two roles that are on. */
async function startWithRoles(preferences: object = {}) {
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
const assumeCount = (machine: CoreMachine): number =>
  machine.sts.calls.filter(({ operation }) => operation === 'AssumeRole').length;

describe.each(REASONS)('the app, if the person leaves (%s),', (reason, setting, back) => {
  it('keeps and refreshes the sessions by default', async () => {
    const { machine, app } = await startWithRoles();
    app.app.leave(reason);
    await machine.clock.advance(3 * HOUR);
    expect(profilesIn(machine)).toEqual(['one', 'two']);
    expect(machine.sts.expirationOf(machine.section('one').accessKeyId ?? '')).toBeGreaterThan(
      machine.sts.now(),
    );
  });

  it('with the setting release removes all keys, and assumes nothing until the person is back', async () => {
    const { machine, app, roles } = await startWithRoles({ [setting]: 'release' });
    app.app.leave(reason);
    await machine.clock.advance(SECOND);
    expect(profilesIn(machine)).toEqual([]);
    const before = assumeCount(machine);
    await machine.clock.advance(3 * HOUR);
    app.app.wake('network');
    await machine.clock.advance(MINUTE);
    expect(assumeCount(machine)).toBe(before);
    expect(roles.map((role) => app.view(role).kept)).toEqual([true, true]);
    app.app.wake(back);
    await machine.clock.advance(10 * SECOND);
    expect(profilesIn(machine)).toEqual(['one', 'two']);
    expect(assumeCount(machine)).toBe(before + 2);
    expect(app.events.map(({ event }) => event)).toEqual([
      ...['assumed', 'assumed', 'released', 'released', 'assumed', 'assumed'],
    ]);
  });

  it('does not assume a role after the return if the person released it before leaving', async () => {
    const { machine, app, first } = await startWithRoles({ [setting]: 'release' });
    await app.value(app.app.api.session.release({ roleId: first.id }));
    app.app.leave(reason);
    await machine.clock.advance(MINUTE);
    app.app.wake(back);
    await machine.clock.advance(MINUTE);
    expect(profilesIn(machine)).toEqual(['two']);
  });

  it('with the setting forget-mfa forgets only the MFA session, and asks for a code at the next refresh', async () => {
    const { machine, app, role, secrets } = await startWithMfaSession();
    await app.value(app.app.api.preferences.set({ changes: { [setting]: 'forget-mfa' } }));
    expect(secrets.list()).toHaveLength(1);
    app.app.leave(reason);
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

  it('with the setting release also forgets the MFA session, and asks for a code after the return', async () => {
    const { machine, app, role, secrets } = await startWithMfaSession();
    await app.value(app.app.api.preferences.set({ changes: { [setting]: 'release' } }));
    app.app.leave(reason);
    await machine.clock.advance(2 * HOUR);
    expect(secrets.list()).toEqual([]);
    expect(machine.section('guarded').exists).toBe(false);
    expect(app.app.state().mfaRequests).toEqual([]);
    app.app.wake(back);
    await machine.clock.advance(MINUTE);
    expect(app.view(role).failure?.kind).toBe('mfa-needed');
  });
});

async function startWithMfaSession() {
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

describe('the release of roles when the person leaves', () => {
  const leaving = { onLock: 'release', onSuspend: 'release' } as const;

  it('lasts until the unlock if the computer resumes while the screen is locked', async () => {
    const { machine, app } = await startWithRoles(leaving);
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

  it('is reported as a problem if the file cannot be written, and is tried again until it succeeds', async () => {
    const { machine, app } = await startWithRoles(leaving);
    const [file] = app.app.state().problems;
    expect(file).toBeUndefined();
    machine.files.writeTrouble = { kind: 'file-unwritable', file: '/f', code: 'EACCES' };
    app.app.leave('lock');
    await machine.clock.advance(SECOND);
    expect(app.app.state().problems).toEqual([
      {
        kind: 'keys-not-removed',
        awayReason: 'lock',
        roles: ['one', 'two'],
        failure: { kind: 'file-unwritable', file: '/f', code: 'EACCES' },
      },
    ]);
    machine.files.writeTrouble = null;
    await machine.clock.advance(MINUTE);
    expect(profilesIn(machine)).toEqual([]);
    expect(app.app.state().problems).toEqual([]);
  });

  it('leaves the sessions valid if it fails until the person is back, and is shown as a problem after the return too', async () => {
    const { machine, app, roles } = await startWithRoles(leaving);
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

  it('stops a running refresh, which then writes no keys', async () => {
    const { machine, app } = await startWithRoles(leaving);
    // A call takes 200 ms, so steps of 50 ms end during a call.
    await machine.clock.advance(37 * MINUTE);
    while (assumeCount(machine) === 2) await machine.clock.advance(50);
    app.app.leave('lock');
    await machine.clock.advance(MINUTE);
    expect(profilesIn(machine)).toEqual([]);
    app.app.wake('unlock');
    await machine.clock.advance(MINUTE);
    expect(profilesIn(machine)).toEqual(['one', 'two']);
  });

  it('removes the keys while STS is unreachable, and the roles are assumed as soon as STS answers after the return', async () => {
    const { machine, app } = await startWithRoles(leaving);
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
    const { machine, app } = await startWithRoles(leaving);
    app.app.leave('lock');
    await machine.clock.advance(SECOND);
    app.kill();
    const again = await machine.start();
    await machine.clock.advance(MINUTE);
    expect(profilesIn(machine)).toEqual(['one', 'two']);
    expect(again.app.state().problems).toEqual([]);
  });

  it('continues for the other roles if a click in the panel assumes one role', async () => {
    const { machine, app, first } = await startWithRoles(leaving);
    app.app.leave('lock');
    await machine.clock.advance(SECOND);
    await app.keep(first);
    await machine.clock.advance(HOUR);
    expect(profilesIn(machine)).toEqual(['one']);
  });

  it('leaves, after random events, no keys if the person is away and a setting demands the release, or else all keys', async () => {
    const event = fc.oneof(
      fc.record({ leave: fc.constantFrom<AwayReason>('lock', 'suspend', 'idle') }),
      fc.record({ wake: fc.constantFrom<WakeReason>('resume', 'unlock', 'active', 'network') }),
      fc.record({ ms: fc.constantFrom(0, 1, 100, 10 * SECOND, HOUR) }),
      fc.record({ trouble: fc.boolean() }),
    );
    const policy = fc.constantFrom<AwayPolicy>('keep', 'release', 'forget-mfa');
    const policies = fc.record({ onLock: policy, onSuspend: policy, onIdle: policy });
    await fc.assert(
      fc.asyncProperty(policies, fc.array(event, { maxLength: 12 }), async (given, events) => {
        const { machine, app, roles } = await startWithRoles(given);
        const away = new Set<AwayReason>();
        for (const each of events) {
          if ('leave' in each) {
            app.app.leave(each.leave);
            const [, setting] = REASONS.find(([reason]) => reason === each.leave) ?? REASONS[0];
            if (given[setting] === 'release') away.add(each.leave);
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

describe('another process that refreshes roles', () => {
  /** Starts an application with two roles that are on, and another process that refreshes them. */
  async function startWithOtherProcess(preferences: object, refresh: 'switched-on' | 'on-request') {
    const { machine, app, roles, first } = await startWithRoles(preferences);
    const other = await machine.start(refresh);
    if (refresh === 'on-request')
      for (const { id } of roles) await other.value(other.app.api.session.keepHere({ roleId: id }));
    await machine.clock.advance(SECOND);
    return { machine, app, other, roles, first };
  }

  it.each(['switched-on', 'on-request'] as const)(
    'assumes nothing until the person is back (roles that it refreshes: %s)',
    async (refresh) => {
      const { machine, app, other } = await startWithOtherProcess({ onLock: 'release' }, refresh);
      const before = assumeCount(machine);
      app.app.leave('lock');
      await machine.clock.advance(3 * HOUR);
      expect(profilesIn(machine)).toEqual([]);
      expect(assumeCount(machine)).toBe(before);
      expect(other.app.state().problems).toEqual([]);
      app.app.wake('unlock');
      await machine.clock.advance(10 * SECOND);
      expect(profilesIn(machine)).toEqual(['one', 'two']);
    },
  );

  it('also releases a role that only `rolekeeper keep NAME` refreshes, when the person leaves', async () => {
    const { machine, app, roles, first } = await startWithRoles({ onSuspend: 'release' });
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

  it('gives programs no credentials while the person is away, and neither does the application', async () => {
    const { machine, app, other, first } = await startWithOtherProcess(
      { onLock: 'release' },
      'switched-on',
    );
    app.app.leave('lock');
    const away = { kind: 'person-away', roleName: 'one', awayReason: 'lock' };
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

  it('assumes nothing until the person is back if it starts while the person is away', async () => {
    const { machine, app } = await startWithRoles({ onLock: 'release' });
    app.app.leave('lock');
    await machine.clock.advance(SECOND);
    const before = assumeCount(machine);
    await machine.start();
    await machine.clock.advance(HOUR);
    expect(assumeCount(machine)).toBe(before);
    app.app.wake('unlock');
    await machine.clock.advance(10 * SECOND);
    expect(profilesIn(machine)).toEqual(['one', 'two']);
  });

  it('refreshes again if the application ends, because only the application can report the return', async () => {
    const { machine, app } = await startWithOtherProcess({ onLock: 'release' }, 'switched-on');
    app.app.leave('lock');
    await machine.clock.advance(MINUTE);
    app.kill();
    await machine.clock.advance(MINUTE);
    expect(profilesIn(machine)).toEqual(['one', 'two']);
  });

  it('also forgets the MFA session that it has in memory, and asks for a code at the next refresh', async () => {
    const { machine, app, role } = await startWithMfaSession();
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
    const before = assumeCount(machine);
    await machine.clock.advance(50 * MINUTE);
    expect(assumeCount(machine)).toBe(before);
    expect(other.view(role).failure?.kind).toBe('mfa-needed');
  });

  it('leaves, after random events, no keys if the person is away, or else the keys of all roles', async () => {
    const event = fc.oneof(
      fc.record({ leave: fc.constantFrom<AwayReason>('lock', 'suspend', 'idle') }),
      fc.record({ wake: fc.constantFrom<WakeReason>('resume', 'unlock', 'active', 'network') }),
      fc.record({ ms: fc.constantFrom(0, 1, 100, 10 * SECOND, HOUR) }),
      fc.constant({ other: 'starts' } as const),
      fc.constant({ other: 'is killed' } as const),
    );
    const policies = { onLock: 'release', onSuspend: 'release', onIdle: 'release' };
    await fc.assert(
      fc.asyncProperty(fc.array(event, { maxLength: 12 }), async (events) => {
        const { machine, app } = await startWithOtherProcess(policies, 'switched-on');
        const away = new Set<AwayReason>();
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

describe('the application, when it quits,', () => {
  it.each([
    ['keep', ['one', 'two']],
    ['forget-mfa', ['one', 'two']],
    ['release', []],
  ] as const)('with the setting "%s" leaves the keys of the profiles %j', async (onQuit, left) => {
    const { machine, app } = await startWithRoles({ onQuit });
    await app.done(app.app.stop());
    expect(profilesIn(machine)).toEqual(left);
  });

  it('with the setting "forget-mfa" removes the MFA session from the store', async () => {
    const { app, secrets } = await startWithMfaSession();
    await app.value(app.app.api.preferences.set({ changes: { onQuit: 'forget-mfa' } }));
    await app.done(app.app.stop());
    expect(secrets.list()).toEqual([]);
  });
});
