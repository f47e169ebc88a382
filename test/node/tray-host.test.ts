import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { awaitTrayHost, findTrayHost } from '../../src/node/tray-host.ts';
import { createBackups } from '../../src/node/credentials-file/backups.ts';
import { systemRandom } from '../../src/node/hash-and-random.ts';
import { inspectMachine } from '../../src/node/doctor/inspect-machine.ts';
import { systemClock } from '../../src/node/system-clock.ts';
import { checkText } from '../../src/views/check-text.ts';
import { en } from '../../src/views/words/en.ts';
import { temporaryHome } from '../support/rolekeeper-home.ts';
import { sessionBusNeeds, startSessionBus, type SessionBus } from '../support/session-bus.ts';
import { programOnPath } from '../support/external-programs.ts';
import { timedWithControl } from '../support/timed-with-control.ts';
import { skippedExceptOn } from '../support/systems.ts';

const path = process.env['PATH'];

describe.skipIf(sessionBusNeeds !== null)(
  `the tray host on a real session bus${sessionBusNeeds ?? ''}`,
  () => {
    let bus: SessionBus;
    beforeEach(async () => {
      bus = await startSessionBus();
    });
    afterEach(() => bus.stop());

    it('is found if a program owns the bus name of the StatusNotifierWatcher and reports a host', async () => {
      await bus.addTray();
      expect(await findTrayHost({ ...bus.env, PATH: path })).toBe('present');
    });

    it('is missing if no program owns the bus name, or its owner reports no host', async () => {
      expect(await findTrayHost({ ...bus.env, PATH: path })).toBe('none');
      await bus.addTray({ host: false });
      expect(await findTrayHost({ ...bus.env, PATH: path })).toBe('none');
    });

    const askers = ['gdbus', 'dbus-send', 'busctl'].map((name) => ({
      name,
      program: programOnPath(name) ?? '',
    }));
    it.each(askers.filter(({ program }) => program !== ''))(
      'is found if $name is the only installed program that can ask the bus',
      async ({ name, program }) => {
        const folder = mkdtempSync(join(tmpdir(), 'rk-asker-'));
        onTestFinished(() => rmSync(folder, { recursive: true }));
        symlinkSync(program, join(folder, name));
        expect(await findTrayHost({ ...bus.env, PATH: folder })).toBe('none');
        await bus.addTray();
        expect(await findTrayHost({ ...bus.env, PATH: folder })).toBe('present');
      },
    );

    it('is waited for at login', async () => {
      await bus.addTray({ afterMs: 700 });
      expect(await findTrayHost({ ...bus.env, PATH: path })).toBe('none');
      expect(await awaitTrayHost({ ...bus.env, PATH: path }, 60_000)).toBe('present');
    });
  },
);

describe.skipIf(sessionBusNeeds !== null)(
  `the doctor's check of the tray host${sessionBusNeeds ?? ''}`,
  () => {
    const lineFor = async (env: Readonly<Record<string, string | undefined>>) => {
      const home = temporaryHome();
      const backups = createBackups({
        folder: home.backupsFolder,
        clock: systemClock,
        random: systemRandom,
      });
      const checks = await inspectMachine(
        {
          home,
          credentialsFile: join(home.folder, 'credentials'),
          configFile: join(home.folder, 'config'),
          network: { env, caBundle: null },
          backups,
          shell: null,
        },
        { offline: true, stsUrls: [], profileBundles: [] },
      );
      const check = checks.find((each) => each.check === 'tray-host');
      if (check === undefined) return null;
      const format = { roleName: null, field: String, time: String, moment: String };
      const { detail, remedy } = checkText(en, check, format);
      return { level: check.level, detail, remedy: remedy?.label ?? null };
    };

    it('says that icons are shown, or how to show them on this desktop, or is skipped without a desktop', async () => {
      const bus = await startSessionBus();
      onTestFinished(() => bus.stop());
      const gnome = { ...bus.env, PATH: path, XDG_CURRENT_DESKTOP: 'ubuntu:GNOME' };
      expect(await lineFor(gnome)).toMatchObject({
        level: 'warning',
        remedy: expect.stringContaining('AppIndicator') as string,
      });
      expect(await lineFor({ ...bus.env, PATH: path })).toMatchObject({
        remedy: expect.stringContaining('system tray') as string,
      });
      await bus.addTray();
      expect(await lineFor(gnome)).toMatchObject({
        level: 'good',
        detail: 'shown (ubuntu:GNOME)',
        remedy: null,
      });
      expect(await lineFor({ PATH: path })).toMatchObject({
        level: 'skipped',
        detail: expect.stringContaining('not checked') as string,
      });
    });
  },
);

describe.skipIf(skippedExceptOn('Linux'))('the search for a tray host on Linux', () => {
  it('gives unknown if no program is installed that can ask the bus', async () => {
    expect(
      await findTrayHost({
        DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent',
        DISPLAY: ':0',
        PATH: '/nonexistent',
      }),
    ).toBe('unknown');
  });

  it('gives unknown within a few seconds if the bus does not answer', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'rk-mute-'));
    const server = createServer().listen(join(folder, 'bus'));
    onTestFinished(() => {
      server.close();
      rmSync(folder, { recursive: true, force: true });
    });
    await new Promise((done) => server.once('listening', done));
    const { result, tookMs, controlMs } = await timedWithControl(
      () => findTrayHost({ XDG_RUNTIME_DIR: folder, WAYLAND_DISPLAY: 'wayland-0', PATH: path }),
      () => delay(1500),
    );
    expect(result).toBe('unknown');
    expect(tookMs).toBeLessThan(1500 + controlMs);
  });

  it('gives no-desktop if there is no display or no session bus', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'rk-no-bus-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    writeFileSync(join(folder, 'bus'), 'no socket');
    expect(await findTrayHost({ DISPLAY: ':0', PATH: path })).toBe('no-desktop');
    expect(await findTrayHost({ DISPLAY: ':0', XDG_RUNTIME_DIR: folder, PATH: path })).toBe(
      'no-desktop',
    );
    expect(
      await findTrayHost({ DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent', PATH: path }),
    ).toBe('no-desktop');
  });
});
