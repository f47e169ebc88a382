import { join } from 'node:path';
import { sha256 } from '../hash-and-random.ts';

/**
 * Returns the path of the file that exists while an in-place write of `path` is unfinished. `path`
 * is the resolved credentials file, and `home` is Rolekeeper's folder.
 */
export function unfinishedWritePath(path: string, home: string): string {
  return join(home, `unfinished-write-${sha256(path).slice(0, 16)}.json`);
}
