import { dirname } from 'node:path';
import { errorCode } from '../error-code.ts';
import type { Machine } from '../machine.ts';
import { isDiskOfWindows } from './network-file-system.ts';

/**
 * Sets the mode of an open file. Ignores EPERM on a disk of Windows in WSL, because DrvFs can
 * refuse a mode, and Windows uses an access list instead.
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
