import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface KeyringTarget {
  readonly system: NodeJS.Platform;
  readonly arch: string;
}

/**
 * Puts the keychain's native library for a system into a folder, with the licences of its Rust
 * code. npm installs only this computer's library, so the libraries of other computers are
 * downloaded from npm and compared with their hash in the lockfile.
 */
export async function placeKeyring(
  root: string,
  folder: string,
  target: KeyringTarget,
): Promise<void> {
  const suffix = suffixOf(target);
  const name = `@napi-rs/keyring-${suffix}`;
  await mkdir(folder, { recursive: true });
  const fetched = await mkdtemp(join(tmpdir(), 'rolekeeper-keyring-'));
  try {
    const installed = join(root, 'node_modules', name);
    const from = await copyLibrary(installed, folder, suffix).then(
      () => null,
      () => downloadPackage(root, name, fetched),
    );
    if (from !== null) await copyLibrary(from, folder, suffix);
  } finally {
    await rm(fetched, { recursive: true, force: true });
  }
}

async function copyLibrary(from: string, folder: string, suffix: string): Promise<void> {
  await copyFile(join(from, `keyring.${suffix}.node`), join(folder, 'keyring.node'));
  const licences = 'LICENSE.third-party.md';
  await copyFile(join(from, licences), join(folder, 'THIRD-PARTY-LICENSES-keyring.md'));
}

/** Downloads a package of the lockfile and returns the folder of its files. */
async function downloadPackage(root: string, name: string, folder: string): Promise<string> {
  const { packages } = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8')) as {
    readonly packages: Readonly<Record<string, { version: string; integrity: string } | undefined>>;
  };
  const locked = packages[`node_modules/${name}`];
  if (locked === undefined) throw new Error(`package-lock.json has no ${name}`);
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const args = ['pack', `${name}@${locked.version}`, '--json', '--pack-destination', folder];
  const { stdout } = await run(npm, args, { cwd: root, shell: process.platform === 'win32' });
  const [packed] = JSON.parse(stdout) as readonly { filename: string; integrity: string }[];
  if (packed?.integrity !== locked.integrity)
    throw new Error(`${name} has another hash than package-lock.json`);
  await run('tar', ['-xzf', join(folder, packed.filename), '-C', folder]);
  return join(folder, 'package');
}

function suffixOf({ system, arch }: KeyringTarget): string {
  if (system === 'linux') return `linux-${arch}-gnu`;
  return system === 'win32' ? `win32-${arch}-msvc` : `${system}-${arch}`;
}
