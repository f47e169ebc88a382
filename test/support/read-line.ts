import { readArguments } from '../../src/cli/arguments.ts';
import { calledCommand } from '../../src/cli/command-table/called-command.ts';
import { specOf } from '../../src/cli/command-table/commands.ts';

/**
 * Reads a shell line that calls rolekeeper as the command line itself does, and returns why it is
 * refused, or null. Knows quotes, `$(…)`, pipes and redirections; a line without rolekeeper is
 * refused.
 */
export function readLine(line: string): object | null {
  const [, call = ''] = /(?:^|\$\()rolekeeper ([^|>;)]*)/.exec(line) ?? [];
  const words = [...call.trim().matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(
    ([, double, single, bare]) => double ?? single ?? bare ?? '',
  );
  const called = calledCommand(words);
  if (called.kind !== 'command') return called;
  const read = readArguments(called.rest, specOf(called.name));
  return read.ok ? null : read.problem;
}
