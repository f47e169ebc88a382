import { statSync, type BigIntStats } from 'node:fs';
import { failed, ok } from '../../core/result.ts';
import type { Result } from '../../core/result.ts';
import type { Descriptor } from '../files/descriptor.ts';
import { bytesOf, MAX_BYTES, openRegular, type RegularFile } from '../files/open-regular.ts';
import { type AwsText, awsText } from '../files/aws-text.ts';
import { errorCode } from '../state/sqlite.ts';

/** A credentials file as it was read, and the descriptor it was read from. Who opens it closes it. */
export interface OpenedFile {
  readonly text: string;
  /** A new text is written in it too. */
  readonly encoding: AwsText['encoding'];
  /** Of the descriptor, taken before the text was read: a write in between shows as a change. */
  readonly stat: BigIntStats;
  readonly descriptor: Descriptor;
}

/**
 * Opens and reads a credentials file; null if there is none. Fails with `file-unreadable` if the
 * system refuses or it is no regular file, with `file-broken` (`not-utf8`) if its bytes are no
 * text. A byte order mark stays in the text, for the rules to judge.
 */
export function openFile(
  path: string,
  platform: NodeJS.Platform = process.platform,
): Result<OpenedFile | null> {
  let file: RegularFile;
  try {
    file = openRegular(path, { links: 'followed', maxBytes: MAX_BYTES.awsFile });
  } catch (error) {
    const code = codeOf(error);
    return code === 'ENOENT' ? ok(null) : failed({ kind: 'file-unreadable', file: path, code });
  }
  const opened = readOpened(file, path, platform);
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
    return failed({ kind: 'file-unreadable', file: path, code: codeOf(error) });
  }
}

/** Whether a path still leads to the very file and bytes that were read. */
export function isUnchanged(path: string, read: OpenedFile | null): boolean {
  try {
    const now = statSync(path, { bigint: true });
    return read !== null && isAsRead(now, read);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
    return read === null;
  }
}

/** Whether it is the very file that was read, and nothing of it has changed since. */
export function isAsRead(now: BigIntStats, { stat }: OpenedFile): boolean {
  return isSameFile(now, stat) && now.ctimeNs === stat.ctimeNs;
}

export function isSameFile(one: BigIntStats, other: BigIntStats): boolean {
  return one.ino === other.ino && one.dev === other.dev && hasSameBytes(one, other);
}

export function hasSameBytes(one: BigIntStats, other: BigIntStats): boolean {
  return one.size === other.size && one.mtimeNs === other.mtimeNs;
}

/** Throws what is no system error: a bug. */
export function codeOf(error: unknown): string {
  const code = errorCode(error);
  if (code === null) throw error;
  return code;
}
