import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { autostartEntry } from '../../src/main/autostart.ts';
import {
  setUpEachMain,
  eventually,
  type RunningMain,
  untilItHasAWindow,
} from '../support/running-main.ts';
import { skippedExceptOn } from '../support/systems.ts';

describe.skipIf(skippedExceptOn('Linux'))('start at login (Linux)', () => {
  const setup = setUpEachMain();

  const file = (): string =>
    join(setup.home, '.config', 'autostart', 'app.rolekeeper.Rolekeeper.desktop');
  /** Null until the file exists and has content, because a new file is empty for a moment. */
  const entry = (): Promise<string | null> =>
    Promise.resolve((existsSync(file()) && readFileSync(file(), 'utf8')) || null);
  const start = async (args: readonly string[] = ['--stand-in-packaged']): Promise<RunningMain> => {
    const main = await setup.start({ args, env: { XDG_CONFIG_HOME: '', APPIMAGE: '' } });
    await untilItHasAWindow(main);
    return main;
  };
  const questions = async (main: RunningMain): Promise<number> =>
    (await main.do.facts()).systemRequests.filter(({ what }) => what === 'dialog').length;
  const restarted = async (main: RunningMain): Promise<RunningMain> => {
    await main.do.quit().catch(() => undefined);
    await main.ended;
    return start();
  };
  const assumeAndKeep = async (main: RunningMain, name: string): Promise<void> => {
    const roleId = await setup.addRole(main, name);
    expect(
      await main.call('session', 'assume', { roleId, keep: true, takeOver: false }),
    ).toMatchObject({ ok: true });
  };

  it('is offered once, after the first role is switched on, and is set up if the user accepts', async () => {
    const main = await start();
    expect(await questions(main)).toBe(0);
    await main.do.answer(0);
    await assumeAndKeep(main, 'client-s3');
    expect(await eventually(entry, (text) => text !== null)).toBe(autostartEntry(process.execPath));
    await assumeAndKeep(main, 'other');
    expect(await questions(main)).toBe(1);
    const again = await restarted(main);
    await eventually(
      () => again.state(),
      ({ roles }) => roles.length === 2,
    );
    expect(await questions(again)).toBe(0);
  });

  it('stays off after the user declines, also after a restart', async () => {
    const main = await start();
    await main.do.answer(1);
    await assumeAndKeep(main, 'client-s3');
    await eventually(
      () => main.state(),
      ({ preferences }) => preferences.startAtLogin === false,
    );
    const again = await restarted(main);
    await eventually(
      () => again.state(),
      ({ roles }) => roles[0]?.session.state === 'active',
    );
    expect(await questions(again)).toBe(0);
    expect(await entry()).toBeNull();
  });

  it('follows the setting, and stays off after a restart if the desktop switched it off', async () => {
    const main = await start();
    await main.call('preferences', 'set', { changes: { startAtLogin: true } });
    const written = (await eventually(entry, (text) => text !== null)) ?? '';
    writeFileSync(file(), written.replace('enabled=true', 'enabled=false'));
    const again = await restarted(main);
    expect(await entry()).toContain('enabled=false');
    await eventually(
      () => again.state(),
      ({ loginItem }) => loginItem === 'switched-off',
    );
    await again.call('preferences', 'set', { changes: { startAtLogin: false } });
    await eventually(entry, (text) => text === null);
  });

  it.each([
    ['X-GNOME-Autostart-enabled=false (GNOME)', (text: string) => text.replace('=true', '=false')],
    ['Hidden=true (Xfce, KDE)', (text: string) => `${text}Hidden=true\n`],
    ['no entry', () => null],
  ])('shows that the desktop switched it off: %s', async (_, change) => {
    const main = await start();
    await main.call('preferences', 'set', { changes: { startAtLogin: true } });
    const written = (await eventually(entry, (text) => text !== null)) ?? '';
    const shows = (said: string) =>
      eventually(
        async () => {
          await main.do.emit('window', 'focus');
          return main.state();
        },
        ({ loginItem }) => loginItem === said,
      );
    await shows('as-set');
    const changed = change(written);
    if (changed === null) rmSync(file());
    else writeFileSync(file(), changed);
    await shows('switched-off');
    writeFileSync(file(), written);
    await shows('as-set');
    // Main writes the entry again if the user switches the setting off and on.
    rmSync(file());
    await shows('switched-off');
    await main.call('preferences', 'set', { changes: { startAtLogin: false } });
    await eventually(
      () => main.state(),
      ({ loginItem }) => loginItem === 'as-set',
    );
    await main.call('preferences', 'set', { changes: { startAtLogin: true } });
    await eventually(entry, (text) => text === written);
    await shows('as-set');
  });

  it('reports the system’s reason if the entry cannot be written', async () => {
    mkdirSync(join(setup.home, '.config'));
    writeFileSync(join(setup.home, '.config', 'autostart'), 'no folder');
    const main = await start();
    await main.call('preferences', 'set', { changes: { startAtLogin: true } });
    const { problems } = await eventually(
      () => main.state(),
      (state) => state.problems.length > 0,
    );
    expect(problems).toEqual([{ kind: 'start-at-login-failed', file: file(), code: 'EEXIST' }]);
  });

  it('is neither offered nor set up if the application runs from a source tree', async () => {
    const main = await start([]);
    await assumeAndKeep(main, 'client-s3');
    await main.call('preferences', 'set', { changes: { startAtLogin: true } });
    await eventually(
      () => main.state(),
      ({ preferences }) => preferences.startAtLogin === true,
    );
    expect(await questions(main)).toBe(0);
    expect(await entry()).toBeNull();
  });
});
