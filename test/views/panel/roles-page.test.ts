import { describe, expect, it } from 'vitest';
import { RoleCards } from '../../../src/views/panel/role-cards.ts';
import { type PanelContext, rolesPage } from '../../../src/views/panel/roles-page.ts';
import { en } from '../../../src/views/words/en.ts';
import { CoreMachine, MINUTE } from '../../support/core-harness.ts';

const roleArn = 'arn:aws:iam::123456789012:role/x';
const time = (at: number): string => new Date(at).toISOString().slice(11, 16);

function contextOf(machine: CoreMachine, query = '', limit = 40): PanelContext {
  const formatFor = (roleName: string | null) => ({
    roleName,
    field: (name: string) => name,
    time,
    moment: time,
  });
  return {
    words: en,
    now: machine.clock.now(),
    formatFor,
    query,
    mark: null,
    limit,
    surface: 'application',
    cards: new RoleCards(),
  };
}

describe('the first page of the panel', () => {
  it('is the first-run page if there is no role', async () => {
    const machine = new CoreMachine();
    const { app } = await machine.start();
    expect(rolesPage(app.state(), contextOf(machine))).toMatchObject({
      isFirstRun: true,
      summary: null,
      groups: [],
    });
  });

  it('groups roles that need a person, roles that are on and roles that are off', async () => {
    const machine = new CoreMachine();
    const panel = await machine.start();
    const { app } = panel;
    const on = await panel.add({ name: 'on' });
    await panel.add({ name: 'off' });
    const lost = await panel.add({ name: 'lost', sourceProfile: 'nowhere' });
    await panel.keep(on);
    await panel.done(app.api.session.assume({ roleId: lost.id, keep: true, takeOver: false }));
    await machine.clock.advance(10 * MINUTE);
    const page = rolesPage(app.state(), contextOf(machine));
    expect(page.groups.map(({ title, cards }) => [title, cards.map(({ name }) => name)])).toEqual([
      ['Needs you', ['lost']],
      ['On', ['on']],
      ['Off', ['off']],
    ]);
    const [first, second] = page.groups.map(({ cards }) => cards[0]);
    expect(second).toMatchObject({ tone: 'good', isOn: true, failure: null });
    expect(second?.life).toBe(83);
    expect(first?.failure?.remedy).toMatchObject({
      label: 'Edit role',
      click: { kind: 'show', route: { kind: 'role', field: 'source-profile' } },
    });
  });

  it('finds a role by its ARN, and shows no markup in names', async () => {
    const machine = new CoreMachine();
    const { app } = await machine.start();
    await app.api.role.add({ role: { name: 'a', roleArn, sourceProfile: 'x<b>\u202Ey' } });
    await app.api.role.add({
      role: { name: 'b', roleArn: 'arn:aws:iam::123456789012:role/Special' },
    });
    const found = rolesPage(app.state(), contextOf(machine, ' SPECIAL ')).groups.flatMap(
      ({ cards }) => cards,
    );
    expect(found.map(({ name }) => name)).toEqual(['b']);
    const [first] = rolesPage(app.state(), contextOf(machine)).groups.flatMap(({ cards }) => cards);
    expect(first?.facts).toContainEqual({
      label: 'Assumed from',
      text: 'xby',
      copied: 'x<b>\u202Ey',
    });
  });

  it('finds words of any field of a role in any order, with the best match first', async () => {
    const machine = new CoreMachine();
    const panel = await machine.start();
    await panel.add({ name: 'zebra', group: 'Payments', tags: [{ key: 'Team', value: 'Blue' }] });
    await panel.add({ name: 'audit', targetProfile: 'client-audit', sourceProfile: 'corp' });
    await panel.add({ name: 'my-audit' });
    await panel.add({ name: 'plain', roleArn: 'arn:aws:iam::210987654321:role/audit/Reader' });
    const found = (query: string): readonly string[] =>
      rolesPage(panel.app.state(), contextOf(machine, query)).groups.flatMap(({ cards }) =>
        cards.map(({ name }) => name),
      );
    for (const query of ['ZEB', 'payments', 'team=blue', 'blue', 'role/zebra', 'blue pay']) {
      expect(found(query), query).toEqual(['zebra']);
    }
    for (const query of ['client-', 'corp', 'corp audit'])
      expect(found(query), query).toEqual(['audit']);
    expect(found('210987654321')).toEqual(['plain']);
    expect(found('blue corp')).toEqual([]);
    expect(found('audit')).toEqual(['audit', 'my-audit', 'plain']);
  });

  it('lists the exact name first, then names that begin with the searched text', async () => {
    const machine = new CoreMachine();
    const panel = await machine.start();
    for (const name of ['a-prod', 'prod-eu', 'prod', 'production']) await panel.add({ name });
    const found = rolesPage(panel.app.state(), contextOf(machine, 'Prod')).groups[0]?.cards;
    expect(found?.map(({ name }) => name)).toEqual(['prod', 'prod-eu', 'production', 'a-prod']);
  });

  it('keeps the same match marked during a search, and marks the first match if none is marked', async () => {
    const machine = new CoreMachine();
    const panel = await machine.start();
    const one = await panel.add({ name: 'role-1' });
    const two = await panel.add({ name: 'role-2' });
    const marked = (mark: string | null) =>
      rolesPage(panel.app.state(), { ...contextOf(machine, 'role'), mark }).found?.marked?.card
        .name;
    expect(marked(null)).toBe('role-1');
    // The second role is now on and comes first, but the marked role stays the same.
    await panel.keep(two);
    expect([marked(null), marked(one.id)]).toEqual(['role-2', 'role-1']);
    expect(marked('gone')).toBe('role-2');
  });

  it('shows up to twelve roles as cards and more as rows, unless the user chose cards or rows', async () => {
    const machine = new CoreMachine();
    const panel = await machine.start();
    const shape = () => rolesPage(panel.app.state(), contextOf(machine)).shape;
    for (let n = 0; n < 12; n += 1) await panel.add({ name: `role-${n}` });
    expect(shape()).toBe('cards');
    await panel.add({ name: 'one-more' });
    expect(shape()).toBe('rows');
    await panel.app.api.preferences.set({ changes: { listing: 'cards' } });
    expect(shape()).toBe('cards');
  });

  it('says that Enter switches the first match on, or opens it if it is on', async () => {
    const machine = new CoreMachine();
    const panel = await machine.start();
    const one = await panel.add({ name: 'one' });
    const page = () => rolesPage(panel.app.state(), contextOf(machine, 'on'));
    expect(page().found).toMatchObject({ count: 1, marked: { enter: 'switchOn' } });
    expect(page().found?.sentence).toBe('1 role found. Enter switches one on.');
    await panel.keep(one);
    expect(page().found).toMatchObject({ marked: { enter: 'open' } });
    expect(rolesPage(panel.app.state(), contextOf(machine, 'x')).found).toEqual({
      count: 0,
      marked: null,
      sentence: '0 roles found',
    });
    expect(rolesPage(panel.app.state(), contextOf(machine, ' ')).found).toBeNull();
  });

  it('shows only as many roles as the limit, and counts the other roles', async () => {
    const machine = new CoreMachine();
    const panel = await machine.start();
    for (let n = 0; n < 9; n += 1)
      await panel.add({ name: `role-${n}`, ...(n < 3 ? { group: 'First' } : {}) });
    const page = rolesPage(panel.app.state(), contextOf(machine, '', 5));
    expect(page.groups.map(({ title, count, cards }) => [title, count, cards.length])).toEqual([
      ['First', 3, 3],
      ['Others', 6, 2],
    ]);
    expect(page.more).toBe(4);
    expect(rolesPage(panel.app.state(), contextOf(machine, '', 9)).more).toBe(0);
  });

  it('says that the network is down, and shows the time of the last use of a role that is off', async () => {
    const machine = new CoreMachine();
    const panel = await machine.start();
    const role = await panel.add({ name: 'one' });
    await panel.keep(role);
    await panel.value(panel.app.api.session.release({ roleId: role.id }));
    const state = panel.app.state();
    const page = rolesPage({ ...state, network: 'offline' }, contextOf(machine));
    expect([rolesPage(state, contextOf(machine)).isOffline, page.isOffline]).toEqual([false, true]);
    expect(page.groups[0]?.cards[0]).toMatchObject({
      status: 'Off',
      next: `last used ${time(machine.clock.now())}`,
    });
  });
});
