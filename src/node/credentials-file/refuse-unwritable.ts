import type { BigIntStats } from 'node:fs';
import { dirname } from 'node:path';
import { isWritableByOthers } from '../files/own-file.ts';
import { fileRefusal, trustedPath } from '../files/trusted-path.ts';
import { thisMachine } from '../machine.ts';

/**
 * Throws `FileRefused` with one of these codes if Rolekeeper must not write the file. Checks the
 * folders only if the edit adds keys or this process runs as root, and checks nothing on Windows,
 * where files have no owner number and mode.
 *
 * - `foreign-owner`: another user owns the file, its folder, or (if this process runs as root) a
 *   folder above
 * - `read-only`: the mode does not let the owner write, but a rename would replace the file anyway
 * - `shared-file`: the edit adds keys, and another user can write the file
 * - `shared-folder`: another user can replace the file
 */
export function refuseUnwritable(
  path: string,
  original: BigIntStats | null,
  addsKeys: boolean,
  machine = thisMachine,
): void {
  const { user: me, fs } = machine;
  if (me === null) return;
  if (original !== null) {
    if (Number(original.uid) !== me) throw fileRefusal(path, 'foreign-owner', original);
    if ((original.mode & 0o200n) === 0n) throw fileRefusal(path, 'read-only', original);
    // Group permissions can be the mask of an access list. Therefore a file that a group can write
    // is refused, even if the group has only one member.
    if (addsKeys && (original.mode & 0o022n) !== 0n)
      throw fileRefusal(path, 'shared-file', original);
  }
  if (!addsKeys && me !== 0) return;
  trustedPath(path, machine);
  const folder = fs.statSync(dirname(path), { bigint: true, throwIfNoEntry: false });
  if (folder === undefined) return;
  if (folder.uid !== BigInt(me) && folder.uid !== 0n) {
    throw fileRefusal(dirname(path), 'foreign-owner', folder);
  }
  const isSticky = (folder.mode & 0o1000n) !== 0n;
  if (!isSticky && isWritableByOthers(folder)) {
    throw fileRefusal(dirname(path), 'shared-folder', folder);
  }
}
