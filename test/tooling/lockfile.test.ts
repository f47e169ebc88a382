import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

interface Locked {
  readonly version?: string;
  readonly resolved?: string;
  readonly hasInstallScript?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

interface Manifest {
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly allowScripts: Readonly<Record<string, boolean>>;
}

const read = (name: string): unknown =>
  JSON.parse(readFileSync(resolve(import.meta.dirname, '../..', name), 'utf8')) as unknown;
const manifest = read('package.json') as Manifest;
const { packages } = read('package-lock.json') as { readonly packages: Readonly<Record<string, Locked>> };

describe('the lockfile', () => {
  it('names no registry, so that npm ci works with whatever registry is configured', () => {
    expect(Object.values(packages).filter(({ resolved }) => resolved !== undefined)).toEqual([]);
  });

  it('holds the optional package of every platform; npm leaves out what it could not find, and then npm ci fails', () => {
    const missing = Object.entries(packages).flatMap(([path, { optionalDependencies }]) =>
      Object.keys(optionalDependencies ?? {}).filter(
        (name) =>
          packages[`${path}/node_modules/${name}`] === undefined && packages[`node_modules/${name}`] === undefined,
      ),
    );
    expect(missing).toEqual([]);
  });

  it('leaves no install script undecided: package.json approves or refuses each by name', () => {
    const scripted = Object.entries(packages).filter(([, { hasInstallScript }]) => hasInstallScript === true);
    const names = new Set(scripted.map(([path]) => path.replace(/^.*node_modules\//, '')));
    // fsevents is optional, for macOS, and works without its script.
    names.delete('fsevents');
    // Each is decided: `true` lets it run, `false` says that we do without it.
    expect([...names].toSorted()).toEqual(Object.keys(manifest.allowScripts).toSorted());
  });

  it('brings every package for development only, pinned exactly', () => {
    expect(manifest.dependencies).toBeUndefined();
    const loose = Object.entries(manifest.devDependencies).filter(([, range]) => !/^\d+\.\d+\.\d+$/.test(range));
    expect(loose).toEqual([]);
  });
});
