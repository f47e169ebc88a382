import type * as nodeFs from 'node:fs';
import type { PlatformPath } from 'node:path';
import type { Environment } from '../core/environment.ts';

/** The calls to the file system that differ or fail by system. */
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
 * What src/node and src/cli know of the computer they run on. Only this file reads it from the
 * process, so that the tests run the branches of each system on any system (ADR 0031).
 */
export interface Machine {
  readonly system: NodeJS.Platform;
  /** In capitals on Windows, where the names of variables have no case. */
  readonly env: Environment;
  /** The effective user's number; null on Windows, which has no owners and modes. */
  readonly user: number | null;
  /** The computer's name, or the container's. */
  readonly host: string;
  /** The user's folder, if no variable names one. */
  readonly homeFolder: () => string;
  readonly paths: PlatformPath;
  readonly fs: FileSystem;
  /** Runs a program of the system and returns its standard output. Rejects if it fails. */
  readonly run: (program: string, args: readonly string[]) => Promise<string>;
}

const RUN_MS = 5000;

// Not imported: the bundle would copy every name of these modules, which takes 0.6 ms.
const fs = process.getBuiltinModule('node:fs');
const path = process.getBuiltinModule('node:path');

export const thisMachine: Machine = {
  system: process.platform,
  env: environmentOf(process.env, process.platform),
  // A process of root can become another user's.
  get user() {
    return process.geteuid?.() ?? null;
  },
  // Read when it is needed, because the name can change with the network.
  get host() {
    return process.getBuiltinModule('node:os').hostname();
  },
  homeFolder: () => process.getBuiltinModule('node:os').homedir(),
  paths: path,
  fs,
  run: async (program, args) => {
    // Loaded on demand: it would cost every other command 2 ms.
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
 * A copy of a process's variables. On Windows the environment itself ignores the case of names
 * (`Path` is `PATH`), but a copy does not, so the names become capitals.
 */
export function environmentOf(env: Environment, system: NodeJS.Platform): Environment {
  if (system !== 'win32') return env;
  return Object.fromEntries(
    Object.entries(env).map(([name, value]) => [name.toUpperCase(), value]),
  );
}
