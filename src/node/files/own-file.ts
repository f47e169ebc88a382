import { thisMachine } from '../machine.ts';
import { bytesOf, openRegular } from './open-regular.ts';
import { fileRefusal, trustedFile } from './trusted-path.ts';

/**
 * Reads a file in Rolekeeper's folder, which can be a symbolic link of a dotfile manager. Throws
 * the system's errors, and `FileRefused` if another user (except root) owns the file or can change
 * the link's target.
 */
export function readOwnFile(path: string, maxBytes: number, machine = thisMachine): Buffer {
  const { fs, user: me } = machine;
  const file = trustedFile(path, machine);
  const opened = openRegular(file, { links: 'refused', maxBytes }, fs);
  try {
    if (me !== null) {
      const { stat } = opened;
      if (stat.uid !== BigInt(me) && stat.uid !== 0n)
        throw fileRefusal(file, 'foreign-owner', stat);
      const linked = fs.lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
      if (linked && isWritableByOthers(stat)) throw fileRefusal(file, 'shared-file', stat);
    }
    return bytesOf(opened, file, maxBytes);
  } finally {
    opened.descriptor.close();
  }
}

/**
 * True if the mode lets other users write the file. Ignores the group's permission if the group has
 * the same number as the owner, because Linux distributions create such groups with one member and
 * use umask 002.
 */
export function isWritableByOthers({
  uid,
  gid,
  mode,
}: {
  readonly uid: bigint;
  readonly gid: bigint;
  readonly mode: bigint;
}): boolean {
  return (mode & (gid === uid ? 0o002n : 0o022n)) !== 0n;
}
