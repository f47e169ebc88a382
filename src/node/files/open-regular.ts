import { constants, type BigIntStats } from 'node:fs';
import { thisMachine } from '../machine.ts';
import { Descriptor } from './descriptor.ts';
import { FileRefused } from './file-refused.ts';

/** The reason why Rolekeeper refuses a path that the system would open. */
type FileFault = 'EISDIR' | 'is-pipe' | 'is-socket' | 'is-device' | 'is-link' | 'too-large';

export interface RegularRules {
  readonly links: 'followed' | 'refused';
  /** The maximum size. A larger file is refused as `too-large`. */
  readonly maxBytes: number;
}

/** Size limits by kind of file, in bytes. */
export const MAX_BYTES = {
  /**
   * The credentials file or the config file. AWS tools need seconds to read a file of this size.
   */
  awsFile: 16_000_000,
  settings: 16_000_000,
  /** A backup is a credentials file with one more line. */
  backup: 16_100_000,
  /** An imported document, or standard input. */
  document: 16_000_000,
  /** All certificates of a system take about 300 kB. */
  caBundle: 8_000_000,
  /** An Identity Center or web identity token, or a small file of Rolekeeper's own. */
  small: 1_000_000,
  /** V8's compiled code of the command line takes 3 MB. */
  compiledCode: 16_000_000,
} as const;

export interface RegularFile {
  readonly descriptor: Descriptor;
  /** The state of the file before it was read. */
  readonly stat: BigIntStats;
}

/**
 * Opens a regular file for reading, which the caller must close. Throws the system's errors, and
 * `FileRefused` for a pipe, socket, device or folder (without blocking), a refused link, or a file
 * that is too large.
 */
export function openRegular(
  path: string,
  { links, maxBytes }: RegularRules,
  fs = thisMachine.fs,
): RegularFile {
  const readStat = links === 'followed' ? fs.statSync : fs.lstatSync;
  refuseUnlessRegular(path, readStat(path, { bigint: true }));
  const descriptor = new Descriptor(path, openFlags(links), undefined, { fs });
  try {
    // Checks the opened file too, because the path can lead to another file by now.
    const stat = descriptor.stat();
    refuseUnlessRegular(path, stat);
    if (stat.size > BigInt(maxBytes)) throw new FileRefused(path, 'too-large');
    return { descriptor, stat };
  } catch (error) {
    descriptor.close();
    throw error;
  }
}

/** Reads a whole regular file. Throws the same errors as `openRegular`. */
export function readRegular(path: string, rules: RegularRules, fs = thisMachine.fs): Buffer {
  const { descriptor, stat } = openRegular(path, rules, fs);
  try {
    return bytesOf({ descriptor, stat }, path, rules.maxBytes);
  } finally {
    descriptor.close();
  }
}

/**
 * Reads an open file from the start, including bytes that are appended meanwhile. Throws
 * `FileRefused` if the file is larger than `maxBytes`.
 */
export function bytesOf(file: RegularFile, path: string, maxBytes: number): Buffer {
  const bytes = file.descriptor.bytes(Number(file.stat.size), maxBytes);
  if (bytes === null) throw new FileRefused(path, 'too-large');
  return bytes;
}

function openFlags(links: RegularRules['links']): number {
  // Windows has none of these flags. They are undefined there, and `|` treats undefined as 0.
  const flags = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY;
  return links === 'refused' ? flags | constants.O_NOFOLLOW : flags;
}

function refuseUnlessRegular(path: string, stat: BigIntStats): void {
  const fault = faultOf(stat);
  if (fault !== null) throw new FileRefused(path, fault);
}

function faultOf(stat: BigIntStats): FileFault | null {
  if (stat.isFile()) return null;
  if (stat.isDirectory()) return 'EISDIR';
  if (stat.isFIFO()) return 'is-pipe';
  if (stat.isSocket()) return 'is-socket';
  return stat.isSymbolicLink() ? 'is-link' : 'is-device';
}
