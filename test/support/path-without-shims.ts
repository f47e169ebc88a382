import { execFileSync } from 'node:child_process';
import { delimiter, dirname, join, sep } from 'node:path';

/**
 * Returns PATH with the programs of pyenv's Python in place of pyenv's shims. A shim starts about
 * 25 shells for each call, and looks for its Pythons in HOME, which the tests replace.
 */
export function pathWithoutShims(path: string): string {
  return path
    .split(delimiter)
    .flatMap((folder) => (folder.endsWith(`${sep}shims`) ? behindShims(dirname(folder)) : [folder]))
    .join(delimiter);
}

/** The program folders of the Pythons that this pyenv selects. Empty if there is no pyenv here. */
function behindShims(pyenvRoot: string): readonly string[] {
  try {
    const selected = execFileSync(join(pyenvRoot, 'bin', 'pyenv'), ['prefix'], {
      env: { PATH: process.env.PATH ?? '', PYENV_ROOT: pyenvRoot, HOME: pyenvRoot },
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return selected
      .trim()
      .split(delimiter)
      .map((prefix) => join(prefix, 'bin'));
  } catch {
    return [];
  }
}
