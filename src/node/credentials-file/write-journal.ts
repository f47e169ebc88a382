import { constants, existsSync, ftruncateSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { Descriptor } from '../files/descriptor.ts';
import { bytesOf, MAX_BYTES, openRegular, readRegular } from '../files/open-regular.ts';
import { replaceFile } from '../files/replace-file.ts';
import { sha256 } from '../hash-and-random.ts';
import { codeOf } from './opened-file.ts';

/** One write in place: the bytes before and after, base64, and the file's inode. Secret. */
const entrySchema = z.object({ inode: z.string(), before: z.string(), after: z.string() });

interface Entry {
  readonly inode: string;
  readonly before: Buffer;
  readonly after: Buffer;
}

/**
 * Keeps a copy of a write in place in our folder while it is under way, so that one that a crash cut
 * off can be finished. Every method is called under the file's lock.
 */
export class WriteJournal {
  readonly #path: string;
  readonly #file: string;

  /** `path`: the credentials file, resolved. `home`: Rolekeeper's folder. */
  constructor(path: string, home: string) {
    this.#path = path;
    this.#file = join(home, `unfinished-write-${sha256(path).slice(0, 16)}.json`);
  }

  async begin(inode: bigint, before: Buffer, after: Buffer): Promise<void> {
    const entry: z.infer<typeof entrySchema> = {
      inode: String(inode),
      before: before.toString('base64'),
      after: after.toString('base64'),
    };
    await replaceFile(this.#file, JSON.stringify(entry));
  }

  /** Looks without the lock. */
  isPending(): boolean {
    return existsSync(this.#file);
  }

  end(): void {
    try {
      unlinkSync(this.#file);
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw error;
    }
  }

  /**
   * Finishes the write that a crash cut off; true if there was one. A file that someone else wrote
   * or replaced since is left alone. Throws the system's errors.
   */
  async finish(): Promise<boolean> {
    const entry = this.#entry();
    if (entry === null) return false;
    const isFinished = await this.#finished(entry);
    this.end();
    return isFinished;
  }

  #entry(): Entry | null {
    let text: string;
    try {
      const rules = { links: 'refused', maxBytes: 4 * MAX_BYTES.awsFile } as const;
      text = readRegular(this.#file, rules).toString('utf8');
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return null;
      throw error;
    }
    const { inode, before, after } = entrySchema.parse(JSON.parse(text));
    return {
      inode,
      before: Buffer.from(before, 'base64'),
      after: Buffer.from(after, 'base64'),
    };
  }

  async #finished({ inode, before, after }: Entry): Promise<boolean> {
    const opened = openedOrNone(this.#path);
    if (opened === null) return false;
    try {
      const isSame = String(opened.stat.ino) === inode;
      const present = isSame ? bytesOf(opened, this.#path, MAX_BYTES.awsFile) : null;
      if (present === null || !isCutOff(present, before, after)) return false;
    } finally {
      opened.descriptor.close();
    }
    const flags = constants.O_WRONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
    const descriptor = new Descriptor(this.#path, flags);
    try {
      if (String(descriptor.stat().ino) !== inode) return false;
      await overwrite(descriptor, after);
      return true;
    } finally {
      descriptor.close();
    }
  }
}

/** Writes the whole content of an open file, and syncs it. */
export async function overwrite(descriptor: Descriptor, bytes: Buffer): Promise<void> {
  descriptor.write(bytes);
  ftruncateSync(descriptor.fd, bytes.length);
  await descriptor.sync();
}

/**
 * True for what a crash can leave of a write in place: each byte is the new one, the old one, or a
 * zero that a file system shows for a block that it did not write. Neither whole file is one.
 */
function isCutOff(present: Buffer, before: Buffer, after: Buffer): boolean {
  if (present.equals(before) || present.equals(after)) return false;
  if (present.length < Math.min(before.length, after.length)) return false;
  return present.every((byte, at) => byte === after[at] || byte === before[at] || byte === 0);
}

function openedOrNone(path: string): ReturnType<typeof openRegular> | null {
  try {
    return openRegular(path, { links: 'followed', maxBytes: MAX_BYTES.awsFile });
  } catch (error) {
    codeOf(error);
    return null;
  }
}
