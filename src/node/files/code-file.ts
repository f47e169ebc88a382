import { dirname } from 'node:path';
import { thisMachine } from '../machine.ts';
import { isWritableByOthers } from './own-file.ts';
import { fileRefusal, trustedPath } from './trusted-path.ts';

/**
 * Throws `FileRefused` unless only this user and root can change a file that names programs to run,
 * so that the caller can safely read it afterwards. The codes are `foreign-owner` (another user
 * owns the file or its folder), `shared-file` and `shared-folder` (others can write the file or a
 * folder of its path).
 */
export function refuseForeignCode(given: string, machine = thisMachine): void {
  const { user: me, fs } = machine;
  // Files on Windows have no owner number and mode.
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
