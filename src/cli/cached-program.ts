import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { Script } from 'node:vm';
import { readCompiledCode, writeCompiledCode } from './code-cache.ts';

interface LoadedModule {
  exports: unknown;
}

type ModuleFunction = (
  ...scope: readonly [
    exports: unknown,
    require: (id: string) => unknown,
    module: LoadedModule,
    filename: string,
    folder: string,
  ]
) => void;

/**
 * Runs a bundled program and the files that it requires with V8's compiled code from `cacheFile`,
 * and adds the code of new files to `cacheFile` when the process ends. Node's own cache lacks the
 * functions that V8 compiles while a file runs (ADR 0041).
 */
export function runCached(program: string, cacheFile: string): void {
  const nodeRequire = createRequire(program);
  const parts = join(dirname(program), 'parts');
  const storedCode = readCompiledCode(cacheFile);
  const modules = new Map<string, LoadedModule>();
  const scripts = new Map<string, Script>();
  let isComplete = true;

  function load(file: string): unknown {
    const known = modules.get(file) ?? nodeRequire.cache[file];
    if (known !== undefined) return known.exports;
    const module: LoadedModule = { exports: {} };
    modules.set(file, module);
    const folder = dirname(file);
    const require = (id: string): unknown =>
      id.startsWith('.') ? load(join(folder, id)) : nodeRequire(id);
    const run = compile(file).runInThisContext() as ModuleFunction;
    run(module.exports, require, module, file, folder);
    return module.exports;
  }

  function compile(file: string): Script {
    // V8 would also run cached code of an older file that has the same length. The files in `parts`
    // are safe to cache, because their names contain a hash of their content.
    const isCached = dirname(file) === parts;
    const cachedData = isCached ? storedCode(basename(file)) : undefined;
    const script = new Script(WRAPPER.head + readFileSync(file, 'utf8') + WRAPPER.tail, {
      filename: file,
      columnOffset: -WRAPPER.head.length,
      ...(cachedData === undefined ? {} : { cachedData }),
    });
    // V8 rejects code that was compiled by another version of V8 or with other flags.
    isComplete &&= !isCached || script.cachedDataRejected === false;
    if (isCached) scripts.set(basename(file), script);
    return script;
  }

  process.once('exit', () => {
    if (isComplete) return;
    try {
      const others = readdirSync(parts)
        .filter((name) => !scripts.has(name))
        .flatMap((name) => {
          const code = storedCode(name);
          return code === undefined ? [] : [[name, code] as const];
        });
      const ownCode = [...scripts].map(
        ([name, script]) => [name, script.createCachedData()] as const,
      );
      writeCompiledCode(cacheFile, new Map([...others, ...ownCode]));
    } catch {
      // The next process tries to write the cache again.
    }
  });
  load(program);
}

/** The text that Node puts before and after a CommonJS module. */
const WRAPPER = {
  head: '(function (exports, require, module, __filename, __dirname) { ',
  tail: '\n})',
};
