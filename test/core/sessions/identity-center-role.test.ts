import { describe, expect, it } from 'vitest';
import type { SsoSettings } from '../../../src/core/sso-settings.ts';
import { failed, ok } from '../../../src/core/result.ts';
import type { RoleDraft } from '../../../src/core/roles/role-draft.ts';
import type { Role } from '../../../src/core/roles/role.ts';
import { type CoreProcess, CoreMachine, HOUR, MINUTE } from '../../support/core-harness.ts';

const config = `[sso-session firm]
sso_start_url = https://firm.awsapps.com/start
sso_region = eu-central-1
`;
const startUrl = 'https://other.awsapps.com/start';

function permissionSet(name: string, more: Partial<RoleDraft> = {}): RoleDraft {
  const sso = more.startUrl === undefined ? { ssoSession: 'firm' } : {};
  const assignment = { accountId: '123456789012', permissionSet: 'ReadOnly' };
  return { kind: 'identity-center', name, ...assignment, ...sso, ...more };
}

const assume = (app: CoreProcess, role: Role, keep = true) =>
  app.done(app.app.api.session.assume({ roleId: role.id, keep, takeOver: false }));

/** Returns a machine and a list that gets each request to its access portal. */
function setup() {
  const machine = new CoreMachine();
  machine.config.set(config);
  const requests: SsoSettings[] = [];
  const seconds = { value: 3600 };
  machine.permissionSet = (settings) => {
    requests.push(settings);
    return ok(machine.sts.issuePermissionSet(seconds.value));
  };
  return { machine, requests, seconds };
}

