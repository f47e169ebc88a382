import { otherKindsIn, type PastedOther } from './other-kinds.ts';
import { type PastedRoles, readPasted } from './pasted.ts';

/** The values for a role's form that were found in a text. */
export interface FoundInText extends PastedRoles {
  /** Permission sets and MFA sessions. Empty if the text has a role to assume. */
  readonly others: readonly PastedOther[];
}

export const nothingFound: FoundInText = { roles: [], unused: [], isCut: false, others: [] };

/** Returns the values in a text for the panel. Returns `nothingFound` if the text has a secret. */
export function foundInText(text: string): FoundInText {
  const pasted = readPasted(text);
  if (pasted.kind === 'roles') {
    const { roles, unused, isCut } = pasted;
    return { roles, unused, isCut, others: [] };
  }
  return pasted.kind === 'problem' ? { ...nothingFound, others: otherKindsIn(text) } : nothingFound;
}
