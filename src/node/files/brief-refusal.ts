import { dirname } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { errorCode } from '../error-code.ts';
import type { Machine } from '../machine.ts';
import { isDiskOfWindows } from './network-file-system.ts';

/**
 * The error codes that Windows returns while a virus scanner, an indexer or another program has the
 * file open.
 */
const CODES: ReadonlySet<string | null> = new Set(['EPERM', 'EACCES', 'EBUSY']);

/** True if the system may allow the same call for this path a moment later. */
export function isBriefRefusal(code: string | null, path: string, machine: Machine): boolean {
  if (!CODES.has(code)) return false;
  return machine.system === 'win32' || isDiskOfWindows(dirname(path), machine);
}

export interface RetryOptions {
  readonly machine: Machine;
  /** Waits between two calls. Default: a timer of Node. */
  readonly pause?: ((ms: number) => Promise<unknown>) | undefined;
  /**
   * The last pause before giving up. The first pause is 10 ms, and each following one is twice as
   * long.
   */
  readonly maxPauseMs: number;
}

/**
 * Repeats a call while the system refuses it briefly. Throws the last error if the system keeps
 * refusing.
 */
export async function retryBriefRefusals<T>(
  path: string,
  { machine, pause = setTimeout, maxPauseMs: longestPauseMs }: RetryOptions,
  call: () => T,
): Promise<T> {
  for (let pauseMs = 10; ; pauseMs *= 2) {
    try {
      return call();
    } catch (error) {
      if (pauseMs > longestPauseMs || !isBriefRefusal(errorCode(error), path, machine)) throw error;
    }
    await pause(pauseMs);
  }
}
