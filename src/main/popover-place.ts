/** In device-independent pixels. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * The position of a popover next to its tray icon: centred on it, and inside the screen's work
 * area, which excludes the taskbar.
 */
export function popoverPlace(
  icon: Rectangle,
  size: { readonly width: number; readonly height: number },
  workArea: Rectangle,
): Rectangle {
  const gap = 4;
  const right = workArea.x + workArea.width - size.width;
  const bottom = workArea.y + workArea.height - size.height;
  const above = icon.y + icon.height / 2 > workArea.y + workArea.height / 2;
  const y = above ? icon.y - size.height - gap : icon.y + icon.height + gap;
  return {
    x: Math.round(clamp(icon.x + icon.width / 2 - size.width / 2, workArea.x, right)),
    y: Math.round(clamp(y, workArea.y, bottom)),
    ...size,
  };
}

/**
 * The corner of the screen where the system has its tray icons, inside the work area: top right on
 * macOS; on Windows the end of the taskbar, which can be at any edge.
 */
export function trayCorner(
  system: 'darwin' | 'win32' | 'linux',
  size: { readonly width: number; readonly height: number },
  { bounds, workArea }: { readonly bounds: Rectangle; readonly workArea: Rectangle },
): Rectangle {
  const taskbarOnTop = workArea.y > bounds.y;
  const taskbarOnLeft = workArea.x > bounds.x;
  const atTop = system === 'darwin' || taskbarOnTop;
  const atLeft = system === 'win32' && taskbarOnLeft;
  return {
    x: atLeft ? workArea.x : Math.max(workArea.x, workArea.x + workArea.width - size.width),
    y: atTop ? workArea.y : Math.max(workArea.y, workArea.y + workArea.height - size.height),
    ...size,
  };
}

/** The menu bar of a Mac with a notch has 38. */
const MENU_BAR_MAX_PX = 64;

/**
 * True if the icon is on one of the screens; on macOS it must be at the top. Until the icon has its
 * place, the system reports zeros or another corner.
 */
export function isPlausible(
  system: 'darwin' | 'win32',
  icon: Rectangle,
  screens: readonly Rectangle[],
): boolean {
  const x = icon.x + icon.width / 2;
  const y = icon.y + icon.height / 2;
  const isOn = (area: Rectangle): boolean => {
    const height = system === 'darwin' ? MENU_BAR_MAX_PX : area.height;
    return x >= area.x && x < area.x + area.width && y >= area.y && y < area.y + height;
  };
  return icon.width > 0 && icon.height > 0 && screens.some(isOn);
}

function clamp(value: number, min: number, max: number): number {
  return Math.max(min, Math.min(value, max));
}
