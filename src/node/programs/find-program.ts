import { accessSync, constants, realpathSync, statSync } from 'node:fs';
import { dirname, posix, win32 } from 'node:path';
import type { Environment } from '../../core/environment.ts';

export interface ProgramSearch {
  readonly env: Environment;
  readonly platform: NodeJS.Platform;
  /** Folders to search after the folders of the PATH. */
  readonly folders?: readonly string[];
  /** Extensions to try on Windows, in this order. Default: `.exe`. */
  readonly endings?: readonly string[];
}

/**
 * Returns the absolute path of the first program with this name on the PATH, or null. Skips empty
 * and relative entries, which depend on the current folder, and files and folders that every user
 * can write.
 */
export function findProgram(name: string, search: ProgramSearch): string | null {
  const { platform, folders = [], endings = ['.exe'] } = search;
  const paths = platform === 'win32' ? win32 : posix;
  const names = platform === 'win32' ? endings.map((ending) => name + ending) : [name];
  for (const folder of [...pathFolders(search), ...folders]) {
    for (const file of names) {
      const program = paths.join(folder, file);
      if (isProgram(program, platform)) return program;
    }
  }
  return null;
}

/**
 * Returns the extensions that Windows tries for a program name (`PATHEXT`). If the name already has
 * one of them, Windows first tries the name itself.
 */
export function windowsEndings(name: string, env: Environment): readonly string[] {
  const listed = valueOf(env, 'PATHEXT', 'win32') ?? '.COM;.EXE;.BAT;.CMD';
  const endings = listed.split(';').filter((ending) => ending !== '');
  const hasExtension = endings.some((ending) => name.toUpperCase().endsWith(ending.toUpperCase()));
  return hasExtension ? ['', ...endings] : endings;
}

function pathFolders({ env, platform }: ProgramSearch): readonly string[] {
  const path = valueOf(env, 'PATH', platform) ?? '';
  if (platform !== 'win32') return path.split(':').filter((folder) => posix.isAbsolute(folder));
  // `\bin` and `C:bin` are relative too. The first depends on the current drive, and the second on
  // the current folder of drive C.
  const folders = path.split(';').map((folder) => folder.replaceAll('"', ''));
  return folders.filter((folder) => /^[a-z]:[\\/]/i.test(folder));
}

/** Returns the value of a variable. Ignores the case of its name on Windows. */
function valueOf(env: Environment, name: string, platform: NodeJS.Platform): string | undefined {
  if (platform !== 'win32') return env[name];
  return Object.entries(env).find(([each]) => each.toUpperCase() === name)?.[1];
}

/** True for an executable file, unless every user can write it or replace it. */
export function isProgram(path: string, platform: NodeJS.Platform): boolean {
  try {
    accessSync(path, constants.X_OK);
    const file = statSync(path);
    if (!file.isFile()) return false;
    if (platform === 'win32') return true;
    // Checks the folder of the link's target too, because anyone who can write to that folder can
    // replace the target.
    const folders = [dirname(path), dirname(realpathSync(path))];
    return ![file, ...folders.map((folder) => statSync(folder))].some(isWritableByEveryone);
  } catch {
    return false;
  }
}

/**
 * Ignores the group's permission, because Debian's /usr/local/bin and Homebrew's folders let a
 * group write.
 */
function isWritableByEveryone({ mode }: { readonly mode: number }): boolean {
  return (mode & 0o002) !== 0;
}
