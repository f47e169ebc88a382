import { createHmac } from 'node:crypto';

/**
 * The length of a step. IAM's virtual MFA devices use RFC 6238 with SHA-1, six digits and steps of
 * 30 s since the epoch.
 */
export const TOTP_STEP_MS = 30_000;

/** Returns the number of the step that contains a time. `at` is in epoch ms. */
export function totpStep(at: number): number {
  return Math.floor(at / TOTP_STEP_MS);
}

/**
 * Returns a device's code for a time.
 * @param seed the device's seed in Base32 (RFC 4648; ignores case, spaces and `=`), as IAM shows it
 * @param at epoch ms
 * @param digits 6 at AWS, 8 in the test vectors of RFC 6238
 */
export function totp(seed: string, at: number, digits = 6): string {
  return hotp(fromBase32(seed), totpStep(at), digits);
}

/** RFC 4226, section 5.3. */
function hotp(key: Uint8Array, counter: number, digits: number): string {
  const message = Buffer.alloc(8);
  message.writeBigUInt64BE(BigInt(counter));
  const digest = createHmac('sha1', key).update(message).digest();
  const offset = digest.readUInt8(digest.length - 1) & 0x0f;
  const number = digest.readUInt32BE(offset) & 0x7f_ff_ff_ff;
  return String(number % 10 ** digits).padStart(digits, '0');
}

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** @throws RangeError if a character is not Base32, which is a bug in the configuration */
function fromBase32(text: string): Uint8Array {
  const bytes: number[] = [];
  let bits = 0;
  let held = 0;
  for (const character of text.toUpperCase().replace(/[\s=]/g, '')) {
    const value = BASE32.indexOf(character);
    if (value < 0) throw new RangeError('a TOTP seed is Base32');
    held = (held << 5) | value;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((held >> bits) & 0xff);
      held &= (1 << bits) - 1;
    }
  }
  return Uint8Array.from(bytes);
}

/** Encodes without padding. */
export function toBase32(bytes: Uint8Array): string {
  let text = '';
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += BASE32.charAt((held >> bits) & 31);
      held &= (1 << bits) - 1;
    }
  }
  return bits === 0 ? text : text + BASE32.charAt((held << (5 - bits)) & 31);
}
