import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const watcherScript = join(import.meta.dirname, 'status-notifier-watcher.py');
/** The Python of the system, because Debian's python3-dbus works with no other Python. */
const python = '/usr/bin/python3';

/**
 * Says what `startSessionBus` needs but does not find, as the end of a test title; null if nothing
 * is missing.
 */
export const sessionBusNeeds: string | null =
  spawnSync('dbus-daemon', ['--version']).status !== 0
    ? ' [needs dbus-daemon]'
    : spawnSync(python, ['-c', 'import dbus, gi']).status !== 0
      ? ' [needs python3-dbus and python3-gi]'
      : null;

/** A D-Bus session bus on which no service runs. */
export interface SessionBus {
  readonly env: Readonly<Record<string, string>>;
  /**
   * Adds the service of a system tray to the bus, `afterMs` later. If `host` is false, the service
   * says that no program shows icons.
   */
  addTray(options?: { readonly host?: boolean; readonly afterMs?: number }): Promise<void>;
  stop(): void;
}

export async function startSessionBus(): Promise<SessionBus> {
  const folder = mkdtempSync(join(tmpdir(), 'rk-bus-'));
  const address = `unix:path=${join(folder, 'bus')}`;
  const words = ['--session', '--nofork', '--nopidfile', `--address=${address}`, '--print-address'];
  const daemon = spawn('dbus-daemon', words, { stdio: ['ignore', 'pipe', 'ignore'] });
  const children: ChildProcess[] = [daemon];
  await firstOutput(daemon);
  const env = { DBUS_SESSION_BUS_ADDRESS: address, DISPLAY: ':0' };
  return {
    env,
    addTray: async ({ host = true, afterMs = 0 } = {}) => {
      const tray = spawn(python, [watcherScript, host ? 'yes' : 'no', String(afterMs)], {
        env: { ...process.env, ...env },
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      children.push(tray);
      if (afterMs === 0) await firstOutput(tray);
    },
    stop: () => {
      for (const child of children) child.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function firstOutput(child: ChildProcess): Promise<void> {
  return new Promise((done, fail) => {
    child.stdout?.once('data', () => done());
    child.once('error', fail);
    child.once('exit', (code) =>
      fail(new Error(`a process of the session bus ended with code ${String(code)}`)),
    );
  });
}
