import { parseArgs } from 'node:util';
import { closestName } from '../views/closest-name.ts';
import type { UsageProblem } from '../views/words/usage-problem.ts';
import { formProblem } from './command-table/form-check.ts';
import type { CommandSpec, OptionSpec } from './command-table/command-spec.ts';
import type { CommandName, SpecOf } from './command-table/commands.ts';

interface FlagValues {
  readonly value: string;
  readonly values: readonly string[];
  readonly switch: true;
}

type OptionsOf<Spec> = Spec extends { readonly options: infer Options } ? Options : never;
type ValueOf<Option> = Option extends { readonly kind: infer Kind extends keyof FlagValues }
  ? FlagValues[Kind]
  : never;

export interface Arguments<Spec extends CommandSpec> {
  readonly flags: {
    readonly [Flag in keyof OptionsOf<Spec>]?: ValueOf<OptionsOf<Spec>[Flag]>;
  };
  /** The arguments of the command that are not options, without duplicates. */
  readonly names: readonly string[];
  /** The arguments after `--`. */
  readonly program: readonly string[];
}

export type ArgumentsOf<Name extends CommandName> = Arguments<SpecOf<Name>>;

export type ReadResult<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: UsageProblem };

/**
 * Reads a command's arguments according to the command table. Options and names can be in any
 * order, and `--flag value` means the same as `--flag=value`.
 */
export function readArguments<Spec extends CommandSpec>(
  argv: readonly string[],
  spec: Spec,
): ReadResult<Arguments<Spec>> {
  const known: Readonly<Record<string, OptionSpec>> = spec.options;
  const hasProgram = spec.forms.some(({ program }) => program === true);
  const options = Object.fromEntries(
    Object.entries(known).map(([flag, { kind }]) => [
      flag,
      { type: kind === 'switch' ? ('boolean' as const) : ('string' as const) },
    ]),
  );
  // `strict` is false, because the code below reports problems in Rolekeeper's own words.
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
      if (afterEnd && hasProgram) program.push(token.value);
      else names.add(token.value);
    } else {
      const kind = Object.hasOwn(known, token.name) ? known[token.name]?.kind : undefined;
      const value = token.value;
      if (kind === undefined || !token.rawName.startsWith('--')) {
        return wrongUsage({
          kind: 'flag-unknown',
          flag: token.rawName,
          closest: closestFlag(token.name, known),
        });
      }
      if (kind === 'switch') {
        if (value !== undefined) return wrongUsage({ kind: 'value-unwanted', flag: token.rawName });
        flags[token.name] = true;
      } else {
        if (value === undefined)
          return wrongUsage({ kind: 'value-missing', flag: token.rawName, instead: null });
        // In `--region --json`, the value of `--region` is missing. A value that begins with a dash
        // must follow `=`.
        if (!token.inlineValue && value.length > 1 && value.startsWith('-')) {
          return wrongUsage({ kind: 'value-missing', flag: token.rawName, instead: value });
        }
        flags[token.name] = kind === 'value' ? value : [...severalOf(flags[token.name]), value];
      }
    }
  }
  const problem = formProblem(spec, { options: Object.keys(flags), names: [...names], program });
  if (problem !== null) return wrongUsage(problem);
  return {
    ok: true,
    value: { flags: flags as Arguments<Spec>['flags'], names: [...names], program },
  };
}

function severalOf(before: string | readonly string[] | true | undefined): readonly string[] {
  return typeof before === 'object' ? before : [];
}

function closestFlag(name: string, known: Readonly<Record<string, OptionSpec>>): string | null {
  const closest = closestName(name, Object.keys(known));
  return closest === null ? null : `--${closest}`;
}

export function wrongUsage(problem: UsageProblem): {
  readonly ok: false;
  readonly problem: UsageProblem;
} {
  return { ok: false, problem };
}
