import { constants, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { errorCode } from '../error-code.ts';
import { Descriptor } from './descriptor.ts';

/** Codes of a rename on Windows while a virus scanner or an indexer has the target open. */
const refusedBriefly: ReadonlySet<string | null> = new Set(['EPERM', 'EACCES', 'EBUSY']);
const longestPauseMs = 5000;

/** Renames `from` to `to` so that the result survives a power cut. Throws the system's errors. */
export async function lastingRename(from: string, to: string): Promise<void> {
  for (let pauseMs = 10; ; pauseMs *= 2) {
    try {
      renameSync(from, to);
      break;
    } catch (error) {
      const again =
        process.platform === 'win32' &&
        pauseMs < longestPauseMs &&
        refusedBriefly.has(errorCode(error));
      if (!again) throw error;
    }
    await setTimeout(pauseMs);
  }
  // Windows cannot sync a folder.
  if (process.platform !== 'win32') await syncFolder(dirname(to));
}

async function syncFolder(folder: string): Promise<void> {
  let descriptor: Descriptor | null = null;
  try {
    descriptor = new Descriptor(folder, constants.O_RDONLY);
    await descriptor.sync();
  } catch (error) {
    // A file system that cannot sync a folder has nothing to sync.
    if (errorCode(error) === null) throw error;
  } finally {
    descriptor?.close();
  }
}
