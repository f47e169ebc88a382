import { release } from 'node:os';
import { join } from 'node:path';

/**
 * The system, the environment and the program of this process. No other file of src/main reads
 * them from `process`, so that the tests run each system's branches on any system.
 */
export interface Platform {
  /** Unix systems other than macOS count as Linux. */
  readonly system: 'darwin' | 'win32' | 'linux';
  /** The kernel's version; on Windows it ends in the build, such as 10.0.22631. */
  readonly release: string;
  readonly env: NodeJS.ProcessEnv;
  readonly execPath: string;
  readonly argv: readonly string[];
  /** The name or the path of @napi-rs/keyring. In a package, its binary is next to app.asar. */
  readonly keyring: string;
  /** Null if the program runs from source. */
  readonly releases: Releases | null;
}

/** The address that announces new versions, and the time from the start to the first check. */
interface Releases {
  readonly feed: string;
  readonly firstCheckMs: number;
}

export const platform: Platform = {
  system:
    process.platform === 'darwin' || process.platform === 'win32' ? process.platform : 'linux',
  release: release(),
  env: process.env,
  execPath: process.execPath,
  argv: process.argv,
  keyring: process.defaultApp ? '@napi-rs/keyring' : join(process.resourcesPath, 'keyring.node'),
  releases: process.defaultApp
    ? null
    : {
        feed: 'https://api.github.com/repos/rolekeeper/rolekeeper/releases/latest',
        firstCheckMs: 5 * 60_000,
      },
};
