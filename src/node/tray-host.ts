import { execFile } from 'node:child_process';
import { statSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { Environment } from '../core/environment.ts';
import { findProgram } from './programs/find-program.ts';

/**
 * Whether this Linux desktop shows tray icons:
 *
 * - `no-desktop`: there is no display or no session bus, for example over SSH
 * - `unknown`: no program can query the bus, or the bus did not answer in time
 */
export type TrayHost = 'present' | 'none' | 'no-desktop' | 'unknown';

const DEADLINE_MS = 1500;
const watcher = 'org.kde.StatusNotifierWatcher';
const bus = [
  'org.freedesktop.DBus',
  '/org/freedesktop/DBus',
  'org.freedesktop.DBus.NameHasOwner',
] as const;
const host = [watcher, '/StatusNotifierWatcher', 'org.freedesktop.DBus.Properties.Get'] as const;

/** A method call on D-Bus: service, object and method. The arguments are texts. */
type BusCall = readonly [name: string, path: string, method: string];

/**
 * Programs of GLib, D-Bus and systemd that can query the bus. Each program prints a Boolean as
 * `true` or `false` inside other text.
 */
const busPrograms: readonly (readonly [
  program: string,
  words: (call: BusCall, values: readonly string[]) => readonly string[],
])[] = [
  [
    'gdbus',
    ([name, path, method], values) => [
      ...['call', '--session', '--dest', name, '--object-path', path, '--method', method],
      ...values,
    ],
  ],
  [
    'dbus-send',
    ([name, path, method], values) => [
      ...['--session', '--print-reply=literal', `--dest=${name}`, path, method],
      ...values.map((value) => `string:${value}`),
    ],
  ],
  [
    'busctl',
    ([name, path, method], values) => {
      const dot = method.lastIndexOf('.');
      const called = [name, path, method.slice(0, dot), method.slice(dot + 1)];
      return ['--user', 'call', ...called, 's'.repeat(values.length), ...values];
    },
  ],
];

/**
 * Queries the session bus as Electron does: the bus name `org.kde.StatusNotifierWatcher` must have
 * an owner, whose `IsStatusNotifierHostRegistered` is true (freedesktop.org, StatusNotifierItem).
 * Takes at most 3 s and starts no bus and no service.
 */
export async function findTrayHost(env: Environment): Promise<TrayHost> {
  const address = sessionBus(env);
  if (address === null || !hasDisplay(env)) return 'no-desktop';
  // With an explicit address, the programs do not start a bus.
  const busEnv = { ...env, DBUS_SESSION_BUS_ADDRESS: address };
  const owned = await callBus(bus, [watcher], busEnv);
  if (owned !== true) return owned === null ? 'unknown' : 'none';
  const registered = await callBus(host, [watcher, 'IsStatusNotifierHostRegistered'], busEnv);
  return registered === null ? 'unknown' : registered ? 'present' : 'none';
}

/**
 * Repeats the query until a tray is found, for at most `withinMs`. At login, the desktop's panel
 * can start after the autostart programs.
 */
export async function awaitTrayHost(env: Environment, withinMs: number): Promise<TrayHost> {
  const until = performance.now() + withinMs;
  for (;;) {
    const found = await findTrayHost(env);
    if (found === 'present' || found === 'no-desktop' || performance.now() >= until) return found;
    await delay(500);
  }
}

function hasDisplay(env: Environment): boolean {
  return [env['DISPLAY'], env['WAYLAND_DISPLAY']].some((name) => name !== undefined && name !== '');
}

/**
 * Returns the address of the session bus (D-Bus specification, "Well-known Message Bus Instances"),
 * or null if there is none. If no variable names one, returns systemd's user bus.
 */
function sessionBus(env: Environment): string | null {
  const busAddress = env['DBUS_SESSION_BUS_ADDRESS'] ?? '';
  if (busAddress !== '') return busAddress;
  const runtime = env['XDG_RUNTIME_DIR'] ?? '';
  const socket = `${runtime}/bus`;
  return runtime !== '' && statSync(socket, { throwIfNoEntry: false })?.isSocket() === true
    ? `unix:path=${socket}`
    : null;
}

/** Returns the Boolean in the bus's answer, or null if no program could query the bus. */
async function callBus(
  call: BusCall,
  values: readonly string[],
  env: Environment,
): Promise<boolean | null> {
  for (const [name, words] of busPrograms) {
    const program = findProgram(name, { env, platform: 'linux' });
    if (program === null) continue;
    const { output, late } = await runProgram(program, words(call, values), env);
    const [answer] = /\b(?:true|false)\b/.exec(output) ?? [];
    if (answer !== undefined) return answer === 'true';
    // Another program would also time out on the same bus.
    if (late) return null;
  }
  return null;
}

/** Runs a program and returns its output. The output is empty if the program fails. */
function runProgram(
  program: string,
  words: readonly string[],
  env: Environment,
): Promise<{ readonly output: string; readonly late: boolean }> {
  return new Promise((done) => {
    execFile(
      program,
      [...words],
      { env: { ...env, LC_ALL: 'C' }, timeout: DEADLINE_MS },
      (error, stdout) => {
        done({ output: error === null ? stdout : '', late: error?.killed === true });
      },
    );
  });
}
