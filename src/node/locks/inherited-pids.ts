import type { Environment } from '../../core/environment.ts';

/**
 * The environment variable that passes pids to child processes: the pid of the parent and the pids
 * of its ancestors, separated by commas.
 */
export const pidsVariable = 'ROLEKEEPER_PIDS';

/**
 * Returns the pids of the Rolekeeper processes that started this one. This process must not wait
 * for a lock that one of them holds, because the wait would never end.
 */
export function inheritedPids(env: Environment): readonly number[] {
  return (env[pidsVariable] ?? '')
    .split(',')
    .filter((text) => /^[1-9][0-9]{0,9}$/.test(text))
    .map(Number);
}

/**
 * Returns the value of ROLEKEEPER_PIDS for a child process, which contains the pids of this process
 * and its ancestors.
 */
export function pidsForChildren(env: Environment, pid: number): string {
  return [pid, ...inheritedPids(env).filter((inherited) => inherited !== pid)].join(',');
}
