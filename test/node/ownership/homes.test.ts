import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppHomes } from '../../support/app-homes.ts';
import { valueOrThrow } from '../../support/credentials-folder.ts';

let homes: AppHomes;
beforeEach(async () => {
  homes = await AppHomes.start();
});
afterEach(() => homes.dispose());

const copies = (name: string): readonly string[] => {
  const folder = join(homes.home(name), 'backups');
  return readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));
};
const withoutSeal = (text: string): string => text.replace(/ [0-9a-f]{8}:[0-9a-f]{16}$/gm, '');

// A home is a folder of Rolekeeper, with its own settings, state.db and keys.
describe('a credentials file that two homes share', () => {
  it("keeps the sessions of both: neither home removes or replaces the other's sessions", async () => {
    const mine = await homes.add('one', 'mine');
    const otherRole = await homes.add('other', 'theirs');
    valueOrThrow(await homes.assume('one', mine.id));
    valueOrThrow(await homes.assume('other', otherRole.id));
    const text = homes.text();
    for (const name of ['one', 'other', 'one', 'other']) await homes.startAndStop(name);
    expect(homes.text()).toBe(text);
    const into = await homes.add('other', 'mine');
    expect(await homes.assume('other', into.id)).toMatchObject({
      ok: false,
      failure: { kind: 'section-not-owned', profile: 'mine', holds: 'other-rolekeeper' },
    });
    expect(homes.text()).toBe(text);
  });

  it('lets another home replace a session only by a take-over, which backs up the session', async () => {
    const mine = await homes.add('one', 'shared');
    valueOrThrow(await homes.assume('one', mine.id));
    const key = /ASIA\w+/.exec(homes.text())?.[0] ?? '';
    const otherRole = await homes.add('other', 'shared');
    valueOrThrow(await homes.assume('other', otherRole.id, true));
    expect(homes.text()).not.toContain(key);
    expect(copies('other').join('')).toContain(key);
  });
});

describe('the start of Rolekeeper', () => {
  it('does not change a long-term key under a forged x_rolekeeper line', async () => {
    const forged =
      '\n[theirs]\naws_access_key_id = AKIAMINE000000000001\naws_secret_access_key = mine\n' +
      'x_rolekeeper = abcdef012345 AKIAMINE000000000001 1 00000000 s\n';
    await homes.add('one', 'client');
    homes.write(homes.text() + forged);
    await homes.startAndStop('one');
    expect(homes.text()).toContain(forged);
  });

  it('removes the keys of a removed role, copies them to a backup and adds this to the activity', async () => {
    const role = await homes.add('one', 'orphan');
    valueOrThrow(await homes.assume('one', role.id));
    const key = /ASIA\w+/.exec(homes.text())?.[0] ?? '';
    const settings = join(homes.home('one'), 'settings.json');
    writeFileSync(
      settings,
      readFileSync(settings, 'utf8').replace(/"roles": \[[^]*\n {2}\]/, '"roles": []'),
    );
    await homes.startAndStop('one');
    expect(homes.text()).not.toContain('orphan');
    expect(copies('one').join('')).toContain(key);
    const activity = await homes.with('one', (app) => app.api.activity.list({ limit: 1 }));
    expect(valueOrThrow(activity)).toMatchObject([
      { event: 'cleaned-up', roleId: role.id, roleName: 'orphan' },
    ]);
  });

  it('recognises the sessions of its home without state.db, or without home-key', async () => {
    const role = await homes.add('one', 'client');
    valueOrThrow(await homes.assume('one', role.id));
    const text = homes.text();
    for (const file of ['state.db', 'home-key']) {
      rmSync(join(homes.home('one'), file));
      await homes.startAndStop('one');
      const fact = await homes.with('one', (app) => app.api.session.ensure({ roleId: role.id }));
      expect(valueOrThrow(fact)).toMatchObject({ event: 'fresh' });
      expect(homes.text()).toBe(text);
    }
  });

  it('adopts an x_rolekeeper line of version 0.1.0 if the record of the role has the session', async () => {
    const role = await homes.add('one', 'client');
    valueOrThrow(await homes.assume('one', role.id));
    homes.write(withoutSeal(homes.text()));
    const text = homes.text();
    await homes.startAndStop('one');
    await homes.startAndStop('other');
    const fact = await homes.with('one', (app) => app.api.session.ensure({ roleId: role.id }));
    expect(valueOrThrow(fact)).toMatchObject({ event: 'fresh' });
    expect(homes.text()).toBe(text);
    valueOrThrow(await homes.with('one', (app) => app.api.session.release({ roleId: role.id })));
    expect(homes.text()).not.toContain('client');
    const db = new DatabaseSync(join(homes.home('one'), 'state.db'));
    expect(db.prepare('SELECT access_key_id FROM records').all()).toEqual([
      { access_key_id: null },
    ]);
    db.close();
  });
});
