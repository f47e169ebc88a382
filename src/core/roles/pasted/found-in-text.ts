import { otherKindsIn, type PastedOther } from './other-kinds.ts';
import { type PastedRoles, readPasted } from './pasted.ts';

/** What a text has for the form of a role, and nothing else of the text. */
export interface FoundInText extends PastedRoles {
  /** Permission sets and MFA sessions, if the text has no role to assume. */
  readonly others: readonly PastedOther[];
}

export const nothingFound: FoundInText = { roles: [], unused: [], isCut: false, others: [] };

/**
 * Returns what the panel may show of a text, without the text itself. A text with a secret gives
 * nothing.
 */
export function foundInText(text: string): FoundInText {
  const pasted = readPasted(text);
  if (pasted.kind === 'roles') {
    const { roles, unused, isCut } = pasted;
    return { roles, unused, isCut, others: [] };
  }
  return pasted.kind === 'problem' ? { ...nothingFound, others: otherKindsIn(text) } : nothingFound;
}
