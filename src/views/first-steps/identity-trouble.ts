import type { Action } from '../../core/contract/action.ts';
import type { Failure } from '../../core/failure.ts';
import { remedyOf } from '../../core/contract/remedy.ts';
import { failureText } from '../failure-text.ts';
import type { RemedyButton } from '../panel/remedy-button.ts';
import type { FactFormat } from '../words/fact-format.ts';
import type { Words } from '../words/words.ts';

/**
 * Returns why AWS could not report a source profile's identity, and a remedy other than a retry.
 * Omits remedies that need a role.
 */
export function identityTrouble(
  failure: Failure,
  words: Words,
  format: FactFormat,
): {
  readonly title: string;
  readonly detail: string;
  /** What to do, if `remedy` is null. */
  readonly toDo: string | null;
  readonly remedy: RemedyButton | null;
} {
  const { title, detail, remedy } = failureText(words, failure, format);
  const click = remedyOf(failure, '');
  const label = labelOf(click, words);
  if (label === null) return { title, detail, toDo: remedy?.label ?? null, remedy: null };
  return { title, detail, toDo: null, remedy: { label, click } };
}

function labelOf(action: Action, { panel: { remedies } }: Words): string | null {
  if (action.kind === 'open') return remedies.open;
  if (action.kind === 'show') return action.route.kind === 'doctor' ? remedies.openDoctor : null;
  return action.kind === 'sign-in' ? remedies.signIn : null;
}
