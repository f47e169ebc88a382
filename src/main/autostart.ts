import { mkdir, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import type { Environment } from '../core/environment.ts';
import { MAX_BYTES, readRegular } from '../node/files/open-regular.ts';
import { replaceFile } from '../node/files/replace-file.ts';

/**
 * The argument that the system passes at login, with which the application starts without its
 * panel.
 */
export const hiddenSwitch = '--hidden';

/**
 * Returns the path of the autostart entry (freedesktop.org, Desktop Application Autostart
 * Specification).
 */
export function autostartFile(env: Environment): string {
  const config = env['XDG_CONFIG_HOME'] ?? '';
  const folder = isAbsolute(config) ? config : join(env['HOME'] ?? homedir(), '.config');
  return join(folder, 'autostart', 'app.rolekeeper.Rolekeeper.desktop');
}

/**
 * Returns the executable to start at login, which for an AppImage is the AppImage file, because its
 * content is mounted at a new path each time. Ignores APPIMAGE if the process inherited it from
 * another AppImage.
 */
export function ownExecutable(env: Environment, execPath: string): string {
  const { APPIMAGE: image = '', APPDIR: mounted = '' } = env;
  return isAbsolute(image) && mounted !== '' && execPath.startsWith(`${mounted}/`)
    ? image
    : execPath;
}

/**
 * Returns the entry that starts this executable (freedesktop.org, Desktop Entry Specification).
 * Returns null if no entry can contain its path, because the path contains `=` or a control
 * character, such as a line break.
 */
export function autostartEntry(executable: string): string | null {
  if (/[\p{Cc}\p{Cs}=]/u.test(executable)) return null;
  // In an argument of Exec, a backslash escapes these characters. Then every backslash is doubled,
  // because the value is a string, and `%` is doubled too.
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

/**
 * The code of the error that `setAutostart` throws if no entry can contain the executable's path.
 */
export const unusablePathCode = 'EILSEQ';

/**
 * Writes or removes the autostart entry, and throws the system's errors. Enables an entry that the
 * user disabled in the desktop's settings only if `asked` (the user has just changed the setting).
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
    throw Object.assign(new Error('no entry can contain this path'), { code: unusablePathCode });
  const present = presentEntry(file);
  if (present === entry || (!asked && isSwitchedOff(present))) return;
  await mkdir(dirname(file), { recursive: true });
  await replaceFile(file, entry);
}

/** True if the desktop starts Rolekeeper at login. */
export function isAutostartOn(file: string): boolean {
  const present = presentEntry(file);
  return present !== '' && !isSwitchedOff(present);
}

/** The keys with which the Desktop Entry Specification and GNOME disable an entry. */
const OFF_KEYS = ['hidden', 'x-gnome-autostart-enabled'];

/**
 * Returns the text of the entry. If the entry is missing or not a readable file, returns an empty
 * text, so that the next write replaces it.
 */
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
