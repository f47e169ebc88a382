import type { UsageProblem } from '../../views/words/usage-problem.ts';
import type { CommandSpec, CallForm } from './command-spec.ts';

export interface CallWords {
  /** The names of the options in the call, without dashes. */
  readonly options: readonly string[];
  readonly names: readonly string[];
  readonly program: readonly string[];
}

/** A form as a list of words. Options are written as `--file`, and the operand by its name. */
interface FormWords {
  readonly form: CallForm;
  readonly needs: readonly string[];
  /** All words that the form allows. A call can have only one word of each inner list. */
  readonly choices: readonly (readonly string[])[];
}

/**
 * Returns the reason if no form of the command allows these words, otherwise null. Refuses an
 * option that the called form does not list, because that option would have no effect.
 */
export function formProblem(spec: CommandSpec, call: CallWords): UsageProblem | null {
  const isProgramMissing = spec.forms.some(({ program }) => program) && call.program.length === 0;
  if (isProgramMissing && call.names.length > 0) return { kind: 'program-missing' };
  const unexpected = firstUnexpected(spec, call.names);
  if (unexpected !== null) return { kind: 'word-unexpected', word: unexpected };
  const words = [
    ...(call.names.length > 0 ? [operandName(spec)] : []),
    ...call.options.map((option) => `--${option}`),
  ];
  const forms = spec.forms.map((form) => formWords(form, spec));
  const fitting = forms.filter((form) => allows(form, words));
  const called = fitting.find(({ needs }) => isWithin(needs, words));
  if (called !== undefined) return emptyProblem(called.form, call);
  if (fitting.length === 0) return { kind: 'flags-exclude', flags: clash(forms, words) };
  return missingProblem(spec, { forms, fitting, words });
}

function missingProblem(
  spec: CommandSpec,
  {
    forms,
    fitting,
    words,
  }: {
    readonly forms: readonly FormWords[];
    readonly fitting: readonly FormWords[];
    readonly words: readonly string[];
  },
): UsageProblem {
  const operand = operandName(spec);
  const missing = fitting.map(({ needs }) => needs.filter((word) => !words.includes(word)));
  if (missing.every((each) => each.includes(operand)))
    return { kind: 'name-missing', name: operand };
  const wanted = [...new Set(missing.flatMap(([first]) => (first === undefined ? [] : [first])))];
  // If the call has all words that a form requires, the user probably means that form. Then the
  // fault is an option that the form does not list.
  const complete = forms.find(({ needs }) => isWithin(needs, words));
  const unused = words.find((word) => complete?.choices.flat().includes(word) === false);
  return unused === undefined
    ? { kind: 'flag-needed', flags: wanted }
    : { kind: 'no-effect', flag: unused, without: wanted };
}

function emptyProblem(form: CallForm, call: CallWords): UsageProblem | null {
  if (form.needsOption !== true || call.options.length > 0) return null;
  return { kind: 'nothing-given' };
}

/** Returns two words that no form allows together, or all words if there is no such pair. */
function clash(forms: readonly FormWords[], words: readonly string[]): readonly string[] {
  for (const [index, one] of words.entries())
    for (const other of words.slice(index + 1))
      if (!forms.some((form) => allows(form, [one, other]))) return [one, other];
  return words;
}

function allows({ choices }: FormWords, words: readonly string[]): boolean {
  const isOneAtMost = (choice: readonly string[]): boolean =>
    new Set(words.filter((word) => choice.includes(word))).size <= 1;
  return isWithin(words, choices.flat()) && choices.every(isOneAtMost);
}

function isWithin(words: readonly string[], all: readonly string[]): boolean {
  return words.every((word) => all.includes(word));
}

function formWords(form: CallForm, spec: CommandSpec): FormWords {
  const { operand, needs = [], takes = [] } = form;
  const withDashes = (names: readonly string[]): readonly string[] =>
    names.map((name) => `--${name}`);
  const name = operandName(spec);
  return {
    form,
    needs: [...(operand === 'needed' ? [name] : []), ...withDashes(needs)],
    choices: [
      ...(operand === undefined ? [] : [[name]]),
      ...withDashes(needs).map((each) => [each]),
      ...takes.map((each) => withDashes([each].flat())),
    ],
  };
}

function firstUnexpected(spec: CommandSpec, names: readonly string[]): string | null {
  const max = { none: 0, one: 1, many: Infinity }[spec.operand?.count ?? 'none'];
  return names[max] ?? null;
}

function operandName(spec: CommandSpec): string {
  return spec.operand?.name ?? '';
}
