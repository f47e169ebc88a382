import { describe, expect, it } from 'vitest';
import { ok } from '../../../src/core/result.ts';
import type { RoleDraft } from '../../../src/core/roles/role-draft.ts';
import { ROLE_KINDS, type RoleKind } from '../../../src/core/roles/role-kinds.ts';
import type { Role } from '../../../src/core/roles/role.ts';
import { type CoreProcess, CoreMachine, HOUR, MINUTE } from '../../support/core-harness.ts';

const mfaSerial = 'arn:aws:iam::111122223333:mfa/alice';
const drafts: { readonly [Kind in RoleKind]: RoleDraft } = {
  'assume-role': { name: 'r', roleArn: 'arn:aws:iam::123456789012:role/R' },
  'identity-center': {
    kind: 'identity-center',
    name: 'r',
    ssoSession: 'firm',
    accountId: '123456789012',
    permissionSet: 'ReadOnly',
  },
  'mfa-session': { kind: 'mfa-session', name: 'r', mfaSerial },
};

function setup() {
  const machine = new CoreMachine();
  machine.config.set(
    '[sso-session firm]\nsso_start_url = https://f.awsapps.com/start\nsso_region = eu-central-1\n',
  );
  machine.sts.mfaCodes = new Set(['111111']);
  let issued = 0;
  machine.permissionSet = () => {
    issued += 1;
    return ok(machine.sts.issuePermissionSet(12 * 3600));
  };
  const sessionCount = () =>
    issued + machine.sts.calls.filter(({ operation }) => operation !== 'GetCallerIdentity').length;
  return { machine, sessionCount };
}

/** Switches the role on, and enters an MFA code if its kind needs one. */
async function switchOn(app: CoreProcess, role: Role, takeOver = false) {
  const request = { roleId: role.id, keep: true, takeOver };
  const result = await app.done(app.app.api.session.assume(request));
  if (result.ok || result.failure.kind !== 'mfa-needed') return result;
  const { mfaRequestId } = result.failure;
  await app.value(app.app.api.mfa.submit({ mfaRequestId, code: '111111' }));
  return app.done(app.app.api.session.ensure({ roleId: role.id }));
}

describe.each(ROLE_KINDS)('a role of the kind %s', (kind) => {
  it('keeps its session if the process is killed: the next process adopts it', async () => {
    const { machine, sessionCount } = setup();
    const app = await machine.start();
    const role = await app.add(drafts[kind]);
    expect(await switchOn(app, role)).toMatchObject({ ok: true });
    const accessKeyId = machine.section('r').accessKeyId;
    const before = sessionCount();
    app.kill();
    const next = await machine.start();
    await machine.clock.advance(MINUTE);
    expect(next.view(role)).toMatchObject({
      kept: true,
      failure: null,
      session: { state: 'active', accessKeyId },
    });
    expect(sessionCount()).toBe(before);
  });

  it('gives credentials to programs while it is on, also after a refresh', async () => {
    const { machine } = setup();
    const app = await machine.start();
    const role = await app.add(drafts[kind]);
    expect(await switchOn(app, role)).toMatchObject({ ok: true });
    for (let hours = 0; hours <= 11; hours += 1) {
      const { accessKeyId } = machine.section('r').credentials ?? {};
      expect(await app.done(app.app.servedSecrets(role))).toMatchObject({
        ok: true,
        value: { credentials: { accessKeyId } },
      });
      await machine.clock.advance(HOUR);
    }
    await app.value(app.app.api.session.release({ roleId: role.id }));
    expect(await app.done(app.app.servedSecrets(role))).toMatchObject({
      failure: { kind: 'role-off' },
    });
  });

  it('does not replace keys that another tool wrote, unless the person allows it', async () => {
    const { machine } = setup();
    const app = await machine.start();
    const role = await app.add(drafts[kind]);
    const otherKeys =
      '\n[r]\naws_access_key_id = AKIATHEIRS0000000001\naws_secret_access_key = s\n';
    machine.write(`${machine.text() ?? ''}${otherKeys}`);
    const refused = await app.done(
      app.app.api.session.assume({ roleId: role.id, keep: true, takeOver: false }),
    );
    expect(refused).toMatchObject({ failure: { kind: 'section-not-owned', profile: 'r' } });
    expect(machine.text()).toContain(otherKeys);
    expect(await switchOn(app, role, true)).toMatchObject({ ok: true });
    expect(machine.text()).not.toContain('AKIATHEIRS');
  });

  it('is switched off if someone removes its keys from the file', async () => {
    const { machine } = setup();
    const app = await machine.start();
    const role = await app.add(drafts[kind]);
    const textBefore = machine.text();
    await switchOn(app, role);
    await machine.clock.advance(HOUR / 4);
    machine.write(textBefore);
    await machine.clock.advance(MINUTE);
    expect(app.view(role)).toMatchObject({ kept: false, failure: { kind: 'section-removed' } });
  });

  it('gets no new session if its group changes, and gets a new digest in the file if its region changes', async () => {
    const { machine, sessionCount } = setup();
    const app = await machine.start();
    const role = await app.add(drafts[kind]);
    await switchOn(app, role);
    const before = sessionCount();
    await app.value(app.app.api.role.set({ roleId: role.id, changes: { group: 'g' } }));
    await machine.clock.advance(MINUTE);
    expect(sessionCount()).toBe(before);
    expect(machine.section('r').mark?.digest).toBeDefined();
    const digest = machine.section('r').mark?.digest;
    await app.value(app.app.api.role.set({ roleId: role.id, changes: { region: 'eu-west-1' } }));
    await machine.clock.advance(MINUTE);
    expect(machine.section('r').mark?.digest).not.toBe(digest);
    expect(app.view(role)).toMatchObject({ failure: null, session: { state: 'active' } });
  });
});
