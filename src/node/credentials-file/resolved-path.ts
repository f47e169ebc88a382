import { readlinkSync, realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

/** Linux's limit. */
const mostLinks = 40;

/**
 * Resolves a credentials file's path: follows symbolic links, even dangling ones, and keeps missing
 * folders as written. Locks, records and temporary files use this path; errors are left to the read
 * that follows.
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
