import { describe, expect, it } from 'vitest';
import { type PanelSurroundings, rolesPage } from '../../../src/views/panel/roles-page.ts';
import { en } from '../../../src/views/words/en.ts';
import { CoreMachine, MINUTE } from '../../support/core-harness.ts';

const roleArn = 'arn:aws:iam::123456789012:role/x';
const time = (at: number): string => new Date(at).toISOString().slice(11, 16);

function at(machine: CoreMachine, wanted = ''): PanelSurroundings {
  const voiceFor = (roleName: string | null) => ({ roleName, field: (name: string) => name, time, moment: time });
  return { words: en, now: machine.clock.now(), voiceFor, wanted };
}

describe('the panel’s first page', () => {
  it('is the first run without a role', async () => {
    const machine = new CoreMachine();
    const { app } = await machine.start();
    expect(rolesPage(app.state(), at(machine))).toMatchObject({ isFirstRun: true, summary: null, groups: [] });
  });

  it('groups what needs someone, what is on and what is off, and says of each what comes next', async () => {
    const machine = new CoreMachine();
    const panel = await machine.start();
    const { app } = panel;
    const on = await panel.add({ name: 'on' });
    await panel.add({ name: 'off' });
    const lost = await panel.add({ name: 'lost', sourceProfile: 'nowhere' });
    await panel.keep(on);
    await panel.done(app.api.session.assume({ roleId: lost.id, keep: true, takeOver: false }));
    await machine.clock.advance(10 * MINUTE);
    const page = rolesPage(app.state(), at(machine));
    expect(page.groups.map(({ group, cards }) => [group, cards.map(({ name }) => name)])).toEqual([
      ['needy', ['lost']],
      ['on', ['on']],
      ['off', ['off']],
    ]);
    const [first, second] = page.groups.map(({ cards }) => cards[0]);
    expect(second).toMatchObject({ tone: 'good', isOn: true, left: '50 min left', failure: null });
    expect(second?.life?.left).toBeCloseTo(50 / 60, 2);
    expect(first?.failure?.remedy).toMatchObject({
      label: 'Edit the role',
      click: { show: { view: 'role', field: 'source-profile' } },
    });
  });

  it('finds a role by what it is called, and shows no markup that a name holds', async () => {
    const machine = new CoreMachine();
    const { app } = await machine.start();
    await app.api.role.add({ role: { name: 'a', roleArn, sourceProfile: 'x<b>\u202Ey' } });
    await app.api.role.add({ role: { name: 'b', roleArn: 'arn:aws:iam::123456789012:role/Special' } });
    const found = rolesPage(app.state(), at(machine, ' SPECIAL ')).groups.flatMap(({ cards }) => cards);
    expect(found.map(({ name }) => name)).toEqual(['b']);
    const [first] = rolesPage(app.state(), at(machine)).groups.flatMap(({ cards }) => cards);
    expect(first?.facts.source).toBe('xby');
  });
});
