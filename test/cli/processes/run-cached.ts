// Runs a program (first argument) with the file of its compiled code (second argument).
import { runCached } from '../../../src/cli/cached-program.ts';

const [, , program = '', cacheFile = ''] = process.argv;
runCached(program, cacheFile);
