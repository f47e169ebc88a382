import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Returns the Electron version that package.json pins. */
export async function pinnedVersion(root: string): Promise<string> {
  const text = await readFile(join(root, 'package.json'), 'utf8');
  const { devDependencies } = JSON.parse(text) as {
    readonly devDependencies: Readonly<Record<string, string>>;
  };
  return devDependencies['electron'] ?? '';
}

/**
 * The bytes that `@electron/fuses` searches for in an executable: a sentinel, version 1, and nine
 * fuses, each `1` (on) or `0` (off), as in a new runtime.
 */
const fuses = Buffer.concat([
  Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'),
  Buffer.from([1, 9]),
  Buffer.from('101000110'),
]);

/**
 * Makes a folder that electron-builder accepts as Electron for Linux, so that packaging can be
 * tested without a runtime.
 */
export async function makeStandInRuntime(folder: string, version: string): Promise<void> {
  const files: Readonly<Record<string, string | Buffer>> = {
    electron: Buffer.concat([
      Buffer.from('#!/bin/sh\necho "no runtime in this package" >&2\nexit 1\n'),
      fuses,
    ]),
    version,
    LICENSE: 'stand-in',
    'LICENSES.chromium.html': 'stand-in',
    'chrome-sandbox': 'stand-in',
    'locales/en-US.pak': 'stand-in',
    'resources/.keep': '',
  };
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  await chmod(join(folder, 'electron'), 0o755);
}
