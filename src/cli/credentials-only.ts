import { credentials } from './commands/credentials.ts';
import { reportingBugs } from './reporting-bugs.ts';
import { endProcess, terminalOf } from './terminal-of.ts';

/**
 * Runs `credentials NAME`, which tools call repeatedly, and ends the process. Does not load the
 * table of all commands, because that takes 3 ms.
 */
export async function credentialsOnly(name: string, process: NodeJS.Process): Promise<never> {
  const terminal = terminalOf(process);
  const code = await reportingBugs(terminal, () =>
    credentials({ flags: {}, names: [name], program: [] }, terminal),
  );
  return endProcess(process, code);
}
