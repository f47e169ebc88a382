import { readlinkSync, realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

/** As many as Linux follows. */
const mostLinks = 40;

/**
 * Where a credentials file really stands: symbolic links are followed, a dangling one to what it would lead to, folders that are missing are taken as
 * they are named. Locks, records and temporary files go by this path. Never fails: what cannot be looked at is told by the read that follows.
 */
export function resolveCredentialsPath(path: string): string {
  let at = resolve(path);
  for (let links = 0; links < mostLinks; links += 1) {
    try {
      return realpathSync(at);
    } catch {
      const leadsTo = linkAt(at);
      const folder = dirname(at) === at ? at : resolveCredentialsPath(dirname(at));
      if (leadsTo === null) return dirname(at) === at ? at : join(folder, basename(at));
      at = resolve(folder, leadsTo);
    }
  }
  return resolve(path);
}

function linkAt(path: string): string | null {
  try {
    return readlinkSync(path);
  } catch {
    return null;
  }
}
