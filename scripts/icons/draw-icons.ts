import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import { icns } from './icns.ts';
import { ico } from './ico.ts';

export const trayStates = ['idle', 'active', 'attention', 'error'] as const;
/** Steps of the active icon, a drawn key whose bow fills like a clock face until the refresh. */
export const trayFills = ['active-1', 'active-2', 'active-3'] as const;
/** Sizes that Windows uses at 100 % to 200 % scaling and in lists. */
export const icoSizes = [16, 20, 24, 32, 48, 256] as const;
/** Sizes of the hicolor theme (freedesktop.org, Icon Theme Specification), for electron-builder. */
export const linuxSizes = [16, 24, 32, 48, 64, 128, 256, 512, 1024] as const;

/** The view of an icon with an outline, which needs a margin. */
const OUTLINED_VIEW = 'viewBox="-1.2 -1.2 18.4 18.4"';

/** Returns every generated icon by its path in assets/. */
export async function drawIcons(assets: string): Promise<ReadonlyMap<string, Buffer>> {
  const tray = await readFile(join(assets, 'tray.svg'), 'utf8');
  const app = await readFile(join(assets, 'app.svg'), 'utf8');
  const icons = new Map<string, Buffer>();

  for (const state of [...trayStates, ...trayFills]) {
    const of = (surface: string): string => withClass(tray, `${state} ${surface}`);
    const outlined = of('outlined').replace(/viewBox="[^"]*"/, OUTLINED_VIEW);
    icons.set(`tray/${state}Template.png`, png(of('template'), 16));
    icons.set(`tray/${state}Template@2x.png`, png(of('template'), 32));
    icons.set(`tray/${state}.png`, png(outlined, 22));
    icons.set(`tray/${state}@2x.png`, png(outlined, 44));
    for (const [ink, panel] of [
      ['white', 'dark'],
      ['black', 'light'],
    ] as const) {
      icons.set(`tray/${state}-${ink}.png`, png(of(panel), 22));
      icons.set(`tray/${state}-${ink}@2x.png`, png(of(panel), 44));
    }
    for (const taskbar of ['dark', 'light']) {
      icons.set(
        `tray/${state}-${taskbar}.ico`,
        icoOf((size) => png(of(taskbar), size)),
      );
    }
  }

  const appPng = (size: number): Buffer => png(withClass(app, size < 32 ? 'small' : 'large'), size);
  for (const size of linuxSizes) icons.set(`icons/${size}x${size}.png`, appPng(size));
  icons.set('icon.ico', icoOf(appPng));
  icons.set('icon.icns', icns(appPng));
  return icons;
}

function withClass(svg: string, names: string): string {
  return svg.replace(/(<svg[^>]* class=")[^"]*"/, `$1${names}"`);
}

function png(svg: string, size: number): Buffer {
  // No icon has text, and loading the system's fonts takes longer than drawing.
  const font = { loadSystemFonts: false };
  return new Resvg(svg, { fitTo: { mode: 'width', value: size }, font }).render().asPng();
}

function icoOf(draw: (size: number) => Buffer): Buffer {
  return ico(icoSizes.map((size) => ({ size, png: draw(size) })));
}
