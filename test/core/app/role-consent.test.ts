import { describe, expect, it } from 'vitest';
import { CoreMachine } from '../../support/core-harness.ts';

const roleArn = 'arn:aws:iam::123456789012:role/Client';
const browser = 'firefox -P client';
const endpoint = 'https://sts.example.com';
const draft = { name: 'client', roleArn };

describe('a browser command of a role', () => {
  it('is saved only after a person allowed the whole command', async () => {
    const machine = new CoreMachine();
    machine.consent.answer = () => false;
    const one = await machine.start('nothing');
    const refused = { ok: false, failure: { kind: 'consent-refused', asked: 'browser' } };
    const { role: requests } = one.app.api;
    expect(await requests.add({ role: { ...draft, browser } })).toMatchObject(refused);
    const question = { kind: 'browser', command: browser, roleNames: ['client'] };
    expect(machine.consent.questions).toEqual([question]);
    expect(one.app.state().roles).toEqual([]);

    const { id: roleId } = await one.add(draft);
    expect(await requests.set({ roleId, changes: { browser } })).toMatchObject(refused);
    expect(one.app.state().roles[0]?.role.browser).toBeUndefined();
    machine.consent.answer = () => true;
    await one.value(requests.set({ roleId, changes: { browser } }));
    expect(one.app.state().roles[0]?.role.browser).toBe(browser);

    // A command that was allowed before, or is removed, needs no question.
    const asked = machine.consent.questions.length;
    machine.consent.answer = () => false;
    await one.value(requests.set({ roleId, changes: { browser, region: 'eu-west-1' } }));
    await one.value(requests.set({ roleId, changes: { browser: null } }));
    expect(machine.consent.questions).toHaveLength(asked);
    expect(await requests.set({ roleId, changes: { browser } })).toMatchObject(refused);
  });

  it('causes a question after the one about the endpoint when the role is added, but none when the role is tested', async () => {
    const machine = new CoreMachine();
    const one = await machine.start('nothing');
    const role = { ...draft, browser, endpoint };
    await one.done(one.app.api.role.test({ role, roleId: null, code: null }));
    expect(machine.consent.questions.map(({ kind }) => kind)).toEqual(['endpoint']);
    await one.add(role);
    expect(machine.consent.questions.map(({ kind }) => kind)).toEqual(['endpoint', 'browser']);
  });

  it('is refused if another process changed the role while the person was asked', async () => {
    const machine = new CoreMachine();
    const one = await machine.start('nothing');
    const { id: roleId } = await one.add({ ...draft, browser });
    const two = await machine.start('nothing');
    machine.consent.answer = async () => {
      machine.consent.answer = () => true;
      await one.value(one.app.api.role.set({ roleId, changes: { browser: null } }));
      return true;
    };
    // The person is asked only about the endpoint, because the saved command is still the same.
    const changes = { browser, endpoint };
    expect(await two.done(two.app.api.role.set({ roleId, changes }))).toMatchObject({
      failure: { kind: 'consent-refused', asked: 'browser' },
    });
  });

  it('can be changed without a new session of a role that is on', async () => {
    const machine = new CoreMachine();
    const one = await machine.start();
    const role = await one.add(draft);
    await one.keep(role);
    const { accessKeyId } = machine.section('client');
    await one.value(one.app.api.role.set({ roleId: role.id, changes: { browser } }));
    expect(machine.section('client').accessKeyId).toBe(accessKeyId);
  });

  it.each(['', '"open', './x', 'a/b', 'x\ny', 'fire\u202efox', '-x', `x ${'y'.repeat(1024)}`])(
    'causes no question if it is empty or invalid: %j',
    async (command) => {
      const machine = new CoreMachine();
      const one = await machine.start('nothing');
      const { id: roleId } = await one.add({ ...draft, browser: 'firefox' });
      machine.consent.questions.length = 0;
      const done = await one.done(one.app.api.role.set({ roleId, changes: { browser: command } }));
      // An empty text removes the field.
      if (command === '') expect(done).toMatchObject({ ok: true });
      else expect(done).toMatchObject({ failure: { field: 'browser', rule: { kind: 'browser' } } });
      expect(machine.consent.questions).toEqual([]);
    },
  );
});
