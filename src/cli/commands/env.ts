import {
  type EnvironmentFormat,
  environmentLines,
  secretsAsEnvironment,
} from '../../core/contract/environment.ts';
import { displaySafe } from '../../views/display-safe.ts';
import { type ArgumentsOf, type ReadResult, wrongUsage } from '../arguments.ts';
import { withSecrets } from '../fresh-secrets.ts';
import { chosenShell } from '../chosen-shell.ts';
import { reportFailure, reportUsage } from '../output/reports.ts';
import { SUCCESS, writeOut } from '../terminal.ts';
import type { ExitCode, Terminal } from '../terminal.ts';

/**
 * Prints the variables in the form that a shell, a `.env` file or a program that reads JSON needs.
 */
export async function env(
  { flags, names }: ArgumentsOf<'env'>,
  terminal: Terminal,
): Promise<ExitCode> {
  const format = chosenFormat(terminal, flags);
  if (!format.ok) return reportUsage(terminal, format.problem, 'env');
  return withSecrets(terminal, names[0] ?? '', 'person', async (role, secrets) => {
    const lines = environmentLines(secretsAsEnvironment(secrets), format.value);
    if (!lines.ok) return reportFailure(terminal, lines.failure, role.name);
    await writeOut(terminal, ...lines.value);
    return SUCCESS;
  });
}

function chosenFormat(
  terminal: Terminal,
  { format = 'shell', shell }: ArgumentsOf<'env'>['flags'],
): ReadResult<EnvironmentFormat> {
  switch (format) {
    case 'shell':
      return chosenShell(terminal, shell);
    case 'dotenv':
    case 'json':
      return shell === undefined
        ? { ok: true, value: format }
        : wrongUsage({ kind: 'no-effect', flag: '--shell', without: ['--format shell'] });
    default: {
      const words = ['shell', 'dotenv', 'json'];
      return wrongUsage({
        kind: 'word-unknown',
        flag: '--format',
        word: displaySafe(format),
        words,
      });
    }
  }
}
