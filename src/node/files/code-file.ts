import { lstatSync } from 'node:fs';
import { dirname } from 'node:path';
import { isWritableByOthers } from './own-file.ts';
import { refused, trustedPath } from './trusted-path.ts';

/**
 * Throws `FileRefused` if a person other than this user and root could change a file that names
 * programs to run: another user owns it (for root, everyone else), or its mode or a folder's lets
 * others write it (`shared-file`, `shared-folder`). A file that does not exist names none.
 * What it checks stays as it is, so a file that is read after this is what was checked.
 * Windows has neither owners nor modes.
 */
export function refuseForeignCode(given: string): void {
  const me = process.geteuid?.();
  if (me === undefined) return;
  const { path, missing } = trustedPath(given);
  if (missing !== null) return;
  for (const [at, code] of [
    [dirname(path), 'shared-folder'],
    [path, 'shared-file'],
  ] as const) {
    const found = lstatSync(at, { bigint: true });
    if (found.uid !== BigInt(me) && found.uid !== 0n) throw refused(at, 'foreign-owner', found);
    const isSticky = found.isDirectory() && (found.mode & 0o1000n) !== 0n;
    if (!isSticky && isWritableByOthers(found)) throw refused(at, code, found);
  }
}
