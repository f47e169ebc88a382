import { dirname } from 'node:path';
import { thisMachine } from '../machine.ts';
import { isWritableByOthers } from './own-file.ts';
import { fileRefusal, trustedPath } from './trusted-path.ts';

/**
 * Throws `FileRefused` if another user (not root) could change a file that names programs to run.
 * This is the case if another user owns the file (`foreign-owner`), or if others can write the file
 * (`shared-file`) or a folder of its path (`shared-folder`).
 *
 * Accepts a missing file, and every file on Windows, because files there have no owner number and
 * mode.
 *
 * No other user can change the file after the check, so the caller can read it afterwards.
 */
export function refuseForeignCode(given: string, machine = thisMachine): void {
  const { user: me, fs } = machine;
  if (me === null) return;
  const { path, missing } = trustedPath(given, machine);
  if (missing !== null) return;
  for (const [at, code] of [
    [dirname(path), 'shared-folder'],
    [path, 'shared-file'],
  ] as const) {
    const found = fs.lstatSync(at, { bigint: true });
    if (found.uid !== BigInt(me) && found.uid !== 0n) throw fileRefusal(at, 'foreign-owner', found);
    const isSticky = found.isDirectory() && (found.mode & 0o1000n) !== 0n;
    if (!isSticky && isWritableByOthers(found)) throw fileRefusal(at, code, found);
  }
}
