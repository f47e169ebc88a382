import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const programs = ['gnome-keyring-daemon', 'secret-tool', 'dbus-daemon', 'dbus-send'];

/**
 * Says what `startRealKeyring` needs but does not find, as the end of a test title; null if nothing
 * is missing.
 */
export const realKeyringNeeds: string | null = (() => {
  if (process.platform !== 'linux') return ' [needs Linux]';
  const missing = programs.find((name) => spawnSync('which', [name]).status !== 0);
  return missing === undefined ? null : ` [needs ${missing}]`;
})();

/** GNOME Keyring on its own session bus. It cannot show a prompt, because it has no display. */
export interface RealKeyring {
  /** The environment that makes a process use this keyring. */
  readonly env: Readonly<Record<string, string>>;
  /** Returns the attributes and secrets of Rolekeeper's entries, as secret-tool prints them. */
  entries(): string;
  /** The secrets of Rolekeeper's entries. */
  secrets(): readonly string[];
  /** The accounts of Rolekeeper's entries. */
  accounts(): readonly string[];
  lock(): void;
  /** Starts the keyring again, which unlocks it. */
  unlock(): Promise<void>;
  clear(): void;
  /** Replaces the secret of the only entry. */
  overwrite(secret: string): void;
  stop(): void;
}

const service = ['service', 'Rolekeeper'];
const password = 'a password';

export async function startRealKeyring(): Promise<RealKeyring> {
  const folder = mkdtempSync(join(tmpdir(), 'rk-keyring-'));
  const address = `unix:path=${join(folder, 'bus')}`;
  mkdirSync(join(folder, 'data'), { mode: 0o700 });
  const env = {
    DBUS_SESSION_BUS_ADDRESS: address,
    XDG_RUNTIME_DIR: folder,
    ROLEKEEPER_KEYCHAIN: '',
    DISPLAY: '',
    WAYLAND_DISPLAY: '',
  };
  const all = { ...process.env, ...env, HOME: folder, XDG_DATA_HOME: join(folder, 'data') };
  const words = ['--session', '--nofork', '--nopidfile', `--address=${address}`, '--print-address'];
  const bus = spawn('dbus-daemon', words, { env: all, stdio: ['ignore', 'pipe', 'ignore'] });
  await firstOutput(bus);
  const run = (program: string, args: readonly string[], input = ''): string => {
    const { stdout, stderr, status } = spawnSync(program, args, {
      env: all,
      input,
      encoding: 'utf8',
    });
    if (status !== 0 && stderr !== '') throw new Error(`${program}: ${stderr}`);
    return stdout + stderr;
  };
  const unlocked = async (): Promise<ChildProcess> => {
    const words = ['--foreground', '--components=secrets', '--unlock'];
    const child = spawn('gnome-keyring-daemon', words, {
      env: all,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    child.stdin.end(password);
    while (!run('dbus-send', ownedCall).includes('true')) await delay(20);
    return child;
  };
  let daemon = await unlocked();
  const keyring: RealKeyring = {
    env,
    entries: () => run('secret-tool', ['search', '--all', '--unlock', ...service]),
    secrets: () =>
      [...keyring.entries().matchAll(/^secret = (.*)/gm)].map(([, secret = '']) => secret),
    accounts: () =>
      [...keyring.entries().matchAll(/attribute\.username = (.*)/g)].map(([, name = '']) => name),
    lock: () => void run('dbus-send', lockCall),
    unlock: async () => {
      const ended = new Promise((done) => daemon.once('exit', done));
      daemon.kill('SIGKILL');
      await ended;
      daemon = await unlocked();
    },
    clear: () => void run('secret-tool', ['clear', ...service]),
    overwrite: (secret) => {
      const [account = ''] = keyring.accounts();
      const attributes = [...service, 'username', account];
      run('secret-tool', ['store', '--label=changed', ...attributes], secret);
    },
    stop: () => {
      daemon.kill('SIGKILL');
      bus.kill('SIGKILL');
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
  return keyring;
}

const ownedCall = [
  ...['--session', '--print-reply', '--dest=org.freedesktop.DBus', '/org/freedesktop/DBus'],
  ...['org.freedesktop.DBus.NameHasOwner', 'string:org.freedesktop.secrets'],
];
const lockCall = [
  ...['--session', '--print-reply', '--dest=org.freedesktop.secrets', '/org/freedesktop/secrets'],
  'org.freedesktop.Secret.Service.Lock',
  'array:objpath:/org/freedesktop/secrets/collection/login',
];

function firstOutput(child: ChildProcess): Promise<void> {
  return new Promise((done, fail) => {
    child.stdout?.once('data', () => done());
    child.once('error', fail);
    child.once('exit', (code) => fail(new Error(`dbus-daemon ended with code ${String(code)}`)));
  });
}
