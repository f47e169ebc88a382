import { enableCompileCache } from 'node:module';
import { rolekeeperHome } from '../node/home.ts';
import { thisMachine } from '../node/machine.ts';
import { compileCacheFolder } from './compile-cache.ts';

// The entry point of the built command line. Enables the cache first, so that V8 does not compile
// the following imports again.
const [, , command, first = '', second, ...more] = process.argv;
const isName = (word: string): boolean => word !== '' && !word.startsWith('-');
// What programs call repeatedly: `credentials NAME` and `status --prompt [NAME]`.
const isCredentials = command === 'credentials' && isName(first) && second === undefined;
const isPrompt =
  command === 'status' &&
  first === '--prompt' &&
  (second === undefined || isName(second)) &&
  more.length === 0;
const name = isCredentials ? 'credentials' : isPrompt ? 'prompt' : 'commands';
const cache = compileCacheFolder(rolekeeperHome(thisMachine.env), name);
if (cache !== null) enableCompileCache(cache);
if (isCredentials)
  void import('./credentials-only.ts')
    .then(({ credentialsOnly }) => credentialsOnly(first, process))
    .then((code) => process.exit(code));
else if (isPrompt)
  void import('./prompt-only.ts')
    .then(({ promptOnly }) => promptOnly(second, process))
    .then((code) => process.exit(code));
else void import('./rolekeeper.ts');
