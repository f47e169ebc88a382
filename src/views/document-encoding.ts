/**
 * How a document that a person gives is encoded: UTF-8, or UTF-16 as editors and shells of Windows
 * save it, with a byte order mark or without.
 */
export function documentEncoding(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  // Text in UTF-8 has no zero bytes; Latin letters in UTF-16 have one each.
  if (bytes.length < 2 || bytes.length % 2 !== 0) return 'utf-8';
  if (first === 0 && second !== 0) return 'utf-16be';
  return first !== 0 && second === 0 ? 'utf-16le' : 'utf-8';
}
