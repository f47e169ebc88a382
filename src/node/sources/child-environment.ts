import { pidsForChildren, pidsVariable } from '../locks/inherited-pids.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Where a person may leave a code for this process, and for no other: it is taken once. */
export const mfaCodeVariable = 'ROLEKEEPER_MFA_CODE';

/** What the programs that this process starts inherit: all but a code, and the pids of who started them. */
export function childEnvironment(env: Environment, pid: number): Environment {
  // Names have no case on Windows.
  const handedOn = Object.entries(env).filter(([name]) => name.toUpperCase() !== mfaCodeVariable);
  return { ...Object.fromEntries(handedOn), [pidsVariable]: pidsForChildren(env, pid) };
}
