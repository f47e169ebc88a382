import { isUtf8 } from 'node:buffer';
import { failed, ok, type Result } from '../../core/result.ts';

/** The text of a credentials or config file, and the encoding to write it back. */
export interface AwsText {
  readonly text: string;
  readonly encoding: 'utf-8' | 'windows-1252';
}

/**
 * Decodes an AWS file: UTF-8, or Windows-1252 on Windows, where botocore uses the system's code
 * page. Otherwise fails with `file-broken` (`not-utf8` or `utf-16`, line from 1); keeps a byte order mark for
 * the rules to check.
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
 * True for what Notepad and `>` of PowerShell 5 write. Each byte has a meaning in Windows-1252, and
 * plain ASCII in UTF-16 is valid UTF-8 with zeros, so both would be read as nonsense.
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

/** Bytes that Windows-1252 does not define; Python, and so botocore, refuses them. */
const UNDEFINED = [0x81, 0x8d, 0x8f, 0x90, 0x9d];

function hasUndefined(bytes: Buffer): boolean {
  return UNDEFINED.some((byte) => bytes.includes(byte));
}

// Splitting at line ends is safe: they never occur inside a UTF-8 sequence.
function firstLineNotUtf8(bytes: Buffer): number {
  let start = 0;
  for (let line = 1; ; line += 1) {
    const lineEnd = bytes.indexOf(10, start);
    if (!isUtf8(bytes.subarray(start, lineEnd === -1 ? bytes.length : lineEnd)) || lineEnd === -1)
      return line;
    start = lineEnd + 1;
  }
}
