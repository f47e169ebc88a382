import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { de } from '../../src/views/words/de.ts';
import { en } from '../../src/views/words/en.ts';
import { panelChannels } from '../../src/core/contract/panel-channels.ts';
import {
  addRoleSwitchedOn,
  clickLine,
  firstMessageBox,
  systemRequestsOf,
  startedAs,
  windowOf,
} from '../support/main-steps.ts';
import {
  setUpEachMain,
  eventually,
  type RunningMain,
  type StartOptions,
  untilItHasAWindow,
} from '../support/running-main.ts';

const setup = setUpEachMain();

const start = (options: StartOptions = {}): Promise<RunningMain> =>
  startedAs(setup, 'linux', options);

/** Returns the error boxes that main showed before it ended. */
const boxesOf = (main: RunningMain) =>
  (main.stateAtEnd()?.systemRequests ?? [])
    .filter(({ what }) => what === 'error-box')
    .map(({ facts }) => facts as { readonly title: string; readonly content: string });
const log = (): string => {
  const file = join(setup.rolekeeperHome, 'logs', 'rolekeeper.log');
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
};

describe('the application after a crash of a Chromium process', () => {
  const REASON = { reason: 'crashed', exitCode: 5 };

  it('reloads the panel’s page at most three times a minute, and once more when the panel is shown', async () => {
    const main = await start({ desktop: { page: 'crashes' } });
    const loads = async () => (await windowOf(main))?.loads ?? 0;
    await eventually(loads, (count) => count >= 4);
    // Each crash and each reload takes a turn of the event loop.
    for (let turn = 0; turn < 50; turn += 1) await main.do.facts();
    expect(await loads()).toBe(4);
    expect(log()).toContain("the panel's process is gone");
    await main.do.setDesktop({ page: 'loads' });
    await main.do.click('open');
    expect(await loads()).toBe(5);
  });

  it('reloads the panel’s page at once if the last crash was a minute ago', async () => {
    const main = await start();
    await untilItHasAWindow(main);
    for (let crash = 0; crash < 5; crash += 1) {
      await main.do.emit('page', 'render-process-gone', REASON);
      await main.do.passTime(60_000);
    }
    expect((await windowOf(main))?.loads).toBe(6);
  });

  it('logs the end of a Chromium process other than that of the page', async () => {
    const main = await start();
    await main.do.emit('app', 'child-process-gone', { type: 'GPU', reason: 'killed', exitCode: 9 });
    expect(log()).toMatch(/GPU.*killed/);
  });
});

describe('the application without a terminal', () => {
  it('shows why it cannot start, in a box and in the log', async () => {
    const main = await setup.start({ desktop: { start: 'fails' } });
    expect(await main.ended).toBe(1);
    const [box] = boxesOf(main);
    expect(box?.title).toBe('Rolekeeper could not start');
    expect(box?.content).toContain('the partition cannot be opened');
    expect(log()).toContain('start failed');
    expect(`${log()}${box?.content ?? ''}${main.stderr()}`).not.toContain('wJalr');
  });

  it('shows a failure before Electron is ready, on Windows in a box and on Linux on stderr', async () => {
    writeFileSync(setup.rolekeeperHome, '');
    const windows = await setup.start({ args: ['--stand-in-system=win32'] });
    expect(await windows.ended).toBe(1);
    expect(boxesOf(windows)).toMatchObject([{ title: 'Rolekeeper could not start' }]);
    const linux = await setup.start();
    expect(await linux.ended).toBe(1);
    expect(linux.stderr()).toContain('Rolekeeper could not start');
  });

  it('shows an uncaught error once, logs it without secrets, and continues', async () => {
    const main = await start();
    const secret = 'aws_secret_access_key = wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY12';
    await main.do.failUncaught(`boom ${secret}`);
    await eventually(
      () => Promise.resolve(log()),
      (text) => text.split('boom').length > 2,
    );
    const { notices } = await main.do.facts();
    expect(notices).toMatchObject([{ title: 'Rolekeeper has an internal error' }]);
    expect(`${log()}${JSON.stringify(notices)}`).not.toContain('wJalr');
    expect(await main.state()).toBeDefined();
  });

  it('reports that no browser opened a page', async () => {
    const main = await start({ desktop: { browser: 'rejects' } });
    const url = 'https://console.aws.amazon.com/';
    const openRequest = main.do.invoke(panelChannels.perform, [{ kind: 'open', url }]);
    expect(await openRequest).toEqual({ ok: false, failure: { kind: 'page-not-opened' } });
  });

  it('reports a click that fails for an unknown reason in a message box, and logs it', async () => {
    const main = await start({ desktop: { clipboard: 'rejects' } });
    await addRoleSwitchedOn(setup, main);
    await clickLine(main, ':copy-environment');
    expect(await firstMessageBox(main)).toMatchObject({
      message: 'Rolekeeper has an internal error',
      isAttached: true,
    });
    expect(log()).toMatch(/a click failed.*no clipboard/);
  });
});

