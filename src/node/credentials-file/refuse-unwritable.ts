import { statSync, type BigIntStats } from 'node:fs';
import { dirname } from 'node:path';
import { isWritableByOthers } from '../files/own-file.ts';
import { refused, trustedPath } from '../files/trusted-path.ts';

/**
 * Throws `FileRefused` if the credentials file is not this user's alone to write, before
 * anything of it changes: a key in a file that others can exchange is theirs to replace.
 *
 * - `foreign-owner`: the file, or for root any folder above it, belongs to another user.
 * - `read-only`: its owner took away the right to write it, which a rename would not notice.
 * - `shared-file`, `shared-folder`: another user can write the file, or exchange it in its
 *   folder. Not asked if the edit only removes keys (`addsKeys` false).
 *
 * Windows has neither owners nor modes.
 */
export function refuseUnwritable(
  path: string,
  original: BigIntStats | null,
  addsKeys: boolean,
): void {
  const me = process.geteuid?.();
  if (me === undefined) return;
  if (original !== null) {
    if (Number(original.uid) !== me) throw refused(path, 'foreign-owner', original);
    if ((original.mode & 0o200n) === 0n) throw refused(path, 'read-only', original);
    // The group's bits may be the mask of an access list, so here no group is the owner's own.
    if (addsKeys && (original.mode & 0o022n) !== 0n) throw refused(path, 'shared-file', original);
  }
  if (!addsKeys && me !== 0) return;
  trustedPath(path);
  const folder = statSync(dirname(path), { bigint: true, throwIfNoEntry: false });
  if (folder === undefined) return;
  if (folder.uid !== BigInt(me) && folder.uid !== 0n) {
    throw refused(dirname(path), 'foreign-owner', folder);
  }
  const isSticky = (folder.mode & 0o1000n) !== 0n;
  if (!isSticky && isWritableByOthers(folder)) {
    throw refused(dirname(path), 'shared-folder', folder);
  }
}
