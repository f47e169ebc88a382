import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sessionBusNeeds, startSessionBus, type SessionBus } from '../support/session-bus.ts';
import {
  createMainSetup,
  eventually,
  type MainSetup,
  type RunningMain,
} from '../support/running-main.ts';

describe.skipIf(sessionBusNeeds !== null)(
  `the tray on a desktop with a session bus${sessionBusNeeds ?? ''}`,
  () => {
    let setup: MainSetup;
    let bus: SessionBus;
    beforeEach(async () => {
      setup = await createMainSetup();
      bus = await startSessionBus();
    });
    afterEach(async () => {
      bus.stop();
      await setup.dispose();
    });

    const start = (args: readonly string[]): Promise<RunningMain> =>
      setup.start({ args, env: { ...bus.env, XDG_CURRENT_DESKTOP: 'ubuntu:GNOME' } });
    const trays = async (main: RunningMain): Promise<number> =>
      (await main.do.facts()).trays.length;
    const isPanelVisible = async (main: RunningMain): Promise<boolean> =>
      (await main.do.facts()).windows[0]?.visible === true;

    it('waits at login until the desktop shows icons, and assumes roles meanwhile', async () => {
      const main = await start(['--hidden']);
      // An answer means that the core runs.
      const roleId = await eventually(
        () => setup.addRole(main, 'client-s3').catch(() => null),
        (id) => id !== null,
      );
      const assumed = await main.call('session', 'assume', { roleId, keep: true, takeOver: false });
      expect(assumed.ok).toBe(true);
      expect(await trays(main)).toBe(0);

      await bus.addTray();
      await eventually(
        () => trays(main),
        (count) => count === 1,
      );
      expect(await isPanelVisible(main)).toBe(false);
      await main.do.click('open');
      expect((await main.state()).problems).toEqual([]);
    });

    it('waits at most ten seconds, then shows a notice instead of the panel', async () => {
      const main = await start(['--hidden']);
      const [notice] = await eventually(
        async () => (await main.do.facts()).notices,
        ({ length }) => length > 0,
        20_000,
      );
      expect(notice?.title).toBe('Rolekeeper runs without a tray icon');
      expect(await trays(main)).toBe(1);
      expect(await isPanelVisible(main)).toBe(false);
      await main.do.clickNotice(notice?.id ?? '');
      expect(await isPanelVisible(main)).toBe(true);
      expect((await main.state()).problems).toEqual([
        { kind: 'no-tray-host', desktop: 'ubuntu:GNOME' },
      ]);
    });

    it('makes its icon again when the desktop begins to show icons', async () => {
      const main = await start([]);
      await eventually(
        () => main.state(),
        ({ problems }) => problems.length === 1,
      );
      // Electron decides how to show an icon only when the icon is created.
      const [before] = (await main.do.facts()).trays;
      await main.do.passTime(30_000);
      await bus.addTray();
      const [after] = await eventually(
        async () => {
          await main.do.passTime(30_000);
          return (await main.do.facts()).trays;
        },
        ([icon]) => (icon?.at ?? 0) > (before?.at ?? 0),
      );
      expect(after?.menuExportCount).toBeGreaterThan(0);
      expect(await trays(main)).toBe(1);
      expect((await main.state()).problems).toEqual([]);
    });

    it('does not wait if a person started the application, and the missing tray host is reported', async () => {
      const main = await start([]);
      await eventually(
        () => trays(main),
        (count) => count === 1,
      );
      const { problems } = await eventually(
        () => main.state(),
        (state) => state.problems.length > 0,
      );
      expect(problems).toEqual([{ kind: 'no-tray-host', desktop: 'ubuntu:GNOME' }]);
      await main.do.closeWindow();
      const [hint] = (await main.do.facts()).notices;
      expect(hint?.title).toBe('Rolekeeper keeps running without a window');
    });

    it('can quit while it waits', async () => {
      const main = await start(['--hidden']);
      await eventually(
        () => setup.addRole(main, 'client-s3').catch(() => null),
        (id) => id !== null,
      );
      await main.do.quit().catch(() => undefined);
      expect(await main.ended).toBe(0);
    });
  },
);
