import type { TextPer } from './tagged.ts';
import type { UsageProblem } from './usage-problem.ts';
import { systemSays } from './en-rules.ts';

const didYouMean = (closest: string | null): string =>
  closest === null ? '' : ` Did you mean ${closest}?`;

/** Texts of the help and about wrong usage. */
export const enCommandUsage = {
  overview: {
    summary: 'Keeps temporary AWS role credentials fresh in ~/.aws/credentials.',
    usage: 'rolekeeper COMMAND (options and examples: rolekeeper COMMAND --help)',
    after: 'Start here: rolekeeper role add --help. Exit: 0 done, 1 failed, 2 wrong usage.',
  },
  usageLabel: 'Usage:',
  optionsLabel: 'Arguments and options:',
  examplesLabel: 'Examples:',
  aliasesLabel: 'Short forms:',
  /** Added to the text of an option that can be repeated. */
  repeatable: '(repeatable)',
  moreHelp: (command: string | null) =>
    `More: rolekeeper ${command === null ? '' : `${command} `}--help`,
  usageProblems: {
    'second-word-missing': ({ command, words }) =>
      `${command} needs a second word: ${words.join(', ')}.`,
    'command-unknown': ({ command, closest }) =>
      `Unknown command: ${command}.${didYouMean(closest)}`,
    'flag-unknown': ({ flag, closest }) => `Unknown option: ${flag}.${didYouMean(closest)}`,
    'value-missing': ({ flag, instead }) =>
      `${flag} needs a value.${instead === null ? '' : ` If the value begins with a dash, write ${flag}=${instead}`}`,
    'value-unwanted': ({ flag }) => `${flag} takes no value.`,
    'name-missing': ({ name }) => `${name} is missing.`,
    'no-effect': ({ flag, without }) => `${flag} has no effect without ${without.join(' or ')}.`,
    'word-unexpected': ({ word }) => `Unexpected argument: ${word}`,
    'flag-needed': ({ flags }) =>
      flags.length > 2
        ? `One of ${flags.join(', ')} is needed.`
        : `${flags.join(' or ')} is needed.`,
    'flags-exclude': ({ flags }) => `${flags.join(' and ')} cannot be combined.`,
    'nothing-given': () => 'At least one option is needed.',
    'program-missing': () => 'The command to run is missing. Write it after --.',
    'word-unknown': ({ flag, word, words }) =>
      `${flag} must be one of ${words.join(', ')}, not ${word}.`,
    'file-unreadable': ({ flag, file, code }) =>
      `${flag}: ${file} cannot be read. ${systemSays(code)}.`,
  } satisfies TextPer<UsageProblem>,
};
