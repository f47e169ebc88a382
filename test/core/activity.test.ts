import { describe, expect, it } from 'vitest';
import type { ActivityEntry } from '../../src/core/activity-entry.ts';
import { isFirstAssume } from '../../src/views/first-steps/first-assume.ts';
import { CoreMachine, type CoreProcess } from '../support/core-harness.ts';

const listOf = async ({ app }: CoreProcess, roleId?: string): Promise<readonly ActivityEntry[]> => {
  const listed = await app.api.activity.list({
    limit: 10,
    ...(roleId === undefined ? {} : { roleId }),
  });
  return listed.ok ? listed.value : [];
};

describe('the activity log', () => {
  it('contains an event as soon as a listener is notified of the event', async () => {
    const app = await new CoreMachine().start();
    const role = await app.add({ name: 'client' });
    const lists: Promise<readonly ActivityEntry[]>[] = [];
    app.app.onEvent(() => lists.push(listOf(app)));
    await app.keep(role);
    expect((await Promise.all(lists)).map((entries) => entries.map(({ event }) => event))).toEqual([
      ['assumed'],
    ]);
  });

  it('contains a release once, even if the credentials file changes before the release has ended', async () => {
    const machine = new CoreMachine();
    const app = await machine.start();
    const role = await app.add({ name: 'client' });
    await app.keep(role);
    machine.files.releaseDelayMs = 5000;
    await app.value(app.app.api.session.release({ roleId: role.id }));
    await machine.clock.advance(60_000);
    expect((await listOf(app)).map(({ event }) => event)).toEqual(['released', 'assumed']);
  });

  it('lists the entries of one role, which show whether the role was assumed for the first time', async () => {
    const machine = new CoreMachine();
    const app = await machine.start();
    const [a, b] = [await app.add({ name: 'a' }), await app.add({ name: 'b' })];
    machine.sts.trouble = () => ({ code: 'AccessDenied', status: 403 });
    await app.done(app.app.api.session.assume({ roleId: a.id, keep: true, takeOver: false }));
    machine.sts.trouble = () => null;
    await app.keep(b);
    await app.keep(a);
    const first = await listOf(app, a.id);
    expect(first.map(({ roleName, event }) => `${roleName} ${event}`)).toEqual([
      'a assumed',
      'a failed',
    ]);
    expect(isFirstAssume(first)).toBe(true);
    await app.value(app.app.api.session.release({ roleId: a.id }));
    await app.keep(a);
    expect(isFirstAssume(await listOf(app, a.id))).toBe(false);
  });
});
