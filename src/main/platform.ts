/**
 * The system, the environment and the program of this process. No other file of src/main reads
 * them from `process`, so that the tests run each system's branches on any system.
 */
export interface Platform {
  /** Unix systems other than macOS have the shell of Linux. */
  readonly system: 'darwin' | 'win32' | 'linux';
  readonly env: NodeJS.ProcessEnv;
  readonly execPath: string;
  readonly argv: readonly string[];
}

export const platform: Platform = {
  system:
    process.platform === 'darwin' || process.platform === 'win32' ? process.platform : 'linux',
  env: process.env,
  execPath: process.execPath,
  argv: process.argv,
};
