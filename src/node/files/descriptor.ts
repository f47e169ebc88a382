import type { BigIntStats } from 'node:fs';
import { errorCode } from '../error-code.ts';
import { type FileSystem, type Machine, thisMachine } from '../machine.ts';

/**
 * An open file, which can be closed more than once. Only `sync` is asynchronous, because
 * synchronous calls are several times faster for small files than Node's thread pool.
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
   * Reads the whole file from the start, even if it grows meanwhile. Returns null if the file is
   * larger than `maxBytes`.
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

  /**
   * Writes all bytes from the start of the file. Repeats the call, because one call of write(2) can
   * write only a part.
   */
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
   * Ignores the system's errors. Network file systems report a lost connection here (close(2),
   * EIO), but by then the data is already read or synced.
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
 * Removes a file and ignores the system's errors. Use it for cleanup after another error, so that
 * the caller can still report that error.
 */
export function removeQuietly(path: string, fs = thisMachine.fs): void {
  try {
    fs.unlinkSync(path);
  } catch (error) {
    if (errorCode(error) === null) throw error;
  }
}

/** True if this process's user owns the file. Always true on Windows. */
export function isOwn(
  { uid }: { readonly uid: number | bigint },
  { user }: Pick<Machine, 'user'> = thisMachine,
): boolean {
  return user === null || Number(uid) === user;
}
