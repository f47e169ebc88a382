import type { Random } from '../../src/core/ports/random.ts';

/** Returns the same numbers for the same seed (mulberry32). */
export function createSeededRandom(seed: number): Random {
  let state = seed >>> 0;
  const fraction = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    fraction,
    hex: (bytes) =>
      Array.from({ length: bytes }, () =>
        Math.floor(fraction() * 256)
          .toString(16)
          .padStart(2, '0'),
      ).join(''),
  };
}
