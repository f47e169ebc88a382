/** The environment variable that carries the pids of a process and of those that started it, comma-separated, to its children. */
export const pidsVariable = 'ROLEKEEPER_PIDS';

type Environment = Readonly<Record<string, string | undefined>>;

/** The processes of ours that started this one: a lock that one of them holds can never come free by waiting. */
export function inheritedPids(env: Environment): readonly number[] {
  return (env[pidsVariable] ?? '')
    .split(',')
    .filter((text) => /^[1-9][0-9]{0,9}$/.test(text))
    .map(Number);
}

/** The value of ROLEKEEPER_PIDS for a child: this process and those that it inherited. */
export function pidsForChildren(env: Environment, pid: number): string {
  return [pid, ...inheritedPids(env).filter((inherited) => inherited !== pid)].join(',');
}
