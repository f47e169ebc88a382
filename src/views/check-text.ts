import type { Check } from '../core/contract/check.ts';
import { displaySafeFacts } from './display-safe.ts';
import { failureText, remedyLine } from './failure-text.ts';
import type { CheckText, FailureVoice, Words } from './words/words.ts';

/** A check of the doctor in words, the same for terminal, panel and JSON. `detail` may have several lines. */
export function checkText(words: Words, check: Check, voice: FailureVoice): CheckText {
  const { level, facts, failure } = check;
  const text = words.checks[check.check]({ level, facts: displaySafeFacts(facts) });
  const needsSomeone = level === 'look' || level === 'bad';
  if (failure === undefined) return { ...text, remedy: needsSomeone ? text.remedy : null };
  const why = failureText(words, failure, voice);
  const lines = [`${text.detail} ${why.title}.`.trim(), why.detail];
  return {
    title: text.title,
    detail: lines.filter((line) => line !== '').join('\n'),
    remedy: needsSomeone ? (remedyLine(why) ?? text.remedy) : null,
  };
}
