import { BrowserWindow, nativeTheme, type BrowserWindowConstructorOptions } from 'electron';
import { join } from 'node:path';
import type { AppState } from '../core/contract/app-state.ts';
import { BLINK_FEATURES_OFF, WEBRTC_POLICY } from '../core/contract/page-policy.ts';
import { confine } from './confinement.ts';
import { platform } from './platform.ts';

/**
 * The name of the panel's session. The session is only in memory, because the name does not begin
 * with `persist:`.
 */
export const panelPartition = 'panel';

export const defaultSize = { width: 420, height: 620 };
export const minSize = { width: 360, height: 420 };

const windowIcon = join(import.meta.dirname, '../../assets/icons/256x256.png');

/** The same colours as `--ground` in the page's styles. */
const backgrounds = { light: '#f4f5f7', dark: '#15181e' };

/** Creates the panel's window. It is hidden, and its page is not loaded yet. */
export function createPanelWindow(
  isPopover: boolean,
  bounds: BrowserWindowConstructorOptions,
): BrowserWindow {
  const window = new BrowserWindow({
    ...defaultSize,
    ...bounds,
    minWidth: minSize.width,
    minHeight: minSize.height,
    show: false,
    title: 'Rolekeeper',
    // Electron cannot restore a minimised window on Wayland (electron#43709).
    minimizable: false,
    frame: !isPopover,
    skipTaskbar: isPopover,
    fullscreenable: false,
    // The colour of the window until the page is drawn.
    backgroundColor: background(),
    ...(platform.system === 'darwin' ? { type: 'panel' } : {}),
    // Windows and macOS use the icon of the executable.
    ...(platform.system === 'linux' ? { icon: windowIcon } : {}),
    webPreferences: {
      preload: join(import.meta.dirname, '../preload/index.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      spellcheck: false,
      partition: panelPartition,
      // The page must not write files.
      disableBlinkFeatures: BLINK_FEATURES_OFF.join(','),
    },
  });
  confine(window.webContents);
  window.webContents.setWebRTCIPHandlingPolicy(WEBRTC_POLICY);
  const repaint = (): void => window.setBackgroundColor(background());
  nativeTheme.on('updated', repaint);
  window.on('closed', () => nativeTheme.off('updated', repaint));
  return window;
}

function background(): string {
  return nativeTheme.shouldUseDarkColors ? backgrounds.dark : backgrounds.light;
}

/**
 * Applies the theme setting. Chromium uses the theme for its own controls and for
 * `prefers-color-scheme`.
 */
export function followTheme({ preferences: { theme } }: AppState): void {
  if (nativeTheme.themeSource !== theme) nativeTheme.themeSource = theme;
}
