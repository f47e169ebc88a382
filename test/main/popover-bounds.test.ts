import { describe, expect, it } from 'vitest';
import { popoverBounds } from '../../src/main/popover-bounds.ts';

describe('the popover', () => {
  const size = { width: 420, height: 620 };
  const screen = { x: 0, y: 0, width: 1440, height: 900 };

  it.each([
    ['below a menu bar', { x: 700, y: 0, width: 24, height: 24 }, { x: 502, y: 28 }],
    ['above a taskbar', { x: 700, y: 870, width: 24, height: 24 }, { x: 502, y: 246 }],
    [
      'within the screen if its icon is at the right edge',
      { x: 1430, y: 0, width: 24, height: 24 },
      { x: 1020, y: 28 },
    ],
    [
      'within the screen if its icon is at the left edge',
      { x: 0, y: 870, width: 24, height: 24 },
      { x: 0, y: 246 },
    ],
  ])('opens %s', (_where, icon, place) => {
    expect(popoverBounds(icon, size, screen)).toEqual({ ...place, ...size });
  });

  it('opens on the screen of its icon', () => {
    const left = { x: -1920, y: 100, width: 1920, height: 1080 };
    expect(popoverBounds({ x: -100, y: 100, width: 24, height: 24 }, size, left)).toMatchObject({
      x: -420,
      y: 128,
    });
  });
});
