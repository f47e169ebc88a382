import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import type { AwsConfigFile } from '../core/ports.ts';
import { failed, ok } from '../core/result.ts';
import { watchFile } from './files/folder-watch.ts';
import { errorCode } from './state/sqlite.ts';

/** `~/.aws/config` or wherever it was said to be. `file-broken` (`not-utf8`, with its line), since botocore refuses such a file too. */
export function createAwsConfigFile(path: string): AwsConfigFile {
  return {
    path,
    read: async () => {
      let bytes: Buffer;
      try {
        bytes = readFileSync(path);
      } catch (error) {
        const code = errorCode(error);
        if (code === null) throw error;
        const missing = code === 'ENOENT' || code === 'ENOTDIR';
        return missing ? ok(null) : failed({ kind: 'file-unreadable', file: path, code });
      }
      if (isUtf8(bytes)) return ok(bytes.toString('utf8'));
      return failed({ kind: 'file-broken', file: path, line: firstBadLine(bytes), rule: 'not-utf8' });
    },
    watch: (changed) => watchFile(path, changed),
  };
}

/** Counted from 1. */
function firstBadLine(bytes: Buffer): number {
  let line = 1;
  for (let start = 0; start <= bytes.length; line += 1) {
    const end = bytes.indexOf(0x0a, start);
    if (end === -1 || !isUtf8(bytes.subarray(start, end))) break;
    start = end + 1;
  }
  return line;
}
