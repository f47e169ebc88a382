import { statusPrompt } from './commands/status-prompt.ts';
import { reportingBugs } from './reporting-bugs.ts';
import { terminalOf } from './terminal-of.ts';
import type { ExitCode } from './terminal.ts';

/** Runs `status --prompt` without the table of all commands, as `credentialsOnly` does. */
export function promptOnly(name: string | undefined, process: NodeJS.Process): Promise<ExitCode> {
  const terminal = terminalOf(process);
  return reportingBugs(terminal, () => statusPrompt(name, terminal));
}
