import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { displaySafe, displaySafeFacts } from '../../src/views/display-safe.ts';
import { anyCharacter } from '../support/any-character.ts';

describe('displayed text that comes from other programs', () => {
  it('has no terminal sequence', () => {
    expect(displaySafe('\u001b[31mred\u001b[0m')).toBe('red');
    expect(displaySafe('a\u001b]8;;https://evil.example\u0007link\u001b]8;;\u0007b')).toBe(
      'alinkb',
    );
    expect(displaySafe('a\u001b]0;title\u001b\\b')).toBe('ab');
    expect(displaySafe('\u009b2Jcleared')).toBe('cleared');
    expect(displaySafe('\u001b(0x\u001bc')).toBe('x');
  });

  it('has no invisible character, and none that reverses the reading order', () => {
    expect(displaySafe('user\u202egnp.exe')).toBe('usergnp.exe');
    expect(displaySafe('a\u200bb\u2066c\u2069\ufeffd')).toBe('abcd');
  });

  it('is one line', () => {
    expect(displaySafe('first\r\nsecond\u2028third\tfourth')).toBe('first second third fourth');
  });

  it('has no markup, and keeps &', () => {
    expect(displaySafe('<b>Fish & chips</b>')).toBe('bFish & chips/b');
  });

  it('shows an access key ID as its last four characters', () => {
    expect(displaySafe('the key ASIAQ3EGXAMPLE7XABCD, not AKIAIOSFODNN7EXAMPLE')).toBe(
      'the key …ABCD, not …MPLE',
    );
    expect(displaySafe('the role MALAYSIA-ASIA and ASIA-PACIFIC')).toBe(
      'the role MALAYSIA-ASIA and ASIA-PACIFIC',
    );
  });

  it('keeps letters of every language', () => {
    expect(displaySafe('Zürich 東京 émile — “ok”')).toBe('Zürich 東京 émile — “ok”');
  });

  it('has no control, format or markup character for any input', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter }), (text) => {
        expect(displaySafe(text)).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}<>]/u);
      }),
    );
  });

  it('is made safe in every field of a failure, and numbers stay the same', () => {
    expect(
      displaySafeFacts({
        a: '\u001b[1mx',
        list: ['\u202ey'],
        at: 3,
        none: null,
        inner: { b: '<z>' },
      }),
    ).toEqual({
      a: 'x',
      list: ['y'],
      at: 3,
      none: null,
      inner: { b: 'z' },
    });
  });
});
