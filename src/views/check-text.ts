import type { Check } from '../core/contract/check.ts';
import { displaySafeFacts } from './display-safe.ts';
import { failureText, problemText, remedyLine } from './failure-text.ts';
import type { CheckText, FailureText } from './words/texts.ts';
import type { FailureVoice } from './words/voice.ts';
import type { Words } from './words/words.ts';

/**
 * A doctor's check in words, the same in terminal, panel and JSON. `detail` can have several lines.
 */
export function checkText(words: Words, check: Check, voice: FailureVoice): CheckText {
  const { level, facts } = check;
  const text = words.checks[check.check]({ level, facts: displaySafeFacts(facts) });
  const needsAttention = level === 'look' || level === 'bad';
  const why = reasonOf(words, check, voice);
  if (why === null) return { ...text, remedy: needsAttention ? text.remedy : null };
  const lines = [`${text.detail} ${why.title}.`.trim(), why.detail];
  return {
    title: text.title,
    detail: lines.filter((line) => line !== '').join('\n'),
    remedy: needsAttention ? (remedyLine(why) ?? text.remedy) : null,
  };
}

function reasonOf(
  words: Words,
  { failure, problem }: Check,
  voice: FailureVoice,
): FailureText | null {
  if (failure !== undefined) return failureText(words, failure, voice);
  return problem === undefined ? null : problemText(words, problem, voice);
}
