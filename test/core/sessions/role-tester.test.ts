import { describe, expect, it } from 'vitest';
import { createMemorySecretStore } from '../../../src/node/memory-secret-store.ts';
import { failed, ok } from '../../../src/core/result.ts';
import type { RoleDraft } from '../../../src/core/roles/role-draft.ts';
import { CoreMachine, type CoreProcess, MINUTE } from '../../support/core-harness.ts';

const roleArn = 'arn:aws:iam::123456789012:role/Client';
const mfaSerial = 'arn:aws:iam::111122223333:mfa/alice';
const draft: RoleDraft = { name: 'client', roleArn };

async function startApp() {
  const machine = new CoreMachine();
  machine.sts.mfaCodes = new Set(['111111', '222222']);
  return { machine, app: await machine.start() };
}

const testRole = (
  app: CoreProcess,
  role: RoleDraft,
  code: string | null = null,
  roleId: string | null = null,
) => app.value(app.app.api.role.test({ role, roleId, code }));
const operations = (machine: CoreMachine) => machine.sts.calls.map(({ operation }) => operation);

describe('the test of a role', () => {
  it('reports the caller and the success of AssumeRole, and stores nothing', async () => {
    const { machine, app } = await startApp();
    const before = machine.text();
    const result = await testRole(app, draft);
    expect(result).toEqual({
      steps: [
        { kind: 'source', profile: 'default', gives: 'keys', through: [] },
        { kind: 'caller', arn: 'arn:aws:iam::111122223333:user/alice' },
        { kind: 'assume', roleArn, expiration: machine.sts.now() + 60 * MINUTE },
      ],
      codeFor: null,
      access: null,
    });
    expect(operations(machine)).toEqual(['GetCallerIdentity', 'AssumeRole']);
    expect(JSON.stringify([result, app.app.state()])).not.toMatch(/ASIA|secret\/|token\+/);
    expect(machine.text()).toBe(before);
    expect(machine.records()).toEqual([]);
    expect(app.app.state()).toMatchObject({ roles: [], mfaRequests: [] });
    expect(app.events).toEqual([]);
  });

  it('ends at the first step that fails, and says why', async () => {
    const { machine, app } = await startApp();
    expect(await testRole(app, { ...draft, sourceProfile: 'work' })).toMatchObject({
      steps: [{ kind: 'source', failure: { kind: 'source-missing', profile: 'work' } }],
    });
    expect(operations(machine)).toEqual([]);
    machine.sts.trouble = () => ({ code: 'InvalidClientTokenId', status: 403 });
    expect(await testRole(app, draft)).toMatchObject({
      steps: [
        { kind: 'source' },
        { kind: 'caller', failure: { kind: 'access-key-unknown', profile: 'default' } },
      ],
    });
    machine.sts.trouble = ({ operation }) =>
      operation === 'AssumeRole' ? { code: 'AccessDenied', status: 403 } : null;
    const denied = await testRole(app, { ...draft, externalId: 'word-1' });
    expect(denied).toMatchObject({
      steps: [
        { kind: 'source' },
        { kind: 'caller' },
        { kind: 'assume', failure: { kind: 'access-denied', roleArn } },
      ],
      codeFor: null,
    });
    expect(denied.access?.identityPolicy).toContain(roleArn);
    expect(denied.access?.trustPolicy).toContain('word-1');
    expect(app.app.state().roles).toEqual([]);
  });

  it('reports a source that needs a sign-in, or an invalid field, without an STS call', async () => {
    const { machine, app } = await startApp();
    machine.sourceTrouble = () => failed({ kind: 'sign-in-needed', profile: 'corp', how: 'sso' });
    machine.config.set('[profile corp]\nsso_account_id = 111122223333\nsso_role_name = Dev\n');
    expect(await testRole(app, { ...draft, sourceProfile: 'corp' })).toMatchObject({
      steps: [{ kind: 'source', failure: { kind: 'sign-in-needed' } }],
    });
    expect(
      await app.app.api.role.test({ role: { ...draft, roleArn: 'x' }, roleId: null, code: null }),
    ).toMatchObject({
      failure: { kind: 'field-invalid', field: 'role-arn' },
    });
    expect(
      await app.app.api.role.test({ role: draft, roleId: null, code: '12345x' }),
    ).toMatchObject({
      failure: { kind: 'field-invalid', field: 'mfaCode' },
    });
    expect(operations(machine)).toEqual([]);
  });

  it('uses a source role with or without a session, and does not write the section of the source role', async () => {
    const { machine, app } = await startApp();
    const hub = await app.add({ name: 'hub' });
    await app.keep(hub);
    const key = machine.section('hub').accessKeyId;
    expect(await testRole(app, { ...draft, sourceProfile: 'hub' })).toMatchObject({
      steps: [
        { kind: 'source', profile: 'default', through: ['hub'] },
        { kind: 'caller' },
        { kind: 'assume' },
      ],
    });
    expect(machine.sts.calls.at(-1)).toMatchObject({ signedBy: key, roleArn });
    // A source role that is on but has no valid session is assumed in memory.
    const far = await app.add({ name: 'far' });
    machine.sts.trouble = () => ({ code: 'AccessDenied' });
    await app.done(app.app.api.session.assume({ roleId: far.id, keep: true, takeOver: false }));
    machine.sts.trouble = () => null;
    expect((await testRole(app, { ...draft, sourceProfile: 'far' })).steps.at(-1)).toMatchObject({
      kind: 'assume',
      roleArn,
    });
    expect(machine.section('far').exists).toBe(false);
    expect(app.view(far).kept).toBe(true);
  });

  it('uses the changed draft of a saved role instead of the saved role', async () => {
    const { app } = await startApp();
    const role = await app.add({ name: 'client' });
    const child = await app.add({ name: 'child', sourceProfile: 'client' });
    expect(await testRole(app, { ...draft, externalId: 'new-word' }, null, role.id)).toMatchObject({
      steps: [{ kind: 'source' }, { kind: 'caller' }, { kind: 'assume' }],
    });
    expect(
      (await testRole(app, { ...draft, sourceProfile: 'child' }, null, role.id)).steps,
    ).toMatchObject([{ kind: 'source', failure: { kind: 'source-cycle' } }]);
    expect(app.view(child).session.state).toBe('inactive');
  });
});

