import { environmentLines, secretsAsEnvironment } from '../../core/contract/environment.ts';
import { readArguments } from '../arguments.ts';
import { withSecrets } from '../fresh-secrets.ts';
import { chosenShell } from '../chosen-shell.ts';
import { tellFailure, tellUsage } from '../output/telling.ts';
import { done, say } from '../terminal.ts';
import type { ExitCode, Terminal } from '../terminal.ts';

/** `env NAME [--shell …]`: lines for a shell to evaluate. */
export async function env(argv: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const read = readArguments(argv, { flags: { shell: 'value' }, names: 'one' } as const);
  if (!read.ok) return tellUsage(terminal, read.problem, 'env');
  const shell = chosenShell(terminal, read.value.flags.shell);
  if (!shell.ok) return tellUsage(terminal, shell.problem, 'env');
  return withSecrets(terminal, read.value.names[0] ?? '', async (role, secrets) => {
    const lines = environmentLines(secretsAsEnvironment(secrets), shell.value);
    if (!lines.ok) return tellFailure(terminal, lines.failure, role.name);
    await say(terminal, ...lines.value);
    return done;
  });
}