describe('a second start', () => {
  it('tells the first process whether it has --hidden; if not, the first process shows its panel', async () => {
    const first = await start({ args: ['--hidden'] });
    await first.do.emit('app', 'second-instance', [], '/', { hidden: true });
    expect((await first.do.facts()).windows).toEqual([]);
    await first.do.emit('app', 'second-instance', ['x', '--hidden'], '/', { hidden: false });
    expect((await first.do.facts()).windows).toMatchObject([{ visible: true }]);
    expect(await systemRequestsOf(first, 'lock')).toEqual([{ hidden: true }]);
  });

  it('says which computer runs the first process, and ends', async () => {
    mkdirSync(setup.rolekeeperHome, { mode: 0o700 });
    const lock = join(setup.rolekeeperHome, 'SingletonLock');
    symlinkSync('other-host-4711', lock);
    const main = await setup.start();
    expect(await main.ended).toBe(1);
    const [box] = boxesOf(main);
    expect(box?.content).toContain('other-host');
    expect(box?.content).toContain('4711');
    expect(box?.content).toContain(lock);
    expect(log()).toContain('other-host');
    rmSync(lock);
    await start();
  });
});

describe('the end of a desktop session', () => {
  it.each([en, de])(
    'is delayed by up to 3 s according to the hint at the setting for quitting ($language)',
    (words) => {
      expect(words.panel.preferences.onQuitHint).toContain('3 s');
    },
  );

  it('on Windows is delayed until the keys are removed, if the setting says so', async () => {
    const main = await startedAs(setup, 'win32');
    await addRoleSwitchedOn(setup, main);
    await main.call('preferences', 'set', { changes: { onQuit: 'release' } });
    await main.do.endSession(false);
    expect(await main.ended).toBe(0);
    expect(setup.credentials()).not.toContain('[client-s3]');
  });

  it.each(['linux', 'darwin'] as const)(
    'by a shutdown of %s is delayed until the keys are removed, if the setting says so',
    async (system) => {
      const main = await startedAs(setup, system);
      await addRoleSwitchedOn(setup, main);
      await main.call('preferences', 'set', { changes: { onQuit: 'release' } });
      expect(await main.do.shutDown()).toBe(true);
      expect(await main.ended).toBe(0);
      expect(setup.credentials()).not.toContain('[client-s3]');
    },
  );

  it('is not delayed if no keys must be removed', async () => {
    const main = await startedAs(setup, 'linux');
    await addRoleSwitchedOn(setup, main);
    expect(await main.do.shutDown()).toBe(false);
    expect(setup.credentials()).toContain('[client-s3]');
    await main.kill();
    rmSync(join(setup.rolekeeperHome, 'stand-in.lock'));
    const onWindows = await startedAs(setup, 'win32');
    await onWindows.do.endSession(false).catch(() => undefined);
    expect(await onWindows.ended).not.toBe(0);
    expect(setup.credentials()).toContain('[client-s3]');
  });

  it('that Windows forces is not delayed, and the credentials file keeps the keys', async () => {
    const main = await startedAs(setup, 'win32');
    await addRoleSwitchedOn(setup, main);
    await main.call('preferences', 'set', { changes: { onQuit: 'release' } });
    await main.do.endSession(true).catch(() => undefined);
    await main.ended;
    expect(setup.credentials()).toContain('[client-s3]');
    rmSync(join(setup.rolekeeperHome, 'stand-in.lock'));
    const again = await startedAs(setup, 'win32');
    const { roles } = await eventually(
      () => again.state(),
      (state) => state.roles[0]?.session.state === 'active',
    );
    expect(roles).toHaveLength(1);
  });
});
