import { describe, expect, it } from 'vitest';
import type { Assignment } from '../../../src/core/access-portal.ts';
import type { Discovery } from '../../../src/core/contract/discovery-api.ts';
import type { Result } from '../../../src/core/result.ts';
import { CoreMachine } from '../../support/core-harness.ts';

const config = `[sso-session firm]
sso_start_url = https://firm.awsapps.com/start
sso_region = eu-central-1
[profile alone]
sso_start_url = https://alone.awsapps.com/start
sso_region = eu-west-1
sso_account_id = 111122223333
sso_role_name = Dev
`;
const from = { kind: 'sso-session', name: 'firm' } as const;
const other = {
  kind: 'start-url',
  startUrl: 'https://firm.awsapps.com/start',
  region: 'eu-central-1',
} as const;

function assignment(accountId: string, permissionSet: string): Assignment {
  return {
    accountId,
    accountName: `Account ${accountId.slice(0, 1)}`,
    emailAddress: '',
    permissionSet,
  };
}

const read = assignment('111122223333', 'Read');
const admin = assignment('111122223333', 'Admin');
const far = assignment('999988887777', 'Read');

async function start(assignments: readonly Assignment[] = [read, admin, far]) {
  const machine = new CoreMachine();
  machine.config.set(config);
  machine.portal.assignments = assignments;
  const core = await machine.start();
  const { api } = core.app;
  const list = (at: Parameters<typeof api.discovery.list>[0]['from'] = from) =>
    core.done(api.discovery.list({ from: at }));
  return { machine, core, api, list };
}

function linesOf(result: Result<Discovery | null>): readonly string[] {
  if (!result.ok || result.value === null) throw new Error(JSON.stringify(result));
  return result.value.assignments.map(
    ({ accountId, permissionSet, state, role }) =>
      `${accountId.slice(0, 1)} ${permissionSet} ${state} ${role?.name ?? '-'}`,
  );
}

const chosen = (each: Assignment, name: string) => ({
  accountId: each.accountId,
  permissionSet: each.permissionSet,
  name,
  group: 'Team',
});

