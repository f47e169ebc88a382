import type { ConsentQuestion } from '../core/consent-question.ts';
import type { Consent } from '../core/ports/consent.ts';
import { consentText } from '../views/consent-text.ts';
import { en } from '../views/words/en.ts';
import { terminalFormat } from './output/terminal-format.ts';
import { ask, canAsk, writeError } from './terminal.ts';
import type { Terminal } from './terminal.ts';

/** The changes that the command's options allow. */
export interface GivenConsent {
  readonly endpoints?: readonly string[];
  readonly browser?: string;
  readonly preferences?: readonly string[];
  readonly takeOver?: boolean;
  /** True if the command may restore and delete backups. */
  readonly backups?: boolean;
}

/**
 * Returns an object that asks the user at the terminal for consent. An option of the command can
 * answer instead, and if the user cannot be asked, the answer is no.
 */
export function terminalConsent(terminal: Terminal, given: GivenConsent): Consent {
  return {
    ask: async (question) => {
      if (isGiven(question, given)) return true;
      if (!canAsk(terminal)) return false;
      const format = terminalFormat(terminal, null);
      const { title, detail, confirm } = consentText(en, question, (at) => format.time(at));
      await writeError(terminal, title, ...detail.split('\n').map((line) => `  ${line}`));
      const answer = await ask(terminal, `${confirm}? [y/N] `);
      return /^y(es)?$/i.test(answer?.trim() ?? '');
    },
  };
}

function isGiven(question: ConsentQuestion, given: GivenConsent): boolean {
  switch (question.kind) {
    case 'preference':
      return given.preferences?.includes(question.name) === true;
    case 'endpoint':
      return given.endpoints?.includes(question.endpoint) === true;
    case 'browser':
      return given.browser === question.command;
    case 'take-over':
      return given.takeOver === true;
    case 'restore':
    case 'purge':
      return given.backups === true;
  }
}

/** Returns consent for the endpoint and the browser that the user named in the command. */
export function consentFromCommand(
  endpoint: string | undefined,
  browser: string | undefined,
): GivenConsent {
  return {
    ...(endpoint === undefined ? {} : { endpoints: [endpoint.trim()] }),
    ...(browser === undefined ? {} : { browser: browser.trim() }),
  };
}
