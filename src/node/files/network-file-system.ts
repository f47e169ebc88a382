import { thisMachine } from '../machine.ts';

/**
 * On Linux, the types of file systems whose files other computers can change (statfs(2)). FUSE is
 * included, because it does not show whether its files are on a network (for example sshfs).
 */
const NETWORK_TYPES: ReadonlyMap<number, string> = new Map([
  [0x6969, 'NFS'],
  [0x517b, 'SMB'],
  [0xff534d42, 'CIFS'],
  [0xfe534d42, 'SMB2'],
  [0x01021997, '9p'],
  [0x65735546, 'FUSE'],
  [0x00c36400, 'Ceph'],
  [0x5346414f, 'AFS'],
  [0x6b414653, 'AFS'],
  [0x73757245, 'Coda'],
  [0x47504653, 'GPFS'],
  [0x0bd00bd0, 'Lustre'],
]);

/**
 * Returns the name of the network file system that contains an existing path, or null if the file
 * system is local or unknown. Knows only UNC paths on Windows, and no types on macOS, because their
 * numbers are not fixed there.
 */
export function networkFileSystemOf(path: string, machine = thisMachine): string | null {
  if (machine.system === 'win32') return /^[\\/]{2}(?![.?][\\/])/.test(path) ? 'SMB' : null;
  if (machine.system !== 'linux') return null;
  try {
    // The kernel's number is signed on 32-bit systems.
    return NETWORK_TYPES.get(machine.fs.statfsSync(path).type >>> 0) ?? null;
  } catch {
    return null;
  }
}

/**
 * The file systems through which Linux reaches a disk of Windows. DrvFs of WSL appears as 9p or
 * virtiofs.
 */
const WINDOWS_DISK_TYPES: ReadonlySet<string | null> = new Set([
  '9p',
  'FUSE',
  'SMB',
  'SMB2',
  'CIFS',
]);

/**
 * True if Linux may reach this existing path through Windows. On such a disk, calls can fail
 * because of other programs' locks, modes cannot be set, and changes by Windows are not reported.
 */
export function isDiskOfWindows(path: string, machine = thisMachine): boolean {
  return machine.system === 'linux' && WINDOWS_DISK_TYPES.has(networkFileSystemOf(path, machine));
}
