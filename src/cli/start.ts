import { enableCompileCache } from 'node:module';
import { rolekeeperHome } from '../node/home.ts';
import { compileCacheFolder } from './compile-cache.ts';

// The built command line begins here: the cache first, so that V8 need not compile again what follows.
const cache = compileCacheFolder(rolekeeperHome(process.env, process.platform), process.argv[2]);
if (cache !== null) enableCompileCache(cache);
void import('./rolekeeper.ts');
