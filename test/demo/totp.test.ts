import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TOTP_STEP_MS, toBase32, totp } from '../../demo/sts/totp.ts';

describe('totp', () => {
  const seed = toBase32(Buffer.from('12345678901234567890'));

  it.each([
    [59, '94287082'],
    [1_111_111_109, '07081804'],
    [1_111_111_111, '14050471'],
    [1_234_567_890, '89005924'],
    [2_000_000_000, '69279037'],
    [20_000_000_000, '65353130'],
  ])('computes the code that RFC 6238 lists for second %i', (seconds, code) => {
    expect(totp(seed, seconds * 1000, 8)).toBe(code);
    expect(totp(seed, seconds * 1000)).toBe(code.slice(2));
  });

  it('accepts a Base32 seed (RFC 4648) in upper or lower case, with spaces and padding', () => {
    expect(toBase32(Buffer.from('foobar'))).toBe('MZXW6YTBOI');
    expect(totp('mzxw 6ytb oi======', 0)).toBe(totp('MZXW6YTBOI', 0));
  });

  it('refuses a seed that is not Base32', () => {
    expect(() => totp('0189', 0)).toThrow(RangeError);
  });

  it('returns the same code during one time step', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 40 }),
        fc.nat(4_000_000_000),
        (bytes, seconds) => {
          const start = Math.floor((seconds * 1000) / TOTP_STEP_MS) * TOTP_STEP_MS;
          const code = totp(toBase32(bytes), start);
          expect(code).toMatch(/^\d{6}$/);
          expect(totp(toBase32(bytes), start + TOTP_STEP_MS - 1)).toBe(code);
        },
      ),
      { numRuns: 200 },
    );
  });
});
