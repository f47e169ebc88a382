import {
  closeSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';

/** V8's compiled code, by the name of the source file. */
export type CompiledCode = ReadonlyMap<string, Uint8Array>;

/** The first bytes of the file. */
const FORMAT = 'rolekeeper code\n';
/** After them: the length of the list, then the list as JSON. */
const LENGTH_AT = FORMAT.length;
const LIST_AT = LENGTH_AT + 4;
/** V8 copies code that does not begin at a multiple of this. */
const ALIGNMENT = 8;

/** Returns the code in a file; none if the file is missing, cut off or of another format. */
export function readCompiledCode(file: string): CompiledCode {
  try {
    const bytes = readFileSync(file);
    if (bytes.toString('latin1', 0, LENGTH_AT) !== FORMAT) return new Map();
    const listEnd = LIST_AT + bytes.readUInt32LE(LENGTH_AT);
    const list = JSON.parse(bytes.toString('utf8', LIST_AT, listEnd)) as Sizes;
    let at = aligned(listEnd);
    const code = new Map<string, Uint8Array>();
    for (const [name, size] of list) {
      code.set(name, bytes.subarray(at, at + size));
      at = aligned(at + size);
    }
    return at === bytes.length ? code : new Map();
  } catch {
    // Without the cache a start takes longer, and the next one may have it.
    return new Map();
  }
}

type Sizes = readonly (readonly [name: string, size: number])[];

/**
 * Replaces the file. It is complete or unchanged even after a power failure, because V8 runs what
 * it finds in it and checks only its version, its options and its length.
 */
export function writeCompiledCode(file: string, code: CompiledCode): void {
  const list = JSON.stringify([...code].map(([name, bytes]) => [name, bytes.length]));
  const listEnd = LIST_AT + Buffer.byteLength(list);
  const head = Buffer.alloc(aligned(listEnd));
  head.write(FORMAT, 'latin1');
  head.writeUInt32LE(listEnd - LIST_AT, LENGTH_AT);
  head.write(list, LIST_AT);
  const padded = [...code.values()].flatMap((bytes) => [
    bytes,
    Buffer.alloc(aligned(bytes.length) - bytes.length),
  ]);
  const whole = Buffer.concat([head, ...padded]);
  const temporary = `${file}.${String(process.pid)}`;
  try {
    const fd = openSync(temporary, 'wx', 0o600);
    try {
      for (let at = 0; at < whole.length;) at += writeSync(fd, whole, at);
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
    renameSync(temporary, file);
  } finally {
    rmSync(temporary, { force: true });
  }
}

function aligned(length: number): number {
  return Math.ceil(length / ALIGNMENT) * ALIGNMENT;
}
