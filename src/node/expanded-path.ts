import { readFileSync } from 'node:fs';
import type { Environment } from '../core/environment.ts';
import { expandPath } from '../core/aws-config/expand-path.ts';
import { thisMachine } from './machine.ts';

/**
 * Expands `~` and variables in a path as botocore does (ADR 0026). Call it once for each path that
 * comes from a variable, a setting or an AWS file.
 */
export function expand(path: string, env: Environment, machine = thisMachine): string {
  return expandPath(path, {
    env,
    platform: machine.system === 'win32' ? 'windows' : 'posix',
    homeOf: (user) => (user === null ? machine.homeFolder() : homeInPasswd(user)),
  });
}

/**
 * Returns the home folder of a user from /etc/passwd (the sixth field, passwd(5)). Does not find
 * users of a directory service.
 */
function homeInPasswd(user: string): string | null {
  try {
    const lines = readFileSync('/etc/passwd', 'utf8').split('\n');
    const fields = lines.map((line) => line.split(':')).find(([name]) => name === user);
    return fields?.[5] ?? null;
  } catch {
    return null;
  }
}
