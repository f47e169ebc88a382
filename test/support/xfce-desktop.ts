import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import type { MenuLine } from './electron-stand-in/commands.ts';
import { eventually } from './running-main.ts';
import { programOnPath } from './external-programs.ts';

const itemScript = join(import.meta.dirname, 'tray-item.py');
/** The Python of the system, because Debian's python3-dbus works with no other Python. */
const python = '/usr/bin/python3';

const PROGRAMS = ['Xvfb', 'dbus-daemon', 'gdbus', 'xdotool', 'xprop', 'xfce4-panel'];

/** Returns the programs that the desktop needs: the path of each, or null if it is missing. */
export function xfcePrograms(): Readonly<Record<string, string | null>> {
  const hasDbus = spawnSync(python, ['-c', 'import dbus, gi']).status === 0;
  const found = PROGRAMS.map((name) => [name, programOnPath(name)] as const);
  return { ...Object.fromEntries(found), 'python3-dbus': hasDbus ? python : null };
}

/** The settings of Xfce's panel: it is at the top left and shows only status icons. */
const panelSettings = `<?xml version="1.0" encoding="UTF-8"?>
<channel name="xfce4-panel" version="1.0">
  <property name="configver" type="int" value="2"/>
  <property name="panels" type="array">
    <value type="int" value="1"/>
    <property name="panel-1" type="empty">
      <property name="position" type="string" value="p=6;x=0;y=0"/>
      <property name="length" type="uint" value="100"/>
      <property name="position-locked" type="bool" value="true"/>
      <property name="size" type="uint" value="32"/>
      <property name="plugin-ids" type="array"><value type="int" value="1"/></property>
    </property>
  </property>
  <property name="plugins" type="empty">
    <property name="plugin-1" type="string" value="systray"/>
  </property>
</channel>
`;

/**
 * What the program that owns the icon reports: a call of Xfce's panel, or a step of its own
 * (`registered` and `menu-set`).
 */
export interface HostCall {
  readonly what: 'registered' | 'menu-set' | 'activate' | 'menu-will-show' | 'event';
  readonly id?: string;
  readonly kind?: string;
}

export interface TrayItem {
  readonly calls: readonly HostCall[];
  /** Sets the menu. Resolves when the program offers it on D-Bus. */
  show(menu: readonly MenuLine[]): Promise<void>;
  onCall(listener: (call: HostCall) => void): void;
}

/** An X11 and D-Bus session without a screen, with the panel of Xfce. */
export interface XfceDesktop {
  /** Adds an icon. Resolves when the panel shows it. */
  addItem(): Promise<TrayItem>;
  /** Clicks the icon with the left (1) or right (3) button. */
  click(button: 1 | 3): Promise<void>;
  keys(...names: readonly string[]): Promise<void>;
  /** Returns the number of menus on the screen. */
  menus(): Promise<number>;
  stop(): Promise<void>;
}

