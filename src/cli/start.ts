import { createRequire, enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { rolekeeperHome } from '../node/home.ts';
import { thisMachine } from '../node/machine.ts';
import { calledOften } from './called-often.ts';
import { compileCacheFolder } from './compile-cache.ts';

// The entry point of the built command line. Runs the program with compiled code from the cache.
const program = join(import.meta.dirname, 'program.cjs');
const { env } = thisMachine;
const folder = compileCacheFolder(rolekeeperHome(env));
// V8 rejects code that was compiled for other options. Node's own cache has a folder for each set
// of options, and its variables turn it off or move it.
const hasOptions =
  process.execArgv.length > 0 ||
  ['NODE_OPTIONS', 'NODE_COMPILE_CACHE', 'NODE_DISABLE_COMPILE_CACHE'].some((name) => env[name]);
const often = calledOften(process.argv.slice(2));
// They run so little code that loading a checksum for it takes longer than compiling it.
const runsLittle = often?.kind === 'prompt' || often?.kind === 'complete';
if (folder !== null && !hasOptions && !runsLittle) {
  const name = `${often?.kind ?? 'commands'}-${process.version}-${process.arch}`;
  void import('./cached-program.ts').then(({ runCached }) => {
    runCached(program, join(folder, name));
  });
} else {
  if (folder !== null) enableCompileCache(folder);
  createRequire(program)(program);
}
