import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Returns the path of the Electron executable that the `electron` package installed; null if it is
 * missing. Reads the package's files, because importing the package would start a download.
 */
export async function installedRuntime(root: string): Promise<string | null> {
  const folder = join(root, 'node_modules/electron');
  const path = await readFile(join(folder, 'path.txt'), 'utf8').catch(() => null);
  const executable = path === null ? null : join(folder, 'dist', path.trim());
  return executable !== null && existsSync(executable) ? executable : null;
}
