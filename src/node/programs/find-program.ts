import { accessSync, constants, realpathSync, statSync } from 'node:fs';
import { dirname, posix, win32 } from 'node:path';
import type { Environment } from '../../core/environment.ts';

export interface ProgramSearch {
  readonly env: Environment;
  readonly platform: NodeJS.Platform;
  /** Folders searched after those of the PATH. */
  readonly folders?: readonly string[];
  /** Extensions to try on Windows, in this order. Default: `.exe`. */
  readonly endings?: readonly string[];
}

/**
 * Returns the absolute path of the first program with this name on the PATH, or null. Skips empty
 * and relative entries, which name the current folder, and files and folders that every user can
 * write.
 */
export function findProgram(name: string, search: ProgramSearch): string | null {
  const { platform, folders = [], endings = ['.exe'] } = search;
  const paths = platform === 'win32' ? win32 : posix;
  const names = platform === 'win32' ? endings.map((ending) => name + ending) : [name];
  for (const folder of [...pathOf(search), ...folders]) {
    for (const file of names) {
      const program = paths.join(folder, file);
      if (isProgram(program, platform)) return program;
    }
  }
  return null;
}

/** The extensions Windows tries for a program without one (`PATHEXT`). */
export function windowsEndings(name: string, env: Environment): readonly string[] {
  const listed = valueOf(env, 'PATHEXT', 'win32') ?? '.COM;.EXE;.BAT;.CMD';
  const endings = listed.split(';').filter((ending) => ending !== '');
  const hasExtension = endings.some((ending) => name.toUpperCase().endsWith(ending.toUpperCase()));
  return hasExtension ? ['', ...endings] : endings;
}

function pathOf({ env, platform }: ProgramSearch): readonly string[] {
  const path = valueOf(env, 'PATH', platform) ?? '';
  if (platform !== 'win32') return path.split(':').filter((folder) => posix.isAbsolute(folder));
  // `\bin` and `C:bin` are relative too: to the current drive, and to a drive's current folder.
  const folders = path.split(';').map((folder) => folder.replaceAll('"', ''));
  return folders.filter((folder) => /^[a-z]:[\\/]/i.test(folder));
}

/** Variable names on Windows ignore case. */
function valueOf(env: Environment, name: string, platform: NodeJS.Platform): string | undefined {
  if (platform !== 'win32') return env[name];
  return Object.entries(env).find(([each]) => each.toUpperCase() === name)?.[1];
}

/** True for an executable that not every user can write or replace. */
export function isProgram(path: string, platform: NodeJS.Platform): boolean {
  try {
    accessSync(path, constants.X_OK);
    const file = statSync(path);
    if (!file.isFile()) return false;
    if (platform === 'win32') return true;
    // Also the target's folder: anyone who can write it can replace the target.
    const folders = [dirname(path), dirname(realpathSync(path))];
    return ![file, ...folders.map((folder) => statSync(folder))].some(isForEveryone);
  } catch {
    return false;
  }
}

/** Group permission is accepted: Debian's /usr/local/bin and Homebrew's folders have it. */
function isForEveryone({ mode }: { readonly mode: number }): boolean {
  return (mode & 0o002) !== 0;
}
