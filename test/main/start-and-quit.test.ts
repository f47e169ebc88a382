import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { panelChannels } from '../../src/core/contract/panel-channels.ts';
import {
  setUpEachMain,
  eventually,
  type RunningMain,
  untilItHasAWindow,
} from '../support/running-main.ts';

describe('the application', () => {
  const setup = setUpEachMain();

  const start = async (args: readonly string[] = []): Promise<RunningMain> => {
    const main = await setup.start({ args });
    await eventually(
      () => main.do.facts(),
      ({ trays }) => trays.length === 1,
    );
    return main;
  };

  it('has one tray icon, and shows the panel if a person started it', async () => {
    const main = await start();
    const { trays, windows, paths, systemRequests } = await eventually(
      () => main.do.facts(),
      (facts) => facts.windows.length === 1,
    );
    expect(trays).toHaveLength(1);
    expect(windows).toMatchObject([
      {
        visible: true,
        url: 'app://panel/',
        options: {
          webPreferences: {
            sandbox: true,
            contextIsolation: true,
            nodeIntegration: false,
            spellcheck: false,
          },
        },
      },
    ]);
    expect(paths).toMatchObject({
      userData: setup.rolekeeperHome,
      sessionData: join(setup.rolekeeperHome, 'browser'),
      appUserModelId: 'app.rolekeeper.Rolekeeper',
    });
    expect(systemRequests).toContainEqual({ what: 'sandbox', facts: true });
    expect(systemRequests).toContainEqual({
      what: 'privileges',
      facts: [{ scheme: 'app', privileges: { standard: true, secure: true } }],
    });
  });

  it('shows no window if it is started with --hidden, as at login', async () => {
    const main = await start(['--hidden']);
    expect((await main.do.facts()).windows).toEqual([]);
  });

  it('keeps the no-sandbox switch that root and tests need', async () => {
    const main = await start(['--no-sandbox']);
    expect((await main.do.facts()).systemRequests.map(({ what }) => what)).not.toContain('sandbox');
  });

  it('runs once: a second process ends, and the first process shows its panel', async () => {
    const first = await start(['--hidden']);
    const second = await setup.start();
    expect(await second.ended).toBe(0);
    await first.do.emit('app', 'second-instance');
    expect((await first.do.facts()).windows).toMatchObject([{ visible: true }]);
  });

  it('hides its panel on close, keeps running, and can still quit', async () => {
    const main = await start();
    await untilItHasAWindow(main);
    expect(await main.do.closeWindow()).toBe(false);
    expect((await main.do.facts()).windows).toMatchObject([{ visible: false }]);
    await main.do.click('quit');
    expect(await main.ended).toBe(0);
  });

  it('sends nothing to a hidden panel, and a full state when it is shown', async () => {
    const main = await start();
    await untilItHasAWindow(main);
    await main.do.send(panelChannels.hide, []);
    const before = (await main.do.facts()).windows[0]?.sent.length;
    await setup.addRole(main, 'client-s3');
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect((await main.do.facts()).windows[0]?.sent.length).toBe(before);
    await main.do.click('open');
    const sent = (await main.do.facts()).windows[0]?.sent.at(-1);
    expect(sent).toMatchObject({
      channel: panelChannels.state,
      values: [{ roles: [{ role: { name: 'client-s3' } }] }],
    });
  });

  it('reports why it cannot start, and ends', async () => {
    await setup.start({ args: [] }).then((main) => main.kill());
    // A file in the place of Rolekeeper's folder.
    rmSync(setup.rolekeeperHome, { recursive: true });
    writeFileSync(setup.rolekeeperHome, '');
    const main = await setup.start();
    expect(await main.ended).toBe(1);
    expect(main.stderr()).toContain('could not start');
    expect(existsSync(join(setup.home, '.config'))).toBe(false);
  });

  it('starts without settings that it cannot read, reports this, and uses them once they are readable', async () => {
    const first = await start(['--hidden']);
    const roleId = await setup.addRole(first, 'client-s3');
    await first.do.click('quit');
    await first.ended;
    const file = join(setup.rolekeeperHome, 'settings.json');
    const text = readFileSync(file, 'utf8');
    rmSync(file);
    mkdirSync(file);
    const main = await start();
    const state = await main.state();
    expect(state.roles).toEqual([]);
    const unreadable = { kind: 'settings-unreadable', file, code: 'EISDIR' };
    expect(state.problems).toEqual(expect.arrayContaining([unreadable]));
    expect(await main.call('doctor', 'run', {})).toMatchObject({ ok: true });
    expect(await main.call('preferences', 'set', { changes: { theme: 'dark' } })).toMatchObject({
      ok: false,
      failure: { kind: 'file-unreadable', file, code: 'EISDIR' },
    });
    rmdirSync(file);
    writeFileSync(file, text, { mode: 0o600 });
    const { roles, problems } = await eventually(
      () => main.state(),
      (now) => now.roles.length === 1,
    );
    expect(roles[0]?.role.id).toBe(roleId);
    expect(problems).not.toContainEqual(unreadable);
  });

  it('reports settings that become readable but name other AWS files, and uses none of their roles', async () => {
    const file = join(setup.rolekeeperHome, 'settings.json');
    mkdirSync(file, { recursive: true, mode: 0o700 });
    chmodSync(setup.rolekeeperHome, 0o700);
    const main = await start();
    rmdirSync(file);
    const preferences = { credentialsFile: join(setup.home, 'other', 'credentials') };
    const role = {
      id: 'aaaaaaaaaaaa',
      name: 'client',
      roleArn: 'arn:aws:iam::123456789012:role/Client',
      sourceProfile: 'default',
      targetProfile: 'client',
      roleSessionName: 'me',
      durationSeconds: 3600,
    };
    const settings = { version: 1, roles: [role], preferences };
    writeFileSync(file, JSON.stringify(settings), { mode: 0o600 });
    const { roles, problems } = await eventually(
      () => main.state(),
      (state) => JSON.stringify(state.problems).includes('other-files'),
    );
    expect(problems).toContainEqual({ kind: 'settings-unreadable', file, code: 'other-files' });
    expect(roles).toEqual([]);
  });
});
