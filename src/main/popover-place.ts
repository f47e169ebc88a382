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
    x: Math.round(within(icon.x + icon.width / 2 - size.width / 2, workArea.x, right)),
    y: Math.round(within(y, workArea.y, bottom)),
    ...size,
  };
}

function within(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(value, most));
}
