import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { errorCode } from '../error-code.ts';
import { statsOf } from './stats-of.ts';

/**
 * True if a file is its own mount, as with `docker run -v FILE:FILE`: renaming over it fails, and a
 * rename outside is not visible inside. Uses Linux's list of mounts; on other systems it compares
 * device numbers.
 */
export function isMountPoint(path: string): boolean {
  const mounts = readMounts();
  return mounts === null ? isOnOtherDevice(path) : mountPointsIn(mounts).has(path);
}

/**
 * The mount points in `/proc/self/mountinfo` (proc_pid_mountinfo(5)): the fifth field of each line.
 */
export function mountPointsIn(mountinfo: string): ReadonlySet<string> {
  const points = mountinfo.split('\n').map((line) => line.split(' ')[4] ?? '');
  return new Set(points.filter((point) => point !== '').map(unescaped));
}

/** The kernel writes space, tab, line feed and backslash as three octal digits. */
function unescaped(field: string): string {
  return field.replace(/\\([0-7]{3})/g, (_, digits: string) =>
    String.fromCharCode(parseInt(digits, 8)),
  );
}

function readMounts(): string | null {
  try {
    return readFileSync('/proc/self/mountinfo', 'utf8');
  } catch (error) {
    if (errorCode(error) === null) throw error;
    return null;
  }
}

function isOnOtherDevice(path: string): boolean {
  const [file, folder] = [statsOf(path), statsOf(dirname(path))];
  return file !== null && folder !== null && file.dev !== folder.dev;
}
