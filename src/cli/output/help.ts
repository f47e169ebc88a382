import type { CommandName } from '../../views/words/command-line-words.ts';
import { en } from '../../views/words/en.ts';
import { table } from './table.ts';

const words = en.commandLine;

export function overview(): readonly string[] {
  const all = Object.values(words.help);
  return [
    words.overview.summary,
    '',
    `${words.usageLabel} rolekeeper COMMAND`,
    '',
    `${words.overview.commands}:`,
    ...all.flatMap(({ usage, summary }) => [
      ...usage.map((form) => `  rolekeeper ${form}`),
      `      ${summary}`,
    ]),
    '',
    ...words.overview.after,
  ];
}

export function commandHelp(command: CommandName): readonly string[] {
  const { usage, summary, options, notes } = words.help[command];
  return [
    ...usage.map((form) => `${words.usageLabel} rolekeeper ${form}`),
    '',
    summary,
    ...(options.length === 0
      ? []
      : ['', words.optionsLabel, ...table(options).map((line) => `  ${line}`)]),
    ...(notes.length === 0 ? [] : ['', ...notes]),
  ];
}
