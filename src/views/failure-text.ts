import type { RoleWarning } from '../core/roles/role-warning.ts';
import type { Problem } from '../core/contract/app-state.ts';
import { identityPolicyOf } from '../core/roles/access/access.ts';
import type { Failure } from '../core/failure.ts';
import type { FieldRule } from '../core/field-rule.ts';
import type { PolicyProblem } from '../core/refused-text.ts';
import { commandCall, commandOption, commandWord } from './command-word.ts';
import { alteredBySafety, displaySafe, displaySafeFacts } from './display-safe.ts';
import type { FailureText } from './words/texts.ts';
import type { FailureVoice, Voice } from './words/voice.ts';
import type { Words } from './words/words.ts';

/** A failure in words. Makes its facts safe to show first, so the catalogues do not have to. */
export function failureText(words: Words, failure: Failure, voice: FailureVoice): FailureText {
  const say = words.failures[failure.kind] as (failure: Failure, voice: Voice) => FailureText;
  return say(displaySafeFacts(failure), safeVoice(voice, failure, failure));
}

export function problemText(words: Words, problem: Problem, voice: FailureVoice): FailureText {
  const say = words.problems[problem.kind] as (problem: Problem, voice: Voice) => FailureText;
  return say(displaySafeFacts(problem), safeVoice(voice, null, problem));
}

export function warningText(words: Words, warning: RoleWarning, voice: FailureVoice): string {
  const say = words.warnings[warning.kind] as (warning: RoleWarning, voice: Voice) => string;
  return say(displaySafeFacts(warning), safeVoice(voice, null, warning));
}

/** A field's rule as a sentence that follows the field's name. */
export function ruleText(words: Words, rule: FieldRule): string {
  const say = words.rules[rule.kind] as (rule: FieldRule) => string;
  return say(displaySafeFacts(rule));
}

export function policyProblemText(words: Words, problem: PolicyProblem): string {
  const say = words.policyProblems[problem.kind] as (problem: PolicyProblem) => string;
  return say(displaySafeFacts(problem));
}

/** The remedy as one line of text: "Label: command". */
export function remedyLine(text: FailureText): string | null {
  if (text.remedy === null) return null;
  return text.remedy.command === null
    ? text.remedy.label
    : `${text.remedy.label}: ${text.remedy.command}`;
}

/** The voice for texts about these facts, whose names are made safe to show. */
export function safeVoice(voice: FailureVoice, failure: Failure | null, facts: object): Voice {
  const altered = alteredBySafety([voice.roleName, facts]);
  const { quote } = voice;
  // A name that is shown differently would name something else in a command.
  const exact = (name: string | null) => (name === null || altered.has(name) ? null : name);
  return {
    roleName: voice.roleName === null ? null : displaySafe(voice.roleName),
    field: (name) => voice.field(name),
    time: (at) => voice.time(at),
    moment: (at) => voice.moment(at),
    // Uses the unchanged ARN, because a policy without one of its characters would allow nothing.
    identityPolicy:
      failure?.kind === 'access-denied'
        ? asciiJson(identityPolicyOf(failure.roleArn, failure.further ?? []))
        : null,
    word: (name) => commandWord(exact(name), quote),
    call: (command, name, ...options) => commandCall(command, exact(name), options, quote),
    option: (flag, value) => commandOption(flag, exact(value), quote),
    otherSource: (than) =>
      voice.sources?.find((name) => name !== than && displaySafe(name) === name) ?? null,
  };
}

/**
 * JSON with ASCII characters only, so that a terminal or page cannot show it differently. It parses
 * to the same document.
 */
function asciiJson(document: unknown): string {
  return JSON.stringify(document, null, 2).replace(
    /[^\n\x20-\x7e]|[<>&]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
