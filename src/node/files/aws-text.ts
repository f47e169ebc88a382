import { isUtf8 } from 'node:buffer';
import { failed, ok, type Result } from '../../core/result.ts';

/** A credentials or config file's text, and how its bytes are to be made again. */
export interface AwsText {
  readonly text: string;
  readonly encoding: 'utf-8' | 'windows-1252';
}

/**
 * Decodes an AWS file. Botocore on Windows reads it in the system's code page, so there a file that
 * is not UTF-8 is read as Windows-1252. Else `file-broken` (`not-utf8`, with its line, from 1). A
 * byte order mark stays, for the rules to judge.
 */
export function awsText(bytes: Buffer, file: string, platform: NodeJS.Platform): Result<AwsText> {
  if (isUtf8(bytes)) return ok({ text: bytes.toString('utf8'), encoding: 'utf-8' });
  if (platform === 'win32' && !hasUndefined(bytes)) {
    const text = new TextDecoder('windows-1252').decode(bytes);
    return ok({ text, encoding: 'windows-1252' });
  }
  return failed({ kind: 'file-broken', file, line: firstLineNotUtf8(bytes), rule: 'not-utf8' });
}

/** The bytes of a text. What Windows-1252 has no sign for makes the whole file UTF-8. */
export function awsBytes({ text, encoding }: AwsText): Buffer {
  if (encoding === 'utf-8') return Buffer.from(text, 'utf8');
  const codes = new Map(CODE_PAGE.map((sign, code) => [sign, code]));
  const bytes = Array.from(text, (sign) => codes.get(sign));
  return bytes.every((byte) => byte !== undefined) ? Buffer.from(bytes) : Buffer.from(text, 'utf8');
}

const CODE_PAGE = Array.from(
  new TextDecoder('windows-1252').decode(Uint8Array.from({ length: 256 }, (_, code) => code)),
);

/** Bytes that Windows-1252 leaves undefined: Python refuses them, and so does botocore. */
const UNDEFINED = [0x81, 0x8d, 0x8f, 0x90, 0x9d];

function hasUndefined(bytes: Buffer): boolean {
  return UNDEFINED.some((byte) => bytes.includes(byte));
}

// No sequence of UTF-8 has a line end inside.
function firstLineNotUtf8(bytes: Buffer): number {
  let start = 0;
  for (let line = 1; ; line += 1) {
    const lineEnd = bytes.indexOf(10, start);
    if (!isUtf8(bytes.subarray(start, lineEnd === -1 ? bytes.length : lineEnd)) || lineEnd === -1)
      return line;
    start = lineEnd + 1;
  }
}
