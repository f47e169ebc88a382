import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { firstMessageBox, systemRequestsOf, startedAs, untilShown } from '../support/main-steps.ts';
import { setUpEachMain, eventually, type RunningMain } from '../support/running-main.ts';

const WINDOWS_11 = '--stand-in-release=10.0.22631';

describe('hints', () => {
  const setup = setUpEachMain();

  const titles = async (main: RunningMain) =>
    (await main.do.facts()).notices.map(({ title }) => title);
  const untilSaved = (hint: string) =>
    eventually(
      () => Promise.resolve(hintsFile()),
      (text) => text.includes(hint),
    );
  const hintsFile = (): string => {
    const file = join(setup.rolekeeperHome, 'hints.json');
    return existsSync(file) ? readFileSync(file, 'utf8') : '';
  };
  const end = async (main: RunningMain): Promise<void> => {
    await main.do.quit().catch(() => undefined);
    await main.ended;
  };

  it.each(['darwin', 'win32', 'linux'] as const)(
    'say once that Rolekeeper keeps running when its panel is closed (%s)',
    async (system) => {
      const main = await startedAs(setup, system);
      await untilShown(main);
      await main.do.closeWindow();
      expect(await titles(main)).toEqual(['Rolekeeper keeps running in the tray']);
      await main.do.clickNotice('hint-goes-on');
      await untilShown(main);
      await main.do.closeWindow();
      expect(await titles(main)).toEqual([]);
      await untilSaved('goes-on');
      await end(main);
      const again = await startedAs(setup, system);
      await untilShown(again);
      await again.do.closeWindow();
      expect(await titles(again)).toEqual([]);
    },
  );

  it('are not shown if the user wants only needed notices', async () => {
    const main = await startedAs(setup, 'linux');
    await untilShown(main);
    await main.call('preferences', 'set', { changes: { notices: 'needed' } });
    await main.do.closeWindow();
    expect(await titles(main)).toEqual([]);
  });

  it('say once on Windows 11 where the icon is', async () => {
    const titlesAfterHiding = async (args: readonly string[]) => {
      const main = await startedAs(setup, 'win32', { args });
      await untilShown(main);
      await main.do.passTime(1000);
      await main.do.emit('window', 'blur');
      const shownTitles = await titles(main);
      if (shownTitles.length > 0) await untilSaved('overflow');
      await end(main);
      return shownTitles;
    };
    expect(await titlesAfterHiding(['--stand-in-release=10.0.19045'])).toEqual([]);
    expect(await titlesAfterHiding([WINDOWS_11])).toEqual(['Keep the icon of Rolekeeper visible']);
    expect(await titlesAfterHiding([WINDOWS_11])).toEqual([]);
  });

  describe('about the Applications folder of macOS', () => {
    const start = (...more: readonly string[]) =>
      startedAs(setup, 'darwin', { args: ['--stand-in-packaged', ...more] });

    it('make main move the application if the user agrees, and are shown only once', async () => {
      const main = await start('--stand-in-elsewhere', '--hidden');
      expect(await systemRequestsOf(main, 'dialog')).toEqual([]);
      await main.do.answer(0);
      await main.do.emit('app', 'activate');
      expect(await firstMessageBox(main)).toMatchObject({
        message: 'Move Rolekeeper to the Applications folder?',
        isAttached: true,
      });
      await eventually(
        () => systemRequestsOf(main, 'moved-to-applications'),
        ({ length }) => length === 1,
      );
      await untilSaved('move-to-applications');
      await end(main);
      const again = await start('--stand-in-elsewhere');
      await untilShown(again);
      expect(await systemRequestsOf(again, 'dialog')).toEqual([]);
    });

    it('are not shown if the application is already in that folder', async () => {
      const main = await start();
      await untilShown(main);
      expect(await systemRequestsOf(main, 'dialog')).toEqual([]);
    });
  });
});
