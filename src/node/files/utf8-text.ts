import { isUtf8 } from 'node:buffer';
import { failed, ok, type Result } from '../../core/result.ts';

/** The text of a file of the user's; `file-broken` (`not-utf8`, with its line, from 1) where it is none. A byte order mark stays, for the rules to judge. */
export function utf8Text(bytes: Buffer, file: string): Result<string> {
  if (isUtf8(bytes)) return ok(bytes.toString('utf8'));
  return failed({ kind: 'file-broken', file, line: firstLineNotUtf8(bytes), rule: 'not-utf8' });
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
