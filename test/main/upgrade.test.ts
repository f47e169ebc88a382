import { DatabaseSync } from 'node:sqlite';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { assumeWithCode } from '../support/answered-code.ts';
import { pretendDate } from '../support/clock/pretended-date.ts';
import { type ForwardingProxy, startForwardingProxy } from '../support/forwarding-proxy.ts';
import {
  createMainSetup,
  eventually,
  type MainSetup,
  type RunningMain,
  untilItHasAWindow,
} from '../support/running-main.ts';
import { skippedExceptOn } from '../support/systems.ts';

const fixture = join(import.meta.dirname, '../fixtures/application-home-of-130723c');
const read = (name: string): string => readFileSync(join(fixture, name), 'utf8');
/** Ten minutes after the roles were assumed. Each session is valid for an hour. */
const soonAfter = Date.parse('2026-11-28T15:35:00Z');
const library = join(import.meta.dirname, '../support/keyring-stand-in.cjs');
const preload = new URL('../support/clock/pretend-at-start.ts', import.meta.url).href;

// The old files contain paths of Linux.
describe.skipIf(skippedExceptOn('Linux'))('an upgrade from commit 130723c', () => {
  let setup: MainSetup;
  let proxy: ForwardingProxy;
  let restoreDate: () => void;
  let main: RunningMain;

  beforeEach(async () => {
    // The embedded STS runs in this process, so both processes pretend the same date.
    const offsetMs = soonAfter - Date.now();
    restoreDate = pretendDate(offsetMs);
    setup = await createMainSetup();
    // The roles name the old address of STS. The proxy forwards their requests to the embedded STS.
    proxy = await startForwardingProxy(Number(new URL(setup.sts.url).port));
    writeOldHome(setup);
    main = await setup.start({
      args: ['--stand-in-packaged', `--stand-in-keyring=${library}`],
      env: {
        NODE_OPTIONS: `--import=${preload}`,
        ROLEKEEPER_KEYCHAIN: '',
        KEYRING_STAND_IN: setup.home,
        PRETENDED_OFFSET_MS: String(offsetMs),
        HTTP_PROXY: proxy.url,
        XDG_CONFIG_HOME: '',
        XDG_SESSION_TYPE: 'x11',
        APPIMAGE: '',
      },
    });
    await untilItHasAWindow(main);
  });
  afterEach(async () => {
    restoreDate();
    proxy.close();
    await setup.dispose();
  });

  const autostart = (): string =>
    join(setup.home, '.config', 'autostart', 'app.rolekeeper.Rolekeeper.desktop');
  /** GetCallerIdentity may be called, to measure STS's clock. */
  const issued = () => setup.sts.calls().filter(({ action }) => action !== 'GetCallerIdentity');
  const dialogs = async () =>
    (await main.do.facts()).systemRequests.filter(({ what }) => what === 'dialog');

  it('keeps the roles and sessions, assumes nothing and asks for nothing', async () => {
    const state = await eventually(
      () => main.state(),
      ({ roles }) => roles.length === 2 && roles.every(({ kept }) => kept),
    );
    expect(
      state.roles.map(({ role, session, failure }) => [role.name, session.state, failure]),
    ).toEqual([
      ['client-s3', 'active', null],
      ['guarded', 'active', null],
    ]);
    expect(state.mfaRequests).toEqual([]);
    expect(state.problems).toEqual([]);
    expect(await dialogs()).toEqual([]);
    expect(issued()).toEqual([]);
    expect(setup.credentials()).toBe(read('credentials'));
  });

  it('loses the MFA sessions, because only the old version could decrypt them, and does not use the keychain', async () => {
    const file = join(setup.rolekeeperHome, 'mfa-sessions.json');
    await eventually(
      () => Promise.resolve(existsSync(file)),
      (exists) => !exists,
    );
    expect((await main.state()).problems).toEqual([]);
    const { systemRequests } = await main.do.facts();
    expect(systemRequests.filter(({ what }) => what === 'keychain')).toEqual([]);
  });

  it('keeps the settings, the place of the window and the start at login', async () => {
    expect((await main.state()).preferences).toMatchObject({
      startAtLogin: true,
      mfaSessionSeconds: 3600,
      theme: 'dark',
      notices: 'needed',
    });
    const { windows, systemRequests } = await main.do.facts();
    expect(windows[0]?.options).toMatchObject({ x: 300, y: 120, width: 500, height: 700 });
    expect(systemRequests).toContainEqual({ what: 'theme', facts: 'dark' });
    // The new version writes an autostart entry for itself, as the old version did at its start.
    const entry = read('autostart.desktop').replace(
      '/opt/Rolekeeper/rolekeeper-tray',
      process.execPath,
    );
    await eventually(
      () => Promise.resolve(existsSync(autostart()) ? readFileSync(autostart(), 'utf8') : ''),
      (text) => text === entry,
    );
    expect(readFileSync(join(setup.rolekeeperHome, 'settings.json'), 'utf8')).toBe(
      read('settings.json'),
    );
  });

  it('needs one new MFA code to assume the role with MFA', async () => {
    const [, guarded] = (await main.state()).roles;
    const roleId = guarded?.role.id ?? '';
    const assume = () => main.call('session', 'assume', { roleId, keep: true, takeOver: false });
    // STS accepts each code only once, so this is not the code of the old session.
    await assumeWithCode(main, roleId, '234567');
    expect(await assume()).toMatchObject({ ok: true });
    expect((await main.state()).problems).toEqual([]);
    expect(issued().filter(({ action }) => action === 'GetSessionToken')).toHaveLength(1);
    // The old MFA session, which has this expiry, is removed or replaced.
    const file = join(setup.rolekeeperHome, 'mfa-sessions.json');
    expect(existsSync(file) ? readFileSync(file, 'utf8') : '').not.toContain('1795922704000');
  });
});

/** Writes the old application's files, with the paths of this test. */
function writeOldHome({ home, rolekeeperHome }: MainSetup): void {
  const here = (name: string): string => read(name).replaceAll('/fixture/home', home);
  const write = (path: string, text: string, mode = 0o600): void => {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeFileSync(path, text, { mode });
  };
  write(join(home, '.aws', 'credentials'), here('credentials'));
  for (const name of ['settings.json', 'window.json', 'mfa-sessions.json'])
    write(join(rolekeeperHome, name), here(name));
  write(
    join(home, '.config', 'autostart', 'app.rolekeeper.Rolekeeper.desktop'),
    here('autostart.desktop'),
    0o644,
  );
  const db = new DatabaseSync(join(rolekeeperHome, 'state.db'));
  db.exec(here('state.sql'));
  db.close();
}
