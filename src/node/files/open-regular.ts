import { constants, lstatSync, statSync, type BigIntStats } from 'node:fs';
import { Descriptor } from './descriptor.ts';
import { FileRefused } from './file-refused.ts';

/** Why a path is refused although the system would open it. */
type FileFault = 'EISDIR' | 'is-pipe' | 'is-socket' | 'is-device' | 'is-link' | 'too-large';

export interface RegularRules {
  readonly links: 'followed' | 'refused';
  /** A larger file is `too-large`. */
  readonly maxBytes: number;
}

/** The most bytes that we read of each kind of file. */
export const MAX_BYTES = {
  /** `~/.aws/credentials` and `~/.aws/config`. AWS tools read a file of this size in seconds. */
  awsFile: 16_000_000,
  settings: 16_000_000,
  /** A credentials file and one more line. */
  backup: 16_100_000,
  /** A document that a person imports, and standard input. */
  document: 16_000_000,
  /** The certificates of a whole system are 300 kB. */
  caBundle: 8_000_000,
  /** A token of Identity Center or web identity, and small files of our own. */
  small: 1_000_000,
} as const;

export interface RegularFile {
  readonly descriptor: Descriptor;
  /** Of the descriptor, taken before anything is read. */
  readonly stat: BigIntStats;
}

/**
 * Opens a regular file to read it; the only way in which Rolekeeper opens a file of which it
 * knows only the path. Never blocks: a pipe, socket, device or folder is refused unopened.
 * Throws `FileRefused` and the system's errors. The caller closes the descriptor.
 */
export function openRegular(path: string, { links, maxBytes }: RegularRules): RegularFile {
  const look = links === 'followed' ? statSync : lstatSync;
  refuseUnlessRegular(path, look(path, { bigint: true }));
  const descriptor = new Descriptor(path, openFlags(links));
  try {
    // The path may lead to something else by now: only the descriptor's own answer counts.
    const stat = descriptor.stat();
    refuseUnlessRegular(path, stat);
    if (stat.size > BigInt(maxBytes)) throw new FileRefused(path, 'too-large');
    return { descriptor, stat };
  } catch (error) {
    descriptor.close();
    throw error;
  }
}

/** All bytes of a regular file. Throws as `openRegular`. */
export function readRegular(path: string, rules: RegularRules): Buffer {
  const { descriptor, stat } = openRegular(path, rules);
  try {
    return bytesOf({ descriptor, stat }, path, rules.maxBytes);
  } finally {
    descriptor.close();
  }
}

/** From the start of an opened file, which may grow meanwhile, but not past `maxBytes`. */
export function bytesOf(file: RegularFile, path: string, maxBytes: number): Buffer {
  const bytes = file.descriptor.bytes(Number(file.stat.size), maxBytes);
  if (bytes === null) throw new FileRefused(path, 'too-large');
  return bytes;
}

function openFlags(links: RegularRules['links']): number {
  // Windows has none of these flags: `|` takes undefined for 0.
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
