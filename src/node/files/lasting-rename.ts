import { constants } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { errorCode } from '../error-code.ts';
import { type Machine, thisMachine } from '../machine.ts';
import { Descriptor } from './descriptor.ts';

/**
 * Codes of a rename while a virus scanner, an indexer or a reader has the target open, on Windows
 * and on a Windows disk in WSL (DrvFs).
 */
const REFUSED_BRIEFLY: ReadonlySet<string | null> = new Set(['EPERM', 'EACCES', 'EBUSY']);
const LONGEST_PAUSE_MS = 5000;

export interface RenameOptions {
  /** Asked before each try, because another process can have written during the pause. */
  readonly mayReplace?: () => boolean;
  readonly machine?: Machine;
  /** Default: a pause on the system's clock. */
  readonly pause?: (ms: number) => Promise<unknown>;
}

/**
 * Renames `from` to `to` so that the result survives a power cut; false if `mayReplace` said no,
 * and nothing was renamed. Throws the system's errors.
 */
export async function lastingRename(
  from: string,
  to: string,
  { mayReplace = () => true, machine = thisMachine, pause = setTimeout }: RenameOptions = {},
): Promise<boolean> {
  for (let pauseMs = 10; ; pauseMs *= 2) {
    if (!mayReplace()) return false;
    try {
      machine.fs.renameSync(from, to);
      break;
    } catch (error) {
      const again =
        machine.system === 'win32' &&
        pauseMs < LONGEST_PAUSE_MS &&
        REFUSED_BRIEFLY.has(errorCode(error));
      if (!again) throw error;
    }
    await pause(pauseMs);
  }
  await syncFolder(dirname(to), machine);
  return true;
}

/** Makes the names in a folder survive a power cut. Windows cannot do this. */
export async function syncFolder(folder: string, { fs, system }: Machine): Promise<void> {
  if (system === 'win32') return;
  let descriptor: Descriptor | null = null;
  try {
    descriptor = new Descriptor(folder, constants.O_RDONLY, undefined, { fs });
    await descriptor.sync();
  } catch (error) {
    // A file system that cannot sync a folder has nothing to sync.
    if (errorCode(error) === null) throw error;
  } finally {
    descriptor?.close();
  }
}
