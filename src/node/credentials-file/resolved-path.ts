import { basename, dirname, join, resolve } from 'node:path';
import { spellingOnDisk } from '../files/spelling.ts';
import { type FileSystem, thisMachine } from '../machine.ts';

/** Linux also follows at most 40 links. */
const MAX_LINKS = 40;

/**
 * Follows the symbolic links of a credentials file's path, even if their target is missing, and
 * spells existing names as the disk does. Ignores errors, because the following read reports them.
 */
export function resolveCredentialsPath(path: string, fs = thisMachine.fs): string {
  let at = resolve(path);
  for (let links = 0; links < MAX_LINKS; links += 1) {
    try {
      return spellingOnDisk(fs.realpathSync.native(at), fs);
    } catch {
      const leadsTo = linkAt(at, fs);
      const folder = dirname(at) === at ? at : resolveCredentialsPath(dirname(at), fs);
      if (leadsTo === null) return dirname(at) === at ? at : join(folder, basename(at));
      at = resolve(folder, leadsTo);
    }
  }
  return resolve(path);
}

function linkAt(path: string, fs: FileSystem): string | null {
  try {
    return fs.readlinkSync(path);
  } catch {
    return null;
  }
}
