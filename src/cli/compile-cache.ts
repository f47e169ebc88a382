import { lstatSync, mkdirSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { trustedPath } from '../node/files/trusted-path.ts';

/**
 * Where V8 may keep the code that it compiled (Node's `module.enableCompileCache`), or null. V8 runs what it finds there, so it is a folder in
 * Rolekeeper's own, and only where both belong to the user who runs this and to nobody else: never the system's temporary folder, and no
 * user's folder for root. A home that is not there yet is not made for this.
 *
 * V8 keeps of a file what the first command used that loaded it. The command that tools call again and again has a part of its own: 2 ms sooner (measured).
 */
export function compileCacheFolder(home: string, command: string | undefined): string | null {
  const folder = join(home, 'cache');
  const own = join(folder, command === 'credentials' ? command : 'commands');
  try {
    const { path, missing } = trustedPath(home);
    if (missing !== null || !isPrivate(lstatSync(path))) return null;
    for (const each of [folder, own]) {
      mkdirSync(each, { recursive: true, mode: 0o700 });
      if (!isPrivate(lstatSync(each))) return null;
    }
    return own;
  } catch {
    // A start without the cache is some milliseconds slower; whatever is wrong with the folder is told by what needs it.
    return null;
  }
}

function isPrivate(found: Stats): boolean {
  const me = process.geteuid?.();
  // Windows has neither owners nor modes here; %LOCALAPPDATA% is the user's alone.
  if (me === undefined) return found.isDirectory();
  return found.isDirectory() && found.uid === me && (found.mode & 0o077) === 0;
}
