import type { ConsentQuestion } from '../../src/core/consent-question.ts';
import type { Consent } from '../../src/core/ports.ts';

/** A person who answers as a test says, and what they were asked. */
export class ScriptedConsent implements Consent {
  readonly asked: ConsentQuestion[] = [];
  answer: (question: ConsentQuestion) => boolean | Promise<boolean> = () => true;

  async ask(question: ConsentQuestion): Promise<boolean> {
    this.asked.push(question);
    return this.answer(question);
  }
}
