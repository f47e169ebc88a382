import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import { describe, expect, it } from 'vitest';
import {
  drawIcons,
  icoSizes,
  linuxSizes,
  trayFills,
  trayStates,
} from '../../scripts/icons/draw-icons.ts';
import { icnsEntries } from '../../scripts/icons/icns.ts';

const pictures = [...trayStates, ...trayFills];
const assets = join(import.meta.dirname, '../../assets');

interface Pixel {
  readonly red: number;
  readonly green: number;
  readonly blue: number;
  /** 0 to 1. */
  readonly alpha: number;
}
interface Picture {
  readonly width: number;
  readonly height: number;
  /** Red, green, blue and alpha of each pixel, 0 to 255. */
  readonly data: Buffer;
}

const file = (name: string): Promise<Buffer> => readFile(join(assets, name));
const picture = async (name: string): Promise<Picture> => pictureOf(await file(name));

function pictureOf(bytes: Buffer): Picture {
  const { width, height, data } = PNG.sync.read(bytes);
  return { width, height, data };
}

function pixelsOf({ data }: Picture): readonly Pixel[] {
  const at = (index: number): number => data[index] ?? 0;
  return Array.from({ length: data.length / 4 }, (_, place) => ({
    red: at(4 * place),
    green: at(4 * place + 1),
    blue: at(4 * place + 2),
    alpha: at(4 * place + 3) / 255,
  }));
}

/**
 * Returns the images in an .ico file. Reads them as Windows does: an image of 256 pixels is a PNG,
 * and a smaller one is a bitmap.
 */
function imagesOf(ico: Buffer): readonly Picture[] {
  expect([ico.readUInt16LE(0), ico.readUInt16LE(2)]).toEqual([0, 1]);
  return Array.from({ length: ico.readUInt16LE(4) }, (_, place) => {
    const entry = 6 + 16 * place;
    const size = ico.readUInt8(entry) || 256;
    const start = ico.readUInt32LE(entry + 12);
    const body = ico.subarray(start, start + ico.readUInt32LE(entry + 8));
    if (size === 256) return pictureOf(body);
    expect([body.readInt32LE(4), body.readInt32LE(8), body.readUInt16LE(14)]).toEqual([
      size,
      2 * size,
      32,
    ]);
    const stride = Math.ceil(size / 32) * 4;
    expect(body.length).toBe(40 + 4 * size * size + stride * size);
    const data = Buffer.alloc(4 * size * size);
    for (let index = 0; index < size * size; index += 1) {
      const row = size - 1 - Math.floor(index / size);
      const at = 40 + 4 * (row * size + (index % size));
      const [blue = 0, green = 0, red = 0, alpha = 0] = body.subarray(at, at + 4);
      data.set([red, green, blue, alpha], 4 * index);
    }
    return { width: size, height: size, data };
  });
}

function entriesOf(icns: Buffer): readonly { readonly type: string; readonly picture: Picture }[] {
  const entries: { readonly type: string; readonly picture: Picture }[] = [];
  for (let at = 8; at < icns.length; at += icns.readUInt32BE(at + 4)) {
    const png = icns.subarray(at + 8, at + icns.readUInt32BE(at + 4));
    entries.push({ type: icns.toString('latin1', at, at + 4), picture: pictureOf(png) });
  }
  return entries;
}

const picturesOf = (icns: Buffer): readonly Picture[] =>
  entriesOf(icns).map((entry) => entry.picture);

const blended = ({ red, green, blue, alpha }: Pixel, panel: number): Pixel => ({
  red: red * alpha + panel * (1 - alpha),
  green: green * alpha + panel * (1 - alpha),
  blue: blue * alpha + panel * (1 - alpha),
  alpha: 1,
});

