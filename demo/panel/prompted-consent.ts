import type { Consent } from '../../src/core/ports/consent.ts';
import { consentText } from '../../src/views/consent-text.ts';
import { en } from '../../src/views/words/en.ts';

export interface PromptedConsent extends Consent {
  /** Returns true if this line answered a question. */
  takeAnswer(line: string): boolean;
}

/**
 * Asks for consent in the terminal that serves the panel, because a page must not consent to its
 * own requests.
 */
export function promptedConsent(
  isTerminal: boolean,
  say: (...lines: string[]) => void,
): PromptedConsent {
  let answer: ((line: string) => void) | null = null;
  return {
    ask: async (question) => {
      const time = (at: number): string => new Date(at).toLocaleString();
      const { title, detail, confirm } = consentText(en, question, time);
      const lines = [title, ...detail.split('\n').map((line) => `  ${line}`)];
      if (!isTerminal) {
        say(...lines, en.consent.nobodyToAsk);
        return false;
      }
      say(...lines, `${confirm}? [y/N]`);
      const line = await new Promise<string>((resolve) => (answer = resolve));
      return /^y(es)?$/i.test(line.trim());
    },
    takeAnswer: (line) => {
      const waiting = answer;
      answer = null;
      waiting?.(line);
      return waiting !== null;
    },
  };
}
