import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sizesOf, OTHER_WINDOWS, windowsSvg } from '../../scripts/window-comparison.ts';

const docs = resolve(import.meta.dirname, '../../docs');
const design = readFileSync(resolve(docs, 'design.md'), 'utf8');
const picture = readFileSync(resolve(docs, 'pictures/windows.svg'), 'utf8');

describe('the comparison of small windows', () => {
  it.each(OTHER_WINDOWS)(
    'has the sizes of $name in the table of docs/design.md, and its size below its drawing',
    (window) => {
      const { size, top, row } = sizesOf(window);
      const cells = [window.name, size, top ?? '–', row ?? '–'].map(String);
      const line = design.split('\n').find((text) => text.startsWith(`| ${window.name} `)) ?? '';
      const written = line.split('|').map((cell) => cell.trim());
      expect(written.slice(1, 5)).toEqual(cells);
      expect(picture).toContain(`${window.name} · ${size} px`);
    },
  );

  it.each(OTHER_WINDOWS)(
    'has a link to the source code of $name, and draws each box inside the window',
    (window) => {
      expect(window.source).toMatch(/^https:\/\/github\.com\//);
      for (const { x, y, width, height } of window.boxes) {
        expect(x + width).toBeLessThanOrEqual(window.width);
        expect(y + height).toBeLessThanOrEqual(window.height);
      }
    },
  );

  it('draws all windows at half their size', () => {
    const svg = windowsSvg([OTHER_WINDOWS]);
    for (const { width, height } of OTHER_WINDOWS)
      expect(svg).toContain(`width="${String(width / 2)}" height="${String(height / 2)}"`);
  });
});
