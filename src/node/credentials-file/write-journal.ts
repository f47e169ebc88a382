import { constants, existsSync } from 'node:fs';
import * as z from 'zod/mini';
import { Descriptor } from '../files/descriptor.ts';
import {
  bytesOf,
  MAX_BYTES,
  openRegular,
  readRegular,
  type RegularFile,
} from '../files/open-regular.ts';
import { replaceFile } from '../files/replace-file.ts';
import { codeOrThrow } from '../error-code.ts';
import { type FileSystem, type Machine, thisMachine } from '../machine.ts';
import { unfinishedWritePath } from './unfinished-write.ts';

/**
 * One in-place write: the file's inode, and the bytes before and after the write in Base64.
 * Contains secrets.
 */
const entrySchema = z.object({ inode: z.string(), before: z.string(), after: z.string() });

interface Entry {
  readonly inode: string;
  readonly before: Buffer;
  readonly after: Buffer;
}

/**
 * Keeps a copy of an in-place write while it runs, so that the write can be finished after a crash.
 * Every method except `isPending` requires the file's lock.
 */
export class WriteJournal {
  readonly #path: string;
  readonly #file: string;
  readonly #machine: Machine;

  /** `path` is the resolved credentials file, and `home` is Rolekeeper's folder. */
  constructor(path: string, home: string, machine = thisMachine) {
    this.#machine = machine;
    this.#path = path;
    this.#file = unfinishedWritePath(path, home);
  }

  async begin(inode: bigint, before: Buffer, after: Buffer): Promise<void> {
    const entry: z.infer<typeof entrySchema> = {
      inode: String(inode),
      before: before.toString('base64'),
      after: after.toString('base64'),
    };
    await replaceFile(this.#file, JSON.stringify(entry), this.#machine);
  }

  isPending(): boolean {
    return existsSync(this.#file);
  }

  end(): void {
    try {
      this.#machine.fs.unlinkSync(this.#file);
    } catch (error) {
      if (codeOrThrow(error) !== 'ENOENT') throw error;
    }
  }

  /**
   * Finishes an interrupted write, unless another process wrote or replaced the file since, and
   * returns true if it finished one. Throws the system's errors.
   */
  async finish(): Promise<boolean> {
    const entry = this.#entry();
    if (entry === null) return false;
    const isFinished = await this.#finishEntry(entry);
    this.end();
    return isFinished;
  }

  #entry(): Entry | null {
    let text: string;
    try {
      const rules = { links: 'refused', maxBytes: 4 * MAX_BYTES.awsFile } as const;
      text = readRegular(this.#file, rules, this.#machine.fs).toString('utf8');
    } catch (error) {
      if (codeOrThrow(error) === 'ENOENT') return null;
      throw error;
    }
    const { inode, before, after } = entrySchema.parse(JSON.parse(text));
    return {
      inode,
      before: Buffer.from(before, 'base64'),
      after: Buffer.from(after, 'base64'),
    };
  }

  async #finishEntry({ inode, before, after }: Entry): Promise<boolean> {
    const { fs } = this.#machine;
    const opened = openOrNull(this.#path, fs);
    if (opened === null) return false;
    try {
      const isSame = String(opened.stat.ino) === inode;
      const present = isSame ? bytesOf(opened, this.#path, MAX_BYTES.awsFile) : null;
      if (present === null || !isInterrupted(present, before, after)) return false;
    } finally {
      opened.descriptor.close();
    }
    const flags = constants.O_WRONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
    const descriptor = new Descriptor(this.#path, flags, undefined, { fs });
    try {
      if (String(descriptor.stat().ino) !== inode) return false;
      await overwrite(descriptor, after, fs);
      return true;
    } finally {
      descriptor.close();
    }
  }
}

/** Replaces the content of an open file and syncs it. */
export async function overwrite(
  descriptor: Descriptor,
  bytes: Buffer,
  fs: FileSystem,
): Promise<void> {
  descriptor.write(bytes);
  fs.ftruncateSync(descriptor.fd, bytes.length);
  await descriptor.sync();
}

/**
 * True if an interrupted write can have left these bytes: a mixture of the old and the new text,
 * with zeros in the blocks that the file system did not write. False for the complete old or new
 * text.
 */
export function isInterrupted(present: Buffer, before: Buffer, after: Buffer): boolean {
  if (present.equals(before) || present.equals(after)) return false;
  if (present.length < Math.min(before.length, after.length)) return false;
  return present.every((byte, at) => byte === after[at] || byte === before[at] || byte === 0);
}

function openOrNull(path: string, fs: FileSystem): RegularFile | null {
  try {
    return openRegular(path, { links: 'followed', maxBytes: MAX_BYTES.awsFile }, fs);
  } catch (error) {
    codeOrThrow(error);
    return null;
  }
}
