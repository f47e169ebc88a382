import { credentials } from './commands/credentials.ts';
import { reportingBugs } from './reporting-bugs.ts';
import { terminalOf } from './terminal-of.ts';
import type { ExitCode } from './terminal.ts';

/**
 * Runs `credentials NAME`, which tools call repeatedly. Does not load the table of all commands,
 * because that takes 3 ms.
 */
export function credentialsOnly(name: string, process: NodeJS.Process): Promise<ExitCode> {
  const terminal = terminalOf(process);
  return reportingBugs(terminal, () =>
    credentials({ flags: {}, names: [name], program: [] }, terminal),
  );
}
