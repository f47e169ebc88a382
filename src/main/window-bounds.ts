import * as z from 'zod/mini';
import { MAX_BYTES, readRegular } from '../node/files/open-regular.ts';
import { replaceFile } from '../node/files/replace-file.ts';
import type { Rectangle } from './popover-bounds.ts';

/**
 * The stored size and position, in device-independent pixels. `at` is null if the window manager
 * chooses the position.
 */
const stored = z.object({
  width: z.int(),
  height: z.int(),
  at: z.nullable(z.object({ x: z.int(), y: z.int() })),
});

export type WindowBounds = z.infer<typeof stored>;

/**
 * The size of the part of the title bar that must be on a screen, so that the user can drag the
 * window.
 */
const handle = { width: 120, height: 40 };

/** Returns the bounds that `rememberBounds` wrote, or null if the file is not usable. */
export function rememberedBounds(file: string): WindowBounds | null {
  try {
    return stored.parse(
      JSON.parse(
        readRegular(file, { links: 'refused', maxBytes: MAX_BYTES.small }).toString('utf8'),
      ),
    );
  } catch {
    // The file is missing, incomplete or from another program. The next change of the window
    // replaces it.
    return null;
  }
}

export async function rememberBounds(file: string, bounds: WindowBounds): Promise<void> {
  try {
    await replaceFile(file, `${JSON.stringify(bounds)}\n`);
  } catch {
    // Not reported, because the only effect is that the window opens with its default size next
    // time.
  }
}

/**
 * Returns the remembered size, limited by the minimum and the screen. The position is null if no
 * screen would show the title bar there.
 */
export function boundsOnScreens(
  { width, height, at }: WindowBounds,
  min: { readonly width: number; readonly height: number },
  workAreas: readonly Rectangle[],
): WindowBounds {
  const shown =
    at === null ? undefined : workAreas.find((area) => showsHandle(area, { ...at, width }));
  const area = shown ?? workAreas[0];
  return {
    width: Math.max(min.width, Math.min(width, area?.width ?? width)),
    height: Math.max(min.height, Math.min(height, area?.height ?? height)),
    at: shown === undefined ? null : at,
  };
}

function showsHandle(
  area: Rectangle,
  { x, y, width }: { x: number; y: number; width: number },
): boolean {
  const across = Math.min(x + width, area.x + area.width) - Math.max(x, area.x);
  return across >= handle.width && y >= area.y && y + handle.height <= area.y + area.height;
}

/**
 * False on Wayland, which neither reports nor accepts a window's position. As in Chromium, the
 * command-line switch (`ozonePlatform`) wins over the environment, in which one variable that names
 * Wayland is enough.
 */
export function canPlaceWindows(env: NodeJS.ProcessEnv, ozonePlatform: string): boolean {
  if (ozonePlatform === 'x11' || ozonePlatform === 'wayland') return ozonePlatform === 'x11';
  return (env['WAYLAND_DISPLAY'] ?? '') === '' && env['XDG_SESSION_TYPE'] !== 'wayland';
}
