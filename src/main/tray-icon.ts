import { createHash } from 'node:crypto';
import type { Preferences } from '../core/settings/preferences.ts';
import type { FillStep } from '../views/tray/fill.ts';
import type { TrayView } from '../views/tray/tray-view.ts';

export type TrayPicture = Pick<TrayView, 'icon' | 'fill'>;

/**
 * The name that `scripts/icons` gives to a drawing. The active icon has one for each step before it
 * is full.
 */
export function pictureName({ icon, fill }: TrayPicture): string {
  const full: FillStep = 4;
  return icon === 'active' && fill !== full ? `${icon}-${fill}` : icon;
}

/**
 * The file of an icon in `assets/tray`: a template image that macOS tints, one per taskbar colour
 * for Windows. Linux does not tell the panel's colour, so its icon is coloured with an outline,
 * unless the user wants a white or black one.
 */
export function trayIconFile(
  picture: string,
  platform: NodeJS.Platform,
  darkTaskbar: boolean,
  colour: Preferences['trayIcon'],
): string {
  if (platform === 'darwin') return `tray/${picture}Template.png`;
  if (platform === 'win32') return `tray/${picture}-${darkTaskbar ? 'dark' : 'light'}.ico`;
  return colour === 'coloured' ? `tray/${picture}.png` : `tray/${picture}-${colour}.png`;
}

/** Lets macOS keep the icon's position over restarts. */
const guidOnMac = 'b2f7a3c4-61d8-4e0f-9a57-0c8e5d21f6b3';

/**
 * Windows keeps the user's choice to show an icon by its GUID, and refuses a GUID that another path
 * of an unsigned program has used (docs/api/tray.md). So there it follows from the path.
 */
export function trayGuid(system: 'darwin' | 'win32', execPath: string): string {
  if (system === 'darwin') return guidOnMac;
  const hex = createHash('sha256').update(execPath).digest('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
}
