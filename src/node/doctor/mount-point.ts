import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { errorCode } from '../error-code.ts';
import { statsOf } from './stats-of.ts';

/**
 * True if the file itself is a mount point, for example after `docker run -v FILE:FILE`. A rename
 * over such a file fails, or the host and the container then see different files.
 */
export function isMountPoint(path: string): boolean {
  const mounts = readMounts();
  return mounts === null ? isOnOtherDevice(path) : mountPointsIn(mounts).has(path);
}

/**
 * Returns the mount points in `/proc/self/mountinfo`, which are the fifth field of each line
 * (proc_pid_mountinfo(5)).
 */
export function mountPointsIn(mountinfo: string): ReadonlySet<string> {
  const points = mountinfo.split('\n').map((line) => line.split(' ')[4] ?? '');
  return new Set(points.filter((point) => point !== '').map(unescaped));
}

/** The kernel writes a space, tab, line feed or backslash as a backslash and three octal digits. */
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
