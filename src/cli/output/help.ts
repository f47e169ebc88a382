import { en } from '../../views/words/en.ts';
import { optionWithValue, usageLines } from '../command-table/command-spec.ts';
import type { CommandSpec, OptionSpec } from '../command-table/command-spec.ts';
import { commandGroups, commandNames, specOf } from '../command-table/commands.ts';
import type { CommandName } from '../command-table/commands.ts';
import { wrap } from './wrapped.ts';

const words = en.commandLine;
const WIDTH = 80;
/** If an option with its value is longer than this, its text begins on the next line. */
const WIDEST_TERM = 20;
/** The indent of the second and later parts of a long usage line, below the name of the command. */
const USAGE_INDENT = ' '.repeat(`${words.usageLabel} rolekeeper `.length);

/**
 * Returns the list of commands. The list and the next prompt fit on a screen of 24 lines and 80
 * columns.
 */
export function overview(): readonly string[] {
  const isGrouped = (name: CommandName): boolean =>
    commandGroups.includes(name.split(' ')[0] ?? '');
  const grouped = commandGroups.map((group) => {
    const seconds = commandNames
      .filter((name) => name.startsWith(`${group} `))
      .map((name) => name.slice(group.length + 1));
    return [group, seconds.join(', ')] as const;
  });
  const single = commandNames
    .filter((name) => !isGrouped(name))
    .map((name) => [name, specOf(name).summary] as const);
  return [
    words.overview.summary,
    `${words.usageLabel} ${words.overview.usage}`,
    '',
    ...definitions([...grouped, ...single]),
    '',
    words.overview.after,
  ];
}

/** Returns the usage, options and examples of a command. */
export function commandHelp(name: CommandName): readonly string[] {
  const spec = specOf(name);
  const { aliases = [], details = [] } = spec;
  const about = [
    spec.summary,
    ...details,
    ...(aliases.length === 0 ? [] : [`${words.aliasesLabel} ${aliases.join(', ')}.`]),
  ];
  const entries = argumentEntries(spec);
  return [
    ...usageOf(name),
    ...about.flatMap((text) => ['', ...wrap(text, WIDTH)]),
    ...(entries.length === 0 ? [] : ['', words.optionsLabel, ...definitions(entries)]),
    '',
    words.examplesLabel,
    ...spec.examples.flatMap(({ line, does }) => [`  # ${does}`, `  ${exampleLine(line)}`]),
  ];
}

/** Returns the usage lines of a command, each with its label. Breaks long lines. */
export function usageOf(name: CommandName): readonly string[] {
  return usageLines(name, specOf(name)).flatMap((form) => {
    const [first = '', ...more] = wrapParts(`${words.usageLabel} rolekeeper ${form}`);
    return [first, ...more.map((line) => `${USAGE_INDENT}${line}`)];
  });
}

/** Breaks a usage line, but not inside brackets or between an option and its value. */
function wrapParts(usage: string): readonly string[] {
  const parts = usage.match(/\[[^\]]*\]|--[a-z-]+(?: [A-Z]\S*)?|\S+/g) ?? [];
  const lines: string[] = [];
  for (const part of parts) {
    const longer = [lines.at(-1), part].filter((text) => text !== undefined).join(' ');
    const indent = lines.length > 1 ? USAGE_INDENT.length : 0;
    if (lines.length > 0 && indent + longer.length > WIDTH) lines.push(part);
    else lines.splice(-1, 1, longer);
  }
  return lines;
}

/** Returns the operand and the options of a command, each with its text. */
export function argumentEntries(spec: CommandSpec): readonly (readonly [string, string])[] {
  return [
    ...(spec.operand === undefined ? [] : [[spec.operand.name, spec.operand.text] as const]),
    ...Object.entries(spec.options).map(
      ([name, option]) => [optionWithValue(name, spec), optionText(option)] as const,
    ),
  ];
}

function optionText({ kind, text }: OptionSpec): string {
  return kind === 'values' ? `${text} ${words.repeatable}` : text;
}

/** Adds the program's name to an example that does not contain it. */
export function exampleLine(line: string): string {
  return line.includes('rolekeeper ') ? line : `rolekeeper ${line}`;
}

/**
 * Returns terms and their texts in two columns. The text of a term that is longer than
 * `WIDEST_TERM` begins on the next line.
 */
function definitions(entries: readonly (readonly [string, string])[]): readonly string[] {
  const fitting = entries.map(([term]) => term.length).filter((length) => length <= WIDEST_TERM);
  const column = Math.max(0, ...fitting) + 4;
  return entries.flatMap(([term, text]) => {
    const lines = wrap(text, WIDTH - column).map((line) => `${' '.repeat(column)}${line}`);
    const [first = '', ...more] = lines;
    const head = `  ${term}`;
    return head.length > column - 2 ? [head, ...lines] : [head + first.slice(head.length), ...more];
  });
}
