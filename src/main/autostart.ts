import { mkdir, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import { MAX_BYTES, readRegular } from '../node/files/open-regular.ts';
import { replaceFile } from '../node/files/replace-file.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Given by what starts the application at login: the panel stays hidden then. */
export const hiddenSwitch = '--hidden';

/** freedesktop.org, Desktop Application Autostart Specification. */
export function autostartFile(env: Environment): string {
  const config = env['XDG_CONFIG_HOME'] ?? '';
  const folder = isAbsolute(config) ? config : join(env['HOME'] ?? homedir(), '.config');
  return join(folder, 'autostart', 'app.rolekeeper.Rolekeeper.desktop');
}

/** What a login has to start: of an AppImage the file itself, since what runs is mounted anew at each start. A variable that another AppImage left to its children is not ours. */
export function ownExecutable(env: Environment, execPath: string): string {
  const { APPIMAGE: image = '', APPDIR: mounted = '' } = env;
  return isAbsolute(image) && mounted !== '' && execPath.startsWith(`${mounted}/`)
    ? image
    : execPath;
}

/**
 * The entry that starts this executable, or null if no entry can hold its path: a line break would
 * begin another key, and the name of a program has no `=`. A quoted argument of Exec escapes `"`,
 * `` ` ``, `$` and `\`, once more as a string, and `%` (freedesktop.org, Desktop Entry Specification).
 */
export function autostartEntry(executable: string): string | null {
  if (/[\p{Cc}\p{Cs}=]/u.test(executable)) return null;
  const quoted = executable
    .replace(/["`$\\]/g, '\\$&')
    .replace(/\\/g, '\\\\')
    .replace(/%/g, '%%');
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Rolekeeper',
    'Comment=Keeps temporary AWS role credentials fresh',
    `Exec="${quoted}" ${hiddenSwitch}`,
    'Icon=rolekeeper-tray',
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');
}

/** The path of the executable cannot be written into an entry. */
export const unusablePath = 'EILSEQ';

/**
 * Makes the entry as it should be, or takes it away. At a start (`asked` false) an entry that someone switched off with the desktop's own means stays off.
 * Throws the system's errors, and one with the code `unusablePath`.
 */
export async function setAutostart(
  file: string,
  executable: string,
  on: boolean,
  asked: boolean,
): Promise<void> {
  if (!on) return rm(file, { force: true });
  const entry = autostartEntry(executable);
  if (entry === null)
    throw Object.assign(new Error('no entry can hold this path'), { code: unusablePath });
  const present = presentEntry(file);
  if (present === entry || (!asked && isSwitchedOff(present))) return;
  await mkdir(dirname(file), { recursive: true });
  await replaceFile(file, entry);
}

/** Of the desktop entry specification, and of GNOME. */
const OFF_KEYS = ['hidden', 'x-gnome-autostart-enabled'];

/** Empty if there is none, or something that is no file: it is replaced. */
function presentEntry(file: string): string {
  try {
    return readRegular(file, { links: 'followed', maxBytes: MAX_BYTES.small }).toString('utf8');
  } catch {
    return '';
  }
}

function isSwitchedOff(entry: string): boolean {
  return entry.split('\n').some((line) => {
    const [key = '', value = ''] = line.split('=', 2).map((part) => part.trim().toLowerCase());
    return value === (key === 'hidden' ? 'true' : 'false') && OFF_KEYS.includes(key);
  });
}
