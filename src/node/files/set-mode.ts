import { dirname } from 'node:path';
import { errorCode } from '../error-code.ts';
import type { Machine } from '../machine.ts';
import { isDiskOfWindows } from './network-file-system.ts';

/**
 * Sets the mode of an open file. DrvFs of WSL refuses this with EPERM unless it is mounted with
 * `metadata`; there the access list of Windows decides, and the mode means nothing.
 */
export function setMode(
  { fd, path }: { readonly fd: number; readonly path: string },
  mode: number,
  machine: Machine,
): void {
  try {
    machine.fs.fchmodSync(fd, mode);
  } catch (error) {
    if (errorCode(error) !== 'EPERM' || !isDiskOfWindows(dirname(path), machine)) throw error;
  }
}