describe('the test of a role with MFA', () => {
  it('reports that it needs a code, and adds no MFA request', async () => {
    const { machine, app } = await startApp();
    expect(await testRole(app, { ...draft, mfaSerial })).toEqual({
      steps: [
        { kind: 'source', profile: 'default', gives: 'keys', through: [] },
        { kind: 'caller', arn: 'arn:aws:iam::111122223333:user/alice' },
      ],
      codeFor: { serial: mfaSerial, sourceProfile: 'default', host: null, notBefore: null },
      access: null,
    });
    expect(app.app.state().mfaRequests).toEqual([]);
    expect(operations(machine)).toEqual(['GetCallerIdentity']);
  });

  it('continues with the code that mfa_process prints, or says why it printed none', async () => {
    const { machine, app } = await startApp();
    machine.mfaProcess = () => ok('111111');
    expect(await testRole(app, { ...draft, mfaSerial })).toMatchObject({
      steps: [{ kind: 'source' }, { kind: 'caller' }, { kind: 'code' }, { kind: 'assume' }],
      codeFor: null,
    });
    const failing = await startApp();
    const failure = { kind: 'source-failed', profile: 'default', message: 'no device' } as const;
    failing.machine.mfaProcess = () => failed(failure);
    expect(await testRole(failing.app, { ...draft, mfaSerial })).toMatchObject({
      steps: [{ kind: 'source' }, { kind: 'caller' }, { kind: 'code', failure }],
      codeFor: { serial: mfaSerial },
    });
    expect(operations(failing.machine)).toEqual(['GetCallerIdentity']);
  });

  it('gets an MFA session with the code, and the saved role uses this MFA session', async () => {
    const machine = new CoreMachine();
    machine.sts.mfaCodes = new Set(['111111']);
    const secrets = createMemorySecretStore();
    const app = await machine.start('switched-on', { secrets });
    const result = await testRole(app, { ...draft, mfaSerial }, '111111');
    expect(result.steps.map(({ kind: step }) => step)).toEqual([
      'source',
      'caller',
      'code',
      'assume',
    ]);
    expect(operations(machine)).toEqual(['GetCallerIdentity', 'GetSessionToken', 'AssumeRole']);
    expect(JSON.stringify([result, app.app.state()])).not.toMatch(/ASIA|111111/);
    expect(secrets.list()).toEqual([]);
    // Another test, and the role itself, need no second code.
    expect((await testRole(app, { ...draft, mfaSerial })).codeFor).toBeNull();
    await app.keep(await app.add({ ...draft, mfaSerial }));
    expect(operations(machine).filter((operation) => operation === 'GetSessionToken')).toHaveLength(
      1,
    );
    expect(secrets.list()).toHaveLength(1);
  });

  it('sends the code in AssumeRole if the role needs a code for each session', async () => {
    const { machine, app } = await startApp();
    const each = { ...draft, mfaSerial, mfa: 'each-time', durationSeconds: 7200 } as const;
    expect((await testRole(app, each)).codeFor).toMatchObject({ serial: mfaSerial });
    expect((await testRole(app, each, '111111')).steps.at(-1)).toMatchObject({ kind: 'assume' });
    expect(machine.sts.calls.at(-1)).toMatchObject({
      operation: 'AssumeRole',
      tokenCode: '111111',
    });
    expect(operations(machine)).not.toContain('GetSessionToken');
    expect(app.app.state().mfaRequests).toEqual([]);
  });

  it.each(['session', 'each-time'] as const)(
    'sends no code twice, and no other code right after a refused code (MFA mode: %s)',
    async (mfa) => {
      const { machine, app } = await startApp();
      const withDevice = { ...draft, mfaSerial, mfa };
      const refused = await testRole(app, withDevice, '000000');
      expect(refused.steps.at(-1)).toMatchObject({
        kind: 'code',
        failure: { kind: 'mfa-refused' },
      });
      const { notBefore } = refused.codeFor ?? {};
      expect(notBefore).toBeGreaterThan(machine.sts.now());
      const sent = machine.sts.calls.filter(({ tokenCode }) => tokenCode !== null);
      expect((await testRole(app, withDevice, '111111')).steps.at(-1)).toMatchObject({
        kind: 'code',
        failure: { kind: 'mfa-code-spent', nextAt: notBefore },
      });
      expect(machine.sts.calls.filter(({ tokenCode }) => tokenCode !== null)).toEqual(sent);
      await machine.clock.advance(MINUTE);
      expect((await testRole(app, withDevice, '000000')).steps.at(-1)).toMatchObject({
        failure: { kind: 'mfa-code-spent' },
      });
      await machine.clock.advance(MINUTE);
      expect((await testRole(app, withDevice, '111111')).steps.at(-1)).toMatchObject({
        kind: 'assume',
      });
      expect(machine.sts.calls.filter(({ tokenCode }) => tokenCode === '111111')).toHaveLength(1);
    },
  );

  it('does not end the MFA request of a saved role with the same device', async () => {
    const { app } = await startApp();
    const other = await app.add({ name: 'other', mfaSerial });
    await app.done(app.app.api.session.assume({ roleId: other.id, keep: true, takeOver: false }));
    const [request] = app.app.state().mfaRequests;
    await testRole(app, { ...draft, mfaSerial });
    expect(app.app.state().mfaRequests).toEqual([request]);
  });
});
