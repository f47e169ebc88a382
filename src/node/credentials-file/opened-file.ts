import type { BigIntStats } from 'node:fs';
import { failed, ok } from '../../core/result.ts';
import type { Result } from '../../core/result.ts';
import type { Descriptor } from '../files/descriptor.ts';
import { bytesOf, MAX_BYTES, openRegular, type RegularFile } from '../files/open-regular.ts';
import { type AwsText, awsText } from '../files/aws-text.ts';
import { codeOrThrow } from '../error-code.ts';
import { type Machine, thisMachine } from '../machine.ts';

/**
 * A credentials file as it was read, and its descriptor. The caller that opens it also closes it.
 */
export interface OpenedFile {
  readonly text: string;
  /** A new text is written in the same encoding. */
  readonly encoding: AwsText['encoding'];
  /**
   * Taken from the descriptor before reading, so that a write during the read shows as a change.
   */
  readonly stat: BigIntStats;
  readonly descriptor: Descriptor;
}

/**
 * Opens and reads a credentials file; null if there is none. Fails with `file-unreadable`, or with
 * `file-broken` (`not-utf8`) if the bytes are not text; keeps a byte order mark for the rules to
 * check.
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

/** True if the path still leads to the same file with the same bytes. */
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

/** True if it is the same file without any change since it was read. */
export function isAsRead(now: BigIntStats, { stat }: OpenedFile): boolean {
  return isSameFile(now, stat) && now.ctimeNs === stat.ctimeNs;
}

/**
 * Ignores `dev`: fstat and stat of some libuv releases give different numbers for one file on
 * Windows (libuv#4698), and another device would need the same number, size and time.
 */
export function isSameFile(one: BigIntStats, other: BigIntStats): boolean {
  return one.ino === other.ino && hasSameBytes(one, other);
}

export function hasSameBytes(one: BigIntStats, other: BigIntStats): boolean {
  return one.size === other.size && one.mtimeNs === other.mtimeNs;
}
