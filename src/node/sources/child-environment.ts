import type { Environment } from '../../core/ports.ts';
import { pidsForChildren, pidsVariable } from '../locks/inherited-pids.ts';

/** The variable with an MFA code for this process only. It is used once. */
export const mfaCodeVariable = 'ROLEKEEPER_MFA_CODE';

/**
 * The environment for child processes: without an MFA code, and with the pids of their ancestors.
 */
export function childEnvironment(env: Environment, pid: number): Environment {
  // Variable names on Windows ignore case.
  const handedOn = Object.entries(env).filter(([name]) => name.toUpperCase() !== mfaCodeVariable);
  return { ...Object.fromEntries(handedOn), [pidsVariable]: pidsForChildren(env, pid) };
}
