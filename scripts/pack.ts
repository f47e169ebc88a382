// Packages the tray application for this system. Without Electron's runtime, or with `--stand-in`,
// it uses a stand-in runtime with the real app.asar, and says so; `--out FOLDER` sets the output
// folder, `--built` uses out/ without a build.
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { build, type Configuration } from 'electron-builder';
import { homepage } from './application/homepage.ts';
import { installedRuntime } from '../demo/application/installed-runtime.ts';
import { makeStandInRuntime, pinnedVersion } from './application/runtime.ts';

const root = resolve(import.meta.dirname, '..');
const { values: given } = parseArgs({
  options: { 'stand-in': { type: 'boolean' }, out: { type: 'string' }, built: { type: 'boolean' } },
});
if (given.built !== true)
  await run(['node_modules/electron-vite/bin/electron-vite.js', 'build', '--logLevel', 'warn']);

const output: Configuration =
  given.out === undefined
    ? {}
    : { directories: { output: resolve(given.out), buildResources: 'assets' } };
if (given['stand-in'] !== true && (await installedRuntime(root)) !== null) {
  const address = await homepage(root);
  const named = address === null ? {} : { extraMetadata: { homepage: address } };
  const config: Configuration = { extends: 'electron-builder.yml', ...named, ...output };
  const linux = process.platform === 'linux' && address === null ? { linux: ['AppImage'] } : {};
  await build({ projectDir: root, publish: 'never', ...linux, config });
  if ('linux' in linux)
    console.log(
      'No deb: it has to name the address of the project. Set "homepage" in package.json.',
    );
} else {
  const electronDist = await mkdtemp(join(tmpdir(), 'rolekeeper-runtime-'));
  try {
    await makeStandInRuntime(electronDist, await pinnedVersion(root));
    const config: Configuration = { extends: 'electron-builder.yml', electronDist, ...output };
    await build({ projectDir: root, publish: 'never', linux: ['dir'], x64: true, config });
  } finally {
    await rm(electronDist, { recursive: true, force: true });
  }
  console.log(
    "Packed around a stand-in for Electron's runtime: it cannot be started. `npm start` brings the runtime.",
  );
}

function run(args: readonly string[]): Promise<void> {
  return new Promise((done, fail) => {
    spawn(process.execPath, args, { cwd: root, stdio: 'inherit' }).on('close', (code) => {
      if (code === 0) done();
      else fail(new Error(`${args.join(' ')} ended with ${String(code)}`));
    });
  });
}
