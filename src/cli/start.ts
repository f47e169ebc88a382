import { createRequire, enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { rolekeeperHome } from '../node/home.ts';
import { thisMachine } from '../node/machine.ts';
import { frequentCommand } from './frequent-command.ts';
import { compileCacheFolder } from './compile-cache.ts';

// The entry point of the built command line. Runs the program with compiled code from the cache.
const program = join(import.meta.dirname, 'program.cjs');
const { env } = thisMachine;
const folder = compileCacheFolder(rolekeeperHome(env));
// V8 rejects code that was compiled with other options of Node. Node's own cache has a folder for
// each set of options, so it is used if Node has options, or if the environment configures that
// cache.
const hasOptions =
  process.execArgv.length > 0 ||
  ['NODE_OPTIONS', 'NODE_COMPILE_CACHE', 'NODE_DISABLE_COMPILE_CACHE'].some((name) => env[name]);
// Commands that programs call repeatedly run little code. Checking the code in the cache would take
// as long as compiling it.
const frequent = frequentCommand(process.argv.slice(2));
if (folder !== null && !hasOptions && frequent === null) {
  const file = join(folder, `commands-${process.version}-${process.arch}`);
  void import('./cached-program.ts').then(({ runCached }) => {
    runCached(program, file);
  });
} else {
  if (folder !== null) enableCompileCache(folder);
  if (frequent?.kind === 'credentials')
    void import('./credentials-only.ts').then(({ credentialsOnly }) =>
      credentialsOnly(frequent.name, process),
    );
  else createRequire(program)(program);
}
