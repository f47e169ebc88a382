import { isUtf8 } from 'node:buffer';
import { failed, ok, type Result } from '../../core/result.ts';

/** The text of a credentials or config file, and the encoding to write it back. */
export interface AwsText {
  readonly text: string;
  readonly encoding: 'utf-8' | 'windows-1252';
}

/**
 * Decodes an AWS file as UTF-8, and on Windows also as Windows-1252, because botocore uses the
 * system's code page there. Keeps a byte order mark, which `firstViolation` reports, and fails with
 * `file-broken` (`not-utf8` or `utf-16`) for other bytes.
 */
export function awsText(bytes: Buffer, file: string, platform: NodeJS.Platform): Result<AwsText> {
  if (isUtf16(bytes)) return failed({ kind: 'file-broken', file, line: 1, rule: 'utf-16' });
  if (isUtf8(bytes)) return ok({ text: bytes.toString('utf8'), encoding: 'utf-8' });
  if (platform === 'win32' && !hasUndefined(bytes)) {
    const text = new TextDecoder('windows-1252').decode(bytes);
    return ok({ text, encoding: 'windows-1252' });
  }
  return failed({ kind: 'file-broken', file, line: firstLineNotUtf8(bytes), rule: 'not-utf8' });
}

/**
 * True for UTF-16, which Notepad and `>` of PowerShell 5 can write. UTF-16 must be found first,
 * because its bytes are often also valid Windows-1252 or UTF-8 and would be decoded to a wrong
 * text.
 */
function isUtf16(bytes: Buffer): boolean {
  const [first = 0, second = 0] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return true;
  const isAscii = Math.max(first, second) < 0x80;
  return bytes.length % 2 === 0 && isAscii && (first === 0) !== (second === 0);
}

/** Encodes a text. If Windows-1252 lacks a character, the whole file becomes UTF-8. */
export function awsBytes({ text, encoding }: AwsText): Buffer {
  if (encoding === 'utf-8') return Buffer.from(text, 'utf8');
  const codes = new Map(CODE_PAGE.map((character, code) => [character, code]));
  const bytes = Array.from(text, (character) => codes.get(character));
  return bytes.every((byte) => byte !== undefined) ? Buffer.from(bytes) : Buffer.from(text, 'utf8');
}

const CODE_PAGE = Array.from(
  new TextDecoder('windows-1252').decode(Uint8Array.from({ length: 256 }, (_, code) => code)),
);

/** Bytes that Windows-1252 does not define. Python refuses them, so botocore refuses them too. */
const UNDEFINED = [0x81, 0x8d, 0x8f, 0x90, 0x9d];

function hasUndefined(bytes: Buffer): boolean {
  return UNDEFINED.some((byte) => bytes.includes(byte));
}

// Splitting at line ends is safe, because the byte of a line end never occurs inside a UTF-8
// sequence.
function firstLineNotUtf8(bytes: Buffer): number {
  let start = 0;
  for (let line = 1; ; line += 1) {
    const lineEnd = bytes.indexOf(10, start);
    if (!isUtf8(bytes.subarray(start, lineEnd === -1 ? bytes.length : lineEnd)) || lineEnd === -1)
      return line;
    start = lineEnd + 1;
  }
}
