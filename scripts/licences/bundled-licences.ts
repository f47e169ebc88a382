import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Plugin } from 'rolldown';

/**
 * Returns the licence texts of the packages whose modules are in a bundle, because most licences
 * require this. `moduleIds` are file paths.
 */
export async function bundledLicences(moduleIds: Iterable<string>): Promise<string> {
  const folders = new Set<string>();
  for (const id of moduleIds) {
    const folder = /^\0?(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/.exec(id)?.[1];
    if (folder !== undefined) folders.add(folder);
  }
  const texts: string[] = [];
  for (const folder of [...folders].sort()) {
    const { name, version, license } = JSON.parse(
      await readFile(join(folder, 'package.json'), 'utf8'),
    ) as {
      readonly name: string;
      readonly version: string;
      readonly license?: string;
    };
    const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
    const text =
      file === undefined
        ? 'No licence file is in the package.'
        : await readFile(join(folder, file), 'utf8');
    texts.push(`${name} ${version} (${license ?? 'see below'})\n\n${text.trim()}\n`);
  }
  return [...new Set(texts)].join(`\n${'-'.repeat(80)}\n\n`);
}

/**
 * Collects the licences of several bundles that ship together: after each build, the file contains
 * all licences so far. `shipped` are modules that ship outside of the bundles.
 */
export function writeBundledLicences(file: string, shipped: readonly string[]): Plugin {
  const moduleIds = new Set<string>(shipped);
  return {
    name: 'bundled-licences',
    generateBundle: (_options, bundle) => {
      for (const part of Object.values(bundle)) {
        if (part.type === 'chunk') for (const id of part.moduleIds) moduleIds.add(id);
      }
    },
    writeBundle: async () => {
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, await bundledLicences(moduleIds));
    },
  };
}
