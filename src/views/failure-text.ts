import type { RoleWarning } from '../core/roles/role-warning.ts';
import type { Problem } from '../core/contract/app-state.ts';
import { identityPolicyOf } from '../core/roles/access/access.ts';
import type { Failure } from '../core/failure.ts';
import type { FieldRule } from '../core/field-rule.ts';
import type { PolicyProblem } from '../core/refused-text.ts';
import { commandCall, commandOption, commandWord } from './command-word.ts';
import { changedByDisplaySafe, displaySafe, displaySafeFacts } from './display-safe.ts';
import type { FailureText } from './words/texts.ts';
import type { FactFormat, CatalogueFormat } from './words/fact-format.ts';
import type { Words } from './words/words.ts';

/**
 * A function of a catalogue (the texts in one language). Its parameter `facts` has the data of a
 * failure, a problem or a warning, and it returns the text about it.
 */
type SayWith<Facts, Text> = (facts: Facts, format: CatalogueFormat) => Text;

/**
 * Returns the text about a failure. Removes unsafe characters from the failure's values before the
 * catalogue gets them.
 */
export function failureText(words: Words, failure: Failure, format: FactFormat): FailureText {
  const say = words.failures[failure.kind] as SayWith<Failure, FailureText>;
  return say(displaySafeFacts(failure), safeFormat(format, failure, failure));
}

export function problemText(words: Words, problem: Problem, format: FactFormat): FailureText {
  const say = words.problems[problem.kind] as SayWith<Problem, FailureText>;
  return say(displaySafeFacts(problem), safeFormat(format, null, problem));
}

export function warningText(words: Words, warning: RoleWarning, format: FactFormat): string {
  const say = words.warnings[warning.kind] as SayWith<RoleWarning, string>;
  return say(displaySafeFacts(warning), safeFormat(format, null, warning));
}

/** Returns a field's rule as words that follow the field's name. */
export function ruleText(words: Words, rule: FieldRule): string {
  const say = words.rules[rule.kind] as (rule: FieldRule) => string;
  return say(displaySafeFacts(rule));
}

export function policyProblemText(words: Words, problem: PolicyProblem): string {
  const say = words.policyProblems[problem.kind] as (problem: PolicyProblem) => string;
  return say(displaySafeFacts(problem));
}

/** Returns the remedy as one line of text: "Label: command". */
export function remedyLine(text: FailureText): string | null {
  if (text.remedy === null) return null;
  return text.remedy.command === null
    ? text.remedy.label
    : `${text.remedy.label}: ${text.remedy.command}`;
}

/**
 * Returns the functions with which a catalogue formats these facts. Every name that they return is
 * safe to show.
 */
export function safeFormat(
  format: FactFormat,
  failure: Failure | null,
  facts: object,
): CatalogueFormat {
  const altered = changedByDisplaySafe([format.roleName, facts]);
  const { quote } = format;
  // A name that `displaySafe` changed is not put into a command, because the changed name is
  // another name.
  const exact = (name: string | null) => (name === null || altered.has(name) ? null : name);
  return {
    roleName: format.roleName === null ? null : displaySafe(format.roleName),
    field: (name) => format.field(name),
    time: (at) => format.time(at),
    moment: (at) => format.moment(at),
    // Uses the unchanged ARN, because a policy with a changed ARN would allow nothing.
    identityPolicy:
      failure?.kind === 'access-denied'
        ? asciiJson(identityPolicyOf(failure.roleArn, failure.further ?? []))
        : null,
    word: (name) => commandWord(exact(name), quote),
    call: (command, name, ...options) => commandCall(command, exact(name), options, quote),
    option: (flag, value) => commandOption(flag, exact(value), quote),
    otherSource: (than) =>
      format.sources?.find((name) => name !== than && displaySafe(name) === name) ?? null,
  };
}

/**
 * Returns JSON with ASCII characters only, so that a terminal or page cannot show it differently.
 * It parses to the same document.
 */
function asciiJson(document: unknown): string {
  return JSON.stringify(document, null, 2).replace(
    /[^\n\x20-\x7e]|[<>&]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
