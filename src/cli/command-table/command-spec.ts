/** A kind of name that a shell can suggest. */
export type NameKind =
  | 'role'
  /** A profile that a role writes. */
  | 'target-profile'
  /** A profile of the config file or the credentials file. */
  | 'profile'
  /** A profile of the config file only. */
  | 'config-profile'
  | 'sso-session'
  | 'region'
  | 'group';

/** The values that a shell suggests. */
export type CompletionValues =
  | { readonly kind: 'names'; readonly of: readonly NameKind[] }
  | { readonly kind: 'words'; readonly words: readonly string[] }
  | { readonly kind: 'files' };

/**
 * An option: a `switch`, an option with one `value`, or an option that can be repeated with several
 * `values`.
 */
export type OptionSpec =
  | { readonly kind: 'switch'; readonly text: string }
  | {
      readonly kind: 'value' | 'values';
      /** The name of the value in the help, such as `FILE`. */
      readonly value: string;
      readonly text: string;
      /** The values that a shell suggests. By default, it suggests none. */
      readonly completion?: CompletionValues;
    };

/** One way to call a command. An option is allowed only in the forms that list it. */
export interface CallForm {
  readonly operand?: 'needed' | 'optional';
  /** The required options, without dashes. */
  readonly needs?: readonly string[];
  /** The optional options, without dashes. A call can have only one option of each inner list. */
  readonly takes?: readonly (string | readonly string[])[];
  /** True if a call without any option is refused. */
  readonly needsOption?: true;
  /** True if a command line follows after `--`. */
  readonly program?: true;
}

/**
 * The description of a command. The help, the reference pages and the parser of the arguments use
 * it.
 */
export interface CommandSpec {
  /** The line in the list of commands. */
  readonly summary: string;
  /** The paragraphs below the summary. */
  readonly details?: readonly string[];
  readonly aliases?: readonly string[];
  /** The arguments that are not options. */
  readonly operand?: {
    readonly name: string;
    readonly count: 'one' | 'many';
    readonly text: string;
    readonly completion?: CompletionValues;
  };
  readonly options: Readonly<Record<string, OptionSpec>>;
  readonly forms: readonly CallForm[];
  readonly examples: readonly Example[];
}

/** A command line that the user can copy, and what it does. */
export interface Example {
  readonly line: string;
  readonly does: string;
}

/** The maximum number of options that a usage line lists by name. */
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

function operandOf({ operand }: CallForm, spec: CommandSpec): readonly string[] {
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
