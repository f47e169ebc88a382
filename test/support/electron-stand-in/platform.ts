import type { Platform } from '../../../src/main/platform.ts';

const system = process.argv.find((word) => word.startsWith('--stand-in-system='))?.split('=')[1];

/** Takes the place of src/main/platform.ts: the system that the test names, Linux unless it does. */
export const platform: Platform = {
  system: system === 'darwin' || system === 'win32' ? system : 'linux',
  env: process.env,
  execPath: process.execPath,
  argv: process.argv,
};
