import { fsyncSync, lstatSync, renameSync, rmSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { Descriptor } from '../node/files/descriptor.ts';
import { MAX_BYTES, readRegular } from '../node/files/open-regular.ts';

/** V8's compiled code, by the name of the source file. */
export type CompiledCode = ReadonlyMap<string, Uint8Array>;

/**
 * The first bytes of the cache file. The length of a `List`, the list as JSON and the compiled code
 * follow.
 */
const FORMAT = 'rolekeeper code\n';
const LENGTH_AT = FORMAT.length;
const LIST_AT = LENGTH_AT + 4;
/**
 * The code of each file begins at a multiple of 8 bytes, because V8 would otherwise copy the code.
 */
const ALIGNMENT = 8;
/** An unfinished file that is older than this is removed, because a killed process left it. */
const UNFINISHED_MS = 60_000;

type List = readonly (readonly [name: string, size: number, sum: number])[];

/**
 * Reads the cache file and returns a function that finds the compiled code of a source file. The
 * function ignores code with a wrong checksum, because V8 does not notice damaged code.
 */
export function readCompiledCode(file: string): (name: string) => Uint8Array | undefined {
  const stored = new Map<string, { readonly bytes: Uint8Array; readonly sum: number }>();
  try {
    const bytes = readRegular(file, { links: 'refused', maxBytes: MAX_BYTES.compiledCode });
    if (bytes.toString('latin1', 0, LENGTH_AT) !== FORMAT) return () => undefined;
    const listEnd = LIST_AT + bytes.readUInt32LE(LENGTH_AT);
    const list = JSON.parse(bytes.toString('utf8', LIST_AT, listEnd)) as List;
    let at = aligned(listEnd);
    for (const [name, size, sum] of list) {
      stored.set(name, { bytes: bytes.subarray(at, at + size), sum });
      at = aligned(at + size);
    }
  } catch {
    // Without the cache, this start only takes longer.
  }
  return (name) => {
    const found = stored.get(name);
    return found !== undefined && crc32(found.bytes) === found.sum ? found.bytes : undefined;
  };
}

/**
 * Replaces the file as a whole, so that a power failure cannot damage it. Throws the errors of the
 * system, and `EEXIST` if another process is writing the file.
 */
export function writeCompiledCode(file: string, code: CompiledCode): void {
  const list: List = [...code].map(([name, bytes]) => [name, bytes.length, crc32(bytes)]);
  const text = JSON.stringify(list);
  const listEnd = LIST_AT + Buffer.byteLength(text);
  const head = Buffer.alloc(aligned(listEnd));
  head.write(FORMAT, 'latin1');
  head.writeUInt32LE(listEnd - LIST_AT, LENGTH_AT);
  head.write(text, LIST_AT);
  const padded = [...code.values()].flatMap((bytes) => [
    bytes,
    Buffer.alloc(aligned(bytes.length) - bytes.length),
  ]);
  replaceWhole(file, Buffer.concat([head, ...padded]));
}

function replaceWhole(file: string, bytes: Buffer): void {
  const unfinished = `${file}.new`;
  const leftover = lstatSync(unfinished, { throwIfNoEntry: false });
  if (leftover !== undefined && Date.now() - leftover.mtimeMs > UNFINISHED_MS) rmSync(unfinished);
  const descriptor = new Descriptor(unfinished, 'wx', 0o600);
  try {
    descriptor.write(bytes);
    fsyncSync(descriptor.fd);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  } finally {
    descriptor.close();
  }
  renameSync(unfinished, file);
}

function aligned(length: number): number {
  return Math.ceil(length / ALIGNMENT) * ALIGNMENT;
}
