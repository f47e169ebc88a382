import type { CommandSpec, CompletionValues, CallForm } from '../command-table/command-spec.ts';
import { calledCommand } from '../command-table/called-command.ts';
import { commandGroups, commandNames, membersOf, specOf } from '../command-table/commands.ts';

/** A word that a shell can suggest, with its description. */
export interface Word {
  readonly word: string;
  readonly text: string;
}

/** What a shell can suggest at the cursor. */
export type Suggestions =
  | { readonly kind: 'words'; readonly words: readonly Word[] }
  | {
      readonly kind: 'values';
      readonly completion: CompletionValues;
      /** The text before the value in the same word, such as `--region=`. */
      readonly prefix: string;
      /**
       * True if a value can begin with a dash here. Elsewhere, the parser would read it as an
       * option.
       */
      readonly mayBeginWithDash: boolean;
      /** The names that the command line already contains. */
      readonly given: readonly string[];
    };

const NOTHING: Suggestions = { kind: 'words', words: [] };
const FILES: CompletionValues = { kind: 'files' };

/**
 * Returns what a shell can suggest. `before` has the complete words after `rolekeeper`, and
 * `current` is the start of the word at the cursor, without quotes.
 */
export function suggestionsAfter(before: readonly string[], current: string): Suggestions {
  const [first] = before;
  if (first === undefined) return { kind: 'words', words: firstWords() };
  if (first === 'help' || first === '--help') return { kind: 'words', words: namesAfter(before) };
  if (commandGroups.includes(first) && before.length === 1)
    return { kind: 'words', words: namesAfter(['', first]) };
  const called = calledCommand(before);
  if (called.kind !== 'command') return NOTHING;
  return suggestionsInCommand(specOf(called.name), called.rest, current);
}

function firstWords(): readonly Word[] {
  return [
    ...namesAfter(['']),
    { word: '--help', text: 'Shows the commands.' },
    { word: '--version', text: 'Prints the version.' },
  ];
}

/** Returns the first words of all commands, or the second words of the commands of a group. */
function namesAfter([, group]: readonly string[]): readonly Word[] {
  if (group !== undefined)
    return membersOf(group).map((name) => ({
      word: name.slice(group.length + 1),
      text: specOf(name).summary,
    }));
  const single = commandNames.filter((name) => !name.includes(' '));
  return [
    ...commandGroups.map((word) => ({ word, text: '' })),
    ...single.map((word) => ({ word, text: specOf(word).summary })),
  ];
}

interface Typed {
  readonly options: readonly string[];
  readonly names: readonly string[];
  /** True if the words contain `--`. */
  readonly ended: boolean;
  /** The option whose value comes next, or null. */
  readonly open: string | null;
}

function suggestionsInCommand(
  spec: CommandSpec,
  rest: readonly string[],
  current: string,
): Suggestions {
  const typed = typedWords(spec, rest);
  const isProgram = typed.ended && spec.forms.some(({ program }) => program === true);
  if (isProgram) return suggestValues(FILES, '', true, []);
  if (typed.open !== null) return suggestOptionValues(spec, typed.open, '');
  const inline = /^--([^=]+)=/.exec(current);
  if (inline !== null && !typed.ended) return suggestOptionValues(spec, inline[1] ?? '', inline[0]);
  const fitting = spec.forms.filter((form) => fits(form, typed));
  const takesName =
    spec.operand !== undefined &&
    (spec.operand.count === 'many' || typed.names.length === 0) &&
    fitting.some(({ operand }) => operand !== undefined);
  const { completion } = spec.operand ?? {};
  const isOption = current.startsWith('-') && !typed.ended;
  if (takesName && completion !== undefined && !isOption)
    return suggestValues(completion, '', typed.ended, typed.names);
  if (typed.ended || (takesName && !isOption)) return NOTHING;
  return { kind: 'words', words: optionWords(spec, fitting, typed) };
}

function suggestValues(
  completion: CompletionValues,
  prefix: string,
  mayBeginWithDash: boolean,
  given: readonly string[],
): Suggestions {
  return { kind: 'values', completion, prefix, mayBeginWithDash, given };
}

function suggestOptionValues(spec: CommandSpec, option: string, prefix: string): Suggestions {
  const found = Object.hasOwn(spec.options, option) ? spec.options[option] : undefined;
  if (found === undefined || found.kind === 'switch' || found.completion === undefined)
    return NOTHING;
  return suggestValues(found.completion, prefix, prefix !== '', []);
}

function typedWords(spec: CommandSpec, rest: readonly string[]): Typed {
  const options: string[] = [];
  const names: string[] = [];
  let open: string | null = null;
  for (const [at, word] of rest.entries()) {
    if (open !== null) open = null;
    else if (word === '--')
      return { options, names: [...names, ...rest.slice(at + 1)], ended: true, open };
    else if (word.startsWith('--')) {
      const [name = ''] = word.slice(2).split('=', 1);
      options.push(name);
      const kind = Object.hasOwn(spec.options, name) ? spec.options[name]?.kind : undefined;
      if (kind !== undefined && kind !== 'switch' && !word.includes('=')) open = name;
    } else names.push(word);
  }
  return { options, names, ended: false, open };
}

/** True if a form allows the options and names that were typed. */
function fits({ operand, needs = [], takes = [] }: CallForm, { options, names }: Typed): boolean {
  const known = [...needs, ...takes.flat()];
  return (
    (names.length === 0 || operand !== undefined) && options.every((each) => known.includes(each))
  );
}

function optionWords(
  spec: CommandSpec,
  fitting: readonly CallForm[],
  { options }: Typed,
): readonly Word[] {
  const isFree = (name: string): boolean =>
    !options.includes(name) || spec.options[name]?.kind === 'values';
  const possible = fitting.flatMap(({ needs = [], takes = [] }) => [
    ...needs,
    ...takes.flatMap((one) => {
      const choices = [one].flat();
      return choices.some((each) => options.includes(each))
        ? choices.filter((each) => options.includes(each))
        : choices;
    }),
  ]);
  const names = [...new Set(possible)].filter(isFree);
  return [
    ...names.map((name) => ({ word: `--${name}`, text: spec.options[name]?.text ?? '' })),
    { word: '--help', text: 'Shows the help of this command.' },
  ];
}
