import { existsSync, statSync } from 'node:fs';
import { expect } from 'vitest';

/** Unix is every system but Windows: it has permission bits, signals and `/bin/sh`. */
export type System = 'Linux' | 'Unix' | 'Unix as root';

const here: Readonly<Record<System, boolean>> = {
  Linux: process.platform === 'linux',
  Unix: process.platform !== 'win32',
  'Unix as root': process.geteuid?.() === 0,
};

/**
 * If this system cannot run the tests, prints which system they need and returns true. Use:
 * `describe.skipIf(skippedExceptOn('Linux'))(…)`.
 */
export function skippedExceptOn(system: System): boolean {
  if (!here[system]) console.warn(`skipped: needs ${system}, and this is ${process.platform}`);
  return !here[system];
}

/**
 * Checks the permission bits of a file. On Windows, which has none, checks only that the file
 * exists.
 */
export function expectMode(path: string, mode: number): void {
  if (here.Unix) expect((statSync(path).mode & 0o777).toString(8), path).toBe(mode.toString(8));
  else expect(existsSync(path), path).toBe(true);
}
