import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { readCompiledCode, writeCompiledCode } from '../../src/cli/code-cache.ts';

const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'rk-cached-program-'));
const runner = fileURLToPath(new URL('processes/run-cached.ts', import.meta.url));

afterAll(() => rmSync(folder, { recursive: true }));

/** A program with two parts, and the file of its compiled code. */
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
    sizeOf: (part: string) => readCompiledCode(cache).get(part)?.length ?? 0,
    run: async (...words: readonly string[]) => {
      const args = [runner, join(at, 'program.cjs'), cache, ...words];
      const { stdout } = await run(process.execPath, args);
      return stdout;
    },
    files: () => readdirSync(at).toSorted(),
  };
}

describe('a program with its compiled code', () => {
  it('runs its parts as Node does, with the code and without it', async () => {
    const { run: start, files } = program('plain');
    expect([await start('second'), await start('second')]).toEqual(['its/name\n', 'its/name\n']);
    expect(files()).toEqual(['code', 'parts', 'program.cjs']);
  });

  it('keeps the code of the functions that ran, and adds those of a later process', async () => {
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

  it('writes the code only if a part had none', async () => {
    const { run: start, cache } = program('stable');
    await start('second');
    const written = readFileSync(cache);
    await start();
    await start('call');
    expect(readFileSync(cache).equals(written)).toBe(true);
  });

  it('runs and writes the code again if the file is cut off or of another format', async () => {
    const { run: start, cache, sizeOf } = program('cut-off');
    await start('second');
    const whole = readFileSync(cache);
    const others = [
      Buffer.alloc(0),
      whole.subarray(0, 10),
      whole.subarray(0, whole.length - 8),
      Buffer.concat([whole, Buffer.alloc(8)]),
      Buffer.from('x'.repeat(100)),
      Buffer.concat([whole.subarray(0, 18), Buffer.alloc(whole.length - 18, 0xff)]),
    ];
    for (const bytes of others) {
      writeFileSync(cache, bytes);
      expect(await start('second')).toBe('its/name\n');
      expect(sizeOf('first.cjs')).toBeGreaterThan(0);
    }
  });

  it('runs if V8 refuses the code, and replaces it', async () => {
    const { run: start, cache } = program('refused');
    const other = new Map([['first.cjs', Buffer.from('code of another version of V8')]]);
    writeCompiledCode(cache, other);
    expect(await start()).toBe('its/name\n');
    expect([...readCompiledCode(cache).keys()]).toEqual(['first.cjs']);
    expect(readCompiledCode(cache).get('first.cjs')).not.toEqual(other.get('first.cjs'));
  });

  it('drops the code of parts that are no longer there', async () => {
    const { run: start, cache } = program('updated');
    await start('second');
    const old = new Map([['of-an-older-version.cjs', Buffer.alloc(100)]]);
    writeCompiledCode(cache, old);
    await start();
    expect([...readCompiledCode(cache).keys()]).toEqual(['first.cjs']);
  });
});

describe('a file of compiled code', () => {
  it('gives back what was written, at addresses that V8 does not copy', () => {
    const file = join(folder, 'written');
    const sizes = [0, 1, 7, 8, 9, 100_000];
    const code = new Map(
      sizes.map((size) => [`§${String(size)}.cjs`, Buffer.alloc(size, size % 251)]),
    );
    writeCompiledCode(file, code);
    const read = readCompiledCode(file);
    expect([...read].map(([name, bytes]) => [name, Buffer.from(bytes)])).toEqual([...code]);
    expect([...read.values()].filter(({ byteOffset }) => byteOffset % 8 !== 0)).toEqual([]);
  });
});
