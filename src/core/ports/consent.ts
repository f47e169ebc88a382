import type { ConsentQuestion } from '../consent-question.ts';

/**
 * Asks the person at this computer in a way that no page or document can answer. Returns true only
 * if the person answered yes to this question.
 */
export interface Consent {
  ask(question: ConsentQuestion): Promise<boolean>;
}
