import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { panelChannels } from '../../src/core/contract/panel-channels.ts';
import {
  setUpEachMain,
  eventually,
  type RunningMain,
  untilItHasAWindow,
} from '../support/running-main.ts';

describe('a changed setting', () => {
  const setup = setUpEachMain();
  let main: RunningMain;
  beforeEach(async () => {
    main = await setup.start();
    await untilItHasAWindow(main);
  });

  const eventsOf = async (kind: string): Promise<readonly unknown[]> =>
    (await main.do.facts()).systemRequests
      .filter(({ what }) => what === kind)
      .map(({ facts }) => facts);
  const set = (changes: object) => main.call('preferences', 'set', { changes });

  it("sets Electron's colour scheme once if it is the theme, and not if it is another setting", async () => {
    expect(await eventsOf('theme')).toEqual([]);
    await set({ theme: 'dark' });
    await eventually(
      () => eventsOf('theme'),
      (themes) => themes.length === 1,
    );
    await set({ onQuit: 'release' });
    await set({ theme: null });
    await eventually(
      () => eventsOf('theme'),
      (themes) => themes.length === 2,
    );
    expect(await eventsOf('theme')).toEqual(['dark', 'system']);
  });

  it('closes the notices on the screen if it switches notices off', async () => {
    const roleId = await setup.addRole(main, 'client-s3');
    await main.do.send(panelChannels.hide, []);
    setup.sts.removeRole('arn:aws:iam::123456789012:role/MyApp/MyS3Access');
    await main.call('session', 'assume', { roleId, keep: true, takeOver: false });
    await eventually(
      () => main.do.facts(),
      ({ notices }) => notices.length === 1,
    );
    await set({ notices: 'none' });
    await eventually(
      () => main.do.facts(),
      ({ notices }) => notices.length === 0,
    );
  });

  it('is refused if it is a proxy with a password, and a stored password is not shown to the page', async () => {
    expect(await set({ proxy: 'http://me:s3cret@127.0.0.1:1' })).toMatchObject({ ok: false });
    // An earlier version stored a proxy like this.
    const preferences = { proxy: 'http://me:s3cret@127.0.0.1:1' };
    const file = join(setup.rolekeeperHome, 'settings.json');
    writeFileSync(file, JSON.stringify({ version: 1, roles: [], preferences }), { mode: 0o600 });
    await eventually(
      () => main.state(),
      ({ preferences }) => preferences.proxy === 'http://…@127.0.0.1:1',
    );
    expect(JSON.stringify(await main.do.facts())).not.toContain('s3cret');
  });

  it('changes the language of the menu and of later notices if it is the language', async () => {
    const roleId = await setup.addRole(main, 'client-s3');
    await set({ language: 'de' });
    await eventually(
      () => main.do.menu(),
      (menu) => menu.some(({ label }) => label === 'Rolekeeper beenden'),
    );
    await main.do.send(panelChannels.hide, []);
    setup.sts.removeRole('arn:aws:iam::123456789012:role/MyApp/MyS3Access');
    await main.call('session', 'assume', { roleId, keep: true, takeOver: false });
    const { notices } = await eventually(
      () => main.do.facts(),
      (facts) => facts.notices.length === 1,
    );
    expect(notices[0]).toMatchObject({
      title: 'client-s3 braucht dich',
      body: 'Zugriff verweigert. Klicken zeigt, was fehlt.',
    });
  });
});
