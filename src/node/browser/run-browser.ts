import { spawn, type ChildProcess } from 'node:child_process';
import { isAbsolute } from 'node:path';
import type { Environment } from '../../core/environment.ts';
import { findProgram, isProgram } from '../programs/find-program.ts';

export interface BrowserSystem {
  readonly env: Environment;
  readonly platform: NodeJS.Platform;
}

/**
 * Runs a browser command without a shell, with an address as its last argument. Resolves to false
 * if the command cannot be started or fails.
 */
export async function runBrowser(
  [program, ...options]: readonly [program: string, ...options: string[]],
  address: string,
  { env, platform }: BrowserSystem,
): Promise<boolean> {
  const absolute = isAbsolute(program) && isProgram(program, platform) ? program : null;
  const found = isAbsolute(program) ? absolute : findProgram(program, { env, platform });
  if (found === null) return false;
  try {
    const child = spawn(found, [...options, address], {
      env: { ...env },
      stdio: 'ignore',
      detached: true,
    });
    // The browser can run longer than this process.
    child.unref();
    return await hasSucceeded(child);
  } catch {
    // Node cannot start a batch file of Windows without a shell.
    return false;
  }
}

/**
 * Resolves to true if the program ends with exit code 0. Resolves to false if it fails or could not
 * be started.
 */
export function hasSucceeded(child: ChildProcess): Promise<boolean> {
  return new Promise((resolve) => {
    child.on('error', () => {
      resolve(false);
    });
    child.on('exit', (code) => {
      resolve(code === 0);
    });
  });
}
