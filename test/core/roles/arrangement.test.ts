import { describe, expect, it } from 'vitest';
import { changeRole, completeRole, type RoleDraft } from '../../../src/core/roles/role-draft.ts';
import { digestOf } from '../../../src/core/roles/role-digest.ts';
import type { Role } from '../../../src/core/roles/role.ts';
import { CoreMachine, MINUTE } from '../../support/core-harness.ts';
import { sha256 } from '../../support/sha256.ts';

const roleArn = 'arn:aws:iam::123456789012:role/x';

function complete(draft: Partial<RoleDraft>): ReturnType<typeof completeRole> {
  return completeRole(
    { name: 'a', roleArn, ...draft },
    { id: '0123456789ab', sessionName: 'alice@laptop' },
  );
}

function role(draft: Partial<RoleDraft> = {}): Role {
  const completed = complete(draft);
  if (!completed.ok) throw new Error(JSON.stringify(completed.failure));
  return completed.value;
}

describe('the group and the pin of a role', () => {
  it('are stored if given, and removed by null, false or an empty text', () => {
    expect(role({ group: ' Payments ', pinned: true })).toMatchObject({
      group: 'Payments',
      pinned: true,
    });
    const plain = role({ group: ' ', pinned: false });
    expect(plain).toEqual(role());
    expect(changeRole(role({ group: 'x', pinned: true }), { group: null, pinned: false })).toEqual({
      ok: true,
      value: role(),
    });
    expect(changeRole(role({ group: 'x', pinned: true }), { region: 'eu-west-1' })).toMatchObject({
      value: { group: 'x', pinned: true },
    });
  });

  it.each([
    ['accepted with 64 characters outside the BMP', '𝔊'.repeat(64), null],
    ['refused with 65 characters', 'g'.repeat(65), { kind: 'length', min: 1, max: 64 }],
    ['refused with a line break', 'a\nb', { kind: 'characters' }],
  ])('follow the rules: the group is %s', (_what, group, rule) => {
    const completed = complete({ group });
    if (rule === null) expect(completed.ok).toBe(true);
    else
      expect(completed).toMatchObject({
        ok: false,
        failure: { kind: 'field-invalid', field: 'group', rule },
      });
  });

  it('do not change the digest of the role', () => {
    expect(digestOf(role({ group: 'x', pinned: true }), null, sha256)).toBe(
      digestOf(role(), null, sha256),
    );
  });

  it('can change without any effect on the session of a role or on the failure of a role', async () => {
    const machine = new CoreMachine();
    const panel = await machine.start();
    const [good, bad] = [
      await panel.add({ name: 'good' }),
      await panel.add({ name: 'bad', sourceProfile: 'nowhere' }),
    ];
    await panel.keep(good);
    await panel.done(panel.app.api.session.assume({ roleId: bad.id, keep: true, takeOver: false }));
    const before = [panel.view(good).session, panel.view(bad).session];
    for (const { id } of [good, bad]) {
      await panel.value(
        panel.app.api.role.set({ roleId: id, changes: { pinned: true, group: 'Payments' } }),
      );
    }
    expect([panel.view(good).session, panel.view(bad).session]).toEqual(before);
    expect(panel.view(good).role).toMatchObject({ pinned: true, group: 'Payments' });
  });
});

describe('the time a role was last used', () => {
  it('is known in all processes, also after a release and a restart', async () => {
    const machine = new CoreMachine();
    const panel = await machine.start();
    const used = await panel.add({ name: 'used' });
    const unused = await panel.add({ name: 'unused' });
    expect(panel.view(used).lastUsedAt).toBeNull();
    const other = await machine.start('switched-on');
    await panel.keep(used);
    const at = panel.view(used).lastUsedAt;
    expect(at).toBe(machine.section('used').mark?.assumedAt);
    await machine.clock.advance(10 * MINUTE);
    expect(other.view(used).lastUsedAt).toBe(at);
    await panel.value(panel.app.api.session.release({ roleId: used.id }));
    await machine.clock.advance(MINUTE);
    const [here, there] = [panel.view(used).lastUsedAt, other.view(used).lastUsedAt];
    expect(here).not.toBeNull();
    expect(there).toBe(here);
    panel.kill();
    const again = await machine.start();
    expect(again.view(used).lastUsedAt).toBe(here);
    expect(again.view(unused).lastUsedAt).toBeNull();
  });
});
