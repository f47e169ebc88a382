import { execFile, execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { readCompiledCode, writeCompiledCode } from '../../src/cli/code-cache.ts';
import { skippedExceptOn } from '../support/systems.ts';

const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'rk-cached-program-'));
const runner = fileURLToPath(new URL('processes/run-cached.ts', import.meta.url));

afterAll(() => rmSync(folder, { recursive: true }));

/**
 * Writes a program that loads two more modules. Returns functions that run the program and read its
 * compiled code.
 */
function program(name: string) {
  const at = join(folder, name);
  mkdirSync(join(at, 'parts'), { recursive: true });
  const statements = Array.from({ length: 300 }, (_, n) => `sum += ${String(n)} * Math.sin(sum);`);
  const files = {
    'program.cjs': `const { long, word } = require('./parts/first.cjs');
      const wanted = process.argv.slice(4);
      if (wanted.includes('call')) long();
      if (wanted.includes('second')) require('./parts/second.cjs');
      console.log(word());`,
    'parts/first.cjs': `exports.word = () => require('node:path').posix.join(
        __filename === module.exports.name ? 'its' : 'another', 'name');
      exports.name = __filename;
      exports.long = function () { let sum = 1; ${statements.join('\n')} return sum; };`,
    'parts/second.cjs': `const first = require('./first.cjs'); exports.name = first.name;`,
  };
  for (const [file, text] of Object.entries(files)) writeFileSync(join(at, file), text);
  const cache = join(at, 'code');
  return {
    cache,
    sizeOf: (part: string) => readCompiledCode(cache)(part)?.length ?? 0,
    run: async (...words: readonly string[]) => {
      const args = [runner, join(at, 'program.cjs'), cache, ...words];
      const { stdout } = await run(process.execPath, args);
      return stdout;
    },
    files: () => readdirSync(at).toSorted(),
  };
}

describe('a program that caches its compiled code', () => {
  it('runs its modules as Node does, with and without stored compiled code', async () => {
    const { run: start, files } = program('plain');
    expect([await start('second'), await start('second')]).toEqual(['its/name\n', 'its/name\n']);
    expect(files()).toEqual(['code', 'parts', 'program.cjs']);
  });

  it('stores compiled code of the functions that ran, and stores more code only when it loads a new module', async () => {
    const { run: start, sizeOf } = program('growing');
    await start();
    const before = sizeOf('first.cjs');
    await start('call');
    expect(sizeOf('first.cjs')).toBe(before);
    expect(sizeOf('second.cjs')).toBe(0);
    await start('call', 'second');
    expect(sizeOf('first.cjs')).toBeGreaterThan(before + 1000);
    expect(sizeOf('second.cjs')).toBeGreaterThan(0);
  });

  it('does not write the file of compiled code again if the file has the code of each loaded module', async () => {
    const { run: start, cache } = program('stable');
    await start('second');
    const written = readFileSync(cache);
    await start();
    await start('call');
    expect(readFileSync(cache).equals(written)).toBe(true);
  });

  it('runs even if the file of compiled code is damaged, and writes the file again', async () => {
    const { run: start, cache, sizeOf } = program('damaged');
    await start('second');
    const whole = readFileSync(cache);
    const last = whole.length - 100;
    const damaged = [
      Buffer.alloc(0),
      whole.subarray(0, 10),
      whole.subarray(0, last),
      Buffer.from('x'.repeat(100)),
      Buffer.concat([whole.subarray(0, last), Buffer.alloc(100)]),
      Buffer.concat([whole.subarray(0, 16), Buffer.alloc(whole.length - 16, 0xff)]),
    ];
    for (const bytes of damaged) {
      writeFileSync(cache, bytes);
      expect(await start('second')).toBe('its/name\n');
      expect([sizeOf('first.cjs'), sizeOf('second.cjs')]).not.toContain(0);
    }
  });

  it('runs even if V8 refuses the stored compiled code, and replaces it', async () => {
    const { run: start, cache } = program('refused');
    const other = new Map([['first.cjs', Buffer.from('code of another version of V8')]]);
    writeCompiledCode(cache, other);
    expect(await start()).toBe('its/name\n');
    expect(readCompiledCode(cache)('first.cjs')).not.toEqual(other.get('first.cjs'));
  });

  it('removes the compiled code of modules that no longer exist', async () => {
    const { run: start, cache, sizeOf } = program('updated');
    const old = new Map([['of-an-older-version.cjs', Buffer.alloc(100)]]);
    writeCompiledCode(cache, old);
    await start();
    expect(sizeOf('first.cjs')).toBeGreaterThan(0);
    expect(sizeOf('of-an-older-version.cjs')).toBe(0);
  });
});

