import { remedyOf } from '../../src/core/contract/remedy.ts';
import { describe, expect, it } from 'vitest';
import { failed, ok } from '../../src/core/result.ts';
import { CoreMachine } from '../support/core-harness.ts';

const config = `[profile corp]
sso_session = firm
sso_account_id = 111122223333
sso_role_name = Dev
[profile other]
sso_session = firm
sso_account_id = 444455556666
sso_role_name = Dev
[profile alone]
sso_start_url = https://alone.awsapps.com/start
sso_region = eu-west-1
sso_account_id = 111122223333
sso_role_name = Dev
[profile console]
login_session = arn:aws:iam::111122223333:user/alice
[sso-session firm]
sso_start_url = https://firm.awsapps.com/start
sso_region = eu-central-1
sso_registration_scopes = sso:account:access, codewhisperer:completions
[profile unfinished]
sso_session = nowhere
sso_account_id = 111122223333
sso_role_name = Dev
`;
const corpKeys = { accessKeyId: 'AKIACORP000000000001', secretAccessKey: 'corp/secret' };
const needed = { kind: 'sign-in-needed', profile: 'corp', how: 'sso' } as const;

/** Starts a process with a role that waits until the user signs in to its source profile. */
async function startSignedOut() {
  const machine = new CoreMachine();
  machine.config.set(config);
  machine.sourceTrouble = () => failed(needed);
  const app = await machine.start();
  const role = await app.add({ name: 'client', sourceProfile: 'corp' });
  const assumed = await app.done(
    app.app.api.session.assume({ roleId: role.id, keep: true, takeOver: false }),
  );
  expect(assumed).toEqual({ ok: false, failure: needed });
  return { machine, app, role };
}

describe('signing in', () => {
  it('is the remedy for an expired sign-in, after which the waiting role continues', async () => {
    const { machine, app, role } = await startSignedOut();
    const { failure } = app.view(role);
    const remedy = failure === null ? null : remedyOf(failure, role.id);
    expect(remedy).toEqual({ kind: 'sign-in', profile: 'corp', how: 'sso' });
    if (remedy === null) return;
    const performed = app.app.perform(remedy);
    await machine.clock.advanceUntil(
      () => app.app.state().signIns.some(({ prompt }) => prompt !== null),
      1000,
    );
    expect(app.app.state().signIns).toMatchObject([
      { profile: 'corp', how: 'sso', prompt: machine.signIn.prompt },
    ]);
    expect(machine.signIn.waiting).toEqual([
      {
        kind: 'sso',
        profile: 'corp',
        name: 'firm',
        startUrl: 'https://firm.awsapps.com/start',
        region: 'eu-central-1',
        scopes: ['sso:account:access', 'codewhisperer:completions'],
      },
    ]);
    machine.sourceTrouble = () => ok(corpKeys);
    machine.signIn.answer();
    expect(await performed).toEqual({ ok: true, value: null });
    await machine.clock.advanceUntil(() => app.view(role).session.state === 'active', 1000);
    expect(app.view(role).session.state).toBe('active');
    expect(app.app.state().signIns).toEqual([]);
  });

  it('happens once for all profiles of an sso-session', async () => {
    const { machine, app } = await startSignedOut();
    const both = ['corp', 'other'].map((profile) =>
      app.app.api.signIn.begin({ profile, device: false }),
    );
    await machine.clock.advance(100);
    expect(app.app.state().signIns).toHaveLength(1);
    expect(machine.signIn.waiting).toHaveLength(1);
    const third = app.app.api.signIn.begin({ profile: 'alone', device: false });
    await machine.clock.advance(100);
    expect(machine.signIn.waiting).toMatchObject([{ name: 'firm' }, { name: null, scopes: [] }]);
    machine.signIn.answer();
    expect(await Promise.all([...both, third])).toEqual(Array(3).fill({ ok: true, value: null }));
  });

  it('is possible with the name of an sso-session, without a profile', async () => {
    const { machine, app } = await startSignedOut();
    const begun = app.app.api.signIn.begin({ profile: 'firm', device: false });
    await machine.clock.advance(100);
    expect(app.app.state().signIns).toMatchObject([{ profile: 'firm', how: 'sso' }]);
    expect(machine.signIn.waiting).toMatchObject([
      { kind: 'sso', profile: 'firm', name: 'firm', region: 'eu-central-1' },
    ]);
    machine.signIn.answer();
    expect(await begun).toEqual({ ok: true, value: null });
  });

  it('in another program lets a waiting role continue', async () => {
    const { machine, app, role } = await startSignedOut();
    machine.sourceTrouble = () => ok(corpKeys);
    machine.signIn.changed();
    await machine.clock.advanceUntil(() => app.view(role).session.state === 'active', 1000);
    expect(app.view(role).session.state).toBe('active');
  });

  it('can be cancelled, and is cancelled when the process ends', async () => {
    const { machine, app } = await startSignedOut();
    const given = app.app.api.signIn.begin({ profile: 'console', device: false });
    await machine.clock.advance(100);
    const [request] = app.app.state().signIns;
    expect(request).toMatchObject({ profile: 'console', how: 'login' });
    await app.app.api.signIn.cancel({ signInId: request?.id ?? '' });
    expect(await given).toMatchObject({
      ok: false,
      failure: { kind: 'sign-in-failed', why: 'cancelled' },
    });
    const last = app.app.api.signIn.begin({ profile: 'corp', device: false });
    await machine.clock.advance(100);
    await app.app.stop();
    expect(await last).toMatchObject({
      ok: false,
      failure: { kind: 'sign-in-failed', why: 'cancelled' },
    });
  });

  it.each(['default', 'missing', 'unfinished'])(
    'is refused for the profile %s, with the names of the profiles and sso-sessions that support it',
    async (profile) => {
      const { app } = await startSignedOut();
      expect(await app.app.api.signIn.begin({ profile, device: false })).toEqual({
        ok: false,
        failure: {
          kind: 'no-sign-in',
          profile,
          known: ['corp', 'other', 'alone', 'console', 'firm'],
        },
      });
    },
  );
});
