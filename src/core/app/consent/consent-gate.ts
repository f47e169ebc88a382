import type { Consent } from '../../ports/consent.ts';
import { type Failed, failed } from '../../result.ts';
import type { ConsentQuestion } from '../../consent-question.ts';

/** Asks a person for consent. Only one question can be open at a time. */
export class ConsentGate {
  readonly #port: Consent;
  #isAsking = false;

  constructor(port: Consent) {
    this.#port = port;
  }

  /**
   * Returns null if the person answers yes, otherwise the failure to report. Fails at once if
   * another question is open, so that only one dialog is visible.
   */
  async refusal(question: ConsentQuestion): Promise<Failed | null> {
    if (this.#isAsking) return consentFailure(question);
    this.#isAsking = true;
    try {
      return (await this.#port.ask(question)) ? null : consentFailure(question);
    } finally {
      this.#isAsking = false;
    }
  }

  /**
   * Asks the person about each endpoint once, and returns the endpoints that they allow. Stops when
   * they refuse one.
   */
  async allowedEndpoints(
    roles: readonly { readonly name: string; readonly endpoint: string }[],
  ): Promise<ReadonlySet<string>> {
    const allowed = new Set<string>();
    for (const endpoint of new Set(roles.map((role) => role.endpoint))) {
      const roleNames = roles.filter((role) => role.endpoint === endpoint).map(({ name }) => name);
      if ((await this.refusal({ kind: 'endpoint', endpoint, roleNames })) !== null) break;
      allowed.add(endpoint);
    }
    return allowed;
  }
}

/** Returns the failure for a question that was not answered with yes. */
export function consentFailure(question: ConsentQuestion): Failed {
  const isWholeFile = question.kind === 'restore' && question.profile === null;
  const asked = isWholeFile ? 'restore-file' : question.kind;
  return failed({ kind: 'consent-refused', asked, subject: subjectOf(question) });
}

function subjectOf(question: ConsentQuestion): string {
  switch (question.kind) {
    case 'preference':
      return question.name;
    case 'endpoint':
      return question.endpoint;
    case 'browser':
      return question.command;
    case 'take-over':
      return question.profile;
    case 'restore':
      return question.profile ?? question.backupId;
    case 'purge':
      return '';
  }
}
