import type { CommandSpec } from './command-spec.ts';
import { discoveryCommands } from './discovery-commands.ts';
import { fileCommands } from './file-commands.ts';
import { keyCommands } from './key-commands.ts';
import { roleCommands } from './role-commands.ts';
import { sessionCommands } from './session-commands.ts';
import { shellCommands } from './shell-commands.ts';

/** All commands, in the order of the help. */
export const commandTable = {
  ...roleCommands,
  ...discoveryCommands,
  ...sessionCommands,
  ...keyCommands,
  ...fileCommands,
  ...shellCommands,
} as const satisfies Readonly<Record<string, CommandSpec>>;

export type CommandName = keyof typeof commandTable;
export type SpecOf<Name extends CommandName> = (typeof commandTable)[Name];

export const commandNames = Object.keys(commandTable) as readonly CommandName[];

/** The first words of the commands whose names have two words. */
export const commandGroups: readonly string[] = [
  ...new Set(
    commandNames.flatMap((name) => {
      const [first = '', second] = name.split(' ');
      return second === undefined ? [] : [first];
    }),
  ),
];

export function specOf(name: CommandName): CommandSpec {
  return commandTable[name];
}

/** Returns the command with this name or alias, or null. */
export function commandOf(words: string): CommandName | null {
  const isNamed = (name: CommandName): boolean =>
    name === words || specOf(name).aliases?.includes(words) === true;
  return commandNames.find(isNamed) ?? null;
}

/** Returns the names and aliases of all commands. */
export function commandWords(): readonly string[] {
  return commandNames.flatMap((name) => [name, ...(specOf(name).aliases ?? [])]);
}

/** Returns the commands whose first word is `group`. */
export function membersOf(group: string): readonly CommandName[] {
  return commandNames.filter((name) => name.startsWith(`${group} `));
}
