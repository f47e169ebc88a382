import { extractAll, listPackage } from '@electron/asar';
import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { oncePerRun } from './once-per-run.ts';

/**
 * The output of `npm run pack` on Linux, with the stand-in for Electron's runtime. All tests of a
 * run share it.
 */
export interface PackedApplication {
  /** What the command printed. */
  readonly output: string;
  /** The folder with the packages that this machine can make. */
  readonly folder: string;
  /** The folder with the executable and `resources`. */
  readonly unpacked: string;
  /** The paths of the files and folders in app.asar, with `/` after each folder's name. */
  readonly files: readonly string[];
  /** The folder with app.asar's extracted files. */
  readonly app: string;
}

export async function packApplication(): Promise<PackedApplication> {
  const shared = await oncePerRun('packed', pack);
  const { folder, printed, app } = placesIn(shared);
  const unpacked = join(folder, 'linux-unpacked');
  const archive = join(unpacked, 'resources', 'app.asar');
  return {
    output: readFileSync(printed, 'utf8'),
    folder,
    unpacked,
    files: listPackage(archive, { isPack: false }).map((file) =>
      file.replaceAll('\\', '/').slice(1),
    ),
    app,
  };
}

async function pack(shared: string): Promise<void> {
  const { folder, printed, app } = placesIn(shared);
  const words = ['scripts/pack.ts', '--stand-in', '--out', folder];
  const cwd = join(import.meta.dirname, '../..');
  const { stdout } = await promisify(execFile)(process.execPath, words, { cwd });
  writeFileSync(printed, stdout);
  extractAll(join(folder, 'linux-unpacked/resources/app.asar'), app);
}

function placesIn(shared: string) {
  return {
    folder: join(shared, 'made'),
    printed: join(shared, 'printed.txt'),
    app: join(shared, 'app'),
  };
}
