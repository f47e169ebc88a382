import { get } from 'node:http';
import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, inject, it } from 'vitest';
import { panelChannels } from '../../src/core/contract/panel-channels.ts';
import { freePort } from '../support/free-port.ts';
import { addRoleSwitchedOn, startedAs, type System } from '../support/main-steps.ts';
import { run, type Running } from '../support/process.ts';
import { setUpEachMain, eventually, type RunningMain } from '../support/running-main.ts';

const setup = setUpEachMain();

const MINUTE = 60_000;

/** Starts the application with the role `client-s3`, which is on and has a session. */
async function startWithRoleOn(system: System, preferences: object): Promise<RunningMain> {
  const main = await startedAs(setup, system);
  await addRoleSwitchedOn(setup, main);
  await main.call('preferences', 'set', { changes: preferences });
  return main;
}

const hasKeys = (): boolean => setup.credentials().includes('[client-s3]');
const untilKeysAre = (there: boolean) =>
  eventually(
    () => Promise.resolve(hasKeys()),
    (has) => has === there,
  );

/** Lets time pass until the file has keys (`there` is true) or has none. */
const passTimeUntilKeysAre = (main: RunningMain, there: boolean) =>
  eventually(
    async () => {
      await main.do.passTime(5_000);
      return hasKeys();
    },
    (has) => has === there,
  );

describe('the roles of a person who leaves', () => {
  it.each(['darwin', 'win32'] as const)(
    'are released when the screen of %s is locked, and assumed again after the unlock',
    async (system) => {
      const main = await startWithRoleOn(system, { onLock: 'release' });
      await main.do.emit('power', 'lock-screen');
      await untilKeysAre(false);
      await main.do.emit('power', 'unlock-screen');
      await untilKeysAre(true);
    },
  );

  it('are released by a suspend, and assumed again after the resume', async () => {
    const main = await startWithRoleOn('linux', { onSuspend: 'release' });
    await main.do.emit('power', 'suspend');
    await untilKeysAre(false);
    await main.do.emit('power', 'resume');
    await untilKeysAre(true);
  });

  it('have keys in the file if the person leaves and comes back at once, even twice in a row', async () => {
    const main = await startWithRoleOn('darwin', { onLock: 'release', onSuspend: 'release' });
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

  it('are released after the idle time of the setting', async () => {
    const main = await startWithRoleOn('linux', { onIdle: 'release', idleMinutes: 5 });
    await main.do.setDesktop({ idleSeconds: 4 * 60 });
    await main.do.passTime(5_000);
    expect((await main.state()).roles[0]?.session.state).toBe('active');
    await main.do.setDesktop({ idleSeconds: 5 * 60 });
    await passTimeUntilKeysAre(main, false);
    await main.do.setDesktop({ idleSeconds: 0 });
    await passTimeUntilKeysAre(main, true);
  });

  it('are released when the screen of Linux is locked, if the desktop reports it', async () => {
    const main = await startWithRoleOn('linux', { onLock: 'release' });
    await main.do.setDesktop({ screen: 'locked' });
    await passTimeUntilKeysAre(main, false);
    await main.do.setDesktop({ screen: 'open' });
    await passTimeUntilKeysAre(main, true);
  });

  it('are assumed when the person uses the panel, even if the system did not report the return', async () => {
    const main = await startWithRoleOn('darwin', { onLock: 'release' });
    await main.do.send(panelChannels.hide, []);
    await main.do.emit('power', 'lock-screen');
    await untilKeysAre(false);
    await main.do.click('open');
    await main.do.emit('window', 'focus');
    await untilKeysAre(true);
  });

  it('are assumed when the idle time is switched off while the person is away', async () => {
    const main = await startWithRoleOn('linux', { onIdle: 'release', idleMinutes: 1 });
    await main.do.setDesktop({ idleSeconds: 3600 });
    await passTimeUntilKeysAre(main, false);
    await main.call('preferences', 'set', { changes: { onIdle: 'keep' } });
    await untilKeysAre(true);
    await main.do.passTime(MINUTE);
    expect(hasKeys()).toBe(true);
  });

  it('are on after the next start if the application quits while the person is away', async () => {
    const main = await startWithRoleOn('darwin', { onLock: 'release' });
    await main.do.emit('power', 'lock-screen');
    await untilKeysAre(false);
    await main.do.quit().catch(() => undefined);
    await main.ended;
    await startedAs(setup, 'darwin');
    await untilKeysAre(true);
  });
});

describe('a command while the person is away', () => {
  const commands: Running[] = [];
  afterEach(async () => {
    for (const command of commands.splice(0)) {
      command.child.kill('SIGKILL');
      await command.ended();
    }
  });

  const start = (...args: readonly string[]): Running => {
    const env = {
      HOME: setup.home,
      USERPROFILE: setup.home,
      ROLEKEEPER_HOME: setup.rolekeeperHome,
      ROLEKEEPER_KEYCHAIN: 'off',
      AWS_REGION: 'eu-central-1',
    };
    const command = run(new URL(inject('commandLine')), args, { env });
    commands.push(command);
    return command;
  };
  const valueOf = (line: string): string => line.slice(line.indexOf('=') + 1);
  const statusOf = (url: string, authorization: string): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      get(url, { headers: { authorization } }, (response) => {
        response.resume().on('end', () => resolve(response.statusCode));
      }).on('error', reject);
    });

  it('assumes no role and gives programs no keys until the person is back', async () => {
    const main = await startWithRoleOn('darwin', { onLock: 'release' });
    const keep = start('keep', 'client-s3');
    await expect.poll(() => keep.stderr()).toContain('client-s3');
    const serve = start('serve', 'client-s3', '--port', String(await freePort()));
    const url = valueOf(await serve.line('AWS_CONTAINER_CREDENTIALS_FULL_URI'));
    const tokenFile = valueOf(await serve.line('AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE'));
    const token = readFileSync(tokenFile, 'utf8');
    await expect.poll(() => statusOf(url, token)).toBe(200);
    setup.sts.forgetCalls();

    await main.do.emit('power', 'lock-screen');
    await untilKeysAre(false);
    expect(await statusOf(url, token)).toBe(403);
    const program = start('credentials', 'client-s3');
    expect(await program.ended()).toMatchObject({ code: 1 });
    expect(program.stderr()).toContain('client-s3 is released while you are away');
    expect(program.lines).toEqual([]);
    expect(hasKeys()).toBe(false);
    expect(setup.sts.calls()).toEqual([]);

    await main.do.emit('power', 'unlock-screen');
    await untilKeysAre(true);
    await expect.poll(() => statusOf(url, token)).toBe(200);
    expect(await start('credentials', 'client-s3').ended()).toMatchObject({ code: 0 });
  });

  it('writes new keys if it is `assume`, because a person runs it', async () => {
    const main = await startWithRoleOn('darwin', { onLock: 'release' });
    await main.do.emit('power', 'lock-screen');
    await untilKeysAre(false);
    expect(await start('assume', 'client-s3').ended()).toMatchObject({ code: 0 });
    expect(hasKeys()).toBe(true);
  });
});
