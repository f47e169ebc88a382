import { type CommandSpec, usageLines } from '../src/cli/command-table/command-spec.ts';
import { type CommandName, commandNames, specOf } from '../src/cli/command-table/commands.ts';
import { argumentEntries, exampleLine } from '../src/cli/output/help.ts';
import { wrap } from '../src/cli/output/wrapped.ts';
import { en } from '../src/views/words/en.ts';

const { overview } = en.commandLine;
const WIDTH = 100;
/**
 * The length of a line in the man page's source, in characters before escaping. An escaped line
 * fits into 80 columns.
 */
const MAN_WIDTH = 64;

/** Returns docs/cli.md: every command with its usage, options and examples. */
export function referencePage(): string {
  const intro =
    'Every command with its arguments and examples. This page, `rolekeeper --help` and the man page ' +
    'come from one table, src/cli/command-table; `npm run reference` writes this page. ' +
    '[tasks.md](tasks.md) shows how the commands work together.';
  const contents = commandNames.map(
    (name) => `- [${name}](#${anchor(name)}): ${specOf(name).summary}`,
  );
  return [
    '# The commands',
    wrap(intro, WIDTH).join('\n'),
    'Exit codes: 0 done, 1 failed, 2 wrong usage or an invalid value. `exec` returns the code of its\ncommand.',
    contents
      .flatMap((line) => wrap(line, WIDTH - 2))
      .map(indentContinued)
      .join('\n'),
    ...commandNames.map((name) => section(name, specOf(name))),
    '',
  ].join('\n\n');
}

function section(name: CommandName, spec: CommandSpec): string {
  const { aliases = [], details = [] } = spec;
  const paragraphs = [
    spec.summary,
    ...details,
    ...(aliases.length === 0 ? [] : [`Short forms: ${aliases.map(code).join(', ')}.`]),
  ];
  const entries = argumentEntries(spec).flatMap(([term, text]) =>
    wrap(`- ${code(term)}: ${text}`, WIDTH - 2).map(indentContinued),
  );
  return [
    `## ${name}`,
    block(
      usageLines(name, spec).map((line) => `rolekeeper ${line}`),
      'text',
    ),
    ...paragraphs.map((text) => wrap(text, WIDTH).join('\n')),
    ...(entries.length === 0 ? [] : [entries.join('\n')]),
    block(
      spec.examples.flatMap(({ line, does }) => [`# ${does}`, exampleLine(line)]),
      'sh',
    ),
  ].join('\n\n');
}

function indentContinued(line: string): string {
  return line.startsWith('- ') ? line : `  ${line}`;
}

function block(lines: readonly string[], language: string): string {
  return ['```' + language, ...lines, '```'].join('\n');
}

function code(text: string): string {
  return `\`${text}\``;
}

function anchor(name: string): string {
  return name.replaceAll(' ', '-');
}

/** Returns the man page rolekeeper(1), with all commands. */
export function manPage(version: string): string {
  return [
    `.TH ROLEKEEPER 1 "" "rolekeeper ${version}" "User Commands"`,
    '.SH NAME',
    `rolekeeper \\- ${roff(asPhrase(overview.summary))}`,
    '.SH SYNOPSIS',
    '.B rolekeeper',
    '.I COMMAND',
    '[\\fIarguments\\fR]',
    '.SH COMMANDS',
    ...commandNames.flatMap((name) => manSection(name, specOf(name))),
    '.SH EXIT STATUS',
    '0 done, 1 failed, 2 wrong usage or an invalid value.',
    'exec returns the code of its command.',
    '.SH FILES',
    '~/.aws/credentials and ~/.aws/config. For the folder of Rolekeeper, run',
    '.BR "rolekeeper doctor" .',
    '.SH ENVIRONMENT',
    'ROLEKEEPER_HOME, ROLEKEEPER_KEYCHAIN (off), ROLEKEEPER_MFA_CODE, NO_COLOR,',
    'and the AWS_* variables that the AWS CLI reads.',
    '.SH SEE ALSO',
    '.BR aws (1)',
    '',
  ].join('\n');
}

function manSection(name: CommandName, spec: CommandSpec): readonly string[] {
  const { aliases = [], details = [] } = spec;
  return [
    `.SS ${roff(name)}`,
    // Each usage of the command after the first begins a new line.
    ...usageLines(name, spec).flatMap((line, at) => [
      ...(at === 0 ? [] : ['.br']),
      ...filled(`rolekeeper ${line}`),
    ]),
    ...[spec.summary, ...details].flatMap((text) => ['.PP', ...filled(text)]),
    ...(aliases.length === 0 ? [] : ['.PP', ...filled(`Short forms: ${aliases.join(', ')}.`)]),
    ...argumentEntries(spec).flatMap(([term, text]) => [
      '.TP',
      `\\fB${roff(term)}\\fR`,
      ...filled(text),
    ]),
    '.PP',
    'Examples:',
    '.nf',
    ...spec.examples.flatMap(({ line, does }) => [
      roff(`  # ${does}`),
      roff(`  ${exampleLine(line)}`),
    ]),
    '.fi',
  ];
}

/** Returns the sentence as a phrase for `whatis`, which has no capital letter and no period. */
function asPhrase(sentence: string): string {
  return `${sentence.charAt(0).toLowerCase()}${sentence.slice(1).replace(/[.]$/, '')}`;
}

/** Returns a text on short lines, which roff joins. */
function filled(text: string): readonly string[] {
  return wrap(text, MAN_WIDTH).map(roff);
}

/** Escapes a text so that roff shows it unchanged, with `-` as the character that users type. */
function roff(text: string): string {
  return text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll('…', '...')
    .replace(/^([.'])/, '\\&$1');
}
