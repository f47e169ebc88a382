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
 * for Windows, an outlined one for Linux.
 */
export function trayIconFile(
  picture: string,
  platform: NodeJS.Platform,
  darkTaskbar: boolean,
): string {
  if (platform === 'darwin') return `tray/${picture}Template.png`;
  if (platform === 'win32') return `tray/${picture}-${darkTaskbar ? 'dark' : 'light'}.ico`;
  return `tray/${picture}.png`;
}
