import { parseArgs } from 'node:util';
import { closestName } from '../views/closest-name.ts';
import type { UsageProblem } from '../views/words/command-line-words.ts';

/** The arguments that a command accepts. */
export interface ArgumentSpec {
  /**
   * Long options by name without dashes: one that takes a value, one that can be repeated, or a
   * switch.
   */
  readonly flags: Readonly<Record<string, 'value' | 'values' | 'switch'>>;
  /** The number of arguments that are not options. */
  readonly names: 'none' | 'one' | 'some' | 'any';
  /** A command line follows after `--`. */
  readonly program?: true;
}

export interface Arguments<Spec extends ArgumentSpec> {
  readonly flags: {
    readonly [Flag in keyof Spec['flags']]?: Spec['flags'][Flag] extends 'value'
      ? string
      : Spec['flags'][Flag] extends 'values'
        ? readonly string[]
        : true;
  };
  /** Without duplicates. */
  readonly names: readonly string[];
  readonly program: readonly string[];
}

export type Read<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: UsageProblem };

/**
 * Reads a command's arguments. Accepts `--flag value` and `--flag=value`, with names anywhere
 * between them.
 */
export function readArguments<Spec extends ArgumentSpec>(
  argv: readonly string[],
  spec: Spec,
): Read<Arguments<Spec>> {
  const options = Object.fromEntries(
    Object.entries(spec.flags).map(([flag, kind]) => [
      flag,
      { type: kind === 'switch' ? ('boolean' as const) : ('string' as const) },
    ]),
  );
  // Not strict, so that errors use Rolekeeper's own messages.
  const { tokens } = parseArgs({
    args: [...argv],
    options,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const flags: Record<string, string | readonly string[] | true> = {};
  const names = new Set<string>();
  const program: string[] = [];
  let afterEnd = false;
  for (const token of tokens) {
    if (token.kind === 'option-terminator') {
      afterEnd = true;
    } else if (token.kind === 'positional') {
      if (afterEnd && spec.program === true) program.push(token.value);
      else names.add(token.value);
    } else {
      const kind = Object.hasOwn(spec.flags, token.name) ? spec.flags[token.name] : undefined;
      const value = token.value;
      if (kind === undefined || !token.rawName.startsWith('--')) {
        return wrong({
          kind: 'flag-unknown',
          flag: token.rawName,
          closest: closestFlag(token.name, spec),
        });
      }
      if (kind === 'switch') {
        if (value !== undefined) return wrong({ kind: 'value-unwanted', flag: token.rawName });
        flags[token.name] = true;
      } else {
        if (value === undefined)
          return wrong({ kind: 'value-missing', flag: token.rawName, instead: null });
        // In `--region --json` the value is missing. A value that begins with a dash needs `=`.
        if (!token.inlineValue && value.length > 1 && value.startsWith('-')) {
          return wrong({ kind: 'value-missing', flag: token.rawName, instead: value });
        }
        flags[token.name] = kind === 'value' ? value : [...severalOf(flags[token.name]), value];
      }
    }
  }
  const counted = checkCount([...names], program, spec);
  if (counted !== null) return wrong(counted);
  return {
    ok: true,
    value: { flags: flags as Arguments<Spec>['flags'], names: [...names], program },
  };
}

function severalOf(before: string | readonly string[] | true | undefined): readonly string[] {
  return typeof before === 'object' ? before : [];
}

function checkCount(
  names: readonly string[],
  program: readonly string[],
  spec: ArgumentSpec,
): UsageProblem | null {
  const most = { none: 0, one: 1, some: Infinity, any: Infinity }[spec.names];
  if (names.length === 0 && (spec.names === 'one' || spec.names === 'some'))
    return { kind: 'name-missing' };
  if (spec.program === true && program.length === 0) return { kind: 'program-missing' };
  const unexpected = names[most];
  return unexpected === undefined ? null : { kind: 'word-unexpected', word: unexpected };
}

function closestFlag(name: string, spec: ArgumentSpec): string | null {
  const closest = closestName(name, Object.keys(spec.flags));
  return closest === null ? null : `--${closest}`;
}

export function wrong(problem: UsageProblem): {
  readonly ok: false;
  readonly problem: UsageProblem;
} {
  return { ok: false, problem };
}
