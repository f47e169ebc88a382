import type { Platform } from '../../../src/main/platform.ts';

const system = process.argv.find((word) => word.startsWith('--stand-in-system='))?.split('=')[1];

/** Replaces src/main/platform.ts: the system that the test names, Linux by default. */
export const platform: Platform = {
  system: system === 'darwin' || system === 'win32' ? system : 'linux',
  env: process.env,
  execPath: process.execPath,
  argv: process.argv,
};
