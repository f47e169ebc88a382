import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { panelChannels } from '../../src/core/contract/panel-channels.ts';
import { assumed, startedAs, type System } from '../support/main-steps.ts';
import {
  createMainSetup,
  eventually,
  type MainSetup,
  type RunningMain,
} from '../support/running-main.ts';

let setup: MainSetup;
beforeEach(async () => {
  setup = await createMainSetup();
});
afterEach(() => setup.dispose());

const MINUTE = 60_000;

/** An application with a session of the role `client-s3` that is on. */
async function running(system: System, preferences: object): Promise<RunningMain> {
  const main = await startedAs(setup, system);
  await assumed(setup, main);
  await main.call('preferences', 'set', { changes: preferences });
  return main;
}

const hasKeys = (): boolean => setup.credentials().includes('[client-s3]');
const untilKeysAre = (there: boolean) =>
  eventually(
    () => Promise.resolve(hasKeys()),
    (has) => has === there,
  );

/** Lets main read the idle time, until the file has keys or has none. */
const untilLookedAt = (main: RunningMain, there: boolean) =>
  eventually(
    async () => {
      await main.do.passTime(5_000);
      return hasKeys();
    },
    (has) => has === there,
  );

describe('a person who leaves', () => {
  it.each(['darwin', 'win32'] as const)(
    'by locking the screen on %s has the roles released, and assumed again after the unlock',
    async (system) => {
      const main = await running(system, { onLock: 'release' });
      await main.do.emit('power', 'lock-screen');
      await untilKeysAre(false);
      await main.do.emit('power', 'unlock-screen');
      await untilKeysAre(true);
    },
  );

  it('by a suspend has the roles released, and assumed again after the resume', async () => {
    const main = await running('linux', { onSuspend: 'release' });
    await main.do.emit('power', 'suspend');
    await untilKeysAre(false);
    await main.do.emit('power', 'resume');
    await untilKeysAre(true);
  });

  it('and comes back at once, twice in a row, finds the roles as before', async () => {
    const main = await running('darwin', { onLock: 'release', onSuspend: 'release' });
    await main.do.emits([
      ['power', 'lock-screen'],
      ['power', 'suspend'],
      ['power', 'lock-screen'],
      ['power', 'resume'],
      ['power', 'unlock-screen'],
      ['power', 'unlock-screen'],
    ]);
    await eventually(
      () => main.state(),
      ({ roles }) => roles[0]?.session.state === 'active' && hasKeys(),
    );
    expect((await main.state()).problems).toEqual([]);
  });

  it('without touching the computer has the roles released after the time of the setting', async () => {
    const main = await running('linux', { onIdle: 'release', idleMinutes: 5 });
    await main.do.beRude({ idleSeconds: 4 * 60 });
    await main.do.passTime(5_000);
    expect((await main.state()).roles[0]?.session.state).toBe('active');
    await main.do.beRude({ idleSeconds: 5 * 60 });
    await untilLookedAt(main, false);
    await main.do.beRude({ idleSeconds: 0 });
    await untilLookedAt(main, true);
  });

  it('by locking the screen on Linux has the roles released, if the desktop reports it', async () => {
    const main = await running('linux', { onLock: 'release' });
    await main.do.beRude({ screen: 'locked' });
    await untilLookedAt(main, false);
    await main.do.beRude({ screen: 'open' });
    await untilLookedAt(main, true);
  });

  it('has the roles back by using the panel, if the event of the return is lost', async () => {
    const main = await running('darwin', { onLock: 'release' });
    await main.do.send(panelChannels.hide, []);
    await main.do.emit('power', 'lock-screen');
    await untilKeysAre(false);
    await main.do.click('open');
    await main.do.emit('window', 'focus');
    await untilKeysAre(true);
  });

  it('has the roles back by switching the idle time off while away', async () => {
    const main = await running('linux', { onIdle: 'release', idleMinutes: 1 });
    await main.do.beRude({ idleSeconds: 3600 });
    await untilLookedAt(main, false);
    await main.call('preferences', 'set', { changes: { onIdle: 'keep' } });
    await untilKeysAre(true);
    await main.do.passTime(MINUTE);
    expect(hasKeys()).toBe(true);
  });

  it('and quits meanwhile finds the roles on after the next start', async () => {
    const main = await running('darwin', { onLock: 'release' });
    await main.do.emit('power', 'lock-screen');
    await untilKeysAre(false);
    await main.do.quit().catch(() => undefined);
    await main.ended;
    await startedAs(setup, 'darwin');
    await untilKeysAre(true);
  });
});
