import { extractAll, listPackage } from '@electron/asar';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runPack } from './run-pack.ts';

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
  await runPack(['--unpacked', '--out', folder]);
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
