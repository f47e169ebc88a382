import type { Environment } from '../../core/environment.ts';

/**
 * The environment variable that passes the pids of a process and its ancestors to its children,
 * comma-separated.
 */
export const pidsVariable = 'ROLEKEEPER_PIDS';

/**
 * Pids of Rolekeeper processes that started this one. Waiting for a lock that one of them holds
 * would never end.
 */
export function inheritedPids(env: Environment): readonly number[] {
  return (env[pidsVariable] ?? '')
    .split(',')
    .filter((text) => /^[1-9][0-9]{0,9}$/.test(text))
    .map(Number);
}

/** The value of ROLEKEEPER_PIDS for a child: this process and its ancestors. */
export function pidsForChildren(env: Environment, pid: number): string {
  return [pid, ...inheritedPids(env).filter((inherited) => inherited !== pid)].join(',');
}
