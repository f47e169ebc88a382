/** A rectangle in device-independent pixels. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Returns the bounds of a popover next to its tray icon. Centres the popover on the icon, but
 * keeps it inside the screen's work area, which excludes the taskbar.
 */
export function popoverBounds(
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
 * Returns the bounds of a popover in the corner of the work area where the system has its tray
 * icons. This is the top right corner on macOS, and the end of the taskbar, which can be at any
 * edge, on Windows.
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

/** The maximum height of the menu bar. On a Mac with a notch it has 38 px. */
const MENU_BAR_MAX_PX = 64;

/**
 * True if the icon can be at this position: on one of the screens, and on macOS at the top. A
 * system that has not placed the icon yet reports zeros or another corner.
 */
export function isPossibleIconPosition(
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
