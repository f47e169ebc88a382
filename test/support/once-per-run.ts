import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { inject } from 'vitest';

/**
 * Calls `make` with a new folder once per test run, and returns that folder. Later calls, even in
 * other workers, wait for the first one, and throw if it failed.
 */
export async function oncePerRun(
  name: string,
  make: (folder: string) => Promise<void>,
): Promise<string> {
  const folder = join(inject('sharedFolder'), name);
  const [made, failed] = [`${folder}-made`, `${folder}-failed`];
  // `mkdirSync` returns undefined if another test has created the folder.
  if (mkdirSync(folder, { recursive: true }) === undefined) {
    while (!existsSync(made) && !existsSync(failed)) await delay(50);
    if (existsSync(failed)) throw new Error(`${name} could not be made`);
    return folder;
  }
  try {
    await make(folder);
    mkdirSync(made);
  } catch (error) {
    mkdirSync(failed);
    throw error;
  }
  return folder;
}
