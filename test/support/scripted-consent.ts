import type { ConsentQuestion } from '../../src/core/consent-question.ts';
import type { Consent } from '../../src/core/ports/consent.ts';

/** A user who answers as the test says. Records the questions. */
export class ScriptedConsent implements Consent {
  readonly questions: ConsentQuestion[] = [];
  answer: (question: ConsentQuestion) => boolean | Promise<boolean> = () => true;

  async ask(question: ConsentQuestion): Promise<boolean> {
    this.questions.push(question);
    return this.answer(question);
  }
}
