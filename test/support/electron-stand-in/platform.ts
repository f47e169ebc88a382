import type { Platform } from '../../../src/main/platform.ts';

const given = (name: string): string | undefined =>
  process.argv.find((word) => word.startsWith(`--stand-in-${name}=`))?.split('=')[1];
const system = given('system');
const feed = given('releases');

/**
 * Replaces src/main/platform.ts. The system is Linux, unless the test chooses another one with
 * `--stand-in-system`.
 */
export const platform: Platform = {
  system: system === 'darwin' || system === 'win32' ? system : 'linux',
  release: given('release') ?? '6.1.0',
  env: process.env,
  execPath: given('program') ?? process.execPath,
  argv: process.argv,
  keyring: given('keyring') ?? '@napi-rs/keyring',
  releases: feed === undefined ? null : { feed, firstCheckMs: 0 },
};