describe('an Identity Center role', () => {
  it('gets its session from the access portal, and gets the next session before the first one ends', async () => {
    const { machine, requests, seconds } = setup();
    seconds.value = 4 * 3600;
    const app = await machine.start();
    const role = await app.add(permissionSet('client'));
    expect(await assume(app, role)).toMatchObject({ ok: true });
    expect(requests).toEqual([
      {
        startUrl: 'https://firm.awsapps.com/start',
        region: 'eu-central-1',
        accountId: '123456789012',
        roleName: 'ReadOnly',
        session: 'firm',
      },
    ]);
    const first = machine.section('client').accessKeyId;
    expect(first).not.toBeNull();
    await machine.clock.advance(3 * HOUR);
    expect(machine.section('client').accessKeyId).toBe(first);
    await machine.clock.advance(30 * HOUR);
    expect(app.view(role)).toMatchObject({ failure: null, session: { state: 'active' } });
    expect(requests.length).toBeLessThanOrEqual(11);
    expect(machine.sts.calls.every(({ operation }) => operation === 'GetCallerIdentity')).toBe(
      true,
    );
  });

  it('adopts the session that another process wrote, and releases it', async () => {
    const { machine, requests } = setup();
    const first = await machine.start('nothing');
    const role = await first.add(permissionSet('client'));
    expect(await assume(first, role)).toMatchObject({ ok: true });
    const second = await machine.start();
    await machine.clock.advanceUntil(() => second.view(role).session.state === 'active', MINUTE);
    expect(requests).toHaveLength(1);
    await second.value(second.app.api.session.release({ roleId: role.id }));
    expect(machine.section('client').credentials).toBeNull();
  });

  it('waits for a sign-in, after which all roles of that sign-in continue by themselves', async () => {
    const { machine, requests } = setup();
    const answer = machine.permissionSet;
    const needed = { kind: 'sign-in-needed', profile: 'firm', how: 'sso' } as const;
    machine.permissionSet = () => failed(needed);
    const app = await machine.start();
    const roles = [
      await app.add(permissionSet('one')),
      await app.add(permissionSet('two', { permissionSet: 'Admin' })),
    ];
    for (const role of roles)
      expect(await assume(app, role)).toEqual({ ok: false, failure: needed });
    const begun = app.app.api.signIn.begin({ profile: needed.profile, device: false });
    await machine.clock.advance(100);
    expect(machine.signIn.waiting).toMatchObject([{ name: 'firm', region: 'eu-central-1' }]);
    machine.permissionSet = answer;
    machine.signIn.answer();
    expect(await begun).toMatchObject({ ok: true });
    const areActive = () => roles.every((role) => app.view(role).session.state === 'active');
    await machine.clock.advanceUntil(areActive, MINUTE);
    expect(areActive()).toBe(true);
    expect(requests.map(({ roleName }) => roleName).sort()).toEqual(['Admin', 'ReadOnly']);
  });

  it('signs in to its start URL if it has no sso-session', async () => {
    const { machine, requests } = setup();
    const app = await machine.start();
    const role = await app.add(permissionSet('client', { startUrl, ssoRegion: 'us-west-2' }));
    expect(await assume(app, role)).toMatchObject({ ok: true });
    expect(requests).toMatchObject([{ startUrl, region: 'us-west-2', session: null }]);
    void app.app.api.signIn.begin({ profile: startUrl, device: false });
    await machine.clock.advance(100);
    expect(machine.signIn.waiting).toMatchObject([
      { name: null, startUrl, region: 'us-west-2', scopes: [] },
    ]);
  });

  it('can still be the source of a role after the clock jumped while STS was unreachable', async () => {
    const { machine, requests } = setup();
    const app = await machine.start();
    await app.keep(await app.add(permissionSet('parent')));
    const child = await app.add({ name: 'child', sourceProfile: 'parent' });
    await app.keep(child);
    machine.sts.trouble = () => ({ code: 'ENETUNREACH', trouble: 'connection', status: null });
    machine.clock.stepWall(30 * MINUTE);
    const before = requests.length;
    await machine.clock.advance(30 * MINUTE);
    // The retries of the role `child` do not each request a new session of the permission set.
    expect(app.view(child)).toMatchObject({ failure: { kind: 'network' } });
    expect(requests.length - before).toBeLessThan(5);
    machine.sts.trouble = () => null;
    await machine.clock.advance(5 * MINUTE);
    expect(app.view(child)).toMatchObject({ failure: null, session: { state: 'active' } });
  });

  it('is tried again within 2 min if the portal throttles, but 4 to 14 times in 5 h if it denies access', async () => {
    const { machine } = setup();
    const answer = machine.permissionSet;
    const app = await machine.start();
    const role = await app.add(permissionSet('client'));
    machine.permissionSet = () => failed({ kind: 'throttled', requestId: null });
    expect(await assume(app, role)).toMatchObject({ failure: { kind: 'throttled' } });
    machine.permissionSet = answer;
    await machine.clock.advance(2 * MINUTE);
    expect(app.view(role).session.state).toBe('active');

    const denied = {
      kind: 'permission-set-denied',
      accountId: '123456789012',
      permissionSet: 'ReadOnly',
      message: 'No access',
      requestId: null,
    } as const;
    let tries = 0;
    machine.permissionSet = () => {
      tries += 1;
      return failed(denied);
    };
    await machine.clock.advance(5 * HOUR);
    expect(app.view(role)).toMatchObject({ failure: denied });
    expect(tries).toBeGreaterThan(3);
    expect(tries).toBeLessThan(15);
  });

  it('fails with the name of its sso-session if the config file does not have that sso-session', async () => {
    const { machine } = setup();
    const app = await machine.start();
    const role = await app.add(permissionSet('client', { ssoSession: 'gone' }));
    expect(await assume(app, role)).toMatchObject({
      failure: { kind: 'source-failed', profile: 'client', message: /"gone"/ },
    });
  });

  it.each([
    ['on', true],
    ['off', false],
  ])('can be the source of another role while it is %s', async (_title, isOn) => {
    const { machine, requests } = setup();
    const app = await machine.start();
    const hub = await app.add(permissionSet('hub'));
    if (isOn) expect(await assume(app, hub)).toMatchObject({ ok: true });
    const client = await app.add({ name: 'client', sourceProfile: 'hub' });
    expect(await assume(app, client)).toMatchObject({ ok: true });
    expect(requests).toHaveLength(1);
    const call = machine.sts.calls.find(({ operation }) => operation === 'AssumeRole');
    expect(call?.durationSeconds).toBe(3600);
    if (isOn) expect(call?.signedBy).toBe(machine.section('hub').accessKeyId);
    else expect(machine.section('hub').accessKeyId).toBeNull();
    await machine.clock.advance(6 * HOUR);
    expect(app.view(client)).toMatchObject({ failure: null, session: { state: 'active' } });
  });

  it('cannot be the source of a role with MFA, because its session cannot call GetSessionToken', async () => {
    const { machine } = setup();
    const app = await machine.start();
    await app.add(permissionSet('hub'));
    const mfaSerial = 'arn:aws:iam::111122223333:mfa/alice';
    const client = await app.add({ name: 'client', sourceProfile: 'hub', mfaSerial });
    expect(await assume(app, client)).toMatchObject({
      failure: { kind: 'mfa-impossible', serial: mfaSerial, profile: 'hub' },
    });
  });

  it('requests at most eight sessions from the portal at the same time', async () => {
    const { machine } = setup();
    let [running, most] = [0, 0];
    const app = await machine.start();
    const roles: Role[] = [];
    for (let index = 0; index < 20; index += 1)
      roles.push(await app.add(permissionSet(`client-${index}`)));
    machine.permissionSetCalls = async (issue) => {
      running += 1;
      most = Math.max(most, running);
      await new Promise<void>((done) => machine.clock.wake(100, done));
      running -= 1;
      return issue();
    };
    const results = await Promise.all(roles.map((role) => assume(app, role)));
    expect(results.every(({ ok: isOk }) => isOk)).toBe(true);
    expect(most).toBe(8);
  });
});
