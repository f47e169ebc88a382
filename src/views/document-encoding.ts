/**
 * Detects the encoding of a user's document: UTF-8, or UTF-16 with or without a byte order mark, as
 * Windows editors and shells save it.
 */
export function documentEncoding(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  // UTF-8 text has no zero bytes, but in UTF-16 each Latin letter has one.
  if (bytes.length < 2 || bytes.length % 2 !== 0) return 'utf-8';
  if (first === 0 && second !== 0) return 'utf-16be';
  return first !== 0 && second === 0 ? 'utf-16le' : 'utf-8';
}
