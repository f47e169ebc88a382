import { displaySafe } from '../../views/display-safe.ts';
import type { ArgumentsOf } from '../arguments.ts';
import { COMPLETION_SHELLS } from '../completion/completion-shells.ts';
import { COMPLETION_SCRIPTS } from '../completion/scripts.ts';
import { SUCCESS, writeOut } from '../terminal.ts';
import type { ExitCode, Terminal } from '../terminal.ts';

/** Prints the script that completes Rolekeeper's command line in a shell. */
export async function completion(
  { names: [shell = ''] }: ArgumentsOf<'completion'>,
  terminal: Terminal,
): Promise<ExitCode> {
  const known = COMPLETION_SHELLS.find((each) => each === shell);
  if (known === undefined) {
    const { reportUsage } = await import('../output/reports.ts');
    const words = COMPLETION_SHELLS;
    return reportUsage(
      terminal,
      { kind: 'word-unknown', flag: 'SHELL', word: displaySafe(shell), words },
      'completion',
    );
  }
  await writeOut(terminal, ...COMPLETION_SCRIPTS[known].trimEnd().split('\n'));
  return SUCCESS;
}
