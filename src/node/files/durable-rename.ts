import { constants } from 'node:fs';
import { dirname } from 'node:path';
import { errorCode } from '../error-code.ts';
import { type Machine, thisMachine } from '../machine.ts';
import { retryBriefRefusals } from './brief-refusal.ts';
import { Descriptor } from './descriptor.ts';

/** The longest pause before a refused rename is tried again. */
const MAX_PAUSE_MS = 5000;

export interface RenameOptions {
  /**
   * Returns true if `to` may be replaced. Called before each try, because another process may have
   * written during the pause.
   */
  readonly mayReplace?: () => boolean;
  readonly machine?: Machine;
  /** Waits between two tries. Default: a timer of Node. */
  readonly pause?: (ms: number) => Promise<unknown>;
}

/**
 * Renames `from` to `to` so that the result survives a power cut, and throws the system's errors.
 * Returns false without renaming if `mayReplace` returns false.
 */
export async function durableRename(
  from: string,
  to: string,
  { mayReplace = () => true, machine = thisMachine, pause }: RenameOptions = {},
): Promise<boolean> {
  const retry = { machine, pause, maxPauseMs: MAX_PAUSE_MS };
  const isRenamed = await retryBriefRefusals(to, retry, () => {
    if (!mayReplace()) return false;
    machine.fs.renameSync(from, to);
    return true;
  });
  if (!isRenamed) return false;
  await syncFolder(dirname(to), machine);
  return true;
}

/**
 * Syncs a folder, so that the names in it survive a power cut. Does nothing on Windows, which
 * cannot sync a folder.
 */
export async function syncFolder(folder: string, { fs, system }: Machine): Promise<void> {
  if (system === 'win32') return;
  let descriptor: Descriptor | null = null;
  try {
    descriptor = new Descriptor(folder, constants.O_RDONLY, undefined, { fs });
    await descriptor.sync();
  } catch (error) {
    // Some file systems cannot sync a folder, and do not need it.
    if (errorCode(error) === null) throw error;
  } finally {
    descriptor?.close();
  }
}
