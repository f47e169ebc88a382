// Runs a program with a cache of its compiled code. Arguments: the program, the cache file.
import { runCached } from '../../../src/cli/cached-program.ts';

const [, , program = '', cacheFile = ''] = process.argv;
runCached(program, cacheFile);
