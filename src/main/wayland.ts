import { app } from 'electron';
import { platform } from './platform.ts';
import { canPlaceWindows } from './window-place.ts';

/**
 * True if Chromium draws on Wayland, which lets a program neither place nor raise its windows, and
 * ignores clipboard writes of a program without the focus.
 */
export function onWayland(): boolean {
  if (platform.system !== 'linux') return false;
  return !canPlaceWindows(platform.env, app.commandLine.getSwitchValue('ozone-platform'));
}
