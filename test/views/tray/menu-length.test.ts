import { describe, expect, it } from 'vitest';
import { menuLines } from '../../../src/views/tray/menu-length.ts';

describe('the number of lines of the tray menu', () => {
  it.each([
    { screen: 'no display', heights: [], lines: 20 },
    { screen: 'a display that reports no height', heights: [0, Number.NaN], lines: 20 },
    { screen: 'a laptop screen of 600 px', heights: [568], lines: 16 },
    { screen: 'a laptop screen of 768 px', heights: [736], lines: 20 },
    { screen: 'a laptop screen of 900 px', heights: [876], lines: 25 },
    { screen: 'a display of 1080 px', heights: [1040], lines: 29 },
    { screen: 'a high display', heights: [2160], lines: 30 },
    { screen: 'a high display beside a laptop', heights: [1400, 736], lines: 20 },
    { screen: 'a display that is off beside a laptop', heights: [0, 736], lines: 20 },
    { screen: 'a display of 320 px', heights: [320], lines: 8 },
    { screen: 'a display too low for the shortest menu', heights: [240], lines: 7 },
  ])('is $lines with $screen', ({ heights, lines }) => {
    expect(menuLines(heights)).toBe(lines);
  });
});
