import { isNewEndpoint } from '../../aws-config/partition.ts';
import type { ConsentQuestion } from '../../consent-question.ts';
import type { Failed } from '../../result.ts';
import type { Role } from '../../roles/role.ts';
import type { AwsSnapshot } from '../../snapshot/aws-snapshot.ts';
import type { ConsentGate } from './consent-gate.ts';

export type RoleQuestion = Extract<ConsentQuestion, { kind: 'endpoint' | 'browser' }>;

/**
 * Returns the questions about the role's browser command, and about the role's endpoint if that is
 * not AWS's own. Values that have not changed since the role was saved cause no question.
 */
export function roleQuestions(
  { name, endpoint, browser }: Role,
  before: Pick<Role, 'endpoint' | 'browser'> | null,
): readonly RoleQuestion[] {
  const roleNames = [name];
  const isNewBrowser = browser !== undefined && browser !== before?.browser;
  return [
    ...(isNewEndpoint(endpoint, before?.endpoint)
      ? [{ kind: 'endpoint', endpoint, roleNames } as const]
      : []),
    ...(isNewBrowser ? [{ kind: 'browser', command: browser, roleNames } as const] : []),
  ];
}

export function isSameQuestion(one: RoleQuestion, other: RoleQuestion): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Asks for consent to the endpoints that are not AWS's and to the browser commands of roles. */
export class RoleConsent {
  readonly #consent: ConsentGate;
  /**
   * The questions that the person answered with yes, as JSON. Contains only questions about the
   * role that was checked last.
   */
  #allowed: ReadonlySet<string> = new Set();

  constructor(consent: ConsentGate) {
    this.#consent = consent;
  }

  /**
   * Returns null if there is nothing new to ask, or if the person allows everything. A role test
   * asks only about the endpoint, because it runs no browser command.
   */
  async refusal(
    role: Role,
    roleId: string | null,
    snapshot: AwsSnapshot,
    isTest = false,
  ): Promise<Failed | null> {
    const before = roleId === null ? null : snapshot.role(roleId);
    const keyOf = (question: RoleQuestion): string => JSON.stringify([roleId, question]);
    const questions = roleQuestions(role, before);
    // If the same role is tested again or saved after a test, the person is not asked again.
    const allowed = new Set(questions.map(keyOf).filter((key) => this.#allowed.has(key)));
    for (const question of questions) {
      if (allowed.has(keyOf(question)) || (isTest && question.kind === 'browser')) continue;
      const refusal = await this.#consent.refusal(question);
      if (refusal !== null) return refusal;
      allowed.add(keyOf(question));
    }
    this.#allowed = allowed;
    return null;
  }

  /** Forgets the person's answers. Must be called after a role was saved. */
  forget(): void {
    this.#allowed = new Set();
  }
}
