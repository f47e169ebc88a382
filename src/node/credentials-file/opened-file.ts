import type { BigIntStats } from 'node:fs';
import { failed, ok } from '../../core/result.ts';
import type { Result } from '../../core/result.ts';
import type { Descriptor } from '../files/descriptor.ts';
import { bytesOf, MAX_BYTES, openRegular, type RegularFile } from '../files/open-regular.ts';
import { type AwsText, awsText } from '../files/aws-text.ts';
import { codeOrThrow } from '../error-code.ts';
import { type Machine, thisMachine } from '../machine.ts';

/**
 * An open credentials file and the text that was read from it. The caller that opens the file must
 * close the descriptor.
 */
export interface OpenedFile {
  readonly text: string;
  /** The encoding of the file. A new text must use the same encoding. */
  readonly encoding: AwsText['encoding'];
  /**
   * The state of the file before it was read, so that a write during the read counts as a change.
   */
  readonly stat: BigIntStats;
  readonly descriptor: Descriptor;
}

/**
 * Opens and reads a credentials file, and keeps its byte order mark. Returns null if there is no
 * file, and fails with `file-unreadable`, or with `file-broken` (`not-utf8` or `utf-16`) if the
 * bytes are not text.
 */
export function openFile(path: string, machine = thisMachine): Result<OpenedFile | null> {
  let file: RegularFile;
  try {
    file = openRegular(path, { links: 'followed', maxBytes: MAX_BYTES.awsFile }, machine.fs);
  } catch (error) {
    const code = codeOrThrow(error);
    return code === 'ENOENT' ? ok(null) : failed({ kind: 'file-unreadable', file: path, code });
  }
  const opened = readOpened(file, path, machine.system);
  if (!opened.ok) file.descriptor.close();
  return opened;
}

function readOpened(
  { descriptor, stat }: RegularFile,
  path: string,
  platform: NodeJS.Platform,
): Result<OpenedFile> {
  try {
    const bytes = bytesOf({ descriptor, stat }, path, MAX_BYTES.awsFile);
    const decoded = awsText(bytes, path, platform);
    return decoded.ok ? ok({ ...decoded.value, stat, descriptor }) : decoded;
  } catch (error) {
    return failed({ kind: 'file-unreadable', file: path, code: codeOrThrow(error) });
  }
}

/** True if the path still leads to the same unchanged file, or still to no file. */
export function isUnchanged(
  path: string,
  read: OpenedFile | null,
  { fs }: Pick<Machine, 'fs'>,
): boolean {
  try {
    const now = fs.statSync(path, { bigint: true });
    return read !== null && isAsRead(now, read);
  } catch (error) {
    if (codeOrThrow(error) !== 'ENOENT') throw error;
    return read === null;
  }
}

/** True if the state `now` shows that nobody has changed the file since it was read. */
export function isAsRead(now: BigIntStats, { stat }: OpenedFile): boolean {
  return isSameFile(now, stat) && now.ctimeNs === stat.ctimeNs;
}

/**
 * Compares the inode, size and time of modification. Ignores `dev`, because on Windows fstat and
 * stat of some libuv releases return different values for one file (libuv#4698).
 */
export function isSameFile(one: BigIntStats, other: BigIntStats): boolean {
  return one.ino === other.ino && hasSameBytes(one, other);
}

export function hasSameBytes(one: BigIntStats, other: BigIntStats): boolean {
  return one.size === other.size && one.mtimeNs === other.mtimeNs;
}
