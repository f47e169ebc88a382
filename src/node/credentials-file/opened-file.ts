import { isUtf8 } from 'node:buffer';
import { constants, fstatSync, statSync, type BigIntStats } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { failed, ok } from '../../core/result.ts';
import type { Result } from '../../core/result.ts';
import { errorCode } from '../state/sqlite.ts';

/** A credentials file as it was read, and the descriptor it was read from. Who opens it closes it. */
export interface OpenedFile {
  readonly text: string;
  /** Of the descriptor, taken before the text was read: a write in between shows as a change. */
  readonly stat: BigIntStats;
  readonly handle: FileHandle;
}

/**
 * Null where there is no file. `file-unreadable` where the system refuses or no regular file stands there; `file-broken` with `not-utf8` where the bytes are
 * no text. A byte order mark stays in the text, for the rules to judge.
 */
export async function openFile(path: string): Promise<Result<OpenedFile | null>> {
  let handle: FileHandle;
  try {
    // A pipe that nobody writes would hold up the opening for ever. (Windows has no such flag: `|` takes undefined for 0.)
    handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    const code = codeOf(error);
    return code === 'ENOENT' ? ok(null) : failed({ kind: 'file-unreadable', file: path, code });
  }
  const opened = await readOpened(handle, path);
  if (!opened.ok) await handle.close();
  return opened;
}

async function readOpened(handle: FileHandle, path: string): Promise<Result<OpenedFile>> {
  try {
    const found = statOf(handle);
    if (!found.isFile())
      return failed({ kind: 'file-unreadable', file: path, code: found.isDirectory() ? 'EISDIR' : 'EINVAL' });
    const bytes = await bytesOf(handle, Number(found.size));
    if (!isUtf8(bytes))
      return failed({ kind: 'file-broken', file: path, line: firstLineNotUtf8(bytes), rule: 'not-utf8' });
    return ok({ text: bytes.toString('utf8'), stat: found, handle });
  } catch (error) {
    return failed({ kind: 'file-unreadable', file: path, code: codeOf(error) });
  }
}

/** From the start, whatever was read of this descriptor before. A file that grows meanwhile is read on until a read comes back short. */
export async function bytesOf(handle: FileHandle, expected: number): Promise<Buffer> {
  let bytes = Buffer.allocUnsafe(expected + 1);
  let length = 0;
  for (;;) {
    const wanted = bytes.length - length;
    const { bytesRead } = await handle.read(bytes, length, wanted, length);
    length += bytesRead;
    if (bytesRead < wanted) return bytes.subarray(0, length);
    bytes = Buffer.concat([bytes, Buffer.allocUnsafe(bytes.length)]);
  }
}

/** Looked at directly: the thread pool's way there and back costs more than the look. */
export function statOf(handle: FileHandle): BigIntStats {
  return fstatSync(handle.fd, { bigint: true });
}

/** Whether a path still leads to the very file and bytes that were read. */
export function isUnchanged(path: string, read: OpenedFile | null): boolean {
  try {
    const now = statSync(path, { bigint: true });
    return read !== null && isSameFile(now, read.stat) && now.ctimeNs === read.stat.ctimeNs;
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
    return read === null;
  }
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

// No sequence of UTF-8 has a line end inside.
function firstLineNotUtf8(bytes: Buffer): number {
  let start = 0;
  for (let line = 1; ; line += 1) {
    const lineEnd = bytes.indexOf(10, start);
    if (!isUtf8(bytes.subarray(start, lineEnd === -1 ? bytes.length : lineEnd)) || lineEnd === -1) return line;
    start = lineEnd + 1;
  }
}
