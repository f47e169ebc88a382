import type { Check } from '../core/contract/check.ts';
import { displaySafeFacts } from './display-safe.ts';
import { failureText, problemText, safeFormat } from './failure-text.ts';
import type { FailureText, Remedy } from './words/texts.ts';
import type { FactFormat } from './words/fact-format.ts';
import type { Words } from './words/words.ts';

/**
 * Returns the text of a doctor's check, for the terminal, the panel and JSON. `detail` can have
 * several lines.
 */
export function checkText(words: Words, check: Check, format: FactFormat): FailureText {
  const { level, facts } = check;
  const say = words.checks[check.check];
  const text = say({ level, facts: displaySafeFacts(facts) }, safeFormat(format, null, facts));
  const needsAttention = level === 'warning' || level === 'bad';
  const remedy = needsAttention ? remedyIn(text.remedy) : null;
  const why = reasonOf(words, check, format);
  if (why === null) return { ...text, remedy };
  const lines = [`${text.detail} ${why.title}.`.trim(), why.detail];
  return {
    title: text.title,
    detail: lines.filter((line) => line !== '').join('\n'),
    remedy: needsAttention ? (why.remedy ?? remedy) : null,
  };
}

function remedyIn(remedy: Remedy | string | null): Remedy | null {
  return typeof remedy === 'string' ? { label: remedy, command: null } : remedy;
}

function reasonOf(
  words: Words,
  { failure, problem }: Check,
  format: FactFormat,
): FailureText | null {
  if (failure !== undefined) return failureText(words, failure, format);
  return problem === undefined ? null : problemText(words, problem, format);
}
