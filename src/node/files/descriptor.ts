import {
  closeSync,
  fstatSync,
  fsync,
  openSync,
  readSync,
  unlinkSync,
  writeSync,
  type BigIntStats,
} from 'node:fs';
import { errorCode } from '../state/sqlite.ts';

/**
 * An open file, closed once however often it is said. Reads and writes at once: for files of kilobytes the thread pool's way there and back costs
 * several times the work itself. Only `sync`, which waits for the disk, does not stop the process. Throws the system's errors.
 */
export class Descriptor {
  readonly fd: number;
  #open = true;

  constructor(path: string, flags: number | string, mode?: number) {
    this.fd = openSync(path, flags, mode);
  }

  stat(): BigIntStats {
    return fstatSync(this.fd, { bigint: true });
  }

  /**
   * Reads from the start, whatever was read before. Reads on if the file grows meanwhile; null
   * if it has more than `maxBytes`.
   */
  bytes(expected: number, maxBytes: number): Buffer | null {
    let bytes = Buffer.allocUnsafe(expected + 1);
    let length = 0;
    for (;;) {
      const wanted = bytes.length - length;
      const read = readSync(this.fd, bytes, length, wanted, length);
      length += read;
      if (length > maxBytes) return null;
      if (read < wanted) return bytes.subarray(0, length);
      bytes = Buffer.concat([bytes, Buffer.allocUnsafe(bytes.length)]);
    }
  }

  /** From the start; all of it, where the system takes less at a time. */
  write(bytes: Buffer): void {
    for (let written = 0; written < bytes.length;) {
      written += writeSync(this.fd, bytes, written, bytes.length - written, written);
    }
  }

  sync(): Promise<void> {
    return new Promise((resolve, reject) => {
      fsync(this.fd, (error) => {
        if (error === null) resolve();
        else reject(error);
      });
    });
  }

  close(): void {
    if (!this.#open) return;
    this.#open = false;
    closeSync(this.fd);
  }
}

/** For what must not hide the error that led here. Throws what is no system error. */
export function removeQuietly(path: string): void {
  try {
    unlinkSync(path);
  } catch (error) {
    if (errorCode(error) === null) throw error;
  }
}

/** True for a file of the user who runs this process; always true on Windows. */
export function isOwn({ uid }: { readonly uid: number | bigint }): boolean {
  const me = process.geteuid?.();
  return me === undefined || Number(uid) === me;
}
