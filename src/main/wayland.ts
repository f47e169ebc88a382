import { app } from 'electron';
import { platform } from './platform.ts';
import { canPlaceWindows } from './window-bounds.ts';

/**
 * True if Chromium uses Wayland. On Wayland, a program cannot place or raise its windows, and the
 * clipboard ignores a program without the focus.
 */
export function onWayland(): boolean {
  if (platform.system !== 'linux') return false;
  return !canPlaceWindows(platform.env, app.commandLine.getSwitchValue('ozone-platform'));
}
