import type { Failure } from '../core/failure.ts';
import { failureText, remedyLine } from './failure-text.ts';
import { en } from './words/en.ts';
import type { FactFormat } from './words/fact-format.ts';

/**
 * Returns a failure as one line for the log of a program that asked the credentials endpoint. The
 * line is in English, because the program's other messages are in English.
 */
export function endpointMessage(failure: Failure, format: FactFormat): string {
  const text = failureText(en, failure, format);
  const remedy = remedyLine(text);
  const detail = text.detail.split('\n').filter((line) => line !== '');
  return [`${text.title}.`, ...detail, ...(remedy === null ? [] : [`${remedy}.`])].join(' ');
}
