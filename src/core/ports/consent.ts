import type { ConsentQuestion } from '../consent-question.ts';

/**
 * Asks the person at this computer, out of reach of any page or document. True only if that person
 * said yes to this question.
 */
export interface Consent {
  ask(question: ConsentQuestion): Promise<boolean>;
}
