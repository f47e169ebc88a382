import { readArguments } from '../../src/cli/arguments.ts';
import { calledCommand } from '../../src/cli/command-table/called-command.ts';
import { specOf } from '../../src/cli/command-table/commands.ts';

/**
 * Parses the `rolekeeper` call in a shell line with the parser of the command line. Returns null if
 * the call is valid, otherwise the problem; a line without a call is a problem too.
 */
export function lineProblem(line: string): object | null {
  const [, call = ''] = /(?:^|\$\()rolekeeper ([^|>;)]*)/.exec(line) ?? [];
  const words = [...call.trim().matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(
    ([, double, single, bare]) => double ?? single ?? bare ?? '',
  );
  const called = calledCommand(words);
  if (called.kind !== 'command') return called;
  const read = readArguments(called.rest, specOf(called.name));
  return read.ok ? null : read.problem;
}
