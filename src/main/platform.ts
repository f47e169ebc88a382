import { release } from 'node:os';
import { join } from 'node:path';

/**
 * The system, the environment and the program of this process. No other file of src/main reads them
 * from `process`, so that tests can run the code for each system on any system.
 */
export interface Platform {
  /** Unix systems other than macOS count as Linux. */
  readonly system: 'darwin' | 'win32' | 'linux';
  /** The version of the kernel. On Windows it ends with the build number, such as 10.0.22631. */
  readonly release: string;
  readonly env: NodeJS.ProcessEnv;
  readonly execPath: string;
  readonly argv: readonly string[];
  /**
   * The name or the path of @napi-rs/keyring. In a package, its binary file is in the same folder
   * as app.asar.
   */
  readonly keyring: string;
  /** Where new versions are announced. Null if the program runs from source. */
  readonly releases: Releases | null;
}

/** The address that announces new versions, and the time between the start and the first check. */
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
