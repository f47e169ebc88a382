import { basename, dirname, join } from 'node:path';
import type { FileSystem } from '../machine.ts';

/**
 * Returns the same text for all spellings of a path that some disk treats as one: it ignores case
 * and Unicode's normal form. Different files can have the same text, so use it to name a lock, not
 * to open a file.
 */
export function folded(path: string): string {
  // To capitals first, because "ß" and "ſ" have no small form of their own.
  return path.normalize('NFD').toUpperCase().toLowerCase().normalize('NFD');
}

/**
 * Returns an existing path as the disk spells it. `realpath` does so on Windows and macOS, but not
 * on a disk of Linux that ignores case (NTFS, exFAT, SMB, casefold, and Windows disks in WSL).
 */
export function asOnDisk(path: string, fs: FileSystem): string {
  const above = dirname(path);
  if (above === path) return path;
  const folder = asOnDisk(above, fs);
  return join(folder, nameOnDisk(folder, basename(path), fs));
}

function nameOnDisk(folder: string, name: string, fs: FileSystem): string {
  const other = swappedCase(name);
  if (other === name) return name;
  try {
    // Most disks find no file under the other case, so the folder need not be listed.
    const found = fs.lstatSync(join(folder, other), { throwIfNoEntry: false });
    if (found === undefined) return name;
    const names = fs.readdirSync(folder);
    if (names.includes(name)) return name;
    return names.find((each) => folded(each) === folded(name)) ?? name;
  } catch {
    return name;
  }
}

function swappedCase(name: string): string {
  const capitals = name.toUpperCase();
  return capitals === name ? name.toLowerCase() : capitals;
}
