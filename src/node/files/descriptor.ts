import type { BigIntStats } from 'node:fs';
import { errorCode } from '../error-code.ts';
import { type FileSystem, type Machine, thisMachine } from '../machine.ts';

/**
 * An open file; closing it twice is harmless. Reads and writes synchronously, which is several
 * times faster than the thread pool for small files; only `sync` is asynchronous.
 */
export class Descriptor {
  readonly fd: number;
  readonly #fs: FileSystem;
  #open = true;

  constructor(
    path: string,
    flags: number | string,
    mode?: number,
    { fs }: Pick<Machine, 'fs'> = thisMachine,
  ) {
    this.#fs = fs;
    this.fd = fs.openSync(path, flags, mode);
  }

  stat(): BigIntStats {
    return this.#fs.fstatSync(this.fd, { bigint: true });
  }

  /**
   * Reads the whole file from the start, even if it grows meanwhile; null if it exceeds `maxBytes`.
   */
  bytes(expected: number, maxBytes: number): Buffer | null {
    let bytes = Buffer.allocUnsafe(expected + 1);
    let length = 0;
    for (;;) {
      const wanted = bytes.length - length;
      const read = this.#fs.readSync(this.fd, bytes, length, wanted, length);
      length += read;
      if (length > maxBytes) return null;
      if (read < wanted) return bytes.subarray(0, length);
      bytes = Buffer.concat([bytes, Buffer.allocUnsafe(bytes.length)]);
    }
  }

  /** Writes all bytes from the start of the file; one call of write(2) can write fewer. */
  write(bytes: Buffer): void {
    for (let written = 0; written < bytes.length;) {
      written += this.#fs.writeSync(this.fd, bytes, written, bytes.length - written, written);
    }
  }

  sync(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#fs.fsync(this.fd, (error) => {
        if (error === null) resolve();
        else reject(error);
      });
    });
  }

  /**
   * Ignores the system's errors: what was written is synced before, and what was read is read.
   * Network file systems report a lost connection here (close(2), EIO).
   */
  close(): void {
    if (!this.#open) return;
    this.#open = false;
    try {
      this.#fs.closeSync(this.fd);
    } catch (error) {
      if (errorCode(error) === null) throw error;
    }
  }
}

/**
 * For cleanup after an error, which must stay visible. Rethrows anything that is not a system
 * error.
 */
export function removeQuietly(path: string, fs = thisMachine.fs): void {
  try {
    fs.unlinkSync(path);
  } catch (error) {
    if (errorCode(error) === null) throw error;
  }
}

/** True if this process's user owns the file; always true on Windows. */
export function isOwn(
  { uid }: { readonly uid: number | bigint },
  { user }: Pick<Machine, 'user'> = thisMachine,
): boolean {
  return user === null || Number(uid) === user;
}
