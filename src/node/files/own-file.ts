import { lstatSync } from 'node:fs';
import { bytesOf, openRegular } from './open-regular.ts';
import { refused, trustedFile } from './trusted-path.ts';

/**
 * Reads a file in Rolekeeper's folder. It may be a symbolic link, as dotfile managers make them:
 * to a file of this user or of root that nobody else can write or exchange.
 * Throws `FileRefused` and the system's errors.
 */
export function readOwnFile(path: string, maxBytes: number): Buffer {
  const file = trustedFile(path);
  const opened = openRegular(file, { links: 'refused', maxBytes });
  try {
    const me = process.geteuid?.();
    if (me !== undefined) {
      const { stat } = opened;
      if (stat.uid !== BigInt(me) && stat.uid !== 0n) throw refused(file, 'foreign-owner', stat);
      const linked = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
      if (linked && isWritableByOthers(stat)) throw refused(file, 'shared-file', stat);
    }
    return bytesOf(opened, file, maxBytes);
  } finally {
    opened.descriptor.close();
  }
}

/**
 * True if its mode lets another user write it. A group with its owner's number is the owner's
 * own, as Linux distributions make them, with a umask of 002.
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
