import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nodeSha256, sha256, systemRandom } from '../../src/node/hash-and-random.ts';
import { anyCharacter } from '../support/any-character.ts';

describe('random values and hashes', () => {
  it('have the expected form: fractions below 1, hex text of the requested length, and SHA-256', () => {
    for (let n = 0; n < 1000; n += 1) {
      const fraction = systemRandom.fraction();
      expect(fraction >= 0 && fraction < 1).toBe(true);
    }
    expect(systemRandom.hex(6)).toMatch(/^[0-9a-f]{12}$/);
    expect(systemRandom.hex(6)).not.toBe(systemRandom.hex(6));
    expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });

  it('include a SHA-256 that equals the one of node:crypto for every text', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter, maxLength: 300 }), (text) => {
        expect(sha256(text)).toBe(nodeSha256(text));
      }),
    );
  });
});
