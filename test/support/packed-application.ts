import { extractAll, listPackage } from '@electron/asar';
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const root = join(import.meta.dirname, '../..');

/** What `npm run pack` leaves on Linux, around the stand-in for the runtime. */
export interface PackedApplication {
  /** The folder with the executable and `resources`. */
  readonly unpacked: string;
  /** The files and folders in app.asar, with `/`. */
  readonly files: readonly string[];
  /** Where app.asar's files stand, taken out of it. */
  readonly app: string;
  remove(): Promise<void>;
}

export async function packApplication(): Promise<PackedApplication> {
  const folder = await mkdtemp(join(tmpdir(), 'rk-packed-'));
  await promisify(execFile)(process.execPath, ['scripts/pack.ts', '--stand-in', '--out', folder], {
    cwd: root,
  });
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
