import { lstatSync, mkdirSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { thisMachine } from '../node/machine.ts';
import { trustedPath } from '../node/files/trusted-path.ts';

/**
 * Returns the folder for V8's compiled code, and creates it if needed. Returns null if Rolekeeper's
 * folder is missing or not private, because V8 runs any code that it finds there.
 */
export function compileCacheFolder(home: string): string | null {
  const folder = join(home, 'cache');
  try {
    const { path, missing } = trustedPath(home);
    if (missing !== null || !isPrivate(lstatSync(path))) return null;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return isPrivate(lstatSync(folder)) ? folder : null;
  } catch {
    // Without the cache, a start only takes a few ms more. A command that needs the folder reports
    // the error.
    return null;
  }
}

function isPrivate(found: Stats): boolean {
  const { user } = thisMachine;
  // On Windows, files have no owner number and mode to check. Only the user can write to
  // %LOCALAPPDATA%.
  if (user === null) return found.isDirectory();
  return found.isDirectory() && found.uid === user && (found.mode & 0o077) === 0;
}
