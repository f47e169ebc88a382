import { closestName } from '../../views/closest-name.ts';
import { displaySafe } from '../../views/display-safe.ts';
import type { UsageProblem } from '../../views/words/usage-problem.ts';
import { commandGroups, type CommandName, commandOf, commandWords, membersOf } from './commands.ts';

interface CalledCommand {
  readonly kind: 'command';
  readonly name: CommandName;
  /** The words after the name of the command. */
  readonly rest: readonly string[];
}

/**
 * Returns the command that a command line calls, by name or alias, and the words after its name.
 */
export function calledCommand(argv: readonly string[]): CalledCommand | UsageProblem {
  const [first = '', second] = argv;
  const isGroup = commandGroups.includes(first);
  const hasSecond = isGroup && second !== undefined && !second.startsWith('-');
  const called = hasSecond ? `${first} ${second}` : first;
  const name = commandOf(called);
  if (name !== null) return { kind: 'command', name, rest: argv.slice(called.split(' ').length) };
  if (isGroup && !hasSecond) {
    const words = membersOf(first).map((member) => member.slice(first.length + 1));
    return { kind: 'second-word-missing', command: first, words };
  }
  const closest = closestName(called, commandWords());
  return { kind: 'command-unknown', command: displaySafe(called), closest };
}
