import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';

const folder = join(import.meta.dirname, 'preloaded-python');
const MODULES = ['awscli.clidriver', 'awscli.handlers'];
/**
 * HOME while the modules are loaded, because some modules store paths below HOME. In each fork,
 * file descriptor 199 is the home folder of the caller.
 */
const HOME = '/proc/self/fd/199';

/**
 * Returns a program that does the same as this AWS CLI with a quarter of its processor time: it
 * forks a process that has already loaded the CLI. Returns `aws` itself if the CLI is not a Python
 * script, or on systems other than Linux.
 */
export function preloadedAws(aws: string): string {
  const python = interpreterOf(aws);
  if (python === null || process.platform !== 'linux') return aws;
  const name = createHash('sha256').update(aws).digest('hex').slice(0, 8);
  const program = join(inject('sharedFolder'), name);
  if (!existsSync(program)) {
    const constants = {
      SERVER: join(folder, 'serve.py'),
      PROGRAM: aws,
      SOCKET: `${program}.socket`,
      MODULES,
      HOME,
    };
    const lines = Object.entries(constants).map(
      ([key, value]) => `${key} = ${JSON.stringify(value)}`,
    );
    const text = readFileSync(join(folder, 'call.py'), 'utf8');
    const written = `${program}.${process.pid}`;
    writeFileSync(written, `#!${python} -IS\n${lines.join('\n')}\n${text}`, { mode: 0o755 });
    renameSync(written, program);
  }
  return program;
}

/** Returns the Python that the first line of a script names; null if it names none. */
function interpreterOf(script: string): string | null {
  const start = Buffer.alloc(200);
  const fd = openSync(script, 'r');
  readSync(fd, start);
  closeSync(fd);
  return /^#!(\/\S*python[\d.]*)\n/.exec(start.toString('latin1'))?.[1] ?? null;
}