export async function startXfceDesktop(): Promise<XfceDesktop> {
  const folder = mkdtempSync(join(tmpdir(), 'rk-xfce-'));
  const children: ChildProcess[] = [];
  const settings = join(folder, '.config/xfce4/xfconf/xfce-perchannel-xml');
  const runtime = join(folder, 'run');
  mkdirSync(settings, { recursive: true });
  mkdirSync(runtime, { mode: 0o700 });
  writeFileSync(join(settings, 'xfce4-panel.xml'), panelSettings);
  const start = (
    program: string,
    args: readonly string[],
    env: NodeJS.ProcessEnv,
  ): ChildProcess => {
    const child = spawn(program, args, { env, stdio: ['pipe', 'pipe', 'ignore'] });
    children.push(child);
    return child;
  };
  const base = {
    PATH: process.env['PATH'],
    HOME: folder,
    XDG_CONFIG_HOME: join(folder, '.config'),
    XDG_RUNTIME_DIR: runtime,
    NO_AT_BRIDGE: '1',
  };
  const screen = ['-screen', '0', '800x600x24', '-nolisten', 'tcp', '-displayfd', '1'];
  const display = await firstLine(start('Xvfb', screen, base));
  const address = `unix:path=${join(folder, 'bus')}`;
  const env = { ...base, DISPLAY: `:${display}`, DBUS_SESSION_BUS_ADDRESS: address };
  const bus = ['--session', '--nofork', '--nopidfile', `--address=${address}`, '--print-address'];
  await firstLine(start('dbus-daemon', bus, env));
  start('xfce4-panel', ['--disable-wm-check'], env);
  const run = async (program: string, ...args: readonly string[]): Promise<string> => {
    try {
      return (await promisify(execFile)(program, args, { env })).stdout;
    } catch {
      // The called program fails until the window or the D-Bus name exists.
      return '';
    }
  };
  const property = (name: string): Promise<string> =>
    run(
      'gdbus',
      ...['call', '--session', '-d', 'org.kde.StatusNotifierWatcher'],
      ...['-o', '/StatusNotifierWatcher', '-m', 'org.freedesktop.DBus.Properties.Get'],
      ...['org.kde.StatusNotifierWatcher', name],
    );
  await eventually(
    () => property('IsStatusNotifierHostRegistered'),
    (text) => text.includes('true'),
  );
  const visible = async (): Promise<readonly string[]> =>
    (await run('xdotool', 'search', '--onlyvisible', '--class', 'wrapper')).trim().split('\n');
  /** Returns the centre of the icon in the panel; null while the panel has no icon. */
  const iconPlace = async (): Promise<{ readonly x: number; readonly y: number } | null> => {
    const shapes = (await visible()).map((id) => run('xdotool', 'getwindowgeometry', id));
    const text = (await Promise.all(shapes)).join('\n');
    const [, left, top, width] =
      /Position: (\d+),(\d+) .*\n\s*Geometry: ([2-9]\d)x32/.exec(text) ?? [];
    if (left === undefined) return null;
    return { x: Number(left) + Math.floor(Number(width) / 2), y: Number(top) + 16 };
  };
  return {
    addItem: async () => {
      const child = start(python, [itemScript], env);
      const item = itemOf(child);
      await eventually(
        () => property('RegisteredStatusNotifierItems'),
        (text) => text.includes('StatusNotifierItem-'),
      );
      await eventually(iconPlace, (place) => place !== null);
      return item;
    },
    click: async (button) => {
      const { x, y } = (await iconPlace()) ?? { x: 0, y: 0 };
      await run('xdotool', 'mousemove', String(x), String(y));
      await run('xdotool', 'click', String(button));
    },
    keys: async (...names) => {
      for (const name of names) await run('xdotool', 'key', name);
    },
    menus: async () => {
      const types = (await visible()).map((id) => run('xprop', '-id', id, '_NET_WM_WINDOW_TYPE'));
      return (await Promise.all(types)).filter((type) => type.includes('_MENU')).length;
    },
    stop: async () => {
      const ends = children.map((child) => once(child, 'exit'));
      for (const child of children.reverse()) child.kill();
      await Promise.all(ends);
      // The programs that D-Bus started can still write to the folder until they end.
      rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
    },
  };
}

function itemOf(child: ChildProcess): TrayItem {
  const calls: HostCall[] = [];
  const listeners = new Set<(call: HostCall) => void>();
  if (child.stdout === null) throw new Error('the program of the icon has no standard output');
  createInterface(child.stdout).on('line', (line) => {
    const call = JSON.parse(line) as HostCall;
    calls.push(call);
    for (const listener of listeners) listener(call);
  });
  return {
    calls,
    show: async (menu) => {
      const sets = (): number => calls.filter(({ what }) => what === 'menu-set').length;
      const before = sets();
      child.stdin?.write(`${JSON.stringify(menu)}\n`);
      await eventually(
        () => Promise.resolve(sets()),
        (count) => count > before,
      );
    },
    onCall: (listener) => void listeners.add(listener),
  };
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((done, fail) => {
    child.stdout?.once('data', (text: Buffer) => done(text.toString('utf8').trim()));
    child.once('error', fail);
    child.once('exit', (code) =>
      fail(new Error(`a process of the desktop ended with code ${String(code)}`)),
    );
  });
}
