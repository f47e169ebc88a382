import { basename, dirname, join } from 'node:path';
import type { FileSystem } from '../machine.ts';

/**
 * Returns the same text for paths that differ only in case or in Unicode's normal form, which some
 * disks ignore. Use it to name a lock, but not to open a file, because on other disks these paths
 * lead to different files.
 */
export function foldCase(path: string): string {
  // Converts to capitals first, because only this changes "ß" to "SS" and "ſ" to "S".
  return path.normalize('NFD').toUpperCase().toLowerCase().normalize('NFD');
}

/**
 * Returns an existing path as the disk spells it. On Linux, `realpath` does not do this, even on a
 * disk that ignores case (NTFS, exFAT, SMB, casefold, and Windows disks in WSL).
 */
export function spellingOnDisk(path: string, fs: FileSystem): string {
  const above = dirname(path);
  if (above === path) return path;
  const folder = spellingOnDisk(above, fs);
  return join(folder, nameOnDisk(folder, basename(path), fs));
}

function nameOnDisk(folder: string, name: string, fs: FileSystem): string {
  const other = swappedCase(name);
  if (other === name) return name;
  try {
    // Tries the name with the case swapped. Most disks find no such file, so the folder need not be
    // listed.
    const found = fs.lstatSync(join(folder, other), { throwIfNoEntry: false });
    if (found === undefined) return name;
    const names = fs.readdirSync(folder);
    if (names.includes(name)) return name;
    return names.find((each) => foldCase(each) === foldCase(name)) ?? name;
  } catch {
    return name;
  }
}

function swappedCase(name: string): string {
  const capitals = name.toUpperCase();
  return capitals === name ? name.toLowerCase() : capitals;
}
