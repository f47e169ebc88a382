import { environmentLines, secretsAsEnvironment } from '../../core/contract/environment.ts';
import type { ArgumentsOf } from '../arguments.ts';
import { withSecrets } from '../fresh-secrets.ts';
import { chosenShell } from '../chosen-shell.ts';
import { reportFailure, reportUsage } from '../output/reports.ts';
import { SUCCESS, writeOut } from '../terminal.ts';
import type { ExitCode, Terminal } from '../terminal.ts';

/** Prints lines for a shell to evaluate. */
export async function env(
  { flags, names }: ArgumentsOf<'env'>,
  terminal: Terminal,
): Promise<ExitCode> {
  const shell = chosenShell(terminal, flags.shell);
  if (!shell.ok) return reportUsage(terminal, shell.problem, 'env');
  return withSecrets(terminal, names[0] ?? '', async (role, secrets) => {
    const lines = environmentLines(secretsAsEnvironment(secrets), shell.value);
    if (!lines.ok) return reportFailure(terminal, lines.failure, role.name);
    await writeOut(terminal, ...lines.value);
    return SUCCESS;
  });
}
