import { createHash } from 'node:crypto';
import type { Preferences } from '../core/settings/preferences.ts';
import type { FillStep } from '../views/tray/fill.ts';
import type { TrayView } from '../views/tray/tray-view.ts';

export type TrayPicture = Pick<TrayView, 'icon' | 'fill'>;

/**
 * Returns the name that `scripts/icons` gives to a drawing. The active icon has a separate drawing
 * for each step until it is full.
 */
export function pictureName({ icon, fill }: TrayPicture): string {
  const full: FillStep = 4;
  return icon === 'active' && fill !== full ? `${icon}-${fill}` : icon;
}

/**
 * Returns the file of an icon in `assets/tray`: on macOS a template image, which macOS tints, and
 * on Windows one for the colour of the taskbar. Linux does not report the colour of its panel, so
 * the icon is coloured and has an outline, unless the user wants a white or a black icon.
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

/** With this GUID, macOS keeps the icon's position after a restart. */
const guidOnMac = 'b2f7a3c4-61d8-4e0f-9a57-0c8e5d21f6b3';

/**
 * Returns the GUID with which Windows remembers whether the user wants to see the tray icon.
 * Windows refuses a GUID that an unsigned program at another path has used (Electron,
 * docs/api/tray.md), so the GUID depends on the path.
 */
export function trayGuid(system: 'darwin' | 'win32', execPath: string): string {
  if (system === 'darwin') return guidOnMac;
  const hex = createHash('sha256').update(execPath).digest('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
}
