import { dirname } from 'node:path';
import { thisMachine } from '../machine.ts';
import { isWritableByOthers } from './own-file.ts';
import { fileRefusal, trustedPath } from './trusted-path.ts';

/**
 * Throws `FileRefused` if a user other than this one and root could change a file that names
 * programs to run: another user owns it (for root, any other user), or it or a folder is writable
 * by others (`shared-file`, `shared-folder`). Passes if the file does not exist, and on Windows,
 * which has no owners and modes.
 *
 * No other user can undo what it checked, so the caller can read the file after the check.
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
