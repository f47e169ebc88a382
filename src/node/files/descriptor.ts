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
import { errorCode } from '../error-code.ts';

/**
 * An open file; closing it twice is harmless. Reads and writes synchronously, which is several
 * times faster than the thread pool for small files; only `sync` is asynchronous.
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
   * Reads the whole file from the start, even if it grows meanwhile; null if it exceeds `maxBytes`.
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

  /** Writes all bytes from the start of the file; one call of write(2) can write fewer. */
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

/**
 * For cleanup after an error, which must stay visible. Rethrows anything that is not a system
 * error.
 */
export function removeQuietly(path: string): void {
  try {
    unlinkSync(path);
  } catch (error) {
    if (errorCode(error) === null) throw error;
  }
}

/** True if this process's user owns the file; always true on Windows. */
export function isOwn({ uid }: { readonly uid: number | bigint }): boolean {
  const me = process.geteuid?.();
  return me === undefined || Number(uid) === me;
}
