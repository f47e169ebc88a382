import * as z from 'zod/mini';
import { MAX_BYTES, readRegular } from '../node/files/open-regular.ts';
import { replaceFile } from '../node/files/replace-file.ts';
import type { Rectangle } from './popover-place.ts';

/** Device-independent pixels; `at` is null where the desktop's window manager chooses the place. */
const stored = z.object({
  width: z.int(),
  height: z.int(),
  at: z.nullable(z.object({ x: z.int(), y: z.int() })),
});

export type WindowPlace = z.infer<typeof stored>;

/** As much of the title as must be on a screen for a person to drag the window by it. */
const handle = { width: 120, height: 40 };

/** What `rememberPlace` wrote; null where the file says nothing of use. */
export function rememberedPlace(file: string): WindowPlace | null {
  try {
    return stored.parse(
      JSON.parse(
        readRegular(file, { links: 'refused', maxBytes: MAX_BYTES.small }).toString('utf8'),
      ),
    );
  } catch {
    // Missing, cut short or a stranger's: the next change of the window writes it anew.
    return null;
  }
}

export async function rememberPlace(file: string, place: WindowPlace): Promise<void> {
  try {
    await replaceFile(file, `${JSON.stringify(place)}\n`);
  } catch {
    // A full disk is told where it matters; here the window opens in its usual size next time.
  }
}

/** As remembered, but no smaller than allowed, no larger than its screen, and without a place where no screen that is there shows its title. */
export function placeOnScreens(
  { width, height, at }: WindowPlace,
  least: { readonly width: number; readonly height: number },
  workAreas: readonly Rectangle[],
): WindowPlace {
  const shown =
    at === null ? undefined : workAreas.find((area) => showsHandle(area, { ...at, width }));
  const area = shown ?? workAreas[0];
  return {
    width: Math.max(least.width, Math.min(width, area?.width ?? width)),
    height: Math.max(least.height, Math.min(height, area?.height ?? height)),
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

/** Wayland tells no window where it stands, nor lets it choose. The switch wins, as in Chromium; a doubtful session counts as Wayland. */
export function windowsHavePlaces(env: NodeJS.ProcessEnv, ozonePlatform: string): boolean {
  if (ozonePlatform === 'x11' || ozonePlatform === 'wayland') return ozonePlatform === 'x11';
  return (env['WAYLAND_DISPLAY'] ?? '') === '' && env['XDG_SESSION_TYPE'] !== 'wayland';
}