/** Returns the relative luminance of WCAG 2.2, 0 to 1. */
function luminance({ red, green, blue }: Pixel): number {
  const [r = 0, g = 0, b = 0] = [red, green, blue].map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
function contrast(pixel: Pixel, panel: number): number {
  const ground = luminance({ red: panel, green: panel, blue: panel, alpha: 1 });
  const [low = 0, high = 0] = [luminance(blended(pixel, panel)), ground].sort(
    (one, other) => one - other,
  );
  return (high + 0.05) / (low + 0.05);
}

/**
 * Returns the share of pixels, 0 to 1, that have a contrast of at least 3 to 1 with a desktop panel
 * of this grey (0 to 255; WCAG 2.2, 1.4.11).
 */
function visibleShare(icon: Picture, panel: number): number {
  const pixels = pixelsOf(icon);
  const seen = pixels.filter((pixel) => pixel.alpha > 0 && contrast(pixel, panel) >= 3);
  return seen.length / pixels.length;
}

const DARK_PANELS = [0x00, 0x20, 0x30];
const LIGHT_PANELS = [0xe0, 0xf3, 0xff];
/** At least this share of an icon's pixels must be visible. */
const MIN_VISIBLE_SHARE = 0.15;

describe('the icons', () => {
  it('are the files that `drawIcons` makes from the committed SVG, with the same pixels, and no others', async () => {
    const drawn = await drawIcons(assets);
    const committed = globSync('**/*.{png,ico,icns}', { cwd: assets }).map((name) =>
      name.replaceAll('\\', '/'),
    );
    expect(committed.sort()).toEqual([...drawn.keys()].sort());
    for (const [name, bytes] of drawn) {
      const there = await file(name);
      if (name.endsWith('.icns')) expectAlike(picturesOf(there), picturesOf(bytes), name);
      else if (name.endsWith('.ico')) expectAlike(imagesOf(there), imagesOf(bytes), name);
      else expectAlike([pictureOf(there)], [pictureOf(bytes)], name);
    }
  });

  it.each(pictures)(
    '%s on macOS is 16 pixels wide and high, or 32 for Retina, and its pixels are black or transparent',
    async (state) => {
      const once = await picture(`tray/${state}Template.png`);
      const twice = await picture(`tray/${state}Template@2x.png`);
      expect([once.width, once.height, twice.width, twice.height]).toEqual([16, 16, 32, 32]);
      for (const pixels of [once, twice].map(pixelsOf)) {
        expect(pixels.every(({ red, green, blue }) => red + green + blue === 0)).toBe(true);
        expect(pixels.some(({ alpha }) => alpha === 1)).toBe(true);
        expect(pixels.some(({ alpha }) => alpha === 0)).toBe(true);
        expect(pixels.some(({ alpha }) => alpha > 0 && alpha < 1)).toBe(true);
      }
      const coverage = (icon: Picture): number =>
        pixelsOf(icon).reduce((sum, { alpha }) => sum + alpha, 0) / (icon.width * icon.height);
      expect(coverage(twice)).toBeCloseTo(coverage(once), 2);
    },
  );

  it.each(pictures)('%s on Linux is visible on dark and on light desktop panels', async (state) => {
    const once = await picture(`tray/${state}.png`);
    const twice = await picture(`tray/${state}@2x.png`);
    expect([once.width, once.height, twice.width, twice.height]).toEqual([22, 22, 44, 44]);
    for (const each of [once, twice]) {
      for (const panel of [...DARK_PANELS, ...LIGHT_PANELS])
        expect(visibleShare(each, panel)).toBeGreaterThan(MIN_VISIBLE_SHARE);
    }
  });

  it.each(pictures)(
    '%s on Windows has every size, and is visible on a dark and a light taskbar',
    async (state) => {
      for (const [taskbar, panels] of [
        ['dark', DARK_PANELS],
        ['light', LIGHT_PANELS],
      ] as const) {
        const images = imagesOf(await file(`tray/${state}-${taskbar}.ico`));
        expect(images.map(({ width }) => width)).toEqual([...icoSizes]);
        for (const image of images) {
          for (const panel of panels)
            expect(visibleShare(image, panel)).toBeGreaterThan(MIN_VISIBLE_SHARE);
        }
      }
    },
  );

  it('of the four states have different shapes at 16 pixels', async () => {
    const all = await Promise.all(trayStates.map((state) => picture(`tray/${state}Template.png`)));
    for (const [place, one] of all.entries()) {
      for (const other of all.slice(place + 1))
        expect(changedPixels(one, other)).toBeGreaterThanOrEqual(8);
    }
  });

  it('of the active state have more black pixels the more time is left, at 16 pixels', async () => {
    const steps = await Promise.all(
      ['idle', ...trayFills].map((name) => picture(`tray/${name}Template.png`)),
    );
    const inked = steps.map((step) => pixelsOf(step).reduce((sum, { alpha }) => sum + alpha, 0));
    for (const [place, step] of steps.entries()) {
      const before = steps[place - 1];
      if (before === undefined) continue;
      expect(changedPixels(before, step)).toBeGreaterThanOrEqual(4);
      expect((inked[place] ?? 0) - (inked[place - 1] ?? 0)).toBeGreaterThan(4);
    }
  });

  it('of the application have every size that the three systems need', async () => {
    for (const size of linuxSizes) {
      const { width, height } = await picture(`icons/${size}x${size}.png`);
      expect([width, height]).toEqual([size, size]);
    }
    expect(imagesOf(await file('icon.ico')).map(({ width }) => width)).toEqual([...icoSizes]);
    const icns = await file('icon.icns');
    expect([icns.toString('latin1', 0, 4), icns.readUInt32BE(4)]).toEqual(['icns', icns.length]);
    expect(entriesOf(icns).map(({ type, picture: { width } }) => [type, width])).toEqual(
      icnsEntries,
    );
  });
});

function changedPixels(one: Picture, other: Picture): number {
  const others = pixelsOf(other);
  return pixelsOf(one).filter(
    ({ alpha }, index) => Math.abs(alpha - (others[index]?.alpha ?? 0)) > 0.5,
  ).length;
}

/**
 * Checks that the pixels are the same, except for small differences of edges that another processor
 * draws.
 */
function expectAlike(there: readonly Picture[], drawn: readonly Picture[], name: string): void {
  expect(there.map(({ width }) => width)).toEqual(drawn.map(({ width }) => width));
  for (const [place, one] of there.entries()) {
    const other = drawn[place];
    if (other === undefined || one.data.equals(other.data)) continue;
    const pixelsWanted = pixelsOf(other);
    const wrong = pixelsOf(one).filter((pixel, index) => {
      const wanted = pixelsWanted[index];
      if (wanted === undefined) return true;
      const steps = [
        255 * (pixel.alpha - wanted.alpha),
        pixel.red * pixel.alpha - wanted.red * wanted.alpha,
        pixel.green * pixel.alpha - wanted.green * wanted.alpha,
        pixel.blue * pixel.alpha - wanted.blue * wanted.alpha,
      ];
      return steps.some((step) => Math.abs(step) > 3);
    });
    expect(wrong.length, name).toBe(0);
  }
}
