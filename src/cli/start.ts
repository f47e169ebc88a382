import { enableCompileCache } from 'node:module';
import { rolekeeperHome } from '../node/home.ts';
import { compileCacheFolder } from './compile-cache.ts';

// The entry point of the built command line. Enables the cache first, so that V8 does not compile
// the following imports again.
const cache = compileCacheFolder(rolekeeperHome(process.env, process.platform), process.argv[2]);
if (cache !== null) enableCompileCache(cache);
void import('./rolekeeper.ts');
