import type * as nodeFs from 'node:fs';
import type { PlatformPath } from 'node:path';
import type { Environment } from '../core/environment.ts';

/** The file system calls that differ or fail on some systems. */
export type FileSystem = Pick<
  typeof nodeFs,
  | 'chmodSync'
  | 'closeSync'
  | 'fchmodSync'
  | 'fchownSync'
  | 'fstatSync'
  | 'fsync'
  | 'ftruncateSync'
  | 'linkSync'
  | 'lstatSync'
  | 'mkdirSync'
  | 'openSync'
  | 'readSync'
  | 'readdirSync'
  | 'readlinkSync'
  | 'realpathSync'
  | 'renameSync'
  | 'statSync'
  | 'statfsSync'
  | 'unlinkSync'
  | 'writeSync'
>;

/**
 * The facts about this computer that src/node and src/cli use. Only this file reads them from the
 * process, so that the tests can run the code for each system on any system (ADR 0031).
 */
export interface Machine {
  readonly system: NodeJS.Platform;
  /**
   * The environment variables. On Windows the names are in capitals, because Windows ignores the
   * case of names.
   */
  readonly env: Environment;
  /**
   * The number of the effective user. Null on Windows, where files have no owner number and mode.
   */
  readonly user: number | null;
  /** The name of the computer or container. */
  readonly host: string;
  /** Returns the user's home folder. Used if no variable names the home folder. */
  readonly homeFolder: () => string;
  readonly paths: PlatformPath;
  readonly fs: FileSystem;
  /** Runs a program of the system and returns its standard output. Rejects if it fails. */
  readonly run: (program: string, args: readonly string[]) => Promise<string>;
}

/** The time limit for a program of the system. */
const RUN_MS = 5000;

// These modules are not imported, because the bundle would then read every export of the modules,
// which takes 0.6 ms.
const fs = process.getBuiltinModule('node:fs');
const path = process.getBuiltinModule('node:path');

export const thisMachine: Machine = {
  system: process.platform,
  env: environmentOf(process.env, process.platform),
  // Read each time, because a process of root can change its user.
  get user() {
    return process.geteuid?.() ?? null;
  },
  // Read each time, because the name can change with the network.
  get host() {
    return process.getBuiltinModule('node:os').hostname();
  },
  homeFolder: () => process.getBuiltinModule('node:os').homedir(),
  paths: path,
  fs,
  run: async (program, args) => {
    // Loaded on demand, because node:child_process would cost every other command 2 ms.
    const { execFile } = await import('node:child_process');
    return new Promise((resolve, reject) => {
      const env = { ...process.env, LC_ALL: 'C' };
      const options = { timeout: RUN_MS, env, windowsHide: true };
      execFile(program, args, options, (error, output) => {
        if (error === null) resolve(output);
        // oxlint-disable-next-line typescript/prefer-promise-reject-errors -- it is an Error
        else reject(error);
      });
    });
  },
};

/**
 * Returns the variables of a process, on Windows with names in capitals. There, `process.env`
 * ignores the case of names (`Path` is `PATH`), but a copy of it does not.
 */
export function environmentOf(env: Environment, system: NodeJS.Platform): Environment {
  if (system !== 'win32') return env;
  return Object.fromEntries(
    Object.entries(env).map(([name, value]) => [name.toUpperCase(), value]),
  );
}
