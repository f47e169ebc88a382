import { execFileSync } from 'node:child_process';
import { delimiter, dirname, join, sep } from 'node:path';

/**
 * Returns PATH with the folders of pyenv's Pythons instead of pyenv's shims. A shim starts about 25
 * shells for each call, and looks for Pythons in HOME, which the tests replace.
 */
export function pathWithoutShims(path: string): string {
  return path
    .split(delimiter)
    .flatMap((folder) =>
      folder.endsWith(`${sep}shims`) ? pythonFolders(dirname(folder)) : [folder],
    )
    .join(delimiter);
}

/**
 * Returns the program folders of the Pythons that pyenv selects; empty if pyenv is not installed.
 */
function pythonFolders(pyenvRoot: string): readonly string[] {
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
