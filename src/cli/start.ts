import { enableCompileCache } from 'node:module';
import { rolekeeperHome } from '../node/home.ts';
import { thisMachine } from '../node/machine.ts';
import { compileCacheFolder } from './compile-cache.ts';

// The entry point of the built command line. Enables the cache first, so that V8 does not compile
// the following imports again.
const [, , command, name = '', ...more] = process.argv;
const cache = compileCacheFolder(rolekeeperHome(thisMachine.env), command);
if (cache !== null) enableCompileCache(cache);
if (command === 'credentials' && name !== '' && !name.startsWith('-') && more.length === 0)
  void import('./credentials-only.ts')
    .then(({ credentialsOnly }) => credentialsOnly(name, process))
    .then((code) => process.exit(code));
else void import('./rolekeeper.ts');