describe('the discovery of permission sets', () => {
  it('lists the sso-sessions and start URLs of the config file and of roles', async () => {
    const { api, core } = await start();
    await core.done(api.discovery.add({ from: other, roles: [chosen(read, 'mine')] }));
    expect(await api.discovery.signIns({})).toEqual({
      ok: true,
      value: [
        { from, startUrl: 'https://firm.awsapps.com/start', region: 'eu-central-1' },
        {
          from: {
            kind: 'start-url',
            startUrl: 'https://alone.awsapps.com/start',
            region: 'eu-west-1',
          },
          startUrl: 'https://alone.awsapps.com/start',
          region: 'eu-west-1',
        },
        { from: other, startUrl: other.startUrl, region: other.region },
      ],
    });
  });

  it('lists a permission set as known if a role uses it, also if the request has a start URL instead of an sso-session', async () => {
    const { api, core, list } = await start();
    expect(linesOf(await list())).toEqual(['1 Admin new -', '1 Read new -', '9 Read new -']);
    const added = await core.done(
      api.discovery.add({ from, roles: [chosen(read, 'mine'), chosen(far, 'far')] }),
    );
    expect(added).toMatchObject({
      ok: true,
      value: [
        {
          result: {
            value: {
              role: {
                kind: 'identity-center',
                name: 'mine',
                ssoSession: 'firm',
                accountId: '111122223333',
                permissionSet: 'Read',
                group: 'Team',
                targetProfile: 'mine',
              },
            },
          },
        },
        { result: { value: { role: { name: 'far' } } } },
      ],
    });
    const known = ['1 Admin new -', '1 Read known mine', '9 Read known far'];
    expect(linesOf(await list())).toEqual(known);
    expect(linesOf(await list(other))).toEqual(known);
  });

  it('adds no role whose name or profile is taken or whose account ID is invalid, and adds the others in one write', async () => {
    const { api, core, machine } = await start();
    await core.add({ name: 'taken', targetProfile: 'used' });
    let writes = 0;
    machine.disk.beforeSettingsChange = () => {
      writes += 1;
      return Promise.resolve();
    };
    const added = await core.done(
      api.discovery.add({
        from,
        roles: [
          chosen(read, 'taken'),
          chosen(admin, 'used'),
          chosen(far, 'free'),
          chosen(far, 'free'),
          { ...chosen(far, 'x'), accountId: '12' },
        ],
      }),
    );
    const outcomes = added.ok ? added.value.map(({ result }) => result) : [];
    expect(outcomes).toMatchObject([
      { failure: { field: 'name', rule: { kind: 'taken', by: 'taken' } } },
      { failure: { field: 'profile', rule: { kind: 'taken', by: 'taken' } } },
      { ok: true },
      { failure: { field: 'name', rule: { kind: 'taken', by: 'free' } } },
      { failure: { field: 'account' } },
    ]);
    expect(writes).toBe(1);
    expect(core.app.state().roles.map(({ role }) => role.name)).toEqual(['taken', 'free']);
  });

  it('adds no role if the process is killed before it writes the settings', async () => {
    const { api, core, machine } = await start();
    const roles = [chosen(read, 'one'), chosen(admin, 'two'), chosen(far, 'three')];
    let reached: () => void = () => undefined;
    const atWrite = new Promise<void>((resolve) => {
      reached = resolve;
    });
    machine.disk.beforeSettingsChange = () => {
      reached();
      return new Promise(() => undefined);
    };
    void api.discovery.add({ from, roles });
    await atWrite;
    core.kill();
    machine.disk.beforeSettingsChange = () => Promise.resolve();
    const next = await machine.start();
    expect(next.app.state().roles).toEqual([]);
    await next.done(next.app.api.discovery.add({ from, roles }));
    expect(next.app.state().roles.map(({ role }) => role.name)).toEqual(['one', 'two', 'three']);
  });

  it('shows a vanished permission set in one listing, or in every listing while a role uses it', async () => {
    const { api, core, list, machine } = await start();
    await list();
    const added = await core.done(api.discovery.add({ from, roles: [chosen(read, 'mine')] }));
    machine.portal.assignments = [far];
    const first = await list();
    expect(linesOf(first)).toEqual(['1 Admin vanished -', '1 Read vanished mine', '9 Read new -']);
    expect(first).toMatchObject({ value: { lastAt: expect.any(Number) as number } });
    expect(linesOf(await list())).toEqual(['1 Read vanished mine', '9 Read new -']);
    const role = added.ok && added.value[0]?.result.ok ? added.value[0].result.value.role : null;
    await core.done(api.role.remove({ roleId: role?.id ?? '' }));
    expect(linesOf(await list())).toEqual(['9 Read new -']);
  });

  it('removes each requested role that exists, and returns a failure for one that does not', async () => {
    const { api, core } = await start();
    const roles = [chosen(read, 'one'), chosen(admin, 'two'), chosen(far, 'three')];
    await core.done(api.discovery.add({ from, roles }));
    const [one = '', two = ''] = core.app.state().roles.map(({ role }) => role.id);
    const unknown = '0123456789ab';
    const removed = await core.done(api.discovery.remove({ roleIds: [one, unknown, two, one] }));
    expect(removed).toMatchObject({
      ok: true,
      value: [
        { roleId: one, result: { ok: true, value: { name: 'one' } } },
        { roleId: unknown, result: { ok: false, failure: { kind: 'role-unknown' } } },
        { roleId: two, result: { ok: true, value: { name: 'two' } } },
      ],
    });
    expect(core.app.state().roles.map(({ role }) => role.name)).toEqual(['three']);
  });

  it('reports that a sign-in is needed, and succeeds after the sign-in', async () => {
    const { api, core, list, machine } = await start();
    const failure = { kind: 'sign-in-needed', profile: 'firm', how: 'sso' } as const;
    machine.portal.trouble = failure;
    expect(await list()).toEqual({ ok: false, failure });
    const begun = api.discovery.signIn({ from: other, device: true });
    await machine.clock.advance(100);
    expect(machine.signIn.waiting).toMatchObject([
      { name: null, startUrl: other.startUrl, region: 'eu-central-1' },
    ]);
    machine.portal.trouble = null;
    machine.signIn.answer();
    expect(await core.done(begun)).toEqual({ ok: true, value: null });
    expect(linesOf(await list())).toHaveLength(3);
  });

  it('shows its progress, is shared by all callers, and can be cancelled', async () => {
    const { api, core, machine } = await start();
    machine.portal.before = () =>
      new Promise((resolve) => {
        machine.clock.wake(500, resolve);
      });
    const both = [api.discovery.list({ from }), api.discovery.list({ from })];
    await machine.clock.advance(700);
    expect(core.app.state().discoveries).toEqual([
      { signIn: 'firm', accountsDone: 0, accounts: 2, permissionSets: 0, isThrottled: false },
    ]);
    await api.discovery.cancel({});
    await machine.clock.advance(1000);
    expect(await Promise.all(both)).toEqual(Array(2).fill({ ok: true, value: null }));
    expect(core.app.state().discoveries).toEqual([]);
  });

  it.each([
    [
      'an unknown sso-session',
      { kind: 'sso-session', name: 'nope' },
      'sso-session',
      { kind: 'one-of', options: ['firm'] },
    ],
    [
      'an sso-session without a name',
      { kind: 'sso-session', name: '' },
      'sso-session',
      { kind: 'required-or' },
    ],
    [
      'a start URL without https',
      { ...other, startUrl: 'http://firm' },
      'start-url',
      { kind: 'start-url' },
    ],
    ['an empty start URL', { ...other, startUrl: ' ' }, 'start-url', { kind: 'required' }],
    ['an empty region', { ...other, region: '' }, 'sso-region', { kind: 'required' }],
    ['an invalid region', { ...other, region: 'nowhere!' }, 'sso-region', { kind: 'region' }],
  ] as const)('refuses %s and names the field', async (_title, at, field, rule) => {
    const { list, api, core } = await start();
    const failure = { kind: 'field-invalid', field, rule };
    expect(await list(at)).toMatchObject({ ok: false, failure });
    expect(await core.done(api.discovery.signIn({ from: at, device: false }))).toMatchObject({
      failure,
    });
    expect(await core.done(api.discovery.add({ from: at, roles: [] }))).toMatchObject({ failure });
  });
});
