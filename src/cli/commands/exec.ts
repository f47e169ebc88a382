import { secretsAsEnvironment, type EnvironmentChange } from '../../core/contract/environment.ts';
import type { ArgumentsOf } from '../arguments.ts';
import { withSecrets } from '../fresh-secrets.ts';
import { runProgram } from '../run-program.ts';
import { SUCCESS } from '../terminal.ts';
import type { ExitCode, Terminal } from '../terminal.ts';

/** Runs a program and returns its exit code, or 128 plus the number of the signal that ended it. */
export async function exec(
  { flags, names, program }: ArgumentsOf<'exec'>,
  terminal: Terminal,
): Promise<ExitCode> {
  const name = names[0] ?? '';
  if (flags.serve === true) {
    const { runServed } = await import('../run-served.ts');
    return runServed(terminal, name, program);
  }
  const found: EnvironmentChange[] = [];
  const code = await withSecrets(terminal, name, 'person', async (_role, secrets) => {
    found.push(secretsAsEnvironment(secrets));
    return SUCCESS;
  });
  // The program starts after the core has stopped, so that no lock is held while the program runs.
  const [change] = found;
  return change === undefined ? code : runProgram(terminal, program, change);
}