describe('a file of compiled code', () => {
  const file = join(folder, 'written');
  const sizes = [1, 7, 8, 9, 5000, 100_000];
  const code = new Map(
    sizes.map((size) => [`§${String(size)}.cjs`, Buffer.alloc(size, `${String(size)} bytes`)]),
  );
  const read = () => {
    const codeOf = readCompiledCode(file);
    return [...code.keys()].map((name) => codeOf(name));
  };

  it('returns the written code at offsets that are multiples of 8, so that V8 does not copy it', () => {
    writeCompiledCode(file, code);
    expect(read().map((bytes) => Buffer.from(bytes ?? []))).toEqual([...code.values()]);
    expect(read().map((bytes) => (bytes?.byteOffset ?? 1) % 8)).toEqual(sizes.map(() => 0));
    expect(readCompiledCode(file)('another.cjs')).toBeUndefined();
  });

  it('returns either the written code or nothing after random damage', () => {
    writeCompiledCode(file, code);
    const whole = readFileSync(file);
    const place = fc.nat(whole.length - 1);
    const damage = fc.oneof(
      fc.tuple(place, fc.nat(7)).map(([at, bit]) => flipped(whole, at, 1 << bit)),
      fc.tuple(place, fc.uint8Array({ minLength: 1, maxLength: 64 })).map(([at, bytes]) => {
        const copy = Buffer.from(whole);
        copy.set(bytes.subarray(0, copy.length - at), at);
        return copy;
      }),
      fc.tuple(place, place).map(([from, to]) => Buffer.from(whole).fill(0, from, to)),
      place.map((length) => whole.subarray(0, length)),
      fc.tuple(fc.nat(24), fc.nat(24)).map(([one, other]) => swapped(whole, one, other)),
    );
    const right = new Map([...code].map(([name, bytes]) => [name, bytes.toString('latin1')]));
    fc.assert(
      fc.property(damage, (bytes) => {
        writeFileSync(file, bytes);
        const codeOf = readCompiledCode(file);
        for (const [name, text] of right) expect([undefined, text]).toContain(toText(codeOf(name)));
      }),
      { numRuns: 1000 },
    );
  });

  it('is written again an hour after a process was killed during a write', () => {
    const unfinished = `${file}.new`;
    rmSync(file, { force: true });
    writeFileSync(unfinished, 'half');
    expect(() => writeCompiledCode(file, code)).toThrow('EEXIST');
    const before = Date.now() / 1000 - 3600;
    utimesSync(unfinished, before, before);
    writeCompiledCode(file, code);
    expect(read()).not.toContain(undefined);
    expect(existsSync(unfinished)).toBe(false);
  });

  it.skipIf(skippedExceptOn('Unix'))('is not read if it is a pipe', () => {
    rmSync(file, { force: true });
    execFileSync('mkfifo', [file]);
    expect(read()).toEqual(sizes.map(() => undefined));
    rmSync(file);
  });
});

const BLOCK = 4096;

function flipped(whole: Buffer, at: number, mask: number): Buffer {
  const copy = Buffer.from(whole);
  copy.writeUInt8(copy.readUInt8(at) ^ mask, at);
  return copy;
}

function swapped(whole: Buffer, one: number, other: number): Buffer {
  const copy = Buffer.from(whole);
  const block = (index: number) => whole.subarray(index * BLOCK, (index + 1) * BLOCK);
  copy.set(block(one), other * BLOCK);
  copy.set(block(other), one * BLOCK);
  return copy;
}

function toText(bytes: Uint8Array | undefined): string | undefined {
  return bytes === undefined ? undefined : Buffer.from(bytes).toString('latin1');
}
