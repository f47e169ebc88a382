/** Names that a shell can offer, from the files of this computer. */
export type NameKind =
  | 'role'
  /** A profile that a role writes. */
  | 'target-profile'
  /** A profile of the config file or the credentials file. */
  | 'profile'
  | 'config-profile'
  | 'sso-session'
  | 'region'
  | 'group';

/** What a shell offers for a value. */
export type Completed =
  | { readonly kind: 'names'; readonly of: readonly NameKind[] }
  | { readonly kind: 'words'; readonly words: readonly string[] }
  | { readonly kind: 'files' };

/** An option: a switch, or one that takes a value, once or several times. */
export type OptionSpec =
  | { readonly kind: 'switch'; readonly text: string }
  | {
      readonly kind: 'value' | 'values';
      /** What help calls the value: `FILE`. */
      readonly value: string;
      readonly text: string;
      /** If absent, a shell offers nothing. */
      readonly completed?: Completed;
    };

/** One way to call a command. An option has an effect only in the forms that list it. */
export interface Form {
  readonly operand?: 'needed' | 'optional';
  /** Options by name, without dashes. */
  readonly needs?: readonly string[];
  /** Options that may be added, but only one of each nested list. */
  readonly takes?: readonly (string | readonly string[])[];
  /** At least one of `takes` is needed. */
  readonly isEmptyRefused?: true;
  /** A command line follows `--`. */
  readonly program?: true;
}

/** A command. Its help, its reference pages and its arguments are read from this. */
export interface CommandSpec {
  /** One line in the list of commands. */
  readonly summary: string;
  /** Paragraphs below the summary. */
  readonly details?: readonly string[];
  readonly aliases?: readonly string[];
  /** The words without a dash. */
  readonly operand?: {
    readonly name: string;
    readonly count: 'one' | 'many';
    readonly text: string;
    readonly completed?: Completed;
  };
  readonly options: Readonly<Record<string, OptionSpec>>;
  readonly forms: readonly Form[];
  readonly examples: readonly Example[];
}

/** A command line that can be pasted, and what it does. */
export interface Example {
  readonly line: string;
  readonly does: string;
}

/** The most options that a usage line lists by name. */
const MAX_LISTED = 6;

/** Returns the usage lines without the program's name, one for each form. */
export function usageLines(name: string, spec: CommandSpec): readonly string[] {
  return spec.forms.map((form) => {
    const { takes = [], needs = [] } = form;
    const display = (option: string): string => optionWithValue(option, spec);
    const optional = takes.map((one) => `[${[one].flat().map(display).join(' | ')}]`);
    return [
      name,
      ...operandOf(form, spec),
      ...needs.map(display),
      ...(takes.length > MAX_LISTED ? ['[options]'] : optional),
      ...(form.program === true ? ['-- COMMAND…'] : []),
    ].join(' ');
  });
}

function operandOf({ operand }: Form, spec: CommandSpec): readonly string[] {
  if (operand === undefined || spec.operand === undefined) return [];
  const word = `${spec.operand.name}${spec.operand.count === 'many' ? '…' : ''}`;
  return [operand === 'needed' ? word : `[${word}]`];
}

/** Returns `--file ID`, or `--yes` for a switch. */
export function optionWithValue(option: string, spec: CommandSpec): string {
  const found = spec.options[option];
  return found === undefined || found.kind === 'switch'
    ? `--${option}`
    : `--${option} ${found.value}`;
}
