import type { TrayIcon } from '../views/tray/summary.ts';

/** The file of an icon in `assets/tray`: macOS tints a template image, Windows picks by the taskbar's colour, Linux takes an outlined one. */
export function trayIconFile(icon: TrayIcon, platform: NodeJS.Platform, darkTaskbar: boolean): string {
  if (platform === 'darwin') return `tray/${icon}Template.png`;
  if (platform === 'win32') return `tray/${icon}-${darkTaskbar ? 'dark' : 'light'}.ico`;
  return `tray/${icon}.png`;
}
