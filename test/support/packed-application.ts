import { extractAll, listPackage } from '@electron/asar';
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const root = join(import.meta.dirname, '../..');

/** The output of `npm run pack` on Linux with the stand-in runtime. */
export interface PackedApplication {
  /** The folder with the executable and `resources`. */
  readonly unpacked: string;
  /** The files and folders in app.asar, separated with `/`. */
  readonly files: readonly string[];
  /** The folder with app.asar's extracted files. */
  readonly app: string;
  remove(): Promise<void>;
}

export async function packApplication(): Promise<PackedApplication> {
  const folder = await mkdtemp(join(tmpdir(), 'rk-packed-'));
  const args = ['scripts/pack.ts', '--stand-in', '--unpacked', '--out', folder];
  await promisify(execFile)(process.execPath, args, { cwd: root });
  const unpacked = join(folder, 'linux-unpacked');
  const archive = join(unpacked, 'resources', 'app.asar');
  const app = join(folder, 'app');
  extractAll(archive, app);
  return {
    unpacked,
    files: listPackage(archive, { isPack: false }).map((file) =>
      file.replaceAll('\\', '/').slice(1),
    ),
    app,
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
