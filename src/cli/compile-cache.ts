import { lstatSync, mkdirSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { thisMachine } from '../node/machine.ts';
import { trustedPath } from '../node/files/trusted-path.ts';

/**
 * Returns the folder for V8's compiled code (Node's `module.enableCompileCache`), or null if
 * Rolekeeper's folder is missing or not private, because V8 runs what it finds there. `name`: each
 * command that programs call repeatedly has its own cache, which saves 2 ms (measured), because V8
 * keeps only the functions that the first command used.
 */
export function compileCacheFolder(home: string, name: string): string | null {
  const folder = join(home, 'cache');
  const own = join(folder, name);
  try {
    const { path, missing } = trustedPath(home);
    if (missing !== null || !isPrivate(lstatSync(path))) return null;
    for (const each of [folder, own]) {
      mkdirSync(each, { recursive: true, mode: 0o700 });
      if (!isPrivate(lstatSync(each))) return null;
    }
    return own;
  } catch {
    // Without the cache a start takes a few ms more; the command that needs the folder reports what
    // is wrong with it.
    return null;
  }
}

function isPrivate(found: Stats): boolean {
  const { user } = thisMachine;
  // Windows has no owners and modes to check; only the user can write to %LOCALAPPDATA%.
  if (user === null) return found.isDirectory();
  return found.isDirectory() && found.uid === user && (found.mode & 0o077) === 0;
}
