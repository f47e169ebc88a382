import type { Environment } from '../../core/environment.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Log } from '../../core/ports/log.ts';
import { pidsForChildren, pidsVariable } from '../locks/inherited-pids.ts';
import type { LoginShellPath } from '../programs/login-shell-path.ts';

/** The variable that gives this process an MFA code. The code is used once. */
export const mfaCodeVariable = 'ROLEKEEPER_MFA_CODE';

/**
 * Returns the environment for child processes. It contains the pids of the child's ancestors, but
 * no MFA code.
 */
export function childEnvironment(env: Environment, pid: number): Environment {
  return { ...withoutMfaCode(env), [pidsVariable]: pidsForChildren(env, pid) };
}

/**
 * Returns the environment without the MFA code, for a program that runs while this process holds no
 * lock. Other programs need `childEnvironment`.
 */
export function withoutMfaCode(env: Environment): Environment {
  // On Windows, the names of variables ignore case.
  const others = Object.entries(env).filter(([name]) => name.toUpperCase() !== mfaCodeVariable);
  return Object.fromEntries(others);
}

/** The PATH of the user's login shell. The shell runs at the first use, and only once. */
export interface ShellPath {
  /**
   * Returns `env` with the folders of that PATH first, or unchanged if the shell did not answer.
   */
  readonly addTo: (env: Environment) => Promise<Environment>;
  readonly read: () => Promise<LoginShellPath>;
}

/**
 * Creates the access to the login shell's PATH. If the shell does not answer, logs the reason once.
 */
export function createShellPath(env: Environment, clock: Clock, log: Log): ShellPath {
  let found: Promise<LoginShellPath> | null = null;
  const ask = async (): Promise<LoginShellPath> => {
    const { loginShellPath } = await import('../programs/login-shell-path.ts');
    const answer = await loginShellPath(env, clock);
    if (answer.kind === 'no-path') {
      const { shell, why } = answer;
      log.write('warn', 'the login shell did not report its PATH', { shell, why });
    }
    return answer;
  };
  const read = (): Promise<LoginShellPath> => (found ??= ask());
  return {
    read,
    addTo: async (given) => {
      const answer = await read();
      if (answer.kind === 'no-path') return given;
      const { mergedPath } = await import('../programs/login-shell-path.ts');
      return { ...given, PATH: mergedPath(answer.folders, given['PATH'] ?? '') };
    },
  };
}
