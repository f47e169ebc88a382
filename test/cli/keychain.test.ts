import { existsSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { EmbeddedSts } from '../../demo/sts/embedded-sts.ts';
import { createApp } from '../../src/node/app.ts';
import { forkKeychain } from '../../src/node/keychain/fork-keychain.ts';
import { type Cli, cliHome, mfaRole, startStsWithAlice } from '../support/cli-harness.ts';
import { realKeyringNeeds, startRealKeyring, type RealKeyring } from '../support/real-keyring.ts';

const serial = 'arn:aws:iam::111122223333:mfa/alice';
const waitsForCode = 'guarded waits for an MFA code';

describe.skipIf(realKeyringNeeds !== null)(
  `an MFA session whose key is in GNOME Keyring${realKeyringNeeds ?? ''}`,
  () => {
    let keyring: RealKeyring;
    let sts: EmbeddedSts;
    let cli: Cli;
    const clis: Cli[] = [];

    beforeAll(async () => {
      keyring = await startRealKeyring();
    });
    afterAll(() => keyring.stop());
    beforeEach(async () => {
      sts = await startStsWithAlice();
      cli = await home();
    });
    afterEach(async () => {
      for (const each of clis.splice(0)) each.dispose();
      keyring.clear();
      await sts.close();
    });

    /**
     * Returns a home with a role that needs MFA. Its commands use the GNOME Keyring of the test.
     */
    const home = async (env: Readonly<Record<string, string>> = {}): Promise<Cli> => {
      const inside = cliHome(sts, undefined, { ...keyring.env, ...env });
      // Commands inside the test's process do not use the keychain.
      const made: Cli = {
        ...inside,
        run: (args) => inside.run(args, { ownProcess: true }),
        ok: (args) => inside.ok(args, { ownProcess: true }),
      };
      clis.push(made);
      // `role add` does not need the keychain.
      await inside.ok(addRole('guarded'), { env: { ROLEKEEPER_KEYCHAIN: 'off' } });
      return made;
    };
    const addRole = (name: string, ...more: readonly string[]) => {
      const role = ['--role-arn', mfaRole.roleArn, '--mfa-serial', serial];
      return ['role', 'add', name, ...role, ...more];
    };
    const withCode = (code: string, at = cli, role = 'guarded') =>
      at.ok(['assume', role, '--mfa-code', code]);
    const codes = () => sts.calls().filter(({ action }) => action === 'GetSessionToken').length;
    const file = (at = cli) => join(at.folder, '.config/rolekeeper/mfa-sessions.json');

    it('is used without a new code by another command, and by the application’s core', async () => {
      // The application ignores AWS_ENDPOINT_URL_STS, so the role gets its STS from `--endpoint`.
      await cli.ok(addRole('fixed', '--endpoint', sts.url));
      await withCode('123456', cli, 'fixed');
      await cli.ok(['assume', 'fixed']);
      const script = new URL('keychain-process.cjs', cli.entry);
      const created = await createApp({
        env: cli.env,
        refresh: 'nothing',
        runsIn: 'application',
        keychain: {
          start: () => forkKeychain(fileURLToPath(script), cli.env),
          library: '@napi-rs/keyring',
          limitMs: () => 60_000,
        },
      });
      if (!created.ok) throw new Error(JSON.stringify(created.failure));
      const app = created.value;
      const roleId = app.state().roles.find(({ role }) => role.name === 'fixed')?.role.id ?? '';
      const assumed = await app.api.session.assume({ roleId, keep: false, takeOver: false });
      await app.stop();
      expect(assumed).toMatchObject({ ok: true });
      expect(codes()).toBe(1);
    });

    it('is stored, so `status` does not print “is not stored”, even while the keyring is locked', async () => {
      await withCode('123456');
      keyring.lock();
      expect((await cli.ok(['status'])).stdout).not.toContain('is not stored');
      await keyring.unlock();
    });

    it('is deleted when the last role that uses it is released', async () => {
      await withCode('123456');
      await cli.ok(['release', 'guarded']);
      expect(existsSync(file())).toBe(false);
      expect((await cli.run(['assume', 'guarded'])).stderr).toContain(waitsForCode);
    });

    it('cannot be used while the keyring is locked, and a command prints that once', async () => {
      await withCode('123456');
      keyring.lock();
      const { code, stderr } = await cli.run(['assume', 'guarded']);
      expect({ code, waits: stderr.includes(waitsForCode) }).toEqual({ code: 1, waits: true });
      expect(stderr.match(/MFA sessions are in memory only/g)).toHaveLength(1);
      expect(stderr).toContain('locked');
      expect((await cli.run(['doctor', '--offline'])).stdout).toMatch(/^warning .*MFA sessions/m);
      await keyring.unlock();
      await cli.ok(['assume', 'guarded']);
      expect(codes()).toBe(1);
    });

    it('is only in memory if there is no session bus, and the command prints that', async () => {
      const alone = await home({
        DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent',
        XDG_RUNTIME_DIR: '/nonexistent',
      });
      const { stderr } = await withCode('123456', alone);
      expect(stderr).toContain('MFA sessions are in memory only');
      expect(existsSync(file(alone))).toBe(false);
      expect((await alone.run(['assume', 'guarded'])).stderr).toContain(waitsForCode);
    });

    it('can be obtained even if the session bus never answers, and no process keeps waiting for the bus', async () => {
      const bus = await silentBus(join(cli.folder, 'bus'));
      const slow = await home({ DBUS_SESSION_BUS_ADDRESS: bus.address });
      // The command is killed while it waits for the session bus.
      const doctor = slow.start(['doctor', '--offline']);
      await bus.untilRequested(1);
      doctor.child.kill('SIGKILL');
      const { stderr } = await withCode('123456', slow);
      expect(stderr).toContain('did not answer in time');
      expect(bus.requests()).toBe(2);
      // A command that needs no MFA session does not call the keychain.
      await slow.ok(['credentials', 'guarded']);
      await slow.ok(['status']);
      expect(bus.requests()).toBe(2);
      await bus.untilDeserted();
      bus.close();
    });

    it('cannot be used after another tool removed its key from the keyring, and a new MFA code starts another session', async () => {
      await withCode('123456');
      keyring.clear();
      expect((await cli.run(['assume', 'guarded'])).stderr).toContain(waitsForCode);
      await withCode('234567');
      await cli.ok(['assume', 'guarded']);
    });

    it('cannot be used after another tool overwrote its key in the keyring, and a new MFA code starts another session', async () => {
      await withCode('123456');
      keyring.overwrite('garbage');
      expect((await cli.run(['assume', 'guarded'])).stderr).toContain(waitsForCode);
      await withCode('234567');
      await cli.ok(['assume', 'guarded']);
      expect(keyring.accounts()).toHaveLength(1);
    });

    it('cannot be read from its encrypted file without the key, and the file remains', async () => {
      await withCode('123456');
      const text = readFileSync(file(), 'utf8');
      keyring.clear();
      for (const secret of ['aws', 'ASIA', 'token', serial]) expect(text).not.toContain(secret);
      expect((await cli.run(['assume', 'guarded'])).stderr).toContain(waitsForCode);
      expect(existsSync(file())).toBe(true);
    });

    it('is used only in its home, because each home has its own key in the keyring', async () => {
      const other = await home();
      await withCode('123456');
      expect((await other.run(['assume', 'guarded'])).stderr).toContain(waitsForCode);
      await withCode('234567', other);
      expect(new Set(keyring.accounts()).size).toBe(2);
      rmSync(file(other));
      await cli.ok(['assume', 'guarded']);
    });

    it('is not lost if another command stores an MFA session at the same time', async () => {
      const { port } = new URL(sts.url);
      await cli.ok(addRole('second', '--endpoint', `http://localhost:${port}`));
      await Promise.all([withCode('123456'), withCode('234567', cli, 'second')]);
      await cli.ok(['assume', 'guarded']);
      await cli.ok(['assume', 'second']);
      expect(codes()).toBe(2);
      expect(keyring.accounts()).toHaveLength(1);
    });

    it('is not stored with ROLEKEEPER_KEYCHAIN=off, which all tests have by default', async () => {
      const off = await home({ ROLEKEEPER_KEYCHAIN: 'off' });
      const { stderr } = await withCode('123456', off);
      expect(stderr).not.toContain('in memory only');
      expect(keyring.accounts()).toEqual([]);
      expect(existsSync(file(off))).toBe(false);
      expect(cliHome(sts).env['ROLEKEEPER_KEYCHAIN']).toBe('off');
      expect(process.env['ROLEKEEPER_KEYCHAIN']).toBe('off');
    });
  },
);

/** Starts a session bus that accepts every connection and never answers. */
async function silentBus(path: string) {
  const open = new Set<Socket>();
  let requests = 0;
  let changed = Promise.withResolvers<undefined>();
  const change = (): void => {
    changed.resolve(undefined);
    changed = Promise.withResolvers();
  };
  const server = createServer((socket) => {
    requests += 1;
    open.add(socket);
    socket.resume();
    socket.on('error', () => undefined);
    socket.on('close', () => {
      open.delete(socket);
      change();
    });
    change();
  });
  await new Promise<void>((done) => server.listen(path, done));
  const until = async (isSo: () => boolean): Promise<void> => {
    while (!isSo()) await changed.promise;
  };
  return {
    address: `unix:path=${path}`,
    requests: () => requests,
    untilRequested: (times: number) => until(() => requests >= times),
    untilDeserted: () => until(() => open.size === 0),
    close: () => server.close(),
  };
}
