// Builds the command line's package in dist/cli: src/cli and all its imports as CommonJS, and a
// manifest without required dependencies.
import { copyFile, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { onlyHelp } from '../demo/with-help.ts';
import { bundleCommandLine } from './command-line-bundle.ts';
import { manPage } from './command-reference.ts';
import { bundledLicences } from './licences/bundled-licences.ts';

onlyHelp(['Usage: npm run build', '', 'Builds the npm package of the command line in dist/cli.']);
const root = resolve(import.meta.dirname, '..');
const target = join(root, 'dist/cli');
// Builds in another folder and then moves the result, so that a command that starts during the
// build finds a complete package.
const out = join(root, `dist/.cli-${process.pid}`);

const chunks = await bundleCommandLine(out);

const { name, version, description, license, author, devDependencies, ...links } = JSON.parse(
  await readFile(join(root, 'package.json'), 'utf8'),
) as Readonly<Record<string, unknown>> & {
  readonly devDependencies: Readonly<Record<string, string>>;
};
const manifest = {
  ...{ name, version, description, license, author },
  homepage: links['homepage'],
  repository: links['repository'],
  bugs: links['bugs'],
  keywords: links['keywords'],
  bin: { rolekeeper: 'rolekeeper.cjs' },
  man: ['man/rolekeeper.1'],
  // The keychain's library is native code. Without it, MFA sessions are in memory only.
  optionalDependencies: { '@napi-rs/keyring': devDependencies['@napi-rs/keyring'] },
  // The version that the launcher requires. The build tools need a newer Node.
  engines: { node: '>=22.13.0' },
};
await writeFile(join(out, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
await mkdir(join(out, 'man'));
await writeFile(join(out, 'man/rolekeeper.1'), manPage(String(version)));
for (const file of ['LICENSE', 'README.md']) await copyFile(join(root, file), join(out, file));
await writeFile(
  join(out, 'THIRD-PARTY-LICENSES.txt'),
  await bundledLicences(chunks.flatMap((chunk) => chunk.moduleIds)),
);

await rm(target, { recursive: true, force: true });
await rename(out, target);
